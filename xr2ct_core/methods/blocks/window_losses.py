"""What the X2CT family compares: volumes in units of the HU window, and their mean projections along the three axes."""

import torch
from torch import Tensor

from xr2ct_core.units import HU_MIN, HU_WIDTH


def to_window(hu: Tensor) -> Tensor:
    """HU to [0, 1] over the X2CT window of -1024 to 1476 HU."""
    return ((hu - HU_MIN) / HU_WIDTH).clamp(0.0, 1.0)


def from_window(volume: Tensor) -> Tensor:
    """The network's output, cut to [0, 1], in HU."""
    return volume.clamp(0.0, 1.0) * HU_WIDTH + HU_MIN


def reconstruction_loss(volume: Tensor, truth: Tensor) -> Tensor:
    """Mean squared error over the voxels."""
    return (volume - truth).square().mean()


def projection_loss(volume_B1ZYX: Tensor, truth_B1ZYX: Tensor) -> Tensor:
    """Mean absolute error of the mean projections along z, y and x."""
    errors = [(volume_B1ZYX.abs().mean(axis) - truth_B1ZYX.abs().mean(axis)).abs().mean() for axis in (2, 3, 4)]
    return torch.stack(errors).mean()
