"""All slices of a volume predicted from those below and above them, and how far they are from that.

A slice is predicted up to six times: as the first, second or third after three slices below it, and the same from
above. Only stacks within the body count: from its first slice to its last, whatever lies between.

Shape legend: Z/Y/X voxels, N slices along the axis, H/W pixels, K stacks.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from xr2ct_core.methods.continuity.networks import SLICES, Continuation
from xr2ct_core.methods.continuity.stacks import LEAST_BODY, body_hull, heights

STACKS_AT_ONCE: Final = 32
LEAST_CHANGE: Final = 1e-3
"""Of slices that hardly differ, 2.5 HU: less is no change to foresee."""


@dataclass(frozen=True, eq=False)
class Followed:
    """What the neighbours say of each voxel (Z, Y, X), in units of the HU window.

    `error_ZYX` is the mean absolute error of all predictions, 0 where there are none, and `change_ZYX` what it would be
    if each stack were predicted to stay as its last shown slice; `expected_ZYX` the mean of the predictions from the
    nearest slices, the volume itself where there are none; `body_ZYX` the body of the volume, and `counted_ZYX` the
    predicted part of it: also where a slice is empty beside one that is not.
    """

    error_ZYX: Tensor
    change_ZYX: Tensor
    expected_ZYX: Tensor
    body_ZYX: Tensor
    counted_ZYX: Tensor

    @property
    def mean_error(self) -> Tensor:
        """Mean error over the counted voxels; not a number where there are none."""
        return self.error_ZYX[self.counted_ZYX].mean()

    @property
    def mean_change(self) -> Tensor:
        """Mean change over the counted voxels, at least `LEAST_CHANGE`; not a number where there are none."""
        return self.change_ZYX[self.counted_ZYX].mean().clamp_min(LEAST_CHANGE)

    @property
    def unforeseen(self) -> Tensor:
        """The share of the change that the predictions miss: 1 if they are no better than that nothing changes."""
        return self.mean_error / self.mean_change


@torch.no_grad()
def follow(
    network: Continuation,
    volume_ZYX: Tensor,
    axis: int,
    directions: tuple[int, ...],
    on_part: Callable[[float], None] = lambda _: None,
) -> Followed:
    """Predict all slices across `axis` (0 axial, 1 coronal, 2 sagittal); `on_part` is called with the share done."""
    body_ZYX = body_hull(volume_ZYX)
    volume_NHW, body_NHW = volume_ZYX.movedim(axis, 0), body_ZYX.movedim(axis, 0)
    count = len(volume_NHW)
    inside_N = body_NHW.float().mean((1, 2)) > LEAST_BODY
    slices = inside_N.nonzero().flatten().tolist()
    first, last = (slices[0], slices[-1]) if slices else (0, -1)
    error_NHW, change_NHW, expected_NHW = (torch.zeros_like(volume_NHW) for _ in range(3))
    predictions_N, nearest_N = (torch.zeros(count, device=volume_NHW.device) for _ in range(2))
    for done, near_K, direction in _parts(first, last, directions, volume_NHW.device):
        on_part(done)
        shown_K3 = near_K[:, None] + direction * torch.arange(1 - SLICES, 1, device=near_K.device)
        direction_K = torch.full_like(near_K, direction, dtype=torch.float32)
        predicted_K3HW = network(volume_NHW[shown_K3], heights(near_K, count), direction_K).clamp(0.0, 1.0)
        for step in range(SLICES):
            target_K = near_K + direction * (step + 1)
            counts_K = (target_K >= first) & (target_K <= last)
            target_K, slices_KHW = target_K[counts_K], predicted_K3HW[counts_K, step].to(volume_NHW.dtype)
            error_NHW.index_add_(0, target_K, (slices_KHW - volume_NHW[target_K]).abs())
            change_NHW.index_add_(0, target_K, (volume_NHW[near_K[counts_K]] - volume_NHW[target_K]).abs())
            predictions_N.index_add_(0, target_K, torch.ones_like(target_K, dtype=predictions_N.dtype))
            if step == 0:
                expected_NHW.index_add_(0, target_K, slices_KHW)
                nearest_N.index_add_(0, target_K, torch.ones_like(target_K, dtype=nearest_N.dtype))
    for sum_NHW in (error_NHW, change_NHW):
        sum_NHW /= predictions_N.clamp_min(1.0)[:, None, None]
    has_nearest = (nearest_N > 0)[:, None, None]
    expected_NHW = torch.where(has_nearest, expected_NHW / nearest_N.clamp_min(1.0)[:, None, None], volume_NHW)
    counted_NHW = _with_next(body_NHW) & (predictions_N > 0)[:, None, None]
    error_ZYX, change_ZYX, expected_ZYX, counted_ZYX = (
        each.movedim(0, axis) for each in (error_NHW, change_NHW, expected_NHW, counted_NHW)
    )
    return Followed(error_ZYX, change_ZYX, expected_ZYX, body_ZYX, counted_ZYX)


def _parts(
    first: int, last: int, directions: tuple[int, ...], device: torch.device
) -> Iterator[tuple[float, Tensor, int]]:
    """Share done, the last shown slices of some stacks, and their direction; at least one slice is left to predict."""
    for number, direction in enumerate(directions):
        lowest, highest = (first + SLICES - 1, last - 1) if direction > 0 else (first + 1, last - SLICES + 1)
        for low in range(lowest, highest + 1, STACKS_AT_ONCE):
            near_K = torch.arange(low, min(low + STACKS_AT_ONCE, highest + 1), device=device)
            share = (low - lowest) / (highest + 1 - lowest)
            yield (number + share) / len(directions), near_K, direction


def _with_next(body_NHW: Tensor) -> Tensor:
    """The body, and where one of the two next slices has body."""
    grown = body_NHW.clone()
    grown[1:] |= body_NHW[:-1]
    grown[:-1] |= body_NHW[1:]
    return grown
