"""A template deformed to a patient: affine pose, free-form deformation, local density, and the ends of the scan.

The warp pulls back: the voxel at x of the patient takes the attenuation of the template at x + u(x). The displacement
u is an affine part plus cubic B-splines on nested control grids (Rueckert et al., IEEE Trans Med Imaging 1999;18:712),
and, where it is known how people differ, so much of each mode of their shapes (see `shapes`).
Attenuation is then multiplied by the exponential of a coarse spline (breathing changes the density of the lungs), and
cut at the two z positions between which the patient was scanned. Units: millimetres, attenuation in 1/mm.

Shape legend: K control points along an axis, N voxels along an axis, M modes, (3, ...) components in z, y, x order.
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import grid_sample

from xr2ct_core.bspline import spline_weights
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.templates.library import SPACING_MM, Template
from xr2ct_core.methods.blocks.templates.shapes import CONTROLS
from xr2ct_core.units import hu_to_mu_per_mm

FREE_FORM_LEVELS = (5, 9, 15)
DENSITY_CONTROLS = 7
_END_SOFTNESS = 0.3


class TemplateVolume:
    """The attenuation of one template, ready to be sampled at any voxel size."""

    def __init__(self, template: Template, device: torch.device) -> None:
        self.id = template.id
        self._mu_ZYX = torch.as_tensor(hu_to_mu_per_mm(template.hu), device=device)
        self._at_spacing: dict[float, tuple[Tensor, Tensor]] = {}

    def at(self, spacing_mm: float) -> tuple[Tensor, Tensor]:
        """Attenuation (Z, Y, X) smoothed for `spacing_mm`, and its half extents in millimetres along z, y, x."""
        if spacing_mm not in self._at_spacing:
            mu = self._mu_ZYX
            for axis in range(3):
                weights = _smoothing_weights(mu.shape[axis], spacing_mm).to(mu)
                mu = torch.tensordot(weights, mu.movedim(axis, 0), 1).movedim(0, axis)
            half_mm = torch.tensor([count * max(spacing_mm, SPACING_MM) / 2.0 for count in mu.shape]).to(mu)
            self._at_spacing[spacing_mm] = mu.contiguous(), half_mm
        return self._at_spacing[spacing_mm]


class Deformation:
    """The unknowns that take a template to a patient; all zero is the template as it is."""

    def __init__(self, device: torch.device, modes_M3KKK: Tensor | None = None) -> None:
        def unknown(*shape: int) -> Tensor:
            return torch.zeros(shape, device=device, requires_grad=True)

        self.affine_mm = unknown(3, 4)
        """Displacement at the faces of the cube per axis z, y, x, and the shift."""
        self.free_form_mm = [unknown(3, k, k, k) for k in FREE_FORM_LEVELS]
        self._modes_M3KKK = torch.zeros((0, 3, *(CONTROLS,) * 3), device=device) if modes_M3KKK is None else modes_M3KKK
        self.shape = unknown(len(self._modes_M3KKK))
        """How much of each mode, in standard deviations."""
        self.log_density = unknown(1, *(DENSITY_CONTROLS,) * 3)
        self.scan_ends = torch.tensor([-0.94, 0.94], device=device, requires_grad=True)
        """Lower and upper end of the patient's scan, as a fraction of half the cube."""

    def displacement_mm(self, lattice: "Lattice", levels: int) -> Tensor:
        """u (3, Z, Y, X) at the points of `lattice`, with the first `levels` control grids; the shape with any."""
        u_mm = self._affine_mm(lattice.position)
        if levels and len(self.shape):
            u_mm = u_mm + lattice.spline(torch.tensordot(self.shape, self._modes_M3KKK, 1))
        for controls in self.free_form_mm[:levels]:
            u_mm = u_mm + lattice.spline(controls)
        return u_mm

    def warp(self, template: TemplateVolume, lattice: "Lattice", levels: int) -> Tensor:
        """Attenuation (Z, Y, X) of the deformed template on `lattice`."""
        displacement_mm, log_density = self.displacement_mm(lattice, levels), lattice.spline(self.log_density)[0]
        mu = _sampled(template, lattice, lattice.position, displacement_mm)
        scanned: Tensor = mu * torch.exp(log_density) * self._scanned(lattice.position[0, :, :1, :1], lattice)
        return scanned

    def _affine_mm(self, position: Tensor) -> Tensor:
        u_mm: Tensor = torch.tensordot(self.affine_mm[:, :3], position, 1) + self.affine_mm[:, 3, None, None, None]
        return u_mm

    def _scanned(self, z: Tensor, lattice: "Lattice") -> Tensor:
        """1 between the ends of the scan, 0 beyond, at these heights."""
        softness = _END_SOFTNESS * lattice.grid.spacing_mm / lattice.half_mm
        return torch.sigmoid((z - self.scan_ends[0]) / softness) * torch.sigmoid((self.scan_ends[1] - z) / softness)


class Lattice:
    """The points of a working grid and the B-spline weights at them."""

    def __init__(self, grid: WorkingGrid, device: torch.device, controls: Sequence[int] = FREE_FORM_LEVELS) -> None:
        self.grid = grid
        self.half_mm = grid.cube_mm / 2.0
        axis = ((torch.arange(grid.size, device=device) + 0.5) * (2.0 / grid.size) - 1.0).to(torch.float32)
        self.position = torch.stack(torch.meshgrid(axis, axis, axis, indexing="ij"))
        """Coordinates (3, Z, Y, X) from -1 to 1 across the cube."""
        self._weights_NK = {k: spline_weights(grid.size, k).to(device) for k in {*controls, DENSITY_CONTROLS, CONTROLS}}

    def spline(self, controls: Tensor) -> Tensor:
        """Cubic B-spline (C, Z, Y, X) of control values (C, K, K, K)."""
        weights_NK = self._weights_NK[controls.shape[-1]]
        partly = torch.einsum("nk,cijk->cijn", weights_NK, controls)
        partly = torch.einsum("nj,cijx->cinx", weights_NK, partly)
        return torch.einsum("ni,ciyx->cnyx", weights_NK, partly)


def _sampled(template: TemplateVolume, lattice: Lattice, position: Tensor, displacement_mm: Tensor) -> Tensor:
    """Attenuation (Z, Y, X) of the template where the places (3, Z, Y, X) come from."""
    mu_ZYX, half_mm = template.at(lattice.grid.spacing_mm)
    target_mm = position * lattice.half_mm + displacement_mm
    target = (target_mm / half_mm[:, None, None, None]).flip(0).permute(1, 2, 3, 0)
    mu: Tensor = grid_sample(mu_ZYX[None, None], target[None], align_corners=False, padding_mode="border")[0, 0]
    return mu


def _smoothing_weights(count: int, spacing_mm: float) -> Tensor:
    """Weights (out, in) of triangular smoothing along one axis; the template is repeated beyond its ends."""
    if spacing_mm <= SPACING_MM:
        return torch.eye(count)
    out_count = int(np.ceil(count * SPACING_MM / spacing_mm))
    in_mm = (np.arange(count) - (count - 1) / 2.0) * SPACING_MM
    out_mm = (np.arange(out_count) - (out_count - 1) / 2.0) * spacing_mm
    weights = np.maximum(0.0, 1.0 - np.abs(out_mm[:, None] - in_mm) / spacing_mm)
    return torch.from_numpy((weights / weights.sum(axis=1, keepdims=True)).astype(np.float32))
