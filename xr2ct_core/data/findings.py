"""A nodule or an effusion put into the lungs of any chest volume, CT or phantom.

The lungs are given as a mask of the volume's own voxels. What is put in is that of the phantoms (`phantom.insertions`):
a lobulated ball in the lung, and fluid that stands on the floor of one pleural space. Works on the volume's device.
Units: HU, millimetres.

Shape legend: Z/Y/X voxels.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from torch import Tensor

from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.phantom.insertions import (
    EffusionSpec,
    NoduleSpec,
    draw_effusion,
    draw_nodule,
    fluid_level,
    paint_lump,
)
from xr2ct_core.phantom.space import Canvas, Space
from xr2ct_core.units import HU_AIR

POSTURES: Final = ("upright", "supine")
FLOOR_QUANTILE: Final = 0.02
"""The floor of the pleural space is this quantile of the lung, so that one stray voxel does not set it."""
SMALLEST_LUNG_SHARE: Final = 0.2
"""A side holds a lung if it has at least this share of the lung voxels."""


@dataclass(frozen=True)
class DrawnFindings:
    """Seeds of the findings a variant of a case gets; None where it gets none."""

    nodule: int | None
    effusion: int | None


def draw_findings(config: AugmentConfig, random: np.random.Generator) -> DrawnFindings:
    """Whether there is a nodule and an effusion, and which; every number is drawn whatever the settings."""
    has_nodule, has_effusion = random.uniform(0, 1, 2) < (config.nodules, config.effusions)
    nodule, effusion = (int(seed) for seed in random.integers(0, 2**31, 2))
    return DrawnFindings(nodule if has_nodule else None, effusion if has_effusion else None)


def with_findings(hu_ZYX: Tensor, lung_ZYX: Tensor, grid: WorkingGrid, drawn: DrawnFindings) -> Tensor:
    """The volume with the drawn findings; as it is where the mask holds no lung."""
    if not lung_ZYX.any():
        return hu_ZYX
    if drawn.effusion is not None:
        random = np.random.default_rng([drawn.effusion, 1])
        effusion = draw_effusion(drawn.effusion).model_copy(update={"posture": str(random.choice(POSTURES))})
        hu_ZYX, _ = with_effusion(hu_ZYX, lung_ZYX, grid, effusion, random)
    if drawn.nodule is not None:
        random = np.random.default_rng([drawn.nodule, 2])
        hu_ZYX, _ = with_nodule(hu_ZYX, lung_ZYX, grid, draw_nodule(drawn.nodule), random)
    return hu_ZYX


def with_nodule(
    hu_ZYX: Tensor, lung_ZYX: Tensor, grid: WorkingGrid, spec: NoduleSpec, random: np.random.Generator
) -> tuple[Tensor, NoduleSpec]:
    """A new volume with a nodule at a random place of the lung, and the nodule with its place settled."""
    places = lung_ZYX.nonzero()
    place = places[int(random.integers(len(places)))].cpu().numpy() + random.uniform(-0.5, 0.5, 3)
    x_mm, y_mm, z_mm = grid.affine.voxel_to_world(place[None])[0].round(2).tolist()
    side = "left" if x_mm > 0 else "right"
    settled = spec.model_copy(update={"centre_lps_mm": (x_mm, y_mm, z_mm), "side": side})
    canvas = _canvas(hu_ZYX, grid)
    paint_lump(canvas, (x_mm, y_mm, z_mm), settled, random)
    return canvas.hu, settled


def with_effusion(
    hu_ZYX: Tensor, lung_ZYX: Tensor, grid: WorkingGrid, spec: EffusionSpec, random: np.random.Generator
) -> tuple[Tensor, EffusionSpec]:
    """A new volume with fluid on a random side, and the fluid with its side settled.

    Air within reach of one lung and below the surface of the fluid becomes fluid; tissue stays as it is.
    """
    space = Space.of_grid(grid, hu_ZYX.device)
    sides = {"left": lung_ZYX & (space.x > 0), "right": lung_ZYX & (space.x <= 0)}
    least = SMALLEST_LUNG_SHARE * int(lung_ZYX.sum())
    side = str(random.choice(sorted(name for name, mask in sides.items() if int(mask.sum()) >= least)))
    half_width_mm = float(space.x.abs().flatten()[sides[side].flatten(0, 1).any(0)].max())
    upright = spec.posture == "upright"
    slices = sides[side].sum((1, 2) if upright else (0, 2)).double().cpu()
    axis_mm = (space.z if upright else space.y).flatten().double().cpu()
    settled = spec.model_copy(update={"side": side})
    floor_mm = _quantile(axis_mm, slices, FLOOR_QUANTILE if upright else 1.0 - FLOOR_QUANTILE)
    below = space.occupancy(fluid_level(space, settled, half_width_mm, floor_mm))
    canvas = _canvas(hu_ZYX, grid)
    canvas.paint(space, below * _one_voxel_wider(sides[side]) * (hu_ZYX < spec.hu), spec.hu)
    return canvas.hu, settled


def _quantile(axis_mm: Tensor, counts: Tensor, share: float) -> float:
    """The place on an axis with this share of the counted voxels at or before it."""
    reached = counts.cumsum(0) / counts.sum()
    return float(axis_mm[int((reached < share).sum())])


def _one_voxel_wider(mask: Tensor) -> Tensor:
    """A mask with the voxels that share a face with it, which hold the edge of what it marks."""
    wider = mask.clone()
    wider[1:] |= mask[:-1]
    wider[:-1] |= mask[1:]
    wider[:, 1:] |= mask[:, :-1]
    wider[:, :-1] |= mask[:, 1:]
    wider[..., 1:] |= mask[..., :-1]
    wider[..., :-1] |= mask[..., 1:]
    return wider


def _canvas(hu_ZYX: Tensor, grid: WorkingGrid) -> Canvas:
    canvas = Canvas(Space.of_grid(grid, hu_ZYX.device), HU_AIR)
    canvas.hu.copy_(hu_ZYX)
    return canvas
