"""A volume and how far it may be off; what network and templates say is put together as such. Attenuation in 1/mm."""

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True, eq=False)
class Guess:
    """A volume (Z, Y, X) and the standard deviation of its error."""

    mu_ZYX: Tensor
    sigma_ZYX: Tensor
