"""The HU window of the diffusion model as -1 to 1."""

from torch import Tensor

from xr2ct_core.units import HU_MIN, HU_WIDTH


def to_signed(hu: Tensor) -> Tensor:
    """HU to [-1, 1] over the X2CT window of -1024 to 1476 HU."""
    return ((hu - HU_MIN) / (HU_WIDTH / 2.0) - 1.0).clamp(-1.0, 1.0)


def from_signed(volume: Tensor) -> Tensor:
    """The inverse of `to_signed`, cut to the window."""
    return (volume.clamp(-1.0, 1.0) + 1.0) * (HU_WIDTH / 2.0) + HU_MIN
