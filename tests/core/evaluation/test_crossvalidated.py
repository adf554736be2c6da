"""Folds of one training are one row, in which each patient is measured by the network that left him out."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.core.described import describe
from tests.core.evaluation.fold_runs import FOLDS, WIDTHS, described, fold_run, save_run
from xr2ct_core.cli import main
from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.evaluation import candidates
from xr2ct_core.evaluation.ablation import ablations
from xr2ct_core.evaluation.baselines import BASELINES, MEAN_VOLUME
from xr2ct_core.evaluation.benchmark import run_benchmark_task
from xr2ct_core.evaluation.cases import Case, CaseSet
from xr2ct_core.evaluation.contender import Contender
from xr2ct_core.evaluation.contenders import checkpoint_folders, contenders, merged
from xr2ct_core.evaluation.held_out import CHOSEN_ON, IN_NO_FOLD, TRAINED_ON, held_out
from xr2ct_core.evaluation.runner import evaluate
from xr2ct_core.evaluation.sweeps import sweeps
from xr2ct_core.evaluation.variants import with_variants
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import write_pair
from xr2ct_core.protocol.tasks import BenchmarkTask
from xr2ct_core.runs.checkpoint_info import BEGUN_WITH
from xr2ct_core.runs.record import RunRecord
from xr2ct_core.runs.store import RunFolder

pytestmark = pytest.mark.usefixtures("worker_here")

MakeCase = Callable[..., Case]


def split_run(name: str, **parts: list[str]) -> Contender:
    info = described("1")
    return Contender(name, name, name, Path(name), info.model_copy(update={"data": {"patients": parts}}), 10)


def all_cases(make: MakeCase) -> CaseSet:
    return CaseSet(tuple(make(name, width) for name, width in WIDTHS.items()), (), WorkingGrid(24))


def test_folds_of_one_training_are_merged_and_others_are_not() -> None:
    (row,) = merged([fold_run("full", "2"), fold_run("full", "1")])
    assert row.run == "full" and row.title == "u-X2CT-GAN" and row.samples_per_s == 1.5
    assert [fold.info.data["fold"] for fold in row.folds] == ["1", "2"]
    assert row.trained_on == "1 to 2" and row.steps == "7"
    chosen = {patient: row.for_patient(patient) for patient in WIDTHS}
    assert {name: fold and fold.run for name, fold in chosen.items()} == {
        "ann": "fold-1", "bob": "fold-1", "cid": "fold-2", "dan": None,
    }  # fmt: skip

    others = (
        fold_run("full", "2", width=0.2),
        fold_run("elsewhere", "2"),
        fold_run("full", "1"),
        replace(fold_run("full", "2"), info=described("all")),
    )
    for other in others:
        assert [one.folds for one in merged([fold_run("full", "1"), other])] == [(), ()]


def test_a_cross_validation_that_is_not_complete_says_so() -> None:
    info = described("1")
    of_three = [one.model_copy(update={"data": {**one.data, "folds": 3}}) for one in (info, described("2"))]
    (row,) = merged([replace(fold_run("full", str(n)), info=one) for n, one in enumerate(of_three, 1)])
    assert row.title == "u-X2CT-GAN, 2 of 3 folds"


def test_a_network_of_the_program_stands_for_those_new_to_it_and_its_folds_for_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: MakeCase
) -> None:
    folder = tmp_path / "checkpoints"
    folder.mkdir()
    monkeypatch.setattr("xr2ct_core.runs.bundled.bundled_folder", lambda: folder)
    parts = FOLDS.split("all").parts
    whole = {**parts, "validation": (*parts["validation"], "fay")}
    path = describe(folder, "bundled", "biplanar", 64, patients=whole)
    (path / "left-out").mkdir()
    for fold in FOLDS.names:
        describe(path / "left-out", f"fold-{fold}", "biplanar", 64, patients=FOLDS.split(fold).parts)
    row, varied = with_variants(contenders([path], 64), [{"with_templates": False}])
    for one in (row, varied):
        asked = {name: one.for_patient(name) for name in (*WIDTHS, "eve", "fay")}
        assert {name: found and found.run for name, found in asked.items()} == {
            "ann": "fold-1", "bob": "fold-1", "cid": "fold-2", "dan": None, "eve": "bundled",
            "fay": None,
        }  # fmt: skip
        assert {found.changes is None for found in asked.values() if found} == {one is row}
    measured = held_out(all_cases(make), [row, varied])
    assert [case.id for case in measured.cases] == ["ann", "bob", "cid"]
    assert measured.learned_for["cid"] == set(FOLDS.split("2").parts["train"])


def test_each_patient_is_measured_by_the_fold_that_left_him_out(
    make: MakeCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: dict[str, str] = {}

    def checkpoint_row(row_id: str, title: str, method: str, path: Path, *_: object) -> candidates.Candidate:
        def run(case: Case, surroundings: object, context: object) -> candidates.Made:
            used[case.subject] = path.parent.parent.name
            return candidates.Made(case.truth.hu.astype(np.float32), 0.0, 1)

        return candidates.Candidate(row_id, title, "method", run, method)

    monkeypatch.setattr("xr2ct_core.evaluation.contender.checkpoint_candidate", checkpoint_row)
    (row,) = merged([fold_run("full", "1"), fold_run("full", "2")])
    measured = held_out(all_cases(make), [row])
    evaluation = evaluate(measured, [row.candidate("cpu")])
    assert used == {"ann": "fold-1", "bob": "fold-1", "cid": "fold-2"}
    assert set(evaluation.values("row", "rmse_hu")) == {"ann", "bob", "cid"}
    assert [(problem.source, problem.message) for problem in measured.problems] == [("dan", IN_NO_FOLD)]
    stray = evaluate(replace(measured, cases=all_cases(make).cases[3:], learned_for={}), [row.candidate("cpu")])
    assert stray.outcomes[0].status == "failed" and "No fold of full left dan out" in stray.outcomes[0].message


def test_the_mean_volume_of_a_patient_is_made_of_those_his_fold_was_trained_on(make: MakeCase) -> None:
    measured = held_out(all_cases(make), merged([fold_run("full", "1"), fold_run("full", "2")]))
    mean_row = next(candidates.baseline_candidate(one, trained=True) for one in BASELINES if one.id == MEAN_VOLUME)
    found = evaluate(measured, [mean_row]).values(MEAN_VOLUME, "rmse_hu")
    hu = {name: np.clip(make(name, width).truth.hu.astype(float), -1024, 1476) for name, width in WIDTHS.items()}
    means = {"ann": hu["dan"], "bob": hu["dan"], "cid": (hu["bob"] + hu["dan"]) / 2}
    assert set(found) == set(means)
    for patient, mean in means.items():
        assert found[patient] == pytest.approx(np.sqrt(np.mean((mean - hu[patient]) ** 2)), rel=1e-4)


def test_beside_a_single_network_all_rows_are_measured_on_the_same_patients(make: MakeCase) -> None:
    rows = merged([fold_run("full", "1"), fold_run("full", "2")])
    single = split_run("plain", train=["bob", "dan"], validation=["cid"], test=["ann"])
    measured = held_out(all_cases(make), [*rows, single])
    assert [case.id for case in measured.cases] == ["ann"]
    assert {one.source: one.message for one in measured.problems} == {
        "bob": TRAINED_ON, "cid": CHOSEN_ON, "dan": TRAINED_ON,
    }  # fmt: skip
    assert measured.learned_for == {"ann": {"dan", "bob"}}
    release = split_run("release", train=list(WIDTHS))
    with pytest.raises(BadInputError, match="none is unknown to all networks"):
        held_out(all_cases(make), [*rows, release])


def test_the_reference_of_an_ablation_is_the_run_named_full_and_changes_are_told_in_words() -> None:
    wide, plain = fold_run("wide", "1", width=0.02, skips=False), fold_run("plain", "1", skips=False)
    full = fold_run("full", "1", skips=True)
    rows = [replace(one, id=one.path.parts[2], run=one.path.parts[2]) for one in (wide, full, plain)]
    (found,) = ablations(rows)
    assert found.reference == "full"
    assert {part.row_id: part.name for part in found.parts} == {
        "wide": "width 0.02 (reference: 0.1), skips off (reference: on)",
        "plain": "skips off (reference: on)",
    }
    assert ablations(rows[1:2]) == ()
    assert ablations([rows[0], replace(rows[0], id="again")]) == ()
    numbers_only = [fold_run("a", "1", width=0.3), fold_run("b", "1", width=0.2)]
    assert ablations(numbers_only) == () and len(sweeps(numbers_only)) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"geometry": "clinic"}, "geometry clinic (reference: x2ct)"),
        ({BEGUN_WITH: ["ann"]}, "begun with other weights"),
        ({"patients": {"train": ["eve"]}}, "other patients trained on"),
    ],
)
def test_networks_that_learned_from_other_data_differ_in_more_than_a_number(data: dict[str, object], said: str) -> None:
    wide, narrow = fold_run("a", "1", width=0.3), fold_run("b", "1", width=0.2)
    other = narrow.info.model_copy(update={"data": {**narrow.info.data, **data}})
    networks = [wide, replace(narrow, info=other)]
    assert sweeps(networks) == ()
    (found,) = ablations(networks)
    assert [part.name for part in found.parts] == [f"width 0.2 (reference: 0.3), {said}"]


def test_computed_thoraxes_do_not_count_as_patients() -> None:
    info = described("1")
    taught = {**info.data["patients"], "train": ["dan", "phantom-3", "phantom-14"]}
    mixed = info.model_copy(update={"data": {**info.data, "patients": taught}})
    assert replace(fold_run("full", "1"), info=mixed).trained_on == "1 + 2 phantoms"


def test_settings_at_inference_are_varied_without_training_anew(
    make: MakeCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[tuple[str, object]] = []

    def checkpoint_row(row_id: str, title: str, method: str, path: Path, *rest: object) -> candidates.Candidate:
        def run(case: Case, surroundings: object, context: object) -> candidates.Made:
            used.append((path.parent.parent.name, rest[-1]))
            return candidates.Made(case.truth.hu.astype(np.float32), 0.0, 1)

        return candidates.Candidate(row_id, title, "method", run, method)

    monkeypatch.setattr("xr2ct_core.evaluation.contender.checkpoint_candidate", checkpoint_row)
    monkeypatch.setattr("xr2ct_core.evaluation.variants.inference_settings", lambda kind: ("skips", "true_cts"))
    networks = merged([fold_run("full", "1"), fold_run("full", "2")])
    rows = with_variants(networks, [{"true_cts": 2}])
    assert [row.id for row in rows] == ["row", "row true_cts=2"]
    evaluate(held_out(all_cases(make), rows), [row.candidate("cpu") for row in rows])
    assert used[:2] == [("fold-1", None), ("fold-1", {"true_cts": 2})]
    assert used[-2:] == [("fold-2", None), ("fold-2", {"true_cts": 2})]
    (found,) = ablations(rows)
    assert (found.reference, found.parts[0].name) == ("row", "true_cts 2 (reference: none)")
    with pytest.raises(BadConfigError, match="No network here can be used with width="):
        with_variants(networks, [{"true_cts": 2}, {"width": 0.3}])


@pytest.fixture(scope="module")
def out(make: MakeCase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A benchmark of two cross-validations that differ in two settings."""
    folder = tmp_path_factory.mktemp("crossvalidated")
    for name, width in WIDTHS.items():
        case = make(name, width)
        write_pair(case.pair, folder / "data" / name, case.truth)
    for name, settings in (("full", {}), ("wide", {"width": 0.12, "true_cts": 1})):
        for fold in FOLDS.names:
            save_run(folder / "runs" / name / f"fold-{fold}", described(fold, **settings))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "BASELINES", [one for one in BASELINES if one.id == MEAN_VOLUME])
        patch.setattr(
            candidates, "BASELINE_METHODS", (("tv", "Least squares", "backprojection", {"algorithm": "mart"}),)
        )
        task = BenchmarkTask(data_path=str(folder / "data"), checkpoints=(str(folder / "runs"),), methods=())
        run_benchmark_task(task, folder / "out", WorkContext(), lambda role, path: None)
    yield folder / "out"


