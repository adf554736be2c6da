"""How much of what a view shows lies beside the working cube, where no volume can explain it."""

from typing import Final

import numpy as np

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.radiograph import RadiographPair

_VOXELS: Final = 16
_LEAST_DEPTH: Final = 0.05
_AIR_PERCENTILE: Final = 1.0


def share_outside(pair: RadiographPair) -> tuple[float, float]:
    """Of the frontal and the lateral: the share of the attenuation on pixels whose rays miss the cube.

    Of display images the grey above the darkest part stands for attenuation. Views that are turned are not judged: 0.
    """
    if not all(view.is_aligned for view in pair.geometry.views):
        return 0.0, 0.0
    grid = WorkingGrid(_VOXELS, pair.cube_mm)
    full = np.full(grid.shape_zyx, 1.0 / pair.cube_mm, dtype=np.float32)
    shares = []
    for radiograph, view in zip(pair.radiographs, pair.geometry.views, strict=True):
        depth = project_numpy(full, (view,), grid)[0]
        above = radiograph.image - np.float32(np.percentile(radiograph.image, _AIR_PERCENTILE))
        above = np.maximum(above, np.float32(0.0))
        total = float(above.sum(dtype=np.float64))
        shares.append(float(above[depth < _LEAST_DEPTH].sum(dtype=np.float64)) / total if total > 0.0 else 0.0)
    return shares[0], shares[1]
