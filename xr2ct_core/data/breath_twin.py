"""Another breath of a volume without torch, for the window: the twin of `lungs` and of `evaluation.stand_ins`.

Both find the same box around the lungs and the same volume, up to rounding (tested). The movement is followed on a
coarse grid and interpolated, so the volume is sampled once. Units: HU, millimetres in the volume's frame (z to the
head, y to the back, x to the left).

Shape legend: z/y/x voxels of a coarse grid, Z/Y/X those of the volume.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from xr2ct_core.data.breath_field import (
    COARSE_SIZE,
    LUNG_ENDS,
    LUNG_HU,
    SMALLEST_LUNGS_ML,
    WALL_HU,
    WALL_SHARE,
    Breath,
    LungFrame,
    before_breath,
)
from xr2ct_core.grid import CUBE_MM
from xr2ct_core.units import HU_MIN

_BEND_SIZE: Final = 32


def lung_box(hu_ZYX: NDArray[np.float32], cube_mm: float = CUBE_MM) -> LungFrame | None:
    """The box around the lungs of a volume; None if there is too little for a lung."""
    mask_zyx = _coarse_lungs(hu_ZYX)
    spacing_mm = cube_mm / len(mask_zyx)
    places = np.argwhere(mask_zyx)
    count = len(places)
    if count * spacing_mm**3 / 1000.0 < SMALLEST_LUNGS_ML:
        return None
    low, high = int(LUNG_ENDS * (count - 1)), int((1.0 - LUNG_ENDS) * (count - 1))
    ends = (np.sort(places, axis=0)[[low, high]] - (len(mask_zyx) - 1) / 2.0) * spacing_mm
    z_mm, y_mm, x_mm = ((float(first) - spacing_mm / 2.0, float(last) + spacing_mm / 2.0) for first, last in ends.T)
    return LungFrame(z_mm, y_mm, x_mm)


def in_another_breath(
    hu_ZYX: NDArray[np.float32], diaphragm_mm: float, lungs: LungFrame, cube_mm: float = CUBE_MM
) -> NDArray[np.float32]:
    """The HU of a volume whose patient breathed so much deeper, sampled linearly."""
    size = len(hu_ZYX)
    coarse = _axis_mm(min(_BEND_SIZE, size), cube_mm)
    start = (coarse[:, None, None], coarse[None, :, None], coarse[None, None, :])
    breath = Breath(diaphragm_mm, WALL_SHARE)
    weights = _upsampling(size, len(coarse))
    axis = np.arange(size, dtype=np.float32)
    places = np.empty((3, size, size, size), np.float32)
    for along, (before, after) in enumerate(zip(start, before_breath(*start, breath, lungs), strict=True)):
        moved = np.broadcast_to(after - before, (len(coarse),) * 3).astype(np.float32) * (size / cube_mm)
        for bent in range(3):
            moved = np.moveaxis(np.tensordot(weights, moved, (1, bent)), 0, bent)
        np.add(moved, axis.reshape([-1 if other == along else 1 for other in range(3)]), out=places[along])
    np.clip(places[0], 0.0, size - 1.0, out=places[0])
    above_air = hu_ZYX - np.float32(HU_MIN)
    bent_hu = ndimage.map_coordinates(above_air, places, order=1, mode="grid-constant", output=np.float32)
    return np.asarray(bent_hu + np.float32(HU_MIN), np.float32)


def _coarse_lungs(hu_ZYX: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Mask (z, y, x) of what has the HU of lung, with tissue to its left, right, front and back."""
    size = len(hu_ZYX)
    factor = next(factor for factor in range(max(1, size // COARSE_SIZE), 0, -1) if size % factor == 0)
    count = size // factor
    coarse = hu_ZYX.reshape(count, factor, count, factor, count, factor).mean(axis=(1, 3, 5))
    mask: NDArray[np.bool_] = (coarse > LUNG_HU[0]) & (coarse < LUNG_HU[1])
    wall = coarse > WALL_HU
    for axis in (1, 2):
        mask &= np.logical_or.accumulate(wall, axis)
        mask &= np.flip(np.logical_or.accumulate(np.flip(wall, axis), axis), axis)
    return mask


def _axis_mm(size: int, cube_mm: float) -> NDArray[np.float64]:
    return np.asarray((np.arange(size) - (size - 1) / 2.0) * (cube_mm / size))


def _upsampling(size: int, coarse: int) -> NDArray[np.float32]:
    """Weights (size, coarse) that interpolate linearly between coarse voxel centres, constant beyond the last."""
    place = np.clip((np.arange(size) + 0.5) * coarse / size - 0.5, 0.0, coarse - 1.0)
    below = np.minimum(place.astype(int), coarse - 2) if coarse > 1 else np.zeros(size, int)
    weights = np.zeros((size, coarse), np.float32)
    weights[np.arange(size), below] = 1.0 - (place - below)
    weights[np.arange(size), below + 1] += place - below
    return weights
