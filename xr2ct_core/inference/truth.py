"""The true CT of a pair on the grid of a reconstruction, for measuring.

A pair's truth already stands in the pair's world (isocentre at the origin), so it is resampled where it stands and
never centred anew.
"""

import numpy as np

from xr2ct_core.cube import resampling_weights
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.units import HU_MIN
from xr2ct_core.volume import Volume


def truth_on_grid(truth: Volume, grid: WorkingGrid) -> Volume:
    """The volume resampled onto `grid` in world coordinates as float32 HU; air where it has nothing."""
    if truth.shape_zyx == grid.shape_zyx and truth.affine == grid.affine:
        return truth.as_float32()
    hu = truth.hu.astype(np.float32) - np.float32(HU_MIN)
    voxel_mm = (np.arange(grid.size) - (grid.size - 1) / 2.0) * grid.spacing_mm
    origin_zyx_mm = truth.affine.origin_lps_mm[::-1]
    for axis in range(3):
        spacing_mm = truth.spacing_zyx_mm[axis]
        truth_mm = origin_zyx_mm[axis] + np.arange(hu.shape[axis]) * spacing_mm
        weights = resampling_weights(truth_mm, spacing_mm, voxel_mm, grid.spacing_mm)
        hu = np.moveaxis(np.tensordot(weights, hu, axes=(1, axis)), 0, axis)
    return Volume.on_grid(np.ascontiguousarray(hu, dtype=np.float32) + np.float32(HU_MIN), grid)
