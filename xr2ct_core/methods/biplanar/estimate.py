"""What the network says of some samples, before and after the rounds of data consistency that follow it.

Values in units of water. Shape legend: B batch, Z/Y/X voxels.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from xr2ct_core.methods.biplanar.consistency import consistent
from xr2ct_core.projection.measured import MeasuredView
from xr2ct_core.units import MU_WATER_PER_MM


@dataclass(frozen=True, eq=False)
class Estimate:
    """What is said of some samples on one grid, and the measured views that may be looked at, by index.

    `water_B1ZYX` is the volume before the unrolled consistency, which may lie a little below zero,
    `consistent_B1ZYX` the one after it; `log_sigma_B1ZYX` is of HU/1000.
    """

    views: tuple[dict[int, MeasuredView], ...]
    water_B1ZYX: Tensor
    consistent_B1ZYX: Tensor
    log_sigma_B1ZYX: Tensor

    @classmethod
    def after(
        cls, views: tuple[dict[int, MeasuredView], ...], water: Tensor, log_sigma: Tensor, rounds: int
    ) -> "Estimate":
        """With `rounds` of consistency after `water`."""
        pairs = zip(water.float(), views, strict=True)
        changed = torch.stack([_consistent_water(ours, own, rounds) for ours, own in pairs])
        return cls(views, water, changed, log_sigma)


def _consistent_water(water_1ZYX: Tensor, views: dict[int, MeasuredView], rounds: int) -> Tensor:
    if rounds == 0:
        return water_1ZYX
    mu = MU_WATER_PER_MM * water_1ZYX.clamp_min(0.0)
    return consistent(mu, views.values(), rounds) / MU_WATER_PER_MM
