"""The true CT of a pair on the grid of a reconstruction, for measuring.

A pair's truth already stands in the pair's world (isocentre at the origin), so it is resampled where it stands and
never centred anew.
"""

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.regrid import regridded
from xr2ct_core.volume import Volume


def truth_on_grid(truth: Volume, grid: WorkingGrid) -> Volume:
    """The volume resampled onto `grid` in world coordinates as float32 HU; air where it has nothing."""
    return regridded(truth, grid.affine, grid.shape_zyx)