def test_two_cross_validations_are_two_rows_over_all_tested_patients(out: Path) -> None:
    document = json.loads((out / "table.json").read_text())
    assert document["subjects"] == ["ann", "bob", "cid"]
    rows = {row["id"]: row["metrics"]["psnr_3d_db"]["n"] for row in document["rows"]}
    assert rows == {"u-x2ct-gan:full": 3, "u-x2ct-gan:wide": 3, "tv": 3, "mean-volume": 3}
    assert document["learned_for"] == {"ann": ["dan"], "bob": ["dan"], "cid": ["bob", "dan"]}
    (network, _) = document["benchmark"]["networks"]
    assert [fold["patients"]["test"] for fold in network["folds"]] == [["ann", "bob"], ["cid"]]
    markdown = (out / "table.md").read_text()
    assert "Cross-validated: each patient" in markdown and "full (2 folds)" in markdown


def test_what_each_part_brings_is_told_with_its_interval(out: Path) -> None:
    document = json.loads((out / "table.json").read_text())
    rows = {row["id"]: row["metrics"]["psnr_3d_db"]["mean"] for row in document["rows"]}
    (ablation,) = document["benchmark"]["ablations"]
    (part,) = ablation["parts"]
    brings = part["reference_minus_row"]["psnr_3d_db"]
    assert brings["n"] == 3 and brings["low"] <= brings["mean"] <= brings["high"]
    assert brings["mean"] == pytest.approx(rows["u-x2ct-gan:full"] - rows["u-x2ct-gan:wide"], abs=1e-6)
    markdown, page = (out / "table.md").read_text(), (out / "table.html").read_text()
    told = "true_cts 1 (reference: 0), width 0.12 (reference: 0.1)"
    assert f"| `u-x2ct-gan:wide`: {told} | {brings['mean']:+.2f} [" in markdown
    assert told in page and "What each part of u-X2CT-GAN brings" in page


