"""Where the lungs of a volume are, found in milliseconds: enough to vary them, not to measure them.

A voxel of a coarse grid is lung if it has the HU of lung and tissue stands to its left, right, front and back. So the
air around a body is none, whatever its HU. Units: HU, millimetres in the volume's frame (z to the head, y to the back,
x to the left). Everything stays on the device of the volume.

Shape legend: z/y/x voxels of the coarse grid, Z/Y/X those of the volume.
"""

import torch
from torch import Tensor
from torch.nn.functional import avg_pool3d, interpolate, max_pool3d

from xr2ct_core.data.breath_field import COARSE_SIZE, LUNG_ENDS, LUNG_HU, SMALLEST_LUNGS_ML, WALL_HU, LungFrame
from xr2ct_core.grid import CUBE_MM


def coarse_lungs(hu_ZYX: Tensor) -> Tensor:
    """Mask (z, y, x) of the lungs, without their rim, on a grid of about `COARSE_SIZE`."""
    size = hu_ZYX.shape[0]
    factor = next(factor for factor in range(max(1, size // COARSE_SIZE), 0, -1) if size % factor == 0)
    coarse = avg_pool3d(hu_ZYX[None, None], factor)[0, 0]
    mask = (coarse > LUNG_HU[0]) & (coarse < LUNG_HU[1])
    wall = (coarse > WALL_HU).to(torch.uint8)
    for axis in (1, 2):
        mask &= wall.cummax(axis).values > 0
        mask &= wall.flip(axis).cummax(axis).values.flip(axis) > 0
    return mask


def lung_frame(mask_zyx: Tensor, cube_mm: float = CUBE_MM) -> LungFrame | None:
    """The box around the lungs of a coarse mask; None if there is too little for a lung."""
    spacing_mm = cube_mm / mask_zyx.shape[0]
    places = mask_zyx.nonzero()
    count = len(places)
    if count * spacing_mm**3 / 1000.0 < SMALLEST_LUNGS_ML:
        return None
    ordered = places.sort(0).values
    low, high = int(LUNG_ENDS * (count - 1)), int((1.0 - LUNG_ENDS) * (count - 1))
    middle = (mask_zyx.shape[0] - 1) / 2.0
    ends = ((ordered[[low, high]].double().cpu() - middle) * spacing_mm).T.tolist()
    z_mm, y_mm, x_mm = ((first - spacing_mm / 2.0, last + spacing_mm / 2.0) for first, last in ends)
    return LungFrame(z_mm, y_mm, x_mm)


def fine_lungs(hu_ZYX: Tensor, mask_zyx: Tensor) -> Tensor:
    """Mask (Z, Y, X): the air-filled voxels in the coarse lungs and within a coarse voxel of them."""
    factor = hu_ZYX.shape[0] // mask_zyx.shape[0]
    near = max_pool3d(mask_zyx[None, None].float(), 3, 1, 1)[0, 0] > 0
    for axis in range(3):
        near = near.repeat_interleave(factor, axis)
    return near & (hu_ZYX < LUNG_HU[1])


def upsampling(size: int, coarse: int, device: torch.device) -> Tensor:
    """Weights (size, coarse) that interpolate linearly between coarse voxel centres, constant beyond the last."""
    identity = torch.eye(coarse, device=device)
    weights: Tensor = interpolate(identity[None], size=size, mode="linear", align_corners=False)[0]
    return weights.T.contiguous()


def upsampled(coarse_Czyx: Tensor, weights: Tensor) -> Tensor:
    """Fields (C, z, y, x) on the fine grid of `upsampling`."""
    along_x = coarse_Czyx @ weights.T
    along_y = torch.einsum("nj,cijx->cinx", weights, along_x)
    return torch.einsum("ni,ciyx->cnyx", weights, along_y)
