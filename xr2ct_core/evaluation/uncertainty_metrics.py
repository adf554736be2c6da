"""Whether a method knows where it is wrong: its standard deviation in HU held against the errors it made."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special

from xr2ct_core.evaluation.projection_metrics import normalised_cross_correlation
from xr2ct_core.evaluation.volume_metrics import clip_hu, require_same_shape

CALIBRATION_LEVELS: Final = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def calibration_curve(
    hu: NDArray[np.floating],
    uncertainty_hu: NDArray[np.floating],
    truth_hu: NDArray[np.floating],
    mask: NDArray[np.bool_],
) -> dict[float, float]:
    """Share of voxels in `mask` whose truth lies inside the central normal interval of each nominal level."""
    require_same_shape(hu, truth_hu)
    require_same_shape(hu, uncertainty_hu)
    error_hu = np.abs(clip_hu(hu) - clip_hu(truth_hu))[mask]
    sigma_hu = np.asarray(uncertainty_hu, dtype=np.float64)[mask]
    if error_hu.size == 0:
        return dict.fromkeys(CALIBRATION_LEVELS, float("nan"))
    return {level: float(np.mean(error_hu <= _half_width(level) * sigma_hu)) for level in CALIBRATION_LEVELS}


def uncertainty_metrics(
    hu: NDArray[np.floating],
    uncertainty_hu: NDArray[np.floating],
    truth_hu: NDArray[np.floating],
    mask: NDArray[np.bool_],
) -> dict[str, float]:
    """Inside `mask`: `uncertainty_correlation` with the absolute error, `coverage_90` of the 90 % interval,
    `calibration_error` (mean distance of the calibration curve from the diagonal)."""
    curve = calibration_curve(hu, uncertainty_hu, truth_hu, mask)
    error_hu = np.abs(clip_hu(hu) - clip_hu(truth_hu))[mask]
    return {
        "uncertainty_correlation": normalised_cross_correlation(np.asarray(uncertainty_hu)[mask], error_hu),
        "coverage_90": curve[0.9],
        "calibration_error": float(np.mean([abs(seen - level) for level, seen in curve.items()])),
    }


def _half_width(level: float) -> float:
    """Half-width of the central interval of a standard normal distribution."""
    return float(special.ndtri(0.5 + level / 2))
