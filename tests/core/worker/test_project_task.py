"""The worker's task `project`: pairs whose tubes stood otherwise than told, in two breaths, shown by a machine."""

import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.core.worker_here import WorkerHere
from xr2ct_core.errors import BadConfigError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import read_pair, read_volume, write_volume
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.protocol.tasks import ProjectTask
from xr2ct_core.radiograph import RadiographPair

STRAIGHT = BiplanarGeometry.make(rows=48, cols=48, pixel_mm=10.0)
TAKEN = BiplanarGeometry(STRAIGHT.frontal.turned(-3.0), replace(STRAIGHT.lateral, shift_mm=(0.0, 0.0, 8.0)))


@pytest.fixture
def ct(tmp_path: Path) -> Path:
    return write_volume(make_thorax(3, WorkingGrid(32)), tmp_path / "chest.nii.gz")


def project(ct: Path, **settings: Any) -> tuple[RadiographPair, dict[str, Any]]:
    task = ProjectTask(ct_path=str(ct), grid_size=64, **settings)
    with WorkerHere() as worker:
        summary = worker.run("project", task, ct.parent / "pair")
    return read_pair(Path(summary["pair"])), summary


def test_what_is_not_told_is_in_the_assumptions_of_each_image(ct: Path) -> None:
    told, summary = project(ct, taken=asdict(TAKEN))
    assert told.geometry.views == TAKEN.views and summary["geometry"] == "custom" and summary["notes"] == []
    untold, summary = project(ct, taken=asdict(TAKEN), told="straight")
    assert untold.geometry.views == STRAIGHT.views
    assert "turned by 3.0° (its source towards the patient's left)" in untold.frontal.assumptions[0]
    assert "8 mm higher" in untold.lateral.assumptions[0]
    assert summary["notes"] == [*untold.frontal.assumptions, *untold.lateral.assumptions]
    np.testing.assert_array_equal(told.lateral.image, untold.lateral.image)


def test_the_truth_is_the_breath_of_the_frontal(ct: Path) -> None:
    still, _ = project(ct, taken=asdict(STRAIGHT))
    truth = read_volume(still.truth_path).hu
    deep, _ = project(ct, taken=asdict(STRAIGHT), breath_mm=12.0)
    np.testing.assert_array_equal(read_volume(deep.truth_path).hu, truth)
    np.testing.assert_array_equal(deep.frontal.image, still.frontal.image)
    assert not np.array_equal(deep.lateral.image, still.lateral.image)


def test_a_display_image_is_written_as_one(ct: Path) -> None:
    pair, _ = project(ct, taken=asdict(STRAIGHT), shown="display")
    assert not pair.is_physical and pair.lateral.source == "stand-in from CT"
    assert pair.lateral.assumptions[0].startswith("Simulated: ")


def test_what_cannot_be_taken_is_refused_in_a_sentence(ct: Path) -> None:
    near = BiplanarGeometry.make(sad_mm=120.0, rows=32, cols=32, pixel_mm=10.0)
    swapped = {"frontal": asdict(STRAIGHT.lateral), "lateral": asdict(STRAIGHT.frontal)}
    for settings, words in (
        ({"taken": asdict(near)}, "source stands inside the volume"),
        ({"taken": swapped}, "needs a frontal and a lateral view"),
        ({"taken": {"frontal": 1}}, "does not tell how both X-rays were taken"),
        ({"shown": "drawn", "photons": 1e5}, "photons is for line integrals"),
    ):
        with pytest.raises(BadConfigError, match=words):
            project(ct, **settings)


def test_a_plain_pair_needs_no_torch() -> None:
    code = "import sys, xr2ct_core.worker.project_task; assert 'torch' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 0