def test_a_fold_trained_before_a_setting_existed_is_merged_with_the_others(tmp_path: Path) -> None:
    save_run(tmp_path / "fold-1", described("1"))
    save_run(tmp_path / "fold-2", described("2", true_cts=-1))
    assert [len(one.folds) for one in contenders([tmp_path], 64)] == [0, 0]
    save_run(tmp_path / "later" / "fold-1", described("1"))
    save_run(tmp_path / "later" / "fold-2", described("2", true_cts=0))
    assert [len(one.folds) for one in contenders([tmp_path / "later"], 64)] == [2]


def test_a_folder_of_cross_validations_is_looked_through_but_not_the_trash(tmp_path: Path) -> None:
    for name in ("full/fold-1", ".trash/fold-1"):
        run = RunFolder.create(tmp_path / name, RunRecord(method="x", total_steps=7), {}, {})
        run.checkpoint_path(7).mkdir(parents=True)
    assert [path.relative_to(tmp_path).parts[0] for path in checkpoint_folders([tmp_path])] == ["full"]


def test_a_variant_that_is_no_setting_is_refused_by_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--data", str(tmp_path), "--out", str(tmp_path / "out"))
    assert main(["benchmark", *where, "--variants", "skips=false", "oops", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["message"] == "'oops' is not a setting."
