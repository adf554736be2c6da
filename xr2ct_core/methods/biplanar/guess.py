"""A volume and how far it may be off; what network and templates say is put together as such. Attenuation in 1/mm."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from xr2ct_core.units import MU_WATER_PER_MM, mu_per_mm_to_hu


@dataclass(frozen=True, eq=False)
class Guess:
    """A volume (Z, Y, X) and the standard deviation of its error."""

    mu_ZYX: Tensor
    sigma_ZYX: Tensor

    def in_hu(self) -> NDArray[np.float32]:
        """The volume (Z, Y, X) in HU."""
        return mu_per_mm_to_hu(_array(self.mu_ZYX))

    def sigma_in_hu(self) -> NDArray[np.float32]:
        """The standard deviation (Z, Y, X) in HU."""
        return _array(self.sigma_ZYX * (1000.0 / MU_WATER_PER_MM))


def _array(volume_ZYX: Tensor) -> NDArray[np.float32]:
    array: NDArray[np.float32] = volume_ZYX.float().cpu().numpy()
    return array
