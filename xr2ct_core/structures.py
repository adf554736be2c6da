"""Where structures of the chest end, as a field that is positive inside: what a surface is drawn around.

Lungs are found as the report card finds them (`evaluation.structure_metrics.lungs`): air-filled space well inside the
body, vessels closed. Bone and other dense structures are all that is denser than a threshold, in pieces that are not
small; skin is the outside of the body with everything in it filled. Units: HU, millilitres, millimetres. A surface is
no segmentation by an expert: where it lies depends on the threshold, and in a synthetic volume on the method.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from xr2ct_core.cube import body_mask
from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.structure_metrics import lungs
from xr2ct_core.structure_names import Structure
from xr2ct_core.volume import Volume

MASK_BLUR_VOXELS: Final = 0.8
"""A mask is softened by this much, so that its surface does not show its voxels."""
LEFT_OUT_HU: Final = 200.0
"""How far below the threshold voxels of small pieces are set."""


def structure_field(
    volume: Volume, structure: Structure, threshold_hu: float, smallest_ml: float
) -> NDArray[np.float32]:
    """A field (z, y, x), positive inside the structure and negative outside, with one voxel of outside around it.

    `threshold_hu`: lungs are below it, all others at or above. Pieces below `smallest_ml` are left out. Raises
    `BadInputError` where nothing is left.
    """
    hu = volume.hu.astype(np.float32, copy=False)
    if structure == "lungs":
        spacing_mm = float(np.prod(volume.spacing_zyx_mm)) ** (1 / 3)
        mask = lungs(hu, body_mask(volume), spacing_mm, below_hu=threshold_hu, smallest_ml=smallest_ml)
        field = _softened(mask)
    elif structure == "skin":
        body = _large_pieces(hu >= threshold_hu, volume, smallest_ml)
        field = _softened(np.stack([ndimage.binary_fill_holes(one) for one in body]))
    else:
        dense = hu >= threshold_hu
        small = dense & ~_large_pieces(dense, volume, smallest_ml)
        field = np.where(small, -LEFT_OUT_HU, hu - np.float32(threshold_hu)).astype(np.float32)
    padded = np.pad(field, 1, constant_values=min(float(field.min()), -1.0))
    if not (padded > 0).any():
        raise BadInputError(
            "Nothing in the volume is left at this threshold.",
            "Choose another threshold, or a smaller least volume.",
        )
    return padded


def _large_pieces(mask: NDArray[np.bool_], volume: Volume, smallest_ml: float) -> NDArray[np.bool_]:
    labels, count = ndimage.label(mask)
    voxel_ml = float(np.prod(volume.spacing_zyx_mm)) / 1000.0
    large = np.bincount(labels.ravel(), minlength=count + 1) * voxel_ml >= smallest_ml
    large[0] = False
    return np.asarray(large[labels], dtype=np.bool_)


def _softened(mask: NDArray[np.bool_]) -> NDArray[np.float32]:
    padded = np.pad(mask, 3).astype(np.float32)
    soft: NDArray[np.float32] = ndimage.gaussian_filter(padded, MASK_BLUR_VOXELS)[3:-3, 3:-3, 3:-3] - np.float32(0.5)
    return soft
