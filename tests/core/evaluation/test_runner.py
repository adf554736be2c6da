"""Every row is measured on every case; what fails, is left out or is cancelled is recorded."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.evaluation.baselines import BASELINES, Surroundings
from xr2ct_core.evaluation.candidates import Candidate, Made, baseline_candidate, candidates, method_candidate
from xr2ct_core.evaluation.cases import Case, CaseSet
from xr2ct_core.evaluation.projections import EvaluationViews
from xr2ct_core.evaluation.runner import evaluate
from xr2ct_core.evaluation.verdict import NOT_JUDGED, NOT_SHOWN, WORKING, verdict
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.templates.library import TEMPLATE_IDS

MakeCase = Callable[..., Case]
MEAN = next(baseline_candidate(baseline) for baseline in BASELINES if baseline.id == "mean-volume")


def row(row_id: str, make_hu: Callable[[Case], np.ndarray], sigma_hu: float | None = None) -> Candidate:
    """A method row that returns what `make_hu` gives, as sure as `sigma_hu`."""

    def run(case: Case, surroundings: Surroundings, context: WorkContext) -> Made:
        context.progress(0.5, "half way")
        hu = np.asarray(make_hu(case), dtype=np.float32)
        uncertainty = None if sigma_hu is None else np.full(hu.shape, sigma_hu, dtype=np.float32)
        return Made(hu, 0.25, 1000, uncertainty)

    return Candidate(row_id, row_id.title(), "method", run)


PERFECT = row("perfect", lambda case: case.truth.hu, sigma_hu=1.0)
OFF_BY_40 = row("tv", lambda case: np.clip(case.truth.hu, -1000, 1400) + 40.0)
AIR = row("air", lambda case: np.full_like(case.truth.hu, -1024))


def test_all_numbers_of_a_perfect_volume(three_patients: CaseSet) -> None:
    evaluation = evaluate(three_patients, [PERFECT])
    assert [outcome.status for outcome in evaluation.outcomes] == ["measured"] * 3
    metrics = evaluation.outcomes[0].metrics
    assert metrics["psnr_3d_db"] == metrics["psnr_unseen_db"] == float("inf")
    assert metrics["psnr_inputs_db"] > 100.0
    assert metrics["ncc_unseen"] == pytest.approx(1.0)
    assert metrics["equivalent_blur_mm"] == metrics["mae_hu_body"] == 0.0
    assert metrics["coverage_90"] == 1.0
    assert metrics["seconds"] == 0.25
    assert evaluation.complete


def test_the_unseen_view_tells_depth_where_the_inputs_do_not() -> None:
    """Four columns, added and taken away crosswise, vanish from both parallel inputs."""
    views = EvaluationViews(WorkingGrid(24))
    geometry = BiplanarGeometry.make(model="parallel", sad_mm=0, sdd_mm=0, rows=40, cols=40, pixel_mm=8.0)
    body = np.full((24, 24, 24), -1000.0, dtype=np.float32)
    body[4:20, 4:20, 4:20] = 0.0
    changed = body.copy()
    for sign, y, x in ((1, 8, 8), (-1, 8, 15), (-1, 15, 8), (1, 15, 15)):
        changed[10:14, y, x] += sign * 900.0
    before, after = views.project(body, geometry), views.project(changed, geometry)
    np.testing.assert_allclose(before[0], after[0], atol=1e-4)
    np.testing.assert_allclose(before[1], after[1], atol=1e-4)
    assert np.abs(before[2] - after[2]).max() > 0.05


def test_a_failure_is_recorded_with_its_sentence_and_the_rest_goes_on(three_patients: CaseSet) -> None:
    def fail_for_bob(case: Case) -> np.ndarray:
        if case.subject == "bob":
            raise BadInputError("The radiographs do not belong together.")
        if case.subject == "cid":
            raise ZeroDivisionError("a slip")
        return case.truth.hu

    evaluation = evaluate(three_patients, [row("fragile", fail_for_bob), PERFECT])
    assert [outcome.status for outcome in evaluation.of("fragile")] == ["measured", "failed", "failed"]
    assert evaluation.of("fragile")[1].message == "The radiographs do not belong together."
    assert "ZeroDivisionError" in evaluation.of("fragile")[2].message
    assert len(evaluation.values("perfect", "mae_hu")) == 3
    assert set(evaluation.values("fragile", "mae_hu")) == {"ann"}


def test_a_cancel_keeps_what_was_measured(three_patients: CaseSet) -> None:
    context = WorkContext()
    seen: list[str] = []

    def stop_at_second(case: Case) -> np.ndarray:
        seen.append(case.subject)
        if len(seen) == 2:
            context.control.request_stop()
        return case.truth.hu

    evaluation = evaluate(three_patients, [row("slow", stop_at_second)], context=context)
    assert not evaluation.complete
    assert [outcome.subject for outcome in evaluation.outcomes] == ["ann", "bob"]


def test_progress_only_grows_and_names_case_and_row(three_patients: CaseSet) -> None:
    told: list[tuple[float, str]] = []
    context = WorkContext(on_progress=lambda fraction, phase: told.append((fraction, phase)))
    evaluate(three_patients, [PERFECT, AIR], context=context)
    fractions = [fraction for fraction, _ in told]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert "bob: air" in {phase for _, phase in told}


def test_a_template_is_not_measured_on_its_own_patient(make: MakeCase) -> None:
    template = candidates(["template"], with_baselines=False, device="cpu")[0]
    own = TEMPLATE_IDS[0]
    assert "made of this patient" in template.refusal(make(own))
    assert "made of this patient" in template.refusal(make(f"{own.lower()}_x2ct"))
    assert template.refusal(make("somebody-else")) == ""
    evaluation = evaluate(CaseSet((make(own),), (), WorkingGrid(24)), [template])
    assert evaluation.outcomes[0].status == "excluded"


def test_the_rows_are_methods_first_and_no_row_twice() -> None:
    rows = candidates(["tv", "backprojection", "tv"], with_baselines=True, device="cpu")
    ids = [candidate.id for candidate in rows]
    assert ids[:2] == ["tv", "backprojection"]
    assert len(ids) == len(set(ids))
    assert {"all-air", "mean-volume", "extruded-frontal", "minimum-norm", "product", "mart", "template"} < set(ids)
    assert {"nearest-case", "oracle-blur-5", "oracle-blur-10", "oracle-blur-15"} < set(ids)
    with pytest.raises(BadConfigError, match="no method named"):
        candidates(["magic"], with_baselines=False, device="cpu")


def test_a_real_method_is_measured(three_patients: CaseSet) -> None:
    method = method_candidate("sart", "SART", "backprojection", {"algorithm": "sart"}, "method", "cpu")
    evaluation = evaluate(replace(three_patients, cases=three_patients.cases[:1]), [method, AIR])
    sart, air = evaluation.values("sart", "psnr_3d_db")["ann"], evaluation.values("air", "psnr_3d_db")["ann"]
    assert sart > air + 3.0


def test_a_method_must_beat_the_mean_volume_and_least_squares(three_patients: CaseSet) -> None:
    evaluation = evaluate(three_patients, [row("best", lambda case: case.truth.hu + 1.0), AIR, OFF_BY_40, MEAN])
    assert verdict(evaluation, "best")[0] == WORKING
    assert verdict(evaluation, "air")[0] == NOT_SHOWN
    assert "dB behind the mean volume (n = 3)" in verdict(evaluation, "air")[1]
    assert "dB behind two-view least squares (n = 3)" in verdict(evaluation, "air")[1]
    assert verdict(evaluation, "tv")[0] == WORKING


def test_without_the_hurdles_a_method_is_not_judged(three_patients: CaseSet) -> None:
    assert verdict(evaluate(three_patients, [PERFECT]), "perfect")[0] == NOT_JUDGED


def test_being_ahead_by_chance_is_not_enough(three_patients: CaseSet) -> None:
    offsets = {"ann": 20.0, "bob": 60.0, "cid": 110.0}
    lucky = row("lucky", lambda case: np.clip(case.truth.hu, -900, 1300) + offsets[case.subject])
    steady = row("tv", lambda case: np.clip(case.truth.hu, -900, 1300) + 70.0)
    evaluation = evaluate(three_patients, [lucky, steady, MEAN])
    state, reason = verdict(evaluation, "lucky")
    assert state == NOT_SHOWN
    assert "over two-view least squares could be chance" in reason


def test_one_patient_is_not_enough_for_a_verdict(three_patients: CaseSet) -> None:
    one = replace(three_patients, cases=three_patients.cases[:1])
    assert verdict(evaluate(one, [PERFECT, OFF_BY_40]), "perfect")[0] == NOT_JUDGED
    near = row("near", lambda case: case.truth.hu + 5)
    hurdle = row("mean-volume", lambda case: case.truth.hu + 60)
    assert verdict(evaluate(one, [near, hurdle, OFF_BY_40]), "near")[0] == NOT_JUDGED
