"""Small made-up patients: ellipsoids with two lungs and a spine on a coarse working cube."""

from collections.abc import Callable

import numpy as np
import pytest

from xr2ct_core.evaluation.cases import Case, CaseSet, make_case
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.volume import Volume

GRID = WorkingGrid(24)
GEOMETRY = BiplanarGeometry.make(sad_mm=1600, sdd_mm=1800, rows=48, cols=48, pixel_mm=8.0, name="small")

MakeCase = Callable[..., Case]


def chest_hu(width: float = 1.0, lung_hu: float = -800.0) -> np.ndarray:
    """A chest-like HU volume on `GRID`; `width` scales the body, 1 is 250 mm wide."""
    z, y, x = (np.indices(GRID.shape_zyx) - (GRID.size - 1) / 2) * GRID.spacing_mm
    hu = np.full(GRID.shape_zyx, -1024.0, dtype=np.float32)
    hu[(x / (125 * width)) ** 2 + (y / (90 * width)) ** 2 + (z / 150) ** 4 < 1] = 40.0
    for side in (-1, 1):
        hu[((x - side * 60 * width) / 42) ** 2 + (y / 55) ** 2 + (z / 110) ** 2 < 1] = lung_hu
    hu[(x / 18) ** 2 + ((y - 60 * width) / 18) ** 2 + (z / 145) ** 4 < 1] = 600.0
    return hu


@pytest.fixture(scope="session")
def make() -> MakeCase:
    """Makes a case from a subject and the options of `chest_hu`."""

    def make_one(
        subject: str, width: float = 1.0, lung_hu: float = -800.0, geometry: BiplanarGeometry = GEOMETRY
    ) -> Case:
        truth = Volume.on_grid(chest_hu(width, lung_hu).astype(np.int16), GRID)
        return make_case(
            simulate_pair(truth, geometry, subject=subject), truth, subject=subject, source=f"{subject}.nii"
        )

    return make_one


@pytest.fixture(scope="session")
def three_patients(make: MakeCase) -> CaseSet:
    """Three patients of different width."""
    cases = (make("ann", 0.9), make("bob", 1.0), make("cid", 1.12))
    return CaseSet(cases, (), GRID)
