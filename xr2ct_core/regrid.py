"""A volume on the grid of another one, where both stand in the world; for comparing them voxel by voxel.

Trilinear where the new grid is finer, the mean of the voxel where it is coarser, so that nothing aliases. Units: HU,
LPS millimetres. Where the volume has nothing there is air (-1024 HU); `covered` says where it has something.
"""

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.affine import Affine
from xr2ct_core.cube import resampling_weights
from xr2ct_core.units import HU_MIN
from xr2ct_core.volume import Volume

Box = tuple[slice, slice, slice]


def regridded(volume: Volume, affine: Affine, shape_zyx: tuple[int, int, int]) -> Volume:
    """The volume as float32 HU on the axis-aligned grid `affine` of `shape_zyx` voxels."""
    if volume.shape_zyx == shape_zyx and volume.affine == affine:
        return volume.as_float32()
    hu = volume.hu.astype(np.float32) - np.float32(HU_MIN)
    for axis in range(3):
        weights = resampling_weights(
            _centres_mm(volume.affine, axis, hu.shape[axis]),
            volume.spacing_zyx_mm[axis],
            _centres_mm(affine, axis, shape_zyx[axis]),
            affine.spacing_zyx_mm[axis],
        )
        hu = np.moveaxis(np.tensordot(weights, hu, axes=(1, axis)), 0, axis)
    filled = np.ascontiguousarray(hu, dtype=np.float32) + np.float32(HU_MIN)
    return Volume(filled, affine, volume.provenance)


def covered(volume: Volume, affine: Affine, shape_zyx: tuple[int, int, int]) -> Box | None:
    """The part of a grid, as slices (z, y, x), whose voxel centres lie inside the volume; None if there is none."""
    box: list[slice] = []
    for axis in range(3):
        own_mm = _centres_mm(volume.affine, axis, volume.shape_zyx[axis])
        half_mm = volume.spacing_zyx_mm[axis] / 2.0
        at_mm = _centres_mm(affine, axis, shape_zyx[axis])
        inside = np.flatnonzero((at_mm >= own_mm[0] - half_mm - 1e-6) & (at_mm <= own_mm[-1] + half_mm + 1e-6))
        if inside.size == 0:
            return None
        box.append(slice(int(inside[0]), int(inside[-1]) + 1))
    return box[0], box[1], box[2]


def _centres_mm(affine: Affine, axis: int, count: int) -> NDArray[np.float64]:
    """World positions of the voxel centres along array axis 0 z, 1 y, 2 x."""
    return np.asarray(affine.origin_lps_mm[2 - axis] + np.arange(count) * affine.spacing_zyx_mm[axis])
