"""The measures of the evaluation protocol, without torch. What each measures is said in the module it comes from.

Volumes are cubes of HU (z, y, x) on one working grid; numbers of different grids are not comparable.
"""

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.affine import Affine
from xr2ct_core.cube import body_mask_of_cube
from xr2ct_core.evaluation.projection_metrics import normalised_cross_correlation, projection_metrics
from xr2ct_core.evaluation.resolution import (
    BLUR_LIMIT_MM,
    equivalent_blur_mm,
    fourier_shell_crossing_mm,
    resolution_metrics,
    sharpness,
)
from xr2ct_core.evaluation.structure_metrics import STRUCTURES_HU, dice, hd95_mm, lungs, structure_metrics
from xr2ct_core.evaluation.uncertainty_metrics import calibration_curve, uncertainty_metrics
from xr2ct_core.evaluation.volume_metrics import (
    clip_hu,
    error_metrics,
    require_same_shape,
    ssim_metrics,
)
from xr2ct_core.volume import Volume

__all__ = [
    "BLUR_LIMIT_MM",
    "STRUCTURES_HU",
    "body_mask_of_truth",
    "calibration_curve",
    "clip_hu",
    "dice",
    "equivalent_blur_mm",
    "error_metrics",
    "fourier_shell_crossing_mm",
    "hd95_mm",
    "lungs",
    "normalised_cross_correlation",
    "projection_metrics",
    "resolution_metrics",
    "sharpness",
    "ssim_metrics",
    "structure_metrics",
    "uncertainty_metrics",
    "volume_metrics",
]


def body_mask_of_truth(truth_hu: NDArray[np.floating], spacing_mm: float) -> NDArray[np.bool_]:
    """True inside the patient, for the true HU (z, y, x) on the working cube."""
    affine = Affine.centred(truth_hu.shape, (spacing_mm,) * 3)
    return body_mask_of_cube(Volume(np.asarray(truth_hu, dtype=np.float32), affine))


def volume_metrics(
    hu: NDArray[np.floating] | NDArray[np.integer],
    truth_hu: NDArray[np.floating] | NDArray[np.integer],
    *,
    spacing_mm: float,
    body_mask: NDArray[np.bool_] | None = None,
) -> dict[str, float]:
    """Accuracy in 3D of `hu` against `truth_hu`, whole and inside the body, and of its structures.

    Keys: `psnr_3d_db`, `psnr_x2ct`, `mae_hu`, `rmse_hu`, `ssim_3d`, `ssim_x2ct`, each also with `_body`; `dice_lung`,
    `dice_soft`, `dice_bone`, `hd95_lung_mm`. The body mask is that of the truth unless one is given. Raises
    `BadInputError` if the shapes differ.
    """
    require_same_shape(hu, truth_hu)
    volume, truth = clip_hu(hu), clip_hu(truth_hu)
    mask = body_mask_of_truth(truth, spacing_mm) if body_mask is None else body_mask
    require_same_shape(truth, mask)
    inside = {f"{key}_body": value for key, value in error_metrics(volume, truth, mask).items()}
    return (
        error_metrics(volume, truth)
        | inside
        | ssim_metrics(volume, truth, mask)
        | structure_metrics(volume, truth, mask, spacing_mm)
    )
