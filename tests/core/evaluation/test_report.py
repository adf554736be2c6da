"""The files of an evaluation say everything, with n, verdicts and what is missing."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import CancelledError
from xr2ct_core.evaluation.baselines import BASELINES, Surroundings
from xr2ct_core.evaluation.candidates import Candidate, Made, baseline_candidate
from xr2ct_core.evaluation.cases import Case, CaseSet, Problem
from xr2ct_core.evaluation.html_tables import MAIN_COLUMNS, metric_table
from xr2ct_core.evaluation.markdown import as_markdown
from xr2ct_core.evaluation.results import Evaluation, Outcome
from xr2ct_core.evaluation.runner import evaluate
from xr2ct_core.evaluation.task import run_evaluate_task, write_report
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import write_pair
from xr2ct_core.protocol.tasks import EvaluateTask
from xr2ct_core.provenance import SYNTHETIC_BANNER

MakeCase = Callable[..., Case]
PATIENTS = (("ann", 0.9), ("bob", 1.1))


def method(row_id: str, offset_hu: float) -> Candidate:
    def run(case: Case, surroundings: Surroundings, context: WorkContext) -> Made:
        if row_id == "broken" and case.subject == "bob":
            raise ValueError("no solution")
        return Made((case.truth.hu + np.float32(offset_hu)).astype(np.float32), 1.5, 10_000_000)

    return Candidate(row_id, row_id, "method", run)


@pytest.fixture(scope="module")
def evaluation(three_patients: CaseSet) -> Evaluation:
    rows = [method("best", 20.0), method("exact", 0.0), method("tv", 90.0), method("broken", 800.0)]
    rows += [baseline_candidate(baseline) for baseline in BASELINES]
    case_set = CaseSet(three_patients.cases, (Problem("/data/bad.nii.gz", "No body was found."),), WorkingGrid(24))
    return evaluate(case_set, rows)


@pytest.fixture(scope="module")
def folder(evaluation: Evaluation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("evaluation") / "out"
    announced: dict[str, list[Path]] = {}
    write_report(evaluation, out, lambda role, path: announced.setdefault(role, []).append(path))
    assert {role: len(paths) for role, paths in announced.items()} == {
        "table_json": 1,
        "table_csv": 1,
        "table_md": 1,
        "picture": 3,
    }
    assert all(path.is_file() for paths in announced.values() for path in paths)
    return out


def test_the_json_holds_settings_inputs_and_every_number(folder: Path) -> None:
    document = json.loads((folder / "table.json").read_text(), parse_constant=lambda name: pytest.fail(name))
    assert document["format"] == "xr2ct-evaluation"
    assert document["program"].startswith("xr2ct ")
    assert (document["geometry"], document["grid"]["size"], document["subjects"]) == (
        "small",
        24,
        ["ann", "bob", "cid"],
    )
    assert document["cases"][0]["geometry"]["frontal"]["sad_mm"] == 1600
    assert all(len(digest) == 64 for digest in document["cases"][0]["inputs_sha256"].values())
    assert document["unusable_cases"][0]["message"] == "No body was found."
    rows = {row["id"]: row for row in document["rows"]}
    assert rows["best"]["metrics"]["mae_hu_body"]["mean"] == pytest.approx(20.0)
    assert rows["best"]["metrics"]["mae_hu_body"]["n"] == 3
    assert rows["broken"]["metrics"]["mae_hu_body"]["n"] == 2
    assert rows["best"]["difference_to"]["tv"]["mae_hu_body"]["mean"] == pytest.approx(-70.0)
    assert rows["exact"]["metrics"]["psnr_3d_db"]["mean"] is None
    assert rows["best"]["verdict"] == "working"
    assert rows["broken"]["verdict"] == "not shown as working"
    assert "verdict" not in rows["mean-volume"]
    statuses = {(one["row"], one["subject"]): one["status"] for one in document["outcomes"]}
    assert statuses["broken", "bob"] == "failed"
    assert len(statuses) == 3 * len(rows)


def test_the_csv_has_one_line_per_case_and_row(folder: Path) -> None:
    with (folder / "table.csv").open(newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert len(lines) == 3 * (4 + len(BASELINES))
    found = {(line["row"], line["subject"]): line for line in lines}
    assert float(found["best", "ann"]["mae_hu_body"]) == pytest.approx(20.0)
    assert found["broken", "bob"]["mae_hu_body"] == ""
    assert "no solution" in found["broken", "bob"]["message"]
    assert found["oracle-blur-5", "ann"]["kind"] == "oracle"


def test_the_markdown_is_for_people(folder: Path) -> None:
    text = (folder / "table.md").read_text()
    assert "n = 3 patients" in text
    assert "`small`, grid 24³ over 320 mm" in text
    assert SYNTHETIC_BANNER in text
    assert "The mean CT of the other patients, which looks at no X-ray, has " in text
    table = text.partition("## Differences")[0].splitlines()
    lines = {line.split("|")[1].strip(): line.split("|") for line in table if line.startswith("| `")}
    assert lines["`broken` **not shown as working**"][2].strip() == "2"
    assert lines["`all-air` (baseline)"][7].strip() == "≥ 100.0"
    assert lines["`best`"][4].strip() == "20 ± 0"
    assert "* `broken` on bob, failed: It stopped with ValueError: no solution." in text
    assert "* case bad.nii.gz: No body was found." in text


def test_a_mean_of_fewer_patients_than_its_row_says_so(three_patients: CaseSet) -> None:
    row, numbers = method("one", 0.0), {"psnr_3d_db": 20.0, "dice_lung": 0.5, "hd95_lung_mm": 9.0}
    outcomes = tuple(
        Outcome(case.id, case.subject, "one", "measured", metrics=numbers if number else {"psnr_3d_db": 20.0})
        for number, case in enumerate(three_patients.cases)
    )
    found = Evaluation(three_patients, (row,), outcomes, "cpu")
    assert "| 3 | 20.00 ± 0.00 |" in as_markdown(found) and "0.500 ± 0.000 (n = 2)" in as_markdown(found)
    page = metric_table(found, MAIN_COLUMNS)
    assert page.count("<small>n = 2</small>") == 2 and "<small>n = 3</small>" not in page


def test_the_pictures_show_all_rows_and_carry_the_banner(folder: Path) -> None:
    path = folder / "case-002-bob.png"
    with Image.open(path) as image:
        assert image.info["Disclaimer"] == SYNTHETIC_BANNER
        pixels = np.asarray(image.convert("RGB")).astype(int)
    amber = (pixels[..., 0] > 200) & (pixels[..., 2] < 120)
    assert amber[-44:].sum() > 500
    truth_coronal = pixels[70:262, 208:400]
    assert truth_coronal.max() > 180
    assert truth_coronal.min() == 0


def test_the_head_is_up_and_the_right_is_left_in_the_pictures(make: MakeCase, tmp_path: Path) -> None:
    case = make("ann")
    marked = case.truth.hu.copy()
    marked[18, 12, 7] = 1400
    marked_case = Case(case.id, case.subject, case.pair, type(case.truth)(marked, case.truth.affine), case.body_mask)
    evaluation = evaluate(CaseSet((marked_case,), (), WorkingGrid(24)), [method("best", 0.0)])
    write_report(evaluation, tmp_path, lambda role, path: None)
    with Image.open(tmp_path / "case-001-ann.png") as image:
        coronal = np.asarray(image.convert("L")).astype(int)[70:262, 208:400]
    row, col = np.unravel_index(coronal.argmax(), coronal.shape)
    assert row < 96
    assert col < 96


def test_the_task_goes_from_files_to_a_table(make: MakeCase, tmp_path: Path) -> None:
    pairs = [write_pair(make(name, width).pair, tmp_path / name, make(name, width).truth) for name, width in PATIENTS]
    task = EvaluateTask(pair_paths=tuple(map(str, pairs)), methods=("backprojection",), grid_size=64, baselines=False)
    told: list[float] = []
    roles: list[str] = []
    summary = run_evaluate_task(
        task,
        tmp_path / "out",
        WorkContext(on_progress=lambda done, _: told.append(done)),
        lambda role, _: roles.append(role),
    )
    (row,) = summary["rows"]
    assert (row["id"], row["n"], row["verdict"]) == ("backprojection", 2, "not judged")
    assert row["means"]["psnr_3d_db"] > 12.0
    assert roles == ["table_json", "table_csv", "table_md", "picture", "picture"]
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_cancelled_task_writes_what_it_has(make: MakeCase, tmp_path: Path) -> None:
    pairs = [write_pair(make(name, width).pair, tmp_path / name, make(name, width).truth) for name, width in PATIENTS]
    task = EvaluateTask(pair_paths=tuple(map(str, pairs)), methods=("backprojection",), grid_size=64, baselines=False)
    context = WorkContext()

    def stop_at_bob(done: float, phase: str) -> None:
        if phase == "bob: backprojection":
            context.control.request_stop()

    context.on_progress = stop_at_bob
    with pytest.raises(CancelledError):
        run_evaluate_task(task, tmp_path / "out", context, lambda role, path: None)
    document = json.loads((tmp_path / "out" / "table.json").read_text())
    assert document["complete"] is False
    assert [outcome["subject"] for outcome in document["outcomes"]] == ["ann"]
    assert "partial results" in (tmp_path / "out" / "table.md").read_text()
