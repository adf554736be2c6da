"""Two-view inverses in closed form, for parallel beams.

Per axial slice, with the frontal profile r1(x), the lateral profile r2(y) and their common total s, the volume of
smallest norm is r1(x)/Ny + r2(y)/Nx - s/(Nx Ny) and the volume of greatest entropy is r1(x) r2(y) / s. Both reproduce
the two projections exactly.

Units: profiles are sums of attenuation over voxels, in 1/mm.

Shape legend: R detector rows, C detector columns, Z and X or Y voxels, W either of X and Y.
"""

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.weights import aligned_weights


def voxel_profiles(image_RC: NDArray[np.floating], view: ViewGeometry, grid: WorkingGrid) -> NDArray[np.float64]:
    """Sums over the voxels along each ray, (Z, W), that explain a parallel-beam radiograph in the least-squares sense.

    Voxel rows and columns that no detector pixel sees are set to zero.
    """
    weights = aligned_weights(view, grid)
    rows_inverse_ZR = np.linalg.pinv(weights.rows_DRZ[0].astype(np.float64), rcond=1e-6)
    cols_inverse_WC = np.linalg.pinv(weights.cols_DCW[0].astype(np.float64), rcond=1e-6)
    return np.asarray(rows_inverse_ZR @ image_RC @ cols_inverse_WC.T / grid.spacing_mm)


def minimum_norm(frontal_ZX: NDArray[np.float64], lateral_ZY: NDArray[np.float64]) -> NDArray[np.float32]:
    """Attenuation (z, y, x) of smallest Euclidean norm with the given profiles; it may be negative."""
    total_Z = _common_total(frontal_ZX, lateral_ZY)
    size_y, size_x = lateral_ZY.shape[1], frontal_ZX.shape[1]
    along_y = frontal_ZX[:, None, :] / size_y
    along_x = lateral_ZY[:, :, None] / size_x
    return np.asarray(along_y + along_x - (total_Z / (size_x * size_y))[:, None, None], dtype=np.float32)


def product(frontal_ZX: NDArray[np.float64], lateral_ZY: NDArray[np.float64]) -> NDArray[np.float32]:
    """Attenuation (z, y, x) of greatest entropy with the given profiles; never negative."""
    frontal_ZX, lateral_ZY = np.maximum(frontal_ZX, 0.0), np.maximum(lateral_ZY, 0.0)
    total_Z = _common_total(frontal_ZX, lateral_ZY)
    volume = frontal_ZX[:, None, :] * lateral_ZY[:, :, None]
    return np.asarray(volume / np.maximum(total_Z, 1e-12)[:, None, None], dtype=np.float32)


def _common_total(frontal_ZX: NDArray[np.float64], lateral_ZY: NDArray[np.float64]) -> NDArray[np.float64]:
    """The attenuation of each slice, which both views see: the mean of their two sums."""
    return np.asarray((frontal_ZX.sum(axis=1) + lateral_ZY.sum(axis=1)) / 2.0)
