"""A bundled CT as the body of a patient: moved, stretched, breathing, its lungs denser or not, cut at the scan's ends.

Like `methods.blocks.templates.warp`, but with few unknowns and for many guesses at once. The warp pulls back: the place
p of the patient takes the attenuation of the CT at p + A p, moved by a breath there. Units: millimetres, attenuation in
1/mm. Shape legend: B guesses, Z/Y/X voxels, V all of them, 3 components in z, y, x.
"""

from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor
from torch.nn.functional import grid_sample

from xr2ct_core.data.breath_field import Breath, LungFrame
from xr2ct_core.data.breathing import breathed
from xr2ct_core.inference.calibration.unknowns import Unknowns
from xr2ct_core.methods.blocks.templates.warp import Lattice, TemplateVolume
from xr2ct_core.units import MU_WATER_PER_MM

BREATH_WALL_SHARE: Final = 0.15
"""Movement of the front wall for each millimetre of the diaphragm: between belly and chest breathing."""
_LUNG_MU, _LUNG_EDGE_MU = 0.55 * MU_WATER_PER_MM, 0.08 * MU_WATER_PER_MM
_END_SOFTNESS = 0.3


@dataclass(frozen=True, eq=False)
class Template:
    """A bundled CT with the box around its lungs, in millimetres from its centre."""

    volume: TemplateVolume
    lungs: LungFrame


def body_at(
    template: Template,
    guess: Unknowns,
    lattice: Lattice,
    places_B3V: Tensor,
    breath_mm_B: Tensor,
    further_mm_B: Tensor | None = None,
    factors_BH: Tensor | None = None,
) -> Tensor:
    """Attenuation (B, Z, Y, X) of the body at places of the patient, from -1 to 1 across the cube of `lattice`.

    `breath_mm_B` is by how much lower the diaphragm stands than in the CT, `further_mm_B` by how much lower still.
    `factors_BH` change the attenuation at heights over the whole cube, before that further breath.
    """
    in_template_mm = _in_template_mm(guess, lattice, places_B3V)
    further_mm_B = torch.zeros_like(breath_mm_B) if further_mm_B is None else further_mm_B
    of_one_mm = _breath_of_one_mm(template, in_template_mm)
    in_template_mm = in_template_mm + (breath_mm_B + further_mm_B)[:, None, None] * of_one_mm
    mu_ZYX, half_mm_3 = template.volume.at(lattice.grid.spacing_mm)
    places = (in_template_mm / half_mm_3[:, None]).flip(1).transpose(1, 2)
    places = places.reshape(-1, *lattice.grid.shape_zyx, 3)
    volumes = mu_ZYX.expand(len(places), 1, -1, -1, -1)
    mu_BZYX: Tensor = grid_sample(volumes, places, align_corners=False, padding_mode="border")[:, 0]
    denser_B = torch.expm1(guess.body[:, 1])[:, None, None, None]
    if factors_BH is not None:
        before_BV = places_B3V[:, 0] + further_mm_B[:, None] * of_one_mm[:, 0] / lattice.half_mm
        mu_BZYX = mu_BZYX * _at_heights(factors_BH, before_BV).reshape(mu_BZYX.shape)
    mu_BZYX = mu_BZYX * (1.0 + denser_B * torch.sigmoid((_LUNG_MU - mu_BZYX) / _LUNG_EDGE_MU))
    softness = _END_SOFTNESS * lattice.grid.spacing_mm / lattice.half_mm
    z_BZYX, ends = places_B3V[:, 0].reshape(-1, *lattice.grid.shape_zyx), guess.ends[:, :, None, None, None]
    return mu_BZYX * torch.sigmoid((z_BZYX - ends[:, 0]) / softness) * torch.sigmoid((ends[:, 1] - z_BZYX) / softness)


def breath_shift_mm(
    template: Template, guess: Unknowns, lattice: Lattice, places_B3V: Tensor, breath_mm: float
) -> Tensor:
    """How far from each place (B, 3, V) of the patient its value comes once the diaphragm is lower by `breath_mm`."""
    moved_mm = breath_mm * _breath_of_one_mm(template, _in_template_mm(guess, lattice, places_B3V))
    to_template_B33 = torch.eye(3, device=moved_mm.device) + guess.affine_mm[:, :, :3] / lattice.half_mm
    shift_mm: Tensor = torch.linalg.solve(to_template_B33, moved_mm)
    return shift_mm


def _at_heights(values_BH: Tensor, z_BV: Tensor) -> Tensor:
    """Values at heights over the whole cube, interpolated at z from -1 to 1."""
    count = values_BH.shape[1]
    place_BV = ((z_BV + 1.0) * (count / 2.0) - 0.5).clamp(0.0, count - 1.0)
    low_BV = place_BV.floor().clamp_max(count - 2.0)
    low_index, share_BV = low_BV.long(), place_BV - low_BV
    below, above = values_BH.gather(1, low_index), values_BH.gather(1, low_index + 1)
    return below + share_BV * (above - below)


def _in_template_mm(guess: Unknowns, lattice: Lattice, places_B3V: Tensor) -> Tensor:
    affine_B34 = guess.affine_mm
    in_template_mm: Tensor = (
        places_B3V * lattice.half_mm + torch.bmm(affine_B34[:, :, :3], places_B3V) + affine_B34[:, :, 3:]
    )
    return in_template_mm


def _breath_of_one_mm(template: Template, places_mm_B3V: Tensor) -> Tensor:
    """How far from places (B, 3, V) of the CT their values come once its diaphragm is lower by a millimetre."""
    places_mm_3BV = places_mm_B3V.transpose(0, 1)
    moved_3BV = breathed(places_mm_3BV, Breath(1.0, BREATH_WALL_SHARE), template.lungs) - places_mm_3BV
    return moved_3BV.transpose(0, 1)
