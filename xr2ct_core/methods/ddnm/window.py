"""The one fixed HU window of the slice prior: -1000 to 1000 HU as -1 to 1, in which attenuation is linear."""

from typing import Final

from torch import Tensor

from xr2ct_core.units import MU_WATER_PER_MM

WINDOW_HU: Final = 1000.0


def to_window(hu: Tensor) -> Tensor:
    """HU to [-1, 1]; what lies outside is cut."""
    return (hu / WINDOW_HU).clamp(-1.0, 1.0)


def from_window(volume: Tensor) -> Tensor:
    """The inverse of `to_window`."""
    return volume * WINDOW_HU


def mu_of(volume: Tensor) -> Tensor:
    """Attenuation in 1/mm, also below air, where it is negative: a linear measurement stays linear."""
    return MU_WATER_PER_MM * (1.0 + volume)
