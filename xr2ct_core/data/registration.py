"""One patient's shape laid over another's: a smooth displacement found on a coarse grid in about a second.

Cubic B-splines of ever closer control points are fitted one after the other, each to the volume as bent by those
before; control points stay below the limit beyond which a spline folds, and a finer one is taken only if the whole,
slightly smoothed, does not fold when exaggerated either. A scan that ends within the cube is continued by its last
slices, so that its end does not pull at the other. Always on the CPU, as a graphics card's sums differ from run to run.
The principle is that of Rueckert et al., IEEE Trans Med Imaging 1999;18:712, with the squared difference of windowed
HU as measure. Units: millimetres, HU.

Shape legend: z/y/x voxels of the coarse grid, K control points, (3, ...) components in z, y, x order.
"""

from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import avg_pool3d, grid_sample

from xr2ct_core.bspline import jacobian, spline_weights
from xr2ct_core.data.augment_config import LARGEST_ELASTIC_SHARE
from xr2ct_core.data.lungs import upsampled
from xr2ct_core.grid import CUBE_MM

COARSE_SIZE: Final = 32
LARGEST_AMOUNT: Final = 1.2
"""Bends may be exaggerated so far without folding."""
_WINDOW_HU: Final = (-1000.0, 300.0)
_SPACINGS: Final = (1, 2, 4, 6)
"""Cells of the control grid along an edge of the cube, from coarse to fine."""
_STEPS: Final = 24
_RATE_MM: Final = 3.0
_STRETCHING: Final = 0.04
"""Weight of the mean squared gradient of a spline against the squared difference of the images."""
_LEAST_JACOBIAN: Final = 0.25
"""Nothing is drawn out to more than four times its volume."""
_BODY_SHARE: Final = 0.1
"""A slice with less tissue shows no body."""
_MOST_SMOOTHINGS: Final = 3


def registered(moving_hu: NDArray[np.int16], fixed_hu: NDArray[np.int16], cube_mm: float = CUBE_MM) -> Tensor:
    """Displacement (3, z, y, x) in mm on the coarse grid: what `fixed` shows at p, `moving` shows at p + u(p).

    Both are cubes of edge `cube_mm`, HU, with at least the coarse grid's voxels or any number that it divides.
    """
    moving, fixed = _windowed(moving_hu), _windowed(fixed_hu)
    size = fixed.shape[0]
    axis_mm = (torch.arange(size, dtype=torch.float32) - (size - 1) / 2.0) * (cube_mm / size)
    places_mm = torch.stack(torch.meshgrid(axis_mm, axis_mm, axis_mm, indexing="ij"))
    total_mm = torch.zeros_like(places_mm)
    for cells in _SPACINGS:
        bent = sampled(moving[None], places_mm + total_mm, cube_mm)
        more_mm = _fitted(bent, fixed, places_mm, cells, cube_mm)
        unfolded_mm = _unfolded(more_mm + sampled(total_mm, places_mm + more_mm, cube_mm), cube_mm)
        if unfolded_mm is None:
            break
        total_mm = unfolded_mm
    return total_mm


def sampled(fields_Czyx: Tensor, places_mm: Tensor, cube_mm: float) -> Tensor:
    """Fields on the cube (C, z, y, x) at places (3, ...) in mm, linearly; beyond the cube as at its faces."""
    place = (places_mm / (cube_mm / 2.0)).flip(0).permute(1, 2, 3, 0)
    values: Tensor = grid_sample(fields_Czyx[None], place[None], align_corners=False, padding_mode="border")[0]
    return values


@torch.enable_grad()
def _fitted(bent: Tensor, fixed: Tensor, places_mm: Tensor, cells: int, cube_mm: float) -> Tensor:
    """The spline (3, z, y, x) in mm with this control grid that lays one image (1, z, y, x) over another."""
    weights = spline_weights(fixed.shape[0], cells + 3)
    limit_mm = LARGEST_ELASTIC_SHARE * cube_mm / cells
    free = torch.zeros((3, *(cells + 3,) * 3), requires_grad=True)
    optimiser = torch.optim.Adam([free], lr=_RATE_MM / limit_mm)
    for _ in range(_STEPS):
        controls = torch.tanh(free)
        difference = sampled(bent, places_mm + upsampled(limit_mm * controls, weights), cube_mm)[0] - fixed
        slopes = [LARGEST_ELASTIC_SHARE * controls.diff(dim=axis) for axis in (1, 2, 3)]
        stretching = torch.stack([slope.square().mean() for slope in slopes]).sum()
        loss = difference.square().mean() + _STRETCHING * stretching
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    return upsampled(limit_mm * torch.tanh(free.detach()), weights)


def _unfolded(displacement_mm: Tensor, cube_mm: float) -> Tensor | None:
    """The displacement, smoothed until it does not fold at `LARGEST_AMOUNT`; None if a little does not suffice."""
    spacing_mm = cube_mm / displacement_mm.shape[-1]
    for _ in range(1 + _MOST_SMOOTHINGS):
        if float(jacobian(LARGEST_AMOUNT * displacement_mm, spacing_mm).min()) >= _LEAST_JACOBIAN:
            return displacement_mm
        displacement_mm = avg_pool3d(displacement_mm[None], 3, 1, 1, count_include_pad=False)[0]
    return None


def _windowed(hu: NDArray[np.int16]) -> Tensor:
    """0 for air to 1 for dense tissue, on the coarse grid, the ends of the scan continued."""
    low, high = _WINDOW_HU
    cube = torch.from_numpy(np.ascontiguousarray(hu)).float().clamp_(low, high)
    factor = max(1, cube.shape[0] // COARSE_SIZE)
    image = (avg_pool3d(cube[None, None], factor)[0, 0] - low) / (high - low)
    with_body = ((image > 0.5).float().mean((1, 2)) > _BODY_SHARE).nonzero()
    if len(with_body):
        first, last = int(with_body[0]), int(with_body[-1])
        image = image[torch.arange(len(image)).clamp(first, last)]
    return image
