"""How wrong the coarse reconstruction is from which a diffusion starts, learned beside the network."""

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool3d

_SLOWEST_RATE = 0.01
"""Weight of the newest batch in the running mean, once a hundred were seen."""


class CoarseError(nn.Module):
    """Standard deviation of the white noise that, in means over blocks of voxels, is as large as the coarse error.

    `block_zyx` is the extent of a block in voxels. `measured` is the plain root mean square over the voxels. Running
    means over the training, kept with the weights; until the first batch both are 1.
    """

    variance: Tensor
    square: Tensor
    batches: Tensor

    def __init__(self, block_zyx: tuple[int, int, int]) -> None:
        super().__init__()
        self._block = block_zyx
        self.register_buffer("variance", torch.ones(()))
        self.register_buffer("square", torch.ones(()))
        self.register_buffer("batches", torch.zeros(()))

    @property
    def deviation(self) -> Tensor:
        return self.variance.sqrt()

    @property
    def measured(self) -> Tensor:
        return self.square.sqrt()

    @torch.no_grad()
    def update(self, coarse_B1ZYX: Tensor, truth_B1ZYX: Tensor) -> None:
        """Take in the error of a batch. The variance of a mean of white noise falls with the voxels in the block."""
        error = coarse_B1ZYX - truth_B1ZYX
        block_z, block_y, block_x = self._block
        in_blocks = avg_pool3d(error, self._block).square().mean() * (block_z * block_y * block_x)
        self.batches += 1.0
        rate = self.batches.reciprocal().clamp_min(_SLOWEST_RATE)
        self.variance += rate * (in_blocks - self.variance)
        self.square += rate * (error.square().mean() - self.square)
