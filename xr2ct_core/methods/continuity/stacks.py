"""Stacks of slices to learn from, and where in a volume there is body.

Volumes are in units of the HU window, [0, 1]. A stack is six slices in the order in which they follow each other along
the chosen axis; going down it is read from its upper end.

Shape legend: B batch, N slices of a volume, K stacks, W places where a stack can start, H/W pixels, Z/Y/X voxels.
"""

from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from xr2ct_core.methods.continuity.networks import SLICES
from xr2ct_core.units import HU_MIN, HU_WIDTH

AXES: Final = {"axial": 0, "coronal": 1, "sagittal": 2}
DIRECTIONS: Final = {"both": (1, -1), "up": (1,), "down": (-1,)}
BODY_FROM: Final = (-500.0 - HU_MIN) / HU_WIDTH
"""What is denser than -500 HU counts as tissue."""
LEAST_BODY: Final = 0.01
"""Share of a slice that is body in slices that count."""


@dataclass(frozen=True, eq=False)
class Stacks:
    """Three slices that are shown and the three that follow, (K, 3, H, W) each.

    `height_K` is the place of the last shown slice, from -1 to 1, `direction_K` is 1 going up and -1 going down.
    """

    shown_K3HW: Tensor
    following_K3HW: Tensor
    height_K: Tensor
    direction_K: Tensor


def training_stacks(volume_BNHW: Tensor, per_volume: int, directions: tuple[int, ...]) -> Stacks:
    """Random stacks with body in all slices; others come only where a volume has too few of those."""
    device, count = volume_BNHW.device, volume_BNHW.shape[1]
    has_body_BN = (volume_BNHW > BODY_FROM).float().mean((2, 3)) > LEAST_BODY
    is_whole_BW = has_body_BN.unfold(1, 2 * SLICES, 1).all(dim=-1)
    rank_BW = torch.rand(is_whole_BW.shape, device=device) + is_whole_BW
    start_BK = rank_BW.topk(min(per_volume, rank_BW.shape[1])).indices
    index_BKS = start_BK[:, :, None] + torch.arange(2 * SLICES, device=device)
    batch_B11 = torch.arange(len(volume_BNHW), device=device)[:, None, None]
    stacks_KSHW = volume_BNHW[batch_B11, index_BKS].flatten(0, 1)
    choice_K = torch.randint(len(directions), (len(stacks_KSHW),), device=device)
    direction_K = torch.tensor(directions, dtype=torch.float32, device=device)[choice_K]
    goes_up_K = direction_K > 0
    stacks_KSHW = torch.where(goes_up_K[:, None, None, None], stacks_KSHW, stacks_KSHW.flip(1))
    last_shown_K = start_BK.flatten() + torch.where(goes_up_K, SLICES - 1, SLICES)
    return Stacks(stacks_KSHW[:, :SLICES], stacks_KSHW[:, SLICES:], heights(last_shown_K, count), direction_K)


def heights(index_K: Tensor, count: int) -> Tensor:
    """Places of slices among `count`, from -1 for the first to 1 for the last."""
    return index_K.float() * (2.0 / (count - 1)) - 1.0


def body_hull(volume_ZYX: Tensor) -> Tensor:
    """True (Z, Y, X) for voxels of an axial slice that have tissue to the left and right, before and behind them.

    So lungs are body. It needs no connected pieces: slices that are torn apart or missing do not hide others.
    """
    tissue = volume_ZYX > BODY_FROM
    hull = torch.ones_like(tissue)
    for axis in (1, 2):
        hull &= tissue.cumsum(axis) > 0
        hull &= tissue.flip(axis).cumsum(axis).flip(axis) > 0
    return hull
