"""Findings put into a phantom on purpose, with their masks: nodules and pleural effusions."""

from typing import Literal

import numpy as np
import torch
from torch import Tensor

from xr2ct_core.config.base import ConfigBase, ui
from xr2ct_core.phantom.cage import Frame
from xr2ct_core.phantom.lungs import Lungs
from xr2ct_core.phantom.space import Canvas
from xr2ct_core.phantom.texture import world_noise


class NoduleSpec(ConfigBase):
    """One pulmonary nodule; where nothing is said, the seed decides."""

    diameter_mm: float = ui(14.0, "Mean diameter.", unit="mm", ge=3.0, le=80.0)
    hu: float = ui(35.0, "HU of the solid part; about -600 for ground glass.", unit="HU", ge=-800.0, le=400.0)
    irregularity: float = ui(0.18, "0 is a smooth ball, 0.4 a ragged mass.", ge=0.0, le=0.5)
    centre_lps_mm: tuple[float, float, float] | None = ui(None, "Centre in LPS millimetres.")
    side: Literal["left", "right", "random"] = ui("random", "Lung it lies in, if no centre is given.")


class EffusionSpec(ConfigBase):
    """Free pleural fluid in one lung's space, lowest where gravity pulls it."""

    side: Literal["left", "right", "random"] = ui("random", "Side of the fluid.")
    depth_mm: float = ui(
        60.0, "Height of the fluid over the lowest point of the pleural space.", unit="mm", ge=5, le=250
    )
    posture: Literal["upright", "supine"] = ui("upright", "Where gravity pulls: to the feet or to the back.")
    hu: float = ui(10.0, "HU of the fluid.", unit="HU", ge=-10.0, le=80.0)


def draw_nodule(seed: int) -> NoduleSpec:
    """A random nodule of 6 to 30 mm."""
    rng = np.random.default_rng([seed, 11])
    return NoduleSpec(
        diameter_mm=round(float(rng.uniform(6.0, 30.0)), 2),
        hu=round(float(rng.uniform(0.0, 70.0)), 1),
        irregularity=round(float(rng.uniform(0.05, 0.35)), 3),
    )


def draw_effusion(seed: int) -> EffusionSpec:
    """A random effusion."""
    rng = np.random.default_rng([seed, 12])
    return EffusionSpec(depth_mm=round(float(rng.uniform(35.0, 110.0)), 1), hu=round(float(rng.uniform(3.0, 22.0)), 1))


def paint_nodule(canvas: Canvas, lungs: Lungs, spec: NoduleSpec) -> tuple[Tensor, NoduleSpec]:
    """Paint a nodule; returns its mask on the grid and the specification with nothing left open."""
    seed = lungs.frame.anatomy.seed
    rng = np.random.default_rng([seed, 13])
    side = {"left": 1, "right": -1}.get(spec.side) or int(rng.choice([-1, 1]))
    centre = spec.centre_lps_mm
    if centre is None:
        x, y, z = lungs.scatter(side, 1, rng)[0].round(2).tolist()
        centre = (x, y, z)
    radius = spec.diameter_mm / 2.0
    reach = 1.8 * radius + 4.0
    low = (centre[0] - reach, centre[1] - reach, centre[2] - reach)
    region = canvas.space.crop(low, (centre[0] + reach, centre[1] + reach, centre[2] + reach))
    mask = torch.zeros(canvas.space.shape, dtype=torch.bool, device=canvas.space.device)
    resolved = spec.model_copy(update={"centre_lps_mm": centre, "side": "left" if centre[0] > 0 else "right"})
    if 0 in region.shape:
        return mask, resolved
    radial = torch.sqrt((region.x - centre[0]) ** 2 + (region.y - centre[1]) ** 2 + (region.z - centre[2]) ** 2 + 1e-6)
    lumps = world_noise(region, rng, max(4.0, 0.8 * radius))
    distance = radial - radius * (1.0 + spec.irregularity * lumps).clamp(0.4, 1.6)
    occupancy = region.occupancy(distance)
    canvas.paint(region, occupancy, spec.hu)
    found = occupancy > 0.5
    found |= radial == radial.min()
    mask[region.box] = found
    return mask, resolved


def paint_effusion(
    canvas: Canvas, frame: Frame, lungs: Tensor, spec: EffusionSpec
) -> tuple[Tensor, EffusionSpec, Tensor]:
    """Paint pleural fluid over the lowest part of one lung.

    `lungs` is the signed distance to both lungs. Returns the mask of the fluid, the specification with its side
    settled, and the signed distance to what remains of the lungs.
    """
    space = canvas.space
    rng = np.random.default_rng([frame.anatomy.seed, 14])
    side = {"left": 1, "right": -1}.get(spec.side) or int(rng.choice([-1, 1]))
    half = frame.anatomy.cage_half_width_mm
    lung_side = torch.maximum(lungs, -side * space.x)
    if spec.posture == "upright":
        floor = frame.anatomy.dome_z_mm - (frame.anatomy.dome_left_lower_mm if side > 0 else 0.0) - 62.0
        at_wall = ((side * space.x - 0.35 * half) / (0.6 * half)).clamp(0.0, 1.2)
        meniscus = 0.45 * spec.depth_mm * at_wall**4
        distance = (space.z - floor - spec.depth_mm - meniscus) * 0.9
    else:
        floor = float(frame.cage_back.table[1].max())
        at_wall = (side * space.x / (0.9 * half)).clamp(0.0, 1.2)
        distance = floor - spec.depth_mm - 0.5 * spec.depth_mm * at_wall**4 - space.y
    fluid = torch.maximum(lung_side, distance)
    up_to_wall = torch.maximum(lung_side - 0.5 * space.spacing_mm, distance)
    canvas.fill(space, up_to_wall, spec.hu)
    remaining = torch.maximum(lungs, -fluid)
    return fluid < 0.0, spec.model_copy(update={"side": "left" if side > 0 else "right"}), remaining
