"""Findings put into a phantom on purpose, with their masks: nodules and pleural effusions."""

from typing import Literal

import numpy as np
import torch
from torch import Tensor

from xr2ct_core.config.base import ConfigBase, ui
from xr2ct_core.phantom.cage import Frame
from xr2ct_core.phantom.lungs import Lungs
from xr2ct_core.phantom.space import Canvas, PointMm, Space
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
    resolved = spec.model_copy(update={"centre_lps_mm": centre, "side": "left" if centre[0] > 0 else "right"})
    return paint_lump(canvas, centre, resolved, rng), resolved


def paint_lump(canvas: Canvas, centre_mm: PointMm, spec: NoduleSpec, rng: np.random.Generator) -> Tensor:
    """Paint the body of a nodule around a point (x, y, z); returns its mask on the grid, with its middle at least."""
    x_mm, y_mm, z_mm = centre_mm
    radius = spec.diameter_mm / 2.0
    reach = 1.8 * radius + 4.0
    region = canvas.space.crop((x_mm - reach, y_mm - reach, z_mm - reach), (x_mm + reach, y_mm + reach, z_mm + reach))
    mask = torch.zeros(canvas.space.shape, dtype=torch.bool, device=canvas.space.device)
    if 0 in region.shape:
        return mask
    radial = torch.sqrt((region.x - x_mm) ** 2 + (region.y - y_mm) ** 2 + (region.z - z_mm) ** 2 + 1e-6)
    lumps = world_noise(region, rng, max(4.0, 0.8 * radius))
    distance = radial - radius * (1.0 + spec.irregularity * lumps).clamp(0.4, 1.6)
    occupancy = region.occupancy(distance)
    canvas.paint(region, occupancy, spec.hu)
    found = occupancy > 0.5
    found |= radial == radial.min()
    mask[region.box] = found
    return mask


def fluid_level(space: Space, spec: EffusionSpec, half_width_mm: float, floor_mm: float) -> Tensor:
    """Signed distance to the surface of fluid that stands `depth_mm` over the floor and climbs the wall of its side.

    The floor is the lowest z of the pleural space (upright) or its hindmost y (supine); the side of `spec` is settled.
    """
    side = 1 if spec.side == "left" else -1
    if spec.posture == "upright":
        at_wall = ((side * space.x - 0.35 * half_width_mm) / (0.6 * half_width_mm)).clamp(0.0, 1.2)
        meniscus = 0.45 * spec.depth_mm * at_wall**4
        return (space.z - floor_mm - spec.depth_mm - meniscus) * 0.9
    at_wall = (side * space.x / (0.9 * half_width_mm)).clamp(0.0, 1.2)
    return floor_mm - spec.depth_mm - 0.5 * spec.depth_mm * at_wall**4 - space.y


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
    lung_side = torch.maximum(lungs, -side * space.x)
    if spec.posture == "upright":
        floor = frame.anatomy.dome_z_mm - (frame.anatomy.dome_left_lower_mm if side > 0 else 0.0) - 62.0
    else:
        floor = float(frame.cage_back.table[1].max())
    settled = spec.model_copy(update={"side": "left" if side > 0 else "right"})
    distance = fluid_level(space, settled, frame.anatomy.cage_half_width_mm, floor)
    fluid = torch.maximum(lung_side, distance)
    up_to_wall = torch.maximum(lung_side - 0.5 * space.spacing_mm, distance)
    canvas.fill(space, up_to_wall, spec.hu)
    remaining = torch.maximum(lungs, -fluid)
    return fluid < 0.0, settled, remaining
