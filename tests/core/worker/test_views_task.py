"""The worker's task `views`: its files, its rows and what it refuses."""

from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from tests.core.worker_here import WorkerHere
from xr2ct_core.errors import BadConfigError
from xr2ct_core.evaluation.metrics import volume_metrics
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.protocol.messages import Artifact, Event
from xr2ct_core.protocol.xray_bench import ViewsSummary, ViewsTask

GEOMETRY = BiplanarGeometry.make(rows=48, cols=48, pixel_mm=10.0)


@pytest.fixture
def cube_path(tmp_path: Path) -> Path:
    path = tmp_path / "ct.npy"
    np.save(path, make_thorax(3, WorkingGrid(32)).hu)
    return path


def views(cube_path: Path, **settings: object) -> tuple[ViewsSummary, dict[str, np.ndarray]]:
    arrays: dict[str, np.ndarray] = {}

    def receive(event: Event) -> None:
        if isinstance(event, Artifact):
            arrays[event.role] = np.load(event.path)

    turned = BiplanarGeometry(GEOMETRY.frontal, GEOMETRY.lateral.turned(4.0))
    task = ViewsTask(cube_path=str(cube_path), geometry=asdict(turned), device="cpu", **settings)
    with WorkerHere() as worker:
        summary = worker.run("views", task, cube_path.parent / "out", receive)
    return ViewsSummary.model_validate(summary), arrays


def test_each_row_has_its_volume_and_its_numbers(cube_path: Path) -> None:
    summary, arrays = views(cube_path, counts=(1, 2, 2), pair=True)
    assert [(row.count, row.is_pair) for row in summary.rows] == [(1, False), (2, False), (2, True)]
    assert [row.angles_deg for row in summary.rows] == [(0.0,), (0.0, 90.0), (0.0, 94.0)]
    assert set(arrays) == {"views_truth", "views_1", "views_2", "views_pair"}
    truth = arrays["views_truth"]
    for row, role in zip(summary.rows, ("views_1", "views_2", "views_pair"), strict=True):
        assert arrays[role].dtype == np.int16 and arrays[role].shape == (32, 32, 32)
        wanted = volume_metrics(arrays[role], truth, spacing_mm=10.0)
        assert row.metrics["psnr_3d_db"] == pytest.approx(wanted["psnr_3d_db"])
        assert row.metrics["mae_hu_body"] == pytest.approx(wanted["mae_hu_body"])
        assert row.seconds > 0.0


def test_no_number_of_x_rays_is_refused_and_the_pair_alone_is_not(cube_path: Path) -> None:
    with pytest.raises(BadConfigError, match="No number of X-rays"):
        views(cube_path, counts=())
    summary, _ = views(cube_path, counts=(), pair=True)
    assert [row.is_pair for row in summary.rows] == [True]
    for counts in ((0,), (33,)):
        with pytest.raises(ValidationError):
            ViewsTask(cube_path="ct.npy", geometry={}, counts=counts)


def test_a_record_that_is_no_geometry_is_refused(cube_path: Path) -> None:
    task = ViewsTask(cube_path=str(cube_path), geometry={"frontal": {}})
    with WorkerHere() as worker, pytest.raises(BadConfigError, match="does not tell"):
        worker.run("views", task, cube_path.parent / "out")
