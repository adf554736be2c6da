"""How far the patient was turned about the long axis, found by laying bundled CTs coarsely over both radiographs.

Both views of a turned patient are turned alike, which no comparison of the two shows: only what chests look like from
the front and from the side does. So each CT may be moved, stretched and turned, and a shear costs much. One gain a view
is free, so that rough line integrals of display images do. A second or two on a CPU, on voxels of 16 mm; for the domain
gate, not for calibration. A view that is turned alone shows in part.

Units: millimetres, degrees about +z, PA towards LL. Shape legend: T templates, Z/Y/X voxels, R rows, C columns,
3 components in z, y, x.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi
from typing import Final

import torch
from torch import Tensor
from torch.nn.functional import grid_sample

from xr2ct_core.control import WorkContext
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.radiograph_level import Level, make_level
from xr2ct_core.methods.blocks.templates.fusion import weights_of
from xr2ct_core.methods.blocks.templates.library import load_template, three_others
from xr2ct_core.methods.blocks.templates.losses import correlation
from xr2ct_core.methods.blocks.templates.warp import TemplateVolume
from xr2ct_core.radiograph import RadiographPair

VOXEL_MM: Final = 16.0
STEPS: Final = 40
_STEP_MM: Final = 6.0
_EDGE_LENGTH_MM, _EDGE_WEIGHT = 10.0, 8.0
_SHEAR_WEIGHT, _TURN_WEIGHT, _LEAN_WEIGHT = 30.0, 0.05, 0.5
_END_SOFTNESS: Final = 0.3


@dataclass(frozen=True)
class PatientTurn:
    """The turn in degrees against the bundled CTs; `misfit` is 1 minus the correlation of the best CT with the view
    that it fits less."""

    degrees: float
    misfit: float


def patient_turn(pair: RadiographPair, device: str = "cpu", context: WorkContext | None = None) -> PatientTurn:
    """The turns of a pair of line integrals; rough ones will do. Raises `CancelledError`."""
    context = context or WorkContext()
    torch_device = torch.device(device)
    grid = WorkingGrid(max(8, round(pair.cube_mm / VOXEL_MM)), pair.cube_mm)
    level = make_level(pair, grid, torch_device)
    laid = _LaidOver(level, three_others(pair), torch_device)
    with torch.enable_grad():
        laid.fit(context)
    return laid.found()


class _LaidOver:
    """All templates at once, each with its own unknowns."""

    def __init__(self, level: Level, template_ids: Sequence[str], device: torch.device) -> None:
        self._level, self._half_mm = level, level.grid.cube_mm / 2.0
        spacing_mm = level.grid.spacing_mm
        self._templates = [TemplateVolume(load_template(name), device).at(spacing_mm) for name in template_ids]
        axis = (torch.arange(level.grid.size, device=device) + 0.5) * (2.0 / level.grid.size) - 1.0
        self._position = torch.stack(torch.meshgrid(axis, axis, axis, indexing="ij"))
        count = len(self._templates)
        self._affine_mm = torch.zeros(count, 3, 4, device=device, requires_grad=True)
        self._ends = torch.tensor([[-0.94, 0.94]] * count, device=device, requires_grad=True)

    def fit(self, context: WorkContext) -> None:
        groups = [
            {"params": [self._affine_mm], "lr": _STEP_MM},
            {"params": [self._ends], "lr": _STEP_MM / self._half_mm},
        ]
        optimiser = torch.optim.Adam(groups, betas=(0.8, 0.95))
        first = [group["lr"] for group in optimiser.param_groups]
        for step in range(STEPS):
            context.progress(step / STEPS, "Looking for a turned patient")
            share = 0.1 + 0.45 * (1.0 + cos(pi * step / STEPS))
            for group, rate in zip(optimiser.param_groups, first, strict=True):
                group["lr"] = rate * share
            optimiser.zero_grad()
            self._losses().sum().backward()  # type: ignore[no-untyped-call]
            optimiser.step()

    @torch.no_grad()
    def found(self) -> PatientTurn:
        weights = weights_of(self._losses().tolist())
        _, turn_T = self._across()
        turn = sum(weight * float(value) for weight, value in zip(weights, turn_T, strict=True))
        images = self._images()
        fits = [
            min(correlation(each[index], seen) for each, seen in zip(images, self._level.measured, strict=True))
            for index in range(len(self._templates))
        ]
        return PatientTurn(-turn * 180.0 / pi, 1.0 - max(fits))

    def _losses(self) -> Tensor:
        total_T = self._affine_mm.new_zeros(len(self._templates))
        for image_TRC, measured_RC, pixel_mm in zip(
            self._images(), self._level.measured, self._level.pixel_mm, strict=True
        ):
            shown = image_TRC.detach()
            gain_T11 = ((shown * measured_RC).sum((1, 2)) / measured_RC.square().sum().clamp_min(1e-9))[:, None, None]
            residual_TRC = image_TRC - gain_T11 * measured_RC
            edges_T = residual_TRC.diff(dim=1).square().mean((1, 2)) + residual_TRC.diff(dim=2).square().mean((1, 2))
            total_T = total_T + 0.5 * residual_TRC.square().mean((1, 2))
            total_T = total_T + 0.5 * _EDGE_WEIGHT * (_EDGE_LENGTH_MM / pixel_mm) ** 2 * edges_T
        slopes = self._affine_mm[:, :, :3] / self._half_mm
        shear_T, turn_T = self._across()
        lean_T = slopes[:, 0, 1:].square().sum(1) + slopes[:, 1:, 0].square().sum(1)
        price_T = _SHEAR_WEIGHT * shear_T.square() + _TURN_WEIGHT * turn_T.square() + _LEAN_WEIGHT * lean_T
        return total_T + price_T

    def _across(self) -> tuple[Tensor, Tensor]:
        """Shear and turn (T,) of the patient in axial slices, in radians."""
        slopes = self._affine_mm[:, :, :3] / self._half_mm
        return 0.5 * (slopes[:, 1, 2] + slopes[:, 2, 1]), 0.5 * (slopes[:, 1, 2] - slopes[:, 2, 1])

    def _images(self) -> tuple[Tensor, Tensor]:
        volumes_TZYX = torch.stack([self._warped(index) for index in range(len(self._templates))])
        frontal, lateral = self._level.projector.forward(volumes_TZYX)
        return frontal, lateral

    def _warped(self, index: int) -> Tensor:
        mu_ZYX, half_mm = self._templates[index]
        affine_mm, position = self._affine_mm[index], self._position
        moved_mm = torch.tensordot(affine_mm[:, :3], position, 1) + affine_mm[:, 3, None, None, None]
        at_mm = position * self._half_mm + moved_mm
        target = (at_mm / half_mm[:, None, None, None]).flip(0).permute(1, 2, 3, 0)
        mu: Tensor = grid_sample(mu_ZYX[None, None], target[None], align_corners=False, padding_mode="border")[0, 0]
        softness = _END_SOFTNESS * VOXEL_MM / self._half_mm
        low, high = self._ends[index]
        z = position[0]
        return mu * torch.sigmoid((z - low) / softness) * torch.sigmoid((high - z) / softness)
