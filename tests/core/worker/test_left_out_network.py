"""A pair of somebody whom the bundled network learned from is reconstructed by the network that never saw him."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.core.bundled import make_checkpoint
from xr2ct_core.control import ControlToken
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import write_pair
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.protocol.tasks import ReconstructTask
from xr2ct_core.runs.checkpoint_info import DESCRIPTION, WEIGHTS
from xr2ct_core.worker.job import JobContext
from xr2ct_core.worker.reconstruct_task import run_reconstruct

GRID = WorkingGrid(32)


def said(path: Path, subject: str, checkpoint: Path) -> list[str]:
    """The notes of a volume of this person."""
    pair = simulate_pair(make_thorax(1, GRID), BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625))
    pair_path = write_pair(replace(pair, subject=subject), path / "pair")
    task = ReconstructTask(
        pair_path=str(pair_path),
        method="biplanar",
        checkpoint=str(checkpoint),
        grid_size=32,
        device="cpu",
        fallback=True,
        anyway=True,
    )
    (path / "out").mkdir()
    return list(run_reconstruct(task, JobContext("1", path / "out", lambda _: None, ControlToken()))["notes"])


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bundled network that learned from `one` and `two`, and that of the fold that tested `one`."""
    monkeypatch.setattr("xr2ct_core.runs.bundled.bundled_folder", lambda: tmp_path / "checkpoints")
    everybody = make_checkpoint(tmp_path / "checkpoints" / "biplanar-32")
    fold = make_checkpoint(everybody / "left-out" / "fold-1", width=8)
    told = json.loads((fold / DESCRIPTION).read_text())
    told["data"]["patients"] = {"train": ["two"], "validation": ["three"], "test": ["one"]}
    (fold / DESCRIPTION).write_text(json.dumps(told))
    return everybody


def test_the_network_of_the_fold_that_tested_a_patient_takes_the_place_of_the_bundled_one(
    bundled: Path, tmp_path: Path
) -> None:
    for subject, is_swapped, is_known in (("one", True, False), ("two", False, True), ("somebody", False, False)):
        (tmp_path / subject).mkdir()
        notes = said(tmp_path / subject, subject, bundled)
        assert any("made with one that never saw this patient" in note for note in notes) == is_swapped
        assert any("says nothing about others" in note for note in notes) == is_known


def test_where_the_network_of_the_fold_is_damaged_the_bundled_one_is_used_and_both_are_said(
    bundled: Path, tmp_path: Path
) -> None:
    (bundled / "left-out" / "fold-1" / WEIGHTS).unlink()
    notes = said(tmp_path, "one", bundled)
    assert any("made with biplanar-32, because fold-1 could not be used" in note for note in notes)
    assert any("says nothing about others" in note for note in notes)
    assert not any("never saw this patient" in note for note in notes)
