"""A nodule and an effusion put into any chest volume, CT or phantom, so that what is in it is known.

The lungs are found in the volume itself. Invariants: every volume is given as it is, with a nodule and with an
effusion, so the three classes are balanced and no patient stands for a class; all follows from the volume and the seed.
Classes say what was inserted, not what the patient has. Units: HU, millimetres.

Shape legend: F findings in the order of `FINDINGS`, Z/Y/X voxels.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import avg_pool3d

from xr2ct_core.evaluation.metrics import body_mask_of_truth
from xr2ct_core.evaluation.structure_metrics import lungs
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

FINDINGS: Final = ("nothing", "nodule", "effusion")
LARGEST_LUNG_GRID: Final = 64
"""Finer volumes are averaged down before the lungs are looked for."""
FLOOR_QUANTILE: Final = 0.02
"""The floor of the pleural space is this quantile of the lung, so that one stray voxel does not set it."""
SMALLEST_LUNG_SHARE: Final = 0.2
"""A side holds a lung if it has at least this share of the lung voxels."""


@dataclass(frozen=True, eq=False)
class InsertedFindings:
    """A volume as it is, with a nodule, with an effusion: HU (F, Z, Y, X), and what the two are."""

    hu_FZYX: Tensor
    nodule: NoduleSpec
    effusion: EffusionSpec


def insert_findings(
    hu_ZYX: Tensor, grid: WorkingGrid, seed: int, nodule_mm: tuple[float, float]
) -> InsertedFindings | None:
    """All three classes of one volume; None if it holds no lung to put anything into.

    `nodule_mm` is the range of nodule diameters. The result lies on the device of the volume.
    """
    hu = hu_ZYX.detach().float().cpu()
    lung = _lungs(hu, grid)
    if not lung.any():
        return None
    rng = np.random.default_rng([seed, 21])
    nodule = draw_nodule(seed).model_copy(update={"diameter_mm": round(float(rng.uniform(*nodule_mm)), 2)})
    effusion = draw_effusion(seed).model_copy(update={"posture": str(rng.choice(["upright", "supine"]))})
    with_nodule, nodule = _with_nodule(hu, lung, grid, nodule, rng)
    with_effusion, effusion = _with_effusion(hu, lung, grid, effusion, rng)
    volumes = torch.stack((hu, with_nodule, with_effusion)).to(hu_ZYX.device)
    return InsertedFindings(volumes, nodule, effusion)


def _lungs(hu: Tensor, grid: WorkingGrid) -> NDArray[np.bool_]:
    factor = max(1, grid.size // LARGEST_LUNG_GRID)
    coarse = avg_pool3d(hu[None, None], factor)[0, 0].numpy()
    spacing_mm = grid.spacing_mm * factor
    found = lungs(coarse, body_mask_of_truth(coarse, spacing_mm), spacing_mm)
    for axis in range(3):
        found = found.repeat(factor, axis)
    return found


def _with_nodule(
    hu: Tensor, lung: NDArray[np.bool_], grid: WorkingGrid, spec: NoduleSpec, rng: np.random.Generator
) -> tuple[Tensor, NoduleSpec]:
    places = np.argwhere(lung)
    place = places[rng.integers(len(places))] + rng.uniform(-0.5, 0.5, 3)
    x_mm, y_mm, z_mm = grid.affine.voxel_to_world(place[None])[0].round(2).tolist()
    side = "left" if x_mm > 0 else "right"
    settled = spec.model_copy(update={"centre_lps_mm": (x_mm, y_mm, z_mm), "side": side})
    canvas = _canvas(hu, grid)
    paint_lump(canvas, (x_mm, y_mm, z_mm), settled, rng)
    return canvas.hu, settled


def _with_effusion(
    hu: Tensor, lung: NDArray[np.bool_], grid: WorkingGrid, spec: EffusionSpec, rng: np.random.Generator
) -> tuple[Tensor, EffusionSpec]:
    """Air within reach of one lung and below the surface of the fluid becomes fluid; tissue stays as it is."""
    space = Space.of_grid(grid, "cpu")
    x_mm = space.x.numpy()
    sides = {"left": lung & (x_mm > 0), "right": lung & (x_mm <= 0)}
    sides = {name: mask for name, mask in sides.items() if mask.sum() >= SMALLEST_LUNG_SHARE * lung.sum()}
    side = str(rng.choice(sorted(sides)))
    world_mm = grid.affine.voxel_to_world(np.argwhere(sides[side]))
    half_width_mm = float(np.abs(world_mm[:, 0]).max())
    if spec.posture == "upright":
        floor_mm = float(np.quantile(world_mm[:, 2], FLOOR_QUANTILE))
    else:
        floor_mm = float(np.quantile(world_mm[:, 1], 1.0 - FLOOR_QUANTILE))
    settled = spec.model_copy(update={"side": side})
    below = space.occupancy(fluid_level(space, settled, half_width_mm, floor_mm))
    reached = _one_voxel_wider(torch.from_numpy(sides[side]))
    canvas = _canvas(hu, grid)
    canvas.paint(space, below * reached * (hu < spec.hu), spec.hu)
    return canvas.hu, settled


def _one_voxel_wider(mask: Tensor) -> Tensor:
    """A mask with the voxels that share a face with it, which hold the edge of what it marks."""
    padded = torch.nn.functional.pad(mask, (1,) * 6)
    inner = (slice(1, -1),) * 3
    wider = mask.clone()
    for axis in range(3):
        for shift in (-1, 1):
            wider |= padded.roll(shift, axis)[inner]
    return wider


def _canvas(hu: Tensor, grid: WorkingGrid) -> Canvas:
    canvas = Canvas(Space.of_grid(grid, "cpu"), HU_AIR)
    canvas.hu.copy_(hu)
    return canvas
