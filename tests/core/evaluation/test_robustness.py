"""Pairs are taken anew under each condition, and methods are told the geometry only where the condition says so."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.evaluation.baselines import BASELINES
from xr2ct_core.evaluation.benchmark_markdown import benchmark_markdown
from xr2ct_core.evaluation.candidates import baseline_candidate, method_candidate
from xr2ct_core.evaluation.cases import Case, CaseSet
from xr2ct_core.evaluation.html_page import benchmark_page
from xr2ct_core.evaluation.measured import Benchmark
from xr2ct_core.evaluation.robustness import (
    Condition,
    chosen_conditions,
    conditions,
    measure_robustness,
    stand_in_conditions,
)
from xr2ct_core.evaluation.runner import evaluate
from xr2ct_core.evaluation.verdict import MAIN_METRIC
from xr2ct_core.radiograph import RadiographPair

MakeCase = Callable[..., Case]


def condition(name: str) -> Condition:
    return next(one for one in conditions() if one.id == name)


def test_the_conditions_are_those_of_the_protocol() -> None:
    assert [one.id for one in conditions()] == [
        "turned-2",
        "turned-5",
        "turned-10",
        "source-0.95 m",
        "source-0.95 m-untold",
        "source-1.8 m",
        "source-1.8 m-untold",
        "photons-10000",
        "photons-100000",
        "photons-1e+06",
        "tone-0.8",
        "tone-1.25",
        "shifted",
    ]


def test_stand_ins_are_measured_only_when_named() -> None:
    assert [one.id for one in chosen_conditions(())] == [one.id for one in conditions()]
    names = [one.id for one in chosen_conditions(("stand-in", "shifted"))]
    assert names[0] == "shifted" and names[1] == "stand-in-clean" and len(names) == 1 + len(stand_in_conditions())
    with pytest.raises(BadConfigError, match="no condition"):
        chosen_conditions(("stand-out",))


def test_a_stand_in_comes_with_the_clean_pair_of_the_same_geometry_that_it_is_compared_with() -> None:
    chosen = chosen_conditions(("turned-2", "stand-in-fitted"))
    assert [(one.id, one.against) for one in chosen] == [
        ("turned-2", ""),
        ("stand-in-clean", ""),
        ("stand-in-fitted", "stand-in-clean"),
    ]


def test_drawn_stand_ins_with_fitted_curves_are_among_the_stand_ins() -> None:
    assert "stand-in-drawn-fitted" in [one.id for one in stand_in_conditions()]


def test_a_change_is_told_to_what_a_condition_is_compared_with(three_patients: CaseSet) -> None:
    rows = [method_candidate("product", "Product", "backprojection", {"algorithm": "product"}, "method", "cpu")]
    plain = evaluate(three_patients, rows)
    chosen = chosen_conditions(("turned-10", "stand-in-straight"))
    found = measure_robustness(three_patients, rows, device="cpu", context=WorkContext(), under=chosen)
    benchmark = Benchmark(plain, (), found, (), (), "data")
    turned, clean, straight = (benchmark.under(result, "product", MAIN_METRIC) for result in found)
    main = plain.values("product", MAIN_METRIC)
    means = {result.condition.id: result.evaluation.values("product", MAIN_METRIC) for result in found}
    assert straight[1].mean == pytest.approx(
        np.mean([means["stand-in-straight"][n] - means["stand-in-clean"][n] for n in main])
    )
    assert turned[1].mean == pytest.approx(np.mean([means["turned-10"][n] - main[n] for n in main]))
    assert clean[1].mean != 0.0
    text = benchmark_markdown(benchmark)
    assert "change to the main table" in text
    assert "change to source at 1.8 m, clean line integrals" in text
    assert "to: source at 1.8 m, clean line integrals" in benchmark_page(benchmark, [])


def test_a_stand_in_is_taken_with_the_distances_of_a_chest_stand(make: MakeCase) -> None:
    clean, straight = (one.pair(make("ann")) for one in stand_in_conditions()[:2])
    assert clean.geometry.frontal.sdd_mm == 1800.0 and straight.geometry == clean.geometry
    assert clean.is_physical and straight.is_physical
    assert np.abs(straight.frontal.image - clean.frontal.image).max() > 0.1


def test_a_turned_lateral_changes_the_lateral_alone_and_nobody_is_told(make: MakeCase) -> None:
    case = make("ann")
    pair = condition("turned-10").pair(case)
    np.testing.assert_allclose(pair.frontal.image, case.pair.frontal.image, atol=1e-4)
    assert np.abs(pair.lateral.image - case.pair.lateral.image).max() > 0.1
    assert pair.geometry == case.pair.geometry


def test_a_patient_who_is_higher_moves_up_in_the_lateral_image(make: MakeCase) -> None:
    case = make("ann")
    rows = np.arange(case.pair.geometry.lateral.rows)

    def middle(image: np.ndarray) -> float:
        return float((image.sum(1) * rows).sum() / image.sum())

    moved = middle(condition("shifted").pair(case).lateral.image) - middle(case.pair.lateral.image)
    view = case.pair.geometry.lateral
    assert moved == pytest.approx(-10.0 / view.pixel_at_isocentre_mm, rel=0.3)


@pytest.mark.parametrize("told", [True, False])
def test_a_nearer_source_is_told_or_not(told: bool, make: MakeCase) -> None:
    case = make("ann")
    pair = condition("source-0.95 m" if told else "source-0.95 m-untold").pair(case)
    assert pair.geometry.frontal.sdd_mm == (949.0 if told else 1800.0)
    assert not np.allclose(pair.frontal.image, case.pair.frontal.image, atol=0.05)


def test_noise_and_tone_keep_the_geometry_and_the_scale(make: MakeCase) -> None:
    case = make("ann")
    noisy, toned = (condition(name).pair(case) for name in ("photons-10000", "tone-0.8"))
    assert noisy.geometry == toned.geometry == case.pair.geometry
    error = noisy.frontal.image - case.pair.frontal.image
    assert 0.005 < error.std() < 0.3
    assert toned.frontal.image.max() == pytest.approx(case.pair.frontal.image.max(), rel=1e-4)
    assert toned.frontal.image.mean() > case.pair.frontal.image.mean()


def test_a_source_where_it_is_anyway_is_no_condition(make: MakeCase) -> None:
    geometry = make("ann").pair.geometry
    near = condition("source-0.95 m").taken(geometry)
    assert not condition("source-0.95 m").fits(near)
    assert condition("source-1.8 m").fits(near)


def test_only_rows_that_look_at_radiographs_are_measured_again_and_a_turn_costs(three_patients: CaseSet) -> None:
    one = replace(three_patients, cases=three_patients.cases[:1])
    rows = [
        method_candidate("sart", "SART", "backprojection", {"algorithm": "sart"}, "method", "cpu"),
        baseline_candidate(BASELINES[0]),
    ]
    plain = evaluate(one, rows).values("sart", "psnr_unseen_db")["ann"]
    found = {
        result.condition.id: result.evaluation
        for result in measure_robustness(one, rows, device="cpu", context=WorkContext())
    }
    assert set(found) == {own.id for own in conditions() if own.fits(one.cases[0].pair.geometry)}
    assert {row.id for row in found["turned-10"].candidates} == {"sart"}
    turned = found["turned-10"].values("sart", "psnr_unseen_db")["ann"]
    assert turned < plain - 0.5


def test_a_cancel_keeps_whole_conditions_only(three_patients: CaseSet) -> None:
    rows = [method_candidate("product", "Product", "backprojection", {"algorithm": "product"}, "method", "cpu")]
    context = WorkContext()

    def stop(done: float, phase: str) -> None:
        if phase.startswith("lateral turned by 5°: bob"):
            context.control.request_stop()

    context.on_progress = stop
    found = measure_robustness(three_patients, rows, device="cpu", context=context)
    assert [result.condition.id for result in found] == ["turned-2"]
    assert found[0].evaluation.complete


def test_a_case_that_cannot_be_had_under_a_condition_is_told_and_the_others_go_on(three_patients: CaseSet) -> None:
    def make(case: Case) -> RadiographPair:
        if case is three_patients.cases[1]:
            raise BadInputError("Every style network knows this patient.")
        return case.pair

    rows = [method_candidate("product", "Product", "backprojection", {"algorithm": "product"}, "method", "cpu")]
    under = [Condition("odd", "seen oddly", make=make)]
    found = measure_robustness(three_patients, rows, device="cpu", context=WorkContext(), under=under)
    benchmark = Benchmark(evaluate(three_patients, rows), (), found, (), (), "data")
    own, change = benchmark.under(found[0], "product", MAIN_METRIC)
    assert (own.n, change.n, change.mean) == (2, 2, 0.0)
    told = f"seen oddly: {three_patients.cases[1].id}: Every style network knows this patient."
    assert told in benchmark_markdown(benchmark) and told in benchmark_page(benchmark, [])
