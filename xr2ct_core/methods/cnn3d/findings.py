"""The three classes the classifier learns, made of any chest volume, CT or phantom, so that what is in it is known.

The lungs are found in the volume itself. Invariants: every volume is given as it is, with a nodule and with an
effusion, so the three classes are balanced and no patient stands for a class; all follows from the volume and the seed.
Classes say what was inserted, not what the patient has. Units: HU, millimetres.

Shape legend: F findings in the order of `FINDINGS`, Z/Y/X voxels.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import avg_pool3d

from xr2ct_core.data.findings import POSTURES, with_effusion, with_nodule
from xr2ct_core.evaluation.metrics import body_mask_of_truth
from xr2ct_core.evaluation.structure_metrics import lungs
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.phantom.insertions import EffusionSpec, NoduleSpec, draw_effusion, draw_nodule

FINDINGS: Final = ("nothing", "nodule", "effusion")
LARGEST_LUNG_GRID: Final = 64
"""Finer volumes are averaged down before the lungs are looked for."""


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
    effusion = draw_effusion(seed).model_copy(update={"posture": str(rng.choice(POSTURES))})
    nodular, nodule = with_nodule(hu, lung, grid, nodule, rng)
    effused, effusion = with_effusion(hu, lung, grid, effusion, rng)
    volumes = torch.stack((hu, nodular, effused)).to(hu_ZYX.device)
    return InsertedFindings(volumes, nodule, effusion)


def _lungs(hu: Tensor, grid: WorkingGrid) -> Tensor:
    factor = max(1, grid.size // LARGEST_LUNG_GRID)
    coarse = avg_pool3d(hu[None, None], factor)[0, 0].numpy()
    spacing_mm = grid.spacing_mm * factor
    found = lungs(coarse, body_mask_of_truth(coarse, spacing_mm), spacing_mm)
    for axis in range(3):
        found = found.repeat(factor, axis)
    return torch.from_numpy(found)
