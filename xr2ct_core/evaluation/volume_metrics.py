"""How far a volume is from the truth, voxel by voxel: PSNR, MAE, RMSE and SSIM in 3D.

Invariants: both volumes are (z, y, x) HU of one shape and are clipped to [-1024, 1476] HU first, so the data range is
2500. Keys ending in `_body` hold the same number inside a body mask. `psnr_x2ct` takes MAX = 4095 on the same data,
which adds 4.29 dB: only for comparison with papers that do so.

SSIM is defined for values from zero upwards and depends on the offset: it is taken of HU + 1024.
Source of SSIM: Wang et al., IEEE Trans Image Process 2004;13:600.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from xr2ct_core.errors import BadInputError
from xr2ct_core.units import HU_MAX, HU_MIN, HU_WIDTH

X2CT_PEAK: Final = 4095.0
GAUSSIAN_SIGMA_PX: Final = 1.5
GAUSSIAN_RADIUS_PX: Final = 5
UNIFORM_WINDOW_PX: Final = 7

Floats = NDArray[np.float32] | NDArray[np.float64]
Filter = Callable[[Floats], Floats]


def clip_hu(hu: NDArray[np.floating] | NDArray[np.integer]) -> NDArray[np.float32]:
    """HU as float32 in the window in which accuracy is measured."""
    return np.clip(np.asarray(hu, dtype=np.float32), HU_MIN, HU_MAX)


def require_same_shape(first: NDArray[np.generic], second: NDArray[np.generic]) -> None:
    """Raise `BadInputError` unless both arrays have the same shape."""
    if first.shape != second.shape:
        raise BadInputError(
            f"Arrays of {first.shape} and {second.shape} values cannot be compared.", "Use the same grid for both."
        )


def psnr_db(mean_squared_error: float, peak: float) -> float:
    """Peak signal-to-noise ratio in decibels; infinite without error, NaN for an error that is no number."""
    return float("inf") if mean_squared_error == 0 else float(10.0 * np.log10(peak**2 / mean_squared_error))


def error_metrics(
    hu: NDArray[np.floating], truth_hu: NDArray[np.floating], mask: NDArray[np.bool_] | None = None
) -> dict[str, float]:
    """`psnr_3d_db`, `psnr_x2ct`, `mae_hu` and `rmse_hu` of clipped volumes, inside `mask` where one is given."""
    difference = (clip_hu(hu) - clip_hu(truth_hu)).astype(np.float64)
    if mask is not None:
        difference = difference[mask]
    if difference.size == 0:
        return dict.fromkeys(("psnr_3d_db", "psnr_x2ct", "mae_hu", "rmse_hu"), float("nan"))
    mean_squared_error = float(np.mean(difference**2))
    return {
        "psnr_3d_db": psnr_db(mean_squared_error, HU_WIDTH),
        "psnr_x2ct": psnr_db(mean_squared_error, X2CT_PEAK),
        "mae_hu": float(np.mean(np.abs(difference))),
        "rmse_hu": float(np.sqrt(mean_squared_error)),
    }


def ssim_3d_map(hu: NDArray[np.floating], truth_hu: NDArray[np.floating]) -> Floats:
    """SSIM of each voxel with a Gaussian window of 11 voxels along each axis, sigma 1.5, data range 2500."""
    return ssim_map(_relative(hu), _relative(truth_hu), gaussian_window, data_range=1.0)


def ssim_x2ct_maps(hu: NDArray[np.floating], truth_hu: NDArray[np.floating]) -> tuple[Floats, Floats, Floats]:
    """SSIM of each voxel within slices across z, y and x: 2D windows of 7 x 7 equal weights, data range 2500."""
    x, y = _relative(hu), _relative(truth_hu)
    moments = [_slicewise_means(values) for values in (x, y, x * x, y * y, x * y)]
    unbiased = UNIFORM_WINDOW_PX**2 / (UNIFORM_WINDOW_PX**2 - 1)
    across_z, across_y, across_x = (
        _ssim_of_moments(mean_x, mean_y, mean_xx, mean_yy, mean_xy, 1.0, unbiased)
        for mean_x, mean_y, mean_xx, mean_yy, mean_xy in zip(*moments, strict=True)
    )
    return across_z, across_y, across_x


def ssim_metrics(
    hu: NDArray[np.floating], truth_hu: NDArray[np.floating], mask: NDArray[np.bool_] | None = None
) -> dict[str, float]:
    """`ssim_3d` and `ssim_x2ct`, and the same with `_body` where a mask is given.

    Means over the whole cube leave out the border that the window overlaps, as scikit-image does; means inside the
    mask take the whole mask.
    """
    gaussian = ssim_3d_map(hu, truth_hu)
    slicewise = ssim_x2ct_maps(hu, truth_hu)
    pad = (UNIFORM_WINDOW_PX - 1) // 2
    crops = []
    for axis in range(3):
        crop = [slice(pad, -pad)] * 3
        crop[axis] = slice(None)
        crops.append(tuple(crop))
    metrics = {
        "ssim_3d": _mean(gaussian[(slice(GAUSSIAN_RADIUS_PX, -GAUSSIAN_RADIUS_PX),) * 3]),
        "ssim_x2ct": float(np.mean([_mean(across[crop]) for across, crop in zip(slicewise, crops, strict=True)])),
    }
    if mask is not None:
        metrics["ssim_3d_body"] = _mean(gaussian[mask])
        metrics["ssim_x2ct_body"] = float(np.mean([_mean(across[mask]) for across in slicewise]))
    return metrics


def gaussian_window(values: Floats) -> Floats:
    """Local mean with the 11-wide Gaussian window of SSIM, sigma 1.5."""
    filtered: Floats = ndimage.gaussian_filter(values, GAUSSIAN_SIGMA_PX, radius=GAUSSIAN_RADIUS_PX)
    return filtered


def ssim_map(x: Floats, y: Floats, local_mean: Filter, *, data_range: float, unbiased: float = 1.0) -> Floats:
    """SSIM at each pixel or voxel; `local_mean` is the window, its weights sum to one.

    `unbiased` scales the covariances: n / (n - 1) for sample covariances in a window of n equal weights.
    """
    return _ssim_of_moments(
        local_mean(x), local_mean(y), local_mean(x * x), local_mean(y * y), local_mean(x * y), data_range, unbiased
    )


def _ssim_of_moments(
    mean_x: Floats, mean_y: Floats, mean_xx: Floats, mean_yy: Floats, mean_xy: Floats, data_range: float, bias: float
) -> Floats:
    c1, c2 = (0.01 * data_range) ** 2, (0.03 * data_range) ** 2
    product = mean_x * mean_y
    squares = mean_x * mean_x + mean_y * mean_y
    covariance = bias * (mean_xy - product)
    variances = bias * (mean_xx + mean_yy - squares)
    ssim: Floats = (2 * product + c1) * (2 * covariance + c2) / ((squares + c1) * (variances + c2))
    return ssim


def _slicewise_means(values: Floats) -> tuple[Floats, Floats, Floats]:
    """7 x 7 means within slices across z, y and x; the passes along x and y are shared."""
    along_x = ndimage.uniform_filter1d(values, UNIFORM_WINDOW_PX, axis=2)
    along_y = ndimage.uniform_filter1d(values, UNIFORM_WINDOW_PX, axis=1)
    return (
        ndimage.uniform_filter1d(along_x, UNIFORM_WINDOW_PX, axis=1),
        ndimage.uniform_filter1d(along_x, UNIFORM_WINDOW_PX, axis=0),
        ndimage.uniform_filter1d(along_y, UNIFORM_WINDOW_PX, axis=0),
    )


def _relative(hu: NDArray[np.floating]) -> NDArray[np.float32]:
    """HU mapped to [0, 1] over the window, so that float32 squares keep their precision."""
    return np.asarray((clip_hu(hu) - HU_MIN) / HU_WIDTH, dtype=np.float32)


def _mean(values: Floats) -> float:
    return float(np.mean(values, dtype=np.float64)) if values.size else float("nan")
