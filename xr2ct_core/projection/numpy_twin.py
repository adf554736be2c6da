"""The projector without torch, for the window and for making pairs.

Shares its weights with the torch projector: aligned views by two matrix products, turned views ray by ray.
Attenuation in 1/mm in, line integrals out.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.rays import project_rays
from xr2ct_core.projection.weights import aligned_weights


def project_numpy(
    mu_zyx: NDArray[np.floating], views: Sequence[ViewGeometry], grid: WorkingGrid
) -> tuple[NDArray[np.float32], ...]:
    """Line integrals (rows, cols), one image per view, of attenuation (z, y, x) in 1/mm on `grid`."""
    return tuple(
        _project_aligned(mu_zyx, view, grid) if view.is_aligned else project_rays(mu_zyx, view, grid) for view in views
    )


def _project_aligned(mu_zyx: NDArray[np.floating], view: ViewGeometry, grid: WorkingGrid) -> NDArray[np.float32]:
    weights = aligned_weights(view, grid)
    depth_axis = 1 if view.view.is_frontal else 2
    mu_DZW = np.moveaxis(np.asarray(mu_zyx, dtype=np.float32), depth_axis, 0)
    image_RC = np.zeros((view.rows, view.cols), dtype=np.float32)
    for rows_RZ, cols_CW, plane_ZW in zip(weights.rows_DRZ, weights.cols_DCW, mu_DZW, strict=True):
        image_RC += rows_RZ @ plane_ZW @ cols_CW.T
    return image_RC * weights.ray_mm_RC
