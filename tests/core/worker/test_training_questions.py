"""What a window asks before a training: how much it will need, and what lies in the data."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xr2ct_core.control import ControlToken
from xr2ct_core.data.open import open_source
from xr2ct_core.data.phantoms import Phantoms
from xr2ct_core.data.source import data_digest
from xr2ct_core.data.splits import PatientSplit, write_split
from xr2ct_core.errors import BadInputError, CancelledError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import write_pair
from xr2ct_core.protocol.messages import Artifact, Message
from xr2ct_core.protocol.training import EstimateTask, InspectTask
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.worker.estimate_task import run_estimate
from xr2ct_core.worker.inspect_task import run_inspect
from xr2ct_core.worker.job import JobContext
from xr2ct_core.worker.tasks import TASKS

SMALL = {"grid_size": 32, "width": 8}


def job(out_dir: Path, said: list[Message] | None = None, control: ControlToken | None = None) -> JobContext:
    said = said if said is not None else []
    return JobContext("job", out_dir, said.append, control or ControlToken())


def inspect(out_dir: Path, **settings: Any) -> tuple[dict[str, Any], dict[str, Path]]:
    said: list[Message] = []
    summary = run_inspect(InspectTask(**settings), job(out_dir, said))
    return summary, {item.role: Path(item.path) for item in said if isinstance(item, Artifact)}


def test_both_are_tasks_of_the_worker() -> None:
    assert TASKS["estimate"].load() is run_estimate
    assert TASKS["inspect"].load() is run_inspect


def test_an_estimate_scales_with_steps_and_accumulation(tmp_path: Path) -> None:
    task = EstimateTask.model_validate({"method": "diffusion", "method_config": SMALL, "train": {"steps": 10},
                                        "device": "cpu"})  # fmt: skip
    found = run_estimate(task, job(tmp_path))
    assert found["parameters"] > 1e5 and found["device"] == "cpu"
    assert 1e8 < found["memory_bytes"] < 1e10 and found["free_bytes"] > 1e7
    assert found["total_s"] == pytest.approx(10 * found["step_s"])
    twice = task.model_copy(update={"train": task.train.model_copy(update={"accumulate": 2})})
    again = run_estimate(twice, job(tmp_path))
    assert again["step_s"] == pytest.approx(2 * found["step_s"])
    assert again["memory_bytes"] == found["memory_bytes"]


def test_questions_are_dropped_when_they_are_cancelled(tmp_path: Path) -> None:
    control = ControlToken()
    control.request_stop()
    with pytest.raises(CancelledError):
        run_estimate(EstimateTask(method="diffusion", method_config=SMALL), job(tmp_path, control=control))
    with pytest.raises(CancelledError):
        run_inspect(InspectTask(data="phantoms:4"), job(tmp_path, control=control))


def test_phantoms_are_dealt_out_and_shown_as_line_integrals(tmp_path: Path) -> None:
    summary, files = inspect(tmp_path, data="phantoms:10", grid_size=32, previews=2, method="x2ct-gan")
    assert (summary["cases"], summary["patients"], summary["kind"]) == (10, 10, "phantom")
    assert summary["parts"] == {"train": 8, "validation": 1, "test": 1}
    assert summary["has_truth"] and summary["problems"] == [] and summary["grid_size"] is None
    assert set(files) == {f"preview_{view}_{number}" for view in ("frontal", "lateral") for number in (0, 1)}
    for path in files.values():
        image = np.load(path)
        assert image.dtype == np.float32 and image.shape == (320, 320)
        assert image.min() >= 0.0 and image.max() > 3.0


def test_a_stored_split_gives_the_parts_and_one_that_does_not_fit_is_said(tmp_path: Path) -> None:
    parts = {"train": ("phantom-0", "phantom-1"), "validation": ("phantom-2", "phantom-3"), "test": ("phantom-4",)}
    source = open_source("phantoms:5", WorkingGrid(32), BiplanarGeometry.preset("x2ct"))
    assert sorted(sum(parts.values(), ())) == sorted(source.subjects)
    path = tmp_path / "split.json"
    write_split(PatientSplit(seed=3, data_digest=data_digest(source), parts=parts), path)
    asked = {"grid_size": 32, "previews": 0, "split": str(path)}
    summary, _ = inspect(tmp_path, data="phantoms:5", **asked)
    assert summary["parts"] == {"train": 2, "validation": 2, "test": 1} and summary["problems"] == []
    other, _ = inspect(tmp_path, data="phantoms:6", **asked)
    assert other["parts"] == dict.fromkeys(parts, 0) and other["cases"] == 6
    assert [problem["source"] for problem in other["problems"]] == [str(path)]
    path.unlink()
    gone, _ = inspect(tmp_path, data="phantoms:5", **asked)
    assert "does not exist" in gone["problems"][0]["message"]


def test_thousands_of_cases_are_inspected_without_reading_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        pytest.fail("a case was read")

    monkeypatch.setattr(Phantoms, "__getitem__", read)
    monkeypatch.setattr(Phantoms, "fingerprint", read)
    summary, files = inspect(tmp_path, data="phantoms:5000", grid_size=32, previews=0)
    assert summary["cases"] == 5000 and sum(summary["parts"].values()) == 5000 and files == {}


def test_pairs_without_a_ct_are_told_apart_and_a_method_that_needs_one_says_so(
    tmp_path: Path, ball_pair: RadiographPair
) -> None:
    folder = tmp_path / "pairs"
    for number in range(4):
        write_pair(replace(ball_pair, subject=f"p{number}"), folder / f"p{number}")
    summary, files = inspect(tmp_path / "out", data=str(folder), grid_size=32, previews=1, method="x2ct-gan")
    assert not summary["has_truth"] and summary["kind"] == "pair" and summary["cases"] == 4
    assert any("X-rays without one" in problem["message"] for problem in summary["problems"])
    assert set(files) == {"preview_frontal_0", "preview_lateral_0"}
    fine, _ = inspect(tmp_path / "out", data=f"{folder} + phantoms:6", grid_size=32, previews=0, method="u-x2ct-gan")
    assert fine["kind"] == "pair + phantom" and fine["has_truth"]


def test_a_case_that_cannot_be_read_is_named_and_the_next_is_shown(tmp_path: Path, ball_pair: RadiographPair) -> None:
    folder = tmp_path / "pairs"
    for number in range(4):
        write_pair(ball_pair, folder / f"p{number}")
    (folder / "p0" / "frontal.npy").write_bytes(b"no image")
    summary, files = inspect(tmp_path / "out", data=str(folder), grid_size=32, previews=1)
    assert "preview_frontal_0" in files
    assert summary["parts"] == dict.fromkeys(("train", "validation", "test"), 0)
    messages = [problem["message"] for problem in summary["problems"]]
    assert len(messages) == 2 and "cannot be split" in messages[0] and "frontal.npy" in messages[1]


def test_a_folder_without_cases_is_an_error_not_an_empty_report(tmp_path: Path) -> None:
    with pytest.raises(BadInputError):
        inspect(tmp_path, data=str(tmp_path))
