"""How well a projection of a reconstruction agrees with a radiograph: PSNR, RMSE, SSIM and correlation.

The data range is that of the reference radiograph, from its least to its greatest value. Agreement with the two views
a method was given proves little; a view it never saw tests depth.
"""

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.evaluation.volume_metrics import GAUSSIAN_RADIUS_PX, gaussian_window, psnr_db, require_same_shape
from xr2ct_core.evaluation.volume_metrics import ssim_map as _ssim_map


def projection_metrics(reprojection: NDArray[np.floating], radiograph: NDArray[np.floating]) -> dict[str, float]:
    """`psnr_db`, `rmse`, `ssim` (Gaussian 11 x 11, sigma 1.5) and `ncc` of a (row, col) projection and its reference.

    `rmse` is in the images' own values, line integrals. The others are NaN for a blank reference, `ncc` also for a
    blank projection.
    """
    require_same_shape(reprojection, radiograph)
    projection = np.asarray(reprojection, dtype=np.float64)
    reference = np.asarray(radiograph, dtype=np.float64)
    data_range = float(np.ptp(reference))
    mean_squared_error = float(np.mean((projection - reference) ** 2))
    rmse = float(np.sqrt(mean_squared_error))
    if data_range == 0:
        return {**dict.fromkeys(("psnr_db", "ssim", "ncc"), float("nan")), "rmse": rmse}
    ssim = _ssim_map(projection, reference, gaussian_window, data_range=data_range)
    inner = slice(GAUSSIAN_RADIUS_PX, -GAUSSIAN_RADIUS_PX)
    return {
        "psnr_db": psnr_db(mean_squared_error, data_range),
        "rmse": rmse,
        "ssim": float(np.mean(ssim[inner, inner])),
        "ncc": normalised_cross_correlation(projection, reference),
    }


def normalised_cross_correlation(first: NDArray[np.floating], second: NDArray[np.floating]) -> float:
    """Pearson correlation of all values; NaN if one of the arrays is constant."""
    x = np.asarray(first, dtype=np.float64).ravel()
    y = np.asarray(second, dtype=np.float64).ravel()
    if x.size == 0 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return float("nan")
    x, y = x - x.mean(), y - y.mean()
    return float(x @ y / np.sqrt((x @ x) * (y @ y)))
