"""What chests look like to X-rays: line integrals of bundled CTs in the geometry of a pair.

Light: numpy alone. Line integrals without unit, lengths in millimetres at the isocentre.
"""

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.templates.library import SPACING_MM, TEMPLATE_IDS, load_template
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.units import hu_to_mu_per_mm

IN_BODY: Final = 0.05
_VOXELS: Final = 64


@lru_cache(maxsize=2)
def typical_line_integrals(
    geometry: BiplanarGeometry, cube_mm: float, template_ids: tuple[str, ...] = TEMPLATE_IDS
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Line integrals of rays through the bundled chests, pooled and sorted, for the frontal and the lateral view."""
    grid = WorkingGrid(_VOXELS, cube_mm)
    pooled: list[list[NDArray[np.float32]]] = [[], []]
    for template_id in template_ids:
        mu = _on_cube(hu_to_mu_per_mm(load_template(template_id).hu), grid)
        for found, image in zip(pooled, project_numpy(mu, geometry.views, grid), strict=True):
            found.append(image[image > IN_BODY])
    frontal, lateral = (np.sort(np.concatenate(found)) for found in pooled)
    return frontal, lateral


def _on_cube(mu: NDArray[np.float32], grid: WorkingGrid) -> NDArray[np.float32]:
    """The middle of a template on a coarse cube, by nearest voxels; air where it ends."""
    at_mm = (np.arange(grid.size) + 0.5) * grid.spacing_mm - grid.cube_mm / 2.0
    picked, inside = [], []
    for length in mu.shape:
        index = np.rint(at_mm / SPACING_MM + (length - 1) / 2.0).astype(np.int64)
        inside.append((index >= 0) & (index < length))
        picked.append(np.clip(index, 0, length - 1))
    cube: NDArray[np.float32] = mu[np.ix_(*picked)] * np.float32(1.0)
    known = inside[0][:, None, None] & inside[1][None, :, None] & inside[2][None, None, :]
    return np.where(known, cube, np.float32(0.0))
