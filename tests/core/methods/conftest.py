"""Phantoms and a marker off the centre, for the tests of methods that refine."""

import numpy as np
import pytest

from xr2ct_core.data.batch import PairBatch
from xr2ct_core.data.phantoms import Phantoms
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.training.batches import BatchMaker
from xr2ct_core.volume import Volume

GRID = WorkingGrid(32)


@pytest.fixture(scope="module")
def cases() -> Phantoms:
    """Three phantoms on 32³ voxels, seen by detectors of 32 × 32 pixels."""
    return Phantoms(3, GRID, BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625))


@pytest.fixture(scope="module")
def batch(cases: Phantoms) -> PairBatch:
    return BatchMaker(GRID, "cpu").make([cases[0], cases[1]])


@pytest.fixture(scope="module")
def marker() -> tuple[Volume, RadiographPair]:
    """A ball of water to the left, to the front and up."""
    z_mm, y_mm, x_mm = np.meshgrid(*[(np.arange(32) - 15.5) * GRID.spacing_mm] * 3, indexing="ij")
    inside = (x_mm - 60) ** 2 + (y_mm + 40) ** 2 + (z_mm - 50) ** 2 < 50**2
    volume = Volume.on_grid(np.where(inside, 0, -1000).astype(np.int16), GRID)
    return volume, simulate_pair(volume, BiplanarGeometry.preset("parallel"))
