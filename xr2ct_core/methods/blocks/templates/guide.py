"""A volume that warped templates are to resemble beside the radiographs, such as what a network says."""

from dataclasses import dataclass

from torch import Tensor
from torch.nn.functional import adaptive_avg_pool3d

from xr2ct_core.units import MU_WATER_PER_MM


@dataclass(frozen=True, eq=False)
class Guide:
    """Attenuation (Z, Y, X) in 1/mm of the whole cube, on a grid of its own, and how much it counts.

    With a `weight` of 1 a difference of the volumes counts as the same one of the line integrals does, squared, where
    attenuation is measured in that of water.
    """

    mu_ZYX: Tensor
    weight: float

    def distance(self, mu_ZYX: Tensor) -> Tensor:
        """Weighted mean squared difference to `mu_ZYX`, on the coarser of both grids."""
        size = min(mu_ZYX.shape[0], self.mu_ZYX.shape[0])
        own, other = (_coarse(volume, size) for volume in (self.mu_ZYX, mu_ZYX))
        return self.weight * ((other - own) / MU_WATER_PER_MM).square().mean()


def _coarse(volume_ZYX: Tensor, size: int) -> Tensor:
    if volume_ZYX.shape[0] == size:
        return volume_ZYX
    coarse: Tensor = adaptive_avg_pool3d(volume_ZYX[None, None], (size, size, size))[0, 0]
    return coarse
