"""Small CT files of made-up patients, lying away from the isocentre as real ones do."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.affine import Affine
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import write_volume
from xr2ct_core.volume import Volume

GRID = WorkingGrid(32)
SMALL = BiplanarGeometry.make(rows=40, cols=40, pixel_mm=12.5)

MakeCt = Callable[..., Path]


def chest_hu(width: float = 1.0) -> np.ndarray:
    """A body of water with an airy ball on the left and a bony ball up, left and front, on `GRID`; air is -1000."""
    z, y, x = (np.indices(GRID.shape_zyx) - (GRID.size - 1) / 2) * GRID.spacing_mm
    hu = np.full(GRID.shape_zyx, -1000, dtype=np.int16)
    hu[(x / (120 * width)) ** 2 + (y / 90) ** 2 + (z / 130) ** 2 < 1] = 20
    hu[(x - 50) ** 2 + y**2 + z**2 < 40**2] = -800
    hu[(x - 40) ** 2 + (y + 30) ** 2 + (z - 60) ** 2 < 22**2] = 900
    return hu


@pytest.fixture
def make_ct() -> MakeCt:
    """Writes the CT of a patient to a path; `width` tells patients apart."""

    def make(path: Path, width: float = 1.0) -> Path:
        away = Affine.axis_aligned((GRID.spacing_mm,) * 3, (300.0, -200.0, 80.0))
        path.parent.mkdir(parents=True, exist_ok=True)
        return write_volume(Volume(chest_hu(width), away), path)

    return make
