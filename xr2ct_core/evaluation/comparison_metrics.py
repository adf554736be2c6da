"""How far two volumes of one grid differ: slice by slice, and as a whole. For looking, on any axis-aligned grid.

The evaluation protocol (`metrics.py`) measures on the working cube; these numbers use the same definitions on the grid
that is on screen. Volumes are (z, y, x) HU, clipped to [-1024, 1476] HU, so the data range is 2500. Not symmetric in
one respect only: the body is that of the reference.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.affine import Affine
from xr2ct_core.cube import body_mask_of_cube
from xr2ct_core.evaluation.projection_metrics import normalised_cross_correlation
from xr2ct_core.evaluation.structure_metrics import dice, structure_mask
from xr2ct_core.evaluation.volume_metrics import (
    GAUSSIAN_RADIUS_PX,
    clip_hu,
    error_metrics,
    psnr_db,
    require_same_shape,
    ssim_3d_map,
)
from xr2ct_core.units import HU_WIDTH
from xr2ct_core.volume import HuArray, Volume


@dataclass(frozen=True, eq=False)
class SliceCurves:
    """Measures of each slice across one array axis; slices without error have an infinite PSNR."""

    psnr_db: NDArray[np.float64]
    mae_hu: NDArray[np.float64]


def slice_curves(hu: HuArray, reference_hu: HuArray, axis: int) -> SliceCurves:
    """PSNR (peak 2500 HU) and mean absolute error of each slice across array axis 0 z, 1 y or 2 x."""
    require_same_shape(hu, reference_hu)
    others = tuple(other for other in range(3) if other != axis)
    difference = clip_hu(hu) - clip_hu(reference_hu)
    squared = np.mean(difference * difference, axis=others, dtype=np.float64)
    psnr = np.array([psnr_db(float(value), HU_WIDTH) for value in np.atleast_1d(squared)])
    return SliceCurves(psnr, np.mean(np.abs(difference), axis=others, dtype=np.float64))


def comparison_metrics(hu: HuArray, reference_hu: HuArray) -> dict[str, float]:
    """`psnr_3d_db`, `mae_hu`, `rmse_hu` of all voxels, `mae_hu_body` inside the reference's body, `ncc`, `ssim_3d`,
    `dice_lung`.

    Structures are found as in `structure_metrics`. `ssim_3d` is NaN where an axis is shorter than its window.
    """
    require_same_shape(hu, reference_hu)
    volume, reference = clip_hu(hu), clip_hu(reference_hu)
    body = body_mask_of_cube(Volume(reference, Affine.centred(reference.shape, (1.0, 1.0, 1.0))))
    whole = error_metrics(volume, reference)
    inner = (slice(GAUSSIAN_RADIUS_PX, -GAUSSIAN_RADIUS_PX),) * 3
    ssim = ssim_3d_map(volume, reference)[inner]
    return {
        "psnr_3d_db": whole["psnr_3d_db"],
        "mae_hu": whole["mae_hu"],
        "rmse_hu": whole["rmse_hu"],
        "mae_hu_body": error_metrics(volume, reference, body)["mae_hu"],
        "ncc": normalised_cross_correlation(volume, reference),
        "ssim_3d": float(np.mean(ssim, dtype=np.float64)) if ssim.size else float("nan"),
        "dice_lung": dice(structure_mask(volume, "lung", body), structure_mask(reference, "lung", body)),
    }
