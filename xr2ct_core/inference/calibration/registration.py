"""One bundled CT laid over both radiographs while the pose of the lateral view and the tone curves may change.

Two views hardly tell a turned lateral from a sheared patient: only what bodies look like does. So the CT may be moved,
stretched and turned, but a shear costs much, and what is left of one is taken as the turn of the view.

Units: millimetres, degrees. Unknowns are written in units of what is usual for them. Shape legend: Z/Y/X voxels, R
rows, C columns, (3, ...) components in z, y, x.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi
from typing import Final

import torch
from torch import Tensor

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.calibration.findings import Findings, LateralPose, ToneCurve
from xr2ct_core.methods.blocks.radiograph_level import PIXELS_PER_VOXEL, coarse_image, coarse_view
from xr2ct_core.methods.template.losses import overall_slopes
from xr2ct_core.methods.template.warp import Deformation, Lattice, TemplateVolume
from xr2ct_core.projection.linear import LinearView
from xr2ct_core.projection.projector import view_operator
from xr2ct_core.radiograph import RadiographPair

VOXEL_MM: Final = 10.0
STEPS: Final = 80
STEP_MM: Final = 4.0
"""Length of the first step of Adam; the last is a tenth of it."""
TURN_DEG, HEIGHT_MM, SCALE = 5.0, 8.0, 0.02
LOG_GAIN, LOG_EXPONENT = 0.1, 0.2
"""How large the unknowns usually are."""
_UNKNOWN_STEP = 0.1
_EDGE_LENGTH_MM, _EDGE_WEIGHT = 10.0, 8.0
_SHEAR_WEIGHT, _TURN_WEIGHT, _LEAN_WEIGHT, _USUAL_WEIGHT = 30.0, 0.5, 0.5, 1e-3
_LEAST_SHARE = 1e-4


@dataclass(frozen=True, eq=False)
class CoarseView:
    """One view on pixels about as large as the voxels: its projector, and the line integrals (R, C) it measured."""

    operator: LinearView
    measured_RC: Tensor
    pixel_mm: float


@dataclass(frozen=True, eq=False)
class CoarsePair:
    """Both views of a pair on one coarse grid."""

    frontal: CoarseView
    lateral: CoarseView
    lattice: Lattice

    @classmethod
    def of(cls, pair: RadiographPair, device: torch.device) -> "CoarsePair":
        """Of a pair of line integrals."""
        grid = WorkingGrid(max(8, round(pair.cube_mm / VOXEL_MM)), pair.cube_mm)
        views = []
        for radiograph, view in zip(pair.radiographs, pair.geometry.views, strict=True):
            coarse = coarse_view(view, grid.spacing_mm / PIXELS_PER_VOXEL)
            measured = coarse_image(radiograph, view, coarse, device)
            views.append(CoarseView(view_operator(coarse, grid, device), measured, coarse.pixel_at_isocentre_mm))
        return cls(views[0], views[1], Lattice(grid, device, ()))


@dataclass(frozen=True, eq=False)
class Fit:
    """What one template says, and how badly it fits: lower is better."""

    findings: Findings
    loss: float


class PosedRegistration:
    """Fits one template, the pose of the lateral view, and where asked the tone curves."""

    def __init__(self, template: TemplateVolume, pair: CoarsePair, *, with_pose: bool, with_tone: bool) -> None:
        self._template, self._pair = template, pair
        self._with_pose, self._with_tone = with_pose, with_tone
        device = pair.lattice.position.device
        self._deformation = Deformation(device)
        self._pose_3 = torch.zeros(3, device=device, requires_grad=with_pose)
        self._tone_22 = torch.zeros(2, 2, device=device, requires_grad=with_tone)

    def fit(self, on_step: Callable[[int], None]) -> Fit:
        """Run all steps; `on_step` hears the steps done before each."""
        deformation, half_mm = self._deformation, self._pair.lattice.half_mm
        groups = [
            {"params": [deformation.affine_mm], "lr": STEP_MM},
            {"params": [deformation.scan_ends], "lr": STEP_MM / half_mm},
            {"params": [each for each in (self._pose_3, self._tone_22) if each.requires_grad], "lr": _UNKNOWN_STEP},
        ]
        optimiser = torch.optim.Adam(groups, betas=(0.8, 0.95))
        first_lr = [group["lr"] for group in optimiser.param_groups]
        for step in range(STEPS):
            on_step(step)
            share = 0.1 + 0.45 * (1.0 + cos(pi * step / STEPS))
            for group, lr in zip(optimiser.param_groups, first_lr, strict=True):
                group["lr"] = lr * share
            optimiser.zero_grad()
            self._loss().backward()  # type: ignore[no-untyped-call]
            optimiser.step()
        with torch.no_grad():
            return Fit(self._findings(), float(self._loss()))

    def _loss(self) -> Tensor:
        pair, deformation = self._pair, self._deformation
        seen_frontal = deformation.warp(self._template, pair.lattice, 0)
        seen_lateral = deformation.warp_at(self._template, pair.lattice, 0, self._places())
        terms = [
            self._misfit(view, volume, tone)
            for view, volume, tone in zip(
                (pair.frontal, pair.lateral), (seen_frontal, seen_lateral), self._tone_22, strict=True
            )
        ]
        slopes = overall_slopes(deformation.displacement_mm(pair.lattice, 0), pair.lattice)
        (shear, turn), lean = _across(slopes), slopes[0, 1:].square().sum() + slopes[1:, 0].square().sum()
        strange = _SHEAR_WEIGHT * shear.square() + _TURN_WEIGHT * turn.square() + _LEAN_WEIGHT * lean
        unusual = self._pose_3.square().sum() + self._tone_22.square().sum()
        return torch.stack(terms).mean() + strange + _USUAL_WEIGHT * unusual

    def _places(self) -> Tensor:
        """Where in the patient the voxels (3, Z, Y, X) lie that the lateral view takes for its own."""
        turn_deg, height_mm, scale = self._pose()
        half_mm = self._pair.lattice.half_mm
        z, y, x = self._pair.lattice.position
        z, y, turn = (z + height_mm / half_mm) / scale, y / scale, torch.deg2rad(turn_deg)
        sin, cos_ = torch.sin(turn), torch.cos(turn)
        return torch.stack((z, sin * x + cos_ * y, cos_ * x - sin * y))

    def _pose(self) -> tuple[Tensor, Tensor, Tensor]:
        turn, height, scale = self._pose_3
        return TURN_DEG * turn, HEIGHT_MM * height, torch.exp(SCALE * scale)

    def _misfit(self, view: CoarseView, volume_ZYX: Tensor, tone_2: Tensor) -> Tensor:
        """Mean squared difference of the image and, weighted, of its changes over a centimetre."""
        measured_RC, image_RC = view.measured_RC, view.operator.forward(volume_ZYX[None])[0]
        if self._with_tone:
            image_RC = _as_shown(image_RC, measured_RC.amax(), tone_2)
        residual_RC = image_RC - measured_RC
        edges = residual_RC.diff(dim=0).square().mean() + residual_RC.diff(dim=1).square().mean()
        return residual_RC.square().mean() + _EDGE_WEIGHT * (_EDGE_LENGTH_MM / view.pixel_mm) ** 2 * edges

    def _findings(self) -> Findings:
        turn_deg, height_mm, scale = (float(value) for value in self._pose())
        gains, exponents = torch.exp(LOG_GAIN * self._tone_22[:, 0]), torch.exp(LOG_EXPONENT * self._tone_22[:, 1])
        frontal, lateral = (ToneCurve(*map(float, each)) for each in zip(gains, exponents, strict=True))
        return Findings(LateralPose(turn_deg, height_mm, scale), (frontal, lateral))


def _as_shown(image_RC: Tensor, top: Tensor, tone_2: Tensor) -> Tensor:
    """Line integrals through the inverse of a tone curve, comparable with what was measured."""
    gain, exponent = torch.exp(LOG_GAIN * tone_2[0]), torch.exp(LOG_EXPONENT * tone_2[1])
    share_RC = (image_RC / (gain * top)).clamp_min(_LEAST_SHARE)
    shown_RC: Tensor = top * share_RC ** (1.0 / exponent)
    return shown_RC


def _across(slopes: Tensor) -> tuple[Tensor, Tensor]:
    """Shear and turn of the patient in axial slices."""
    return 0.5 * (slopes[1, 2] + slopes[2, 1]), 0.5 * (slopes[1, 2] - slopes[2, 1])
