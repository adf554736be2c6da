"""A smaller copy of a large volume, for drawing in 3D: what is finer than the screen only costs time.

Blocks of voxels are averaged, always along the axis with the finest voxels, until the budget is met. HU and place are
kept: the centre of the first block is the new origin.
"""

from typing import Final

import numpy as np

from xr2ct_core.affine import Affine
from xr2ct_core.volume import Volume

MAX_VOXELS_3D: Final = 8_000_000


def reduced(volume: Volume, max_voxels: int = MAX_VOXELS_3D) -> Volume:
    """The volume itself if it is small enough, else an int16 copy of at most `max_voxels`."""
    factors = [1, 1, 1]
    shape, spacing_mm = list(volume.shape_zyx), list(volume.spacing_zyx_mm)
    while np.prod(shape) > max_voxels:
        axis = min((axis for axis in range(3) if shape[axis] > 1), key=lambda axis: spacing_mm[axis])
        factors[axis] *= 2
        shape[axis] //= 2
        spacing_mm[axis] *= 2.0
    if factors == [1, 1, 1]:
        return volume
    hu = volume.hu
    for axis, factor in enumerate(factors):
        if factor > 1:
            hu = _averaged(hu, axis, factor)
    first_centre = volume.affine.voxel_to_world([(factor - 1) / 2 for factor in factors])
    affine = Affine.axis_aligned(
        [old * factor for old, factor in zip(volume.spacing_zyx_mm, factors, strict=True)], first_centre
    )
    return Volume(np.rint(hu).astype(np.int16), affine, volume.provenance)


def _averaged(hu: np.ndarray, axis: int, factor: int) -> np.ndarray:
    """Mean of `factor` neighbours along an axis; what is left over at the end is dropped."""
    count = hu.shape[axis] // factor
    parts = [
        np.take(hu, range(offset, count * factor, factor), axis=axis).astype(np.float32) for offset in range(factor)
    ]
    return np.asarray(sum(parts[1:], parts[0]) / factor, dtype=np.float32)
