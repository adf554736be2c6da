"""Where a voxel lies, as channels of a network: anatomy depends on it, convolutions alone do not see it."""

from collections.abc import Sequence

import torch
from torch import Tensor


def positions(shape: Sequence[int], device: torch.device) -> Tensor:
    """(axes, *shape): the place along each axis, from -1 at the first voxel to 1 at the last."""
    axes = [torch.linspace(-1.0, 1.0, size, device=device) for size in shape]
    return torch.stack(torch.meshgrid(*axes, indexing="ij"))
