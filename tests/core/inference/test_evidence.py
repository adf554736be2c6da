"""What two X-rays determine of a volume: the split, and the count of independent numbers."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.errors import BadInputError, CancelledError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.evidence import determined_part, find_evidence, independent_measurements
from xr2ct_core.inference.stored_cube import stored_cube
from xr2ct_core.io import write_pair
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.measured import MeasuredView, measured_views
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.protocol.messages import Artifact, Message
from xr2ct_core.protocol.results import EvidenceSummary
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import hu_to_mu_per_mm
from xr2ct_core.volume import Volume
from xr2ct_core.worker.job import JobContext
from xr2ct_core.worker.tasks import TASKS

GRID = WorkingGrid(32)
PARALLEL = BiplanarGeometry.make(model="parallel", rows=32, cols=32, pixel_mm=10.0)
CONE = BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625)


@pytest.fixture(scope="module")
def chest() -> Volume:
    return make_thorax(3, GRID)


@pytest.fixture(scope="module")
def pair(chest: Volume) -> RadiographPair:
    return simulate_pair(chest, CONE)


def dense(views: tuple[MeasuredView, ...], size: int) -> np.ndarray:
    """The projection as a matrix, a row for each pixel."""
    unit_BZYX = torch.eye(size**3).reshape(-1, size, size, size)
    return torch.cat([view.operator.forward(unit_BZYX).flatten(1) for view in views], 1).T.double().numpy()


def test_both_parts_add_up_and_only_the_determined_one_casts_a_shadow(chest: Volume, pair: RadiographPair) -> None:
    found = find_evidence(chest.hu.astype(np.float32), pair, GRID)
    views = measured_views(pair, GRID, coarsen=True)
    mu_ZYX = torch.from_numpy(hu_to_mu_per_mm(chest.hu))
    determined_ZYX = torch.from_numpy(0.02 * (1.0 + found.determined_hu / 1000.0))
    supplied_ZYX = mu_ZYX - determined_ZYX
    for view in views:
        whole = view.operator.forward(mu_ZYX[None])
        assert view.operator.forward(supplied_ZYX[None]).norm() < 0.01 * whole.norm()
    assert found.determined_hu.min() < -1000, "the determined part may be negative"
    across = float((determined_ZYX * supplied_ZYX).sum()) / float(mu_ZYX.square().sum())
    assert abs(across) < 0.01, "the parts stand at right angles"
    assert 0.3 < found.energy_share < 0.9
    assert found.energy_share == pytest.approx(float(determined_ZYX.square().sum() / mu_ZYX.square().sum()), rel=1e-4)


def test_the_determined_part_is_that_of_the_pseudo_inverse() -> None:
    grid = WorkingGrid(8)
    chest = make_thorax(3, grid)
    pair = simulate_pair(chest, BiplanarGeometry.make(rows=8, cols=8, pixel_mm=62.5))
    views = measured_views(pair, grid)
    mu_BZYX = torch.from_numpy(hu_to_mu_per_mm(chest.hu))[None]
    matrix = dense(views, 8)
    expected = np.linalg.pinv(matrix) @ (matrix @ mu_BZYX.double().flatten().numpy())
    found = determined_part(views, mu_BZYX, steps=60).flatten().numpy()
    np.testing.assert_allclose(found, expected, atol=2e-3 * np.abs(expected).max())
    exact = np.linalg.matrix_rank(matrix, tol=0.02 * np.linalg.norm(matrix, 2))
    assert independent_measurements(views, steps=60) == pytest.approx(exact, rel=0.1)


def test_parallel_beams_fix_twice_the_edge_minus_one_numbers_per_slice(chest: Volume) -> None:
    found = find_evidence(chest.hu.astype(np.float32), simulate_pair(chest, PARALLEL), GRID)
    assert found.unknowns == 32**3 and found.measurements == 2 * 32 * 32
    assert found.rank == pytest.approx(32 * (2 * 32 - 1), rel=0.01)
    assert found.determined_share == pytest.approx(63 / 32**2, rel=0.01)


def test_parallel_beams_determine_1_6_percent_of_a_slice_of_128_voxels() -> None:
    grid = WorkingGrid(128)
    thin = BiplanarGeometry.make(model="parallel", rows=4, cols=128, pixel_mm=2.5)
    pair = simulate_pair(Volume.on_grid(np.zeros(grid.shape_zyx, np.int16), grid), thin)
    per_slice = independent_measurements(measured_views(pair, grid), steps=8) / 4
    assert per_slice / 128**2 == pytest.approx(0.0156, rel=0.02)


def test_work_reports_its_phases_and_stops_when_asked(chest: Volume, pair: RadiographPair) -> None:
    heard: list[tuple[float, str]] = []
    context = WorkContext(on_progress=lambda fraction, phase: heard.append((fraction, phase)))
    find_evidence(chest.hu.astype(np.float32), pair, GRID, context=context)
    assert [fraction for fraction, _ in heard] == sorted(fraction for fraction, _ in heard) and heard[-1][0] == 1.0
    assert len({phase for _, phase in heard}) == 3
    control = ControlToken()
    stopping = WorkContext(control, lambda fraction, phase: control.request_stop() if fraction > 0.5 else None)
    with pytest.raises(CancelledError):
        find_evidence(chest.hu.astype(np.float32), pair, GRID, context=stopping)


def test_the_worker_writes_the_determined_part(chest: Volume, pair: RadiographPair, tmp_path: Path) -> None:
    np.save(tmp_path / "volume.npy", chest.hu)
    config = {
        "volume_path": str(tmp_path / "volume.npy"),
        "pair_path": str(write_pair(pair, tmp_path / "pair")),
        "device": "cpu",
    }
    sent: list[Message] = []
    task = TASKS["evidence"]
    job = JobContext("1", tmp_path, sent.append, ControlToken())
    summary = json.loads(json.dumps(task.load()(task.config_type.model_validate(config), job)))
    (artifact,) = [message for message in sent if isinstance(message, Artifact)]
    written = np.load(artifact.path)
    assert artifact.role == "determined" and written.dtype == np.int16 and written.shape == GRID.shape_zyx
    expected = find_evidence(chest.hu.astype(np.float32), pair, GRID)
    np.testing.assert_allclose(written, expected.determined_hu, atol=0.51)
    told = EvidenceSummary.model_validate(summary)
    assert told.rank == expected.rank and told.energy_share == pytest.approx(expected.energy_share)


def test_arrays_that_are_no_cubes_are_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "flat.npy", np.zeros((4, 4, 2)))
    np.save(tmp_path / "holes.npy", np.full((4, 4, 4), np.nan))
    (tmp_path / "text.npy").write_text("no array")
    for name, reason in {"flat": "cube", "holes": "numbers", "text": "read", "absent": "read"}.items():
        with pytest.raises(BadInputError, match=reason):
            stored_cube(tmp_path / f"{name}.npy", "volume")
