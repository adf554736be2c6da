"""What the diffusion model compares, with the HU window as -1 to 1, and how wrong its starting point is."""

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool3d

from xr2ct_core.units import HU_MIN, HU_WIDTH

_SLOWEST_RATE = 0.01
"""Weight of the newest batch in the running mean, once a hundred were seen."""


def to_signed(hu: Tensor) -> Tensor:
    """HU to [-1, 1] over the X2CT window of -1024 to 1476 HU."""
    return ((hu - HU_MIN) / (HU_WIDTH / 2.0) - 1.0).clamp(-1.0, 1.0)


def from_signed(volume: Tensor) -> Tensor:
    """The inverse of `to_signed`, cut to the window."""
    return (volume.clamp(-1.0, 1.0) + 1.0) * (HU_WIDTH / 2.0) + HU_MIN


def denoising_loss(velocity: Tensor, truth: Tensor) -> Tensor:
    """Mean squared error of the velocity over the voxels."""
    return (velocity - truth).square().mean()


class CoarseError(nn.Module):
    """Standard deviation of the white noise that, in means over blocks of voxels, is as large as the coarse error.

    A running mean over the training, kept with the weights. Until the first batch it is 1, the half of the window.
    """

    variance: Tensor
    batches: Tensor

    def __init__(self, block_voxels: int) -> None:
        super().__init__()
        self._block = block_voxels
        self.register_buffer("variance", torch.ones(()))
        self.register_buffer("batches", torch.zeros(()))

    @property
    def deviation(self) -> Tensor:
        return self.variance.sqrt()

    @torch.no_grad()
    def update(self, coarse_B1ZYX: Tensor, truth_B1ZYX: Tensor) -> None:
        """Take in the error of a batch. The variance of a mean of white noise falls with the voxels in the block."""
        error = avg_pool3d(coarse_B1ZYX - truth_B1ZYX, self._block)
        self.batches += 1.0
        rate = self.batches.reciprocal().clamp_min(_SLOWEST_RATE)
        self.variance += rate * (error.square().mean() * self._block**3 - self.variance)
