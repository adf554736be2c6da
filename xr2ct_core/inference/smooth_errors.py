"""The errors that a standard deviation per voxel allows for, as smooth fields that can be drawn at random.

Most of a reconstruction's error is of two kinds: borders of organs that stand a few millimetres beside their place,
and regions that are denser or less dense. Here the variance of each voxel is shared between the two: a displacement
that would cause it where attenuation changes steeply, and a change of density for what remains. Errors finer than
`DENSITY_MM` are left out; they look like noise and tell nobody anything.

All fields are made of white noise, four numbers a voxel: a Gaussian root of their covariance makes them smooth. So what
X-rays determine of an error is the determined part of its white noise (`evidence.determined_part`), and taking it away
leaves a draw that casts no shadow, to first order: conditional simulation by Matheron's rule (Journel and Huijbregts,
Mining Geostatistics, 1978). Units: attenuation and standard deviations in 1/mm, displacements in mm.

Shape legend: W four white fields, three of displacement (z, y, x) and one of density; E the same as errors.
"""

from math import sqrt
from typing import Final

import torch
from torch import Tensor
from torch.nn.functional import grid_sample

from xr2ct_core.error_lengths import DENSITY_MM, DISPLACEMENT_MM, LARGEST_DISPLACEMENT_MM
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.conditional_mean import GaussianBlur
from xr2ct_core.projection.linear import LinearView

FIELDS: Final = 4
BORDER_SMOOTHING_MM: Final = 6.0
_SHARING_MM: Final = 20.0
"""Borders within about this distance decide how far tissue moves."""


class UnitField:
    """Smooth random fields on a cube: white noise to a field of variance one whose values are alike over a length."""

    def __init__(self, grid: WorkingGrid, correlation_mm: float, like: Tensor) -> None:
        self._blur = GaussianBlur(grid.size, grid.spacing_mm, correlation_mm / sqrt(2.0)).to(like)
        squared = GaussianBlur(grid.size, grid.spacing_mm, correlation_mm / 2.0).to(like)
        self._scale_ZYX = squared(torch.ones(grid.shape_zyx, device=like.device, dtype=like.dtype)).rsqrt()

    def __call__(self, white_ZYX: Tensor) -> Tensor:
        return self._scale_ZYX * self._blur(white_ZYX)

    def transposed(self, field_ZYX: Tensor) -> Tensor:
        return self._blur(self._scale_ZYX * field_ZYX)


class SmoothErrors:
    """The errors of one volume. `displacement_mm` and `density_ZYX` are standard deviations."""

    def __init__(self, mu_ZYX: Tensor, sigma_ZYX: Tensor, grid: WorkingGrid) -> None:
        self._grid = grid
        smooth_ZYX = local_mean(mu_ZYX, grid, BORDER_SMOOTHING_MM)
        self._slope_3ZYX = torch.stack(torch.gradient(smooth_ZYX, spacing=grid.spacing_mm))
        steepness_ZYX = self._slope_3ZYX.square().sum(0)
        variance_ZYX = sigma_ZYX.square()
        borders_ZYX = local_mean(steepness_ZYX.square(), grid, _SHARING_MM).clamp_min(1e-20)
        explained_ZYX = local_mean(variance_ZYX * steepness_ZYX, grid, _SHARING_MM) / borders_ZYX
        self.displacement_mm = explained_ZYX.clamp_min(0.0).sqrt().clamp_max(LARGEST_DISPLACEMENT_MM)
        self.density_ZYX = (variance_ZYX - self.displacement_mm.square() * steepness_ZYX).clamp_min(0.0).sqrt()
        self._moving = UnitField(grid, DISPLACEMENT_MM, mu_ZYX)
        self._denser = UnitField(grid, DENSITY_MM, mu_ZYX)

    def of(self, white_WZYX: Tensor) -> Tensor:
        """The errors (E, Z, Y, X) that white noise stands for: displacements in mm and a density in 1/mm."""
        moves = [self.displacement_mm * self._moving(white_ZYX) for white_ZYX in white_WZYX[:3]]
        return torch.stack([*moves, self.density_ZYX * self._denser(white_WZYX[3])])

    def change(self, white_WZYX: Tensor) -> Tensor:
        """The change of attenuation (Z, Y, X) that these errors make, to first order."""
        errors_EZYX = self.of(white_WZYX)
        return (self._slope_3ZYX * errors_EZYX[:3]).sum(0) + errors_EZYX[3]

    def change_transposed(self, mu_ZYX: Tensor) -> Tensor:
        """Transpose of `change`: (Z, Y, X) to (W, Z, Y, X)."""
        moves = [self._moving.transposed(self.displacement_mm * slope * mu_ZYX) for slope in self._slope_3ZYX]
        return torch.stack([*moves, self._denser.transposed(self.density_ZYX * mu_ZYX)])


class ErrorView(LinearView):
    """A view of white noise: the change of line integrals by the errors it stands for. White noise is (1, WZ, Y, X)."""

    def __init__(self, operator: LinearView, errors: SmoothErrors) -> None:
        self._operator, self._errors = operator, errors

    def apply_forward(self, mu_BZYX: Tensor) -> Tensor:
        white_WZYX = mu_BZYX.reshape(FIELDS, -1, *mu_BZYX.shape[2:])
        return self._operator.forward(self._errors.change(white_WZYX)[None])

    def apply_adjoint(self, image_BRC: Tensor) -> Tensor:
        white_WZYX = self._errors.change_transposed(self._operator.adjoint(image_BRC)[0])
        return white_WZYX.reshape(1, -1, *white_WZYX.shape[2:])


def with_errors(mu_ZYX: Tensor, errors_EZYX: Tensor, grid: WorkingGrid) -> Tensor:
    """The volume with its tissue displaced and its density changed, sampled linearly; it may be negative."""
    axis_mm = (torch.arange(grid.size, device=mu_ZYX.device) - (grid.size - 1) / 2.0) * grid.spacing_mm
    places_3ZYX = torch.stack(torch.meshgrid(axis_mm, axis_mm, axis_mm, indexing="ij")) + errors_EZYX[:3]
    places_ZYX3 = (places_3ZYX / (grid.cube_mm / 2.0)).flip(0).permute(1, 2, 3, 0)
    moved: Tensor = grid_sample(mu_ZYX[None, None], places_ZYX3[None], padding_mode="border", align_corners=False)
    return moved[0, 0] + errors_EZYX[3]


def local_mean(volume_ZYX: Tensor, grid: WorkingGrid, length_mm: float) -> Tensor:
    """Gaussian mean over a neighbourhood, of what lies inside the cube."""
    blur = GaussianBlur(grid.size, grid.spacing_mm, length_mm).to(volume_ZYX)
    return blur(volume_ZYX) / blur(torch.ones_like(volume_ZYX))
