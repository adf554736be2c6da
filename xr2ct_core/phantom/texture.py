"""Band-limited random texture, fixed in world space so that every grid shows the same one."""

import numpy as np
import torch
from torch import Tensor

from xr2ct_core.phantom.space import Space

_EXTENT_MM = 340.0


def world_noise(space: Space, rng: np.random.Generator, scale_mm: float) -> Tensor:
    """Smooth noise of unit variance at the lattice points, `scale_mm` apart, over a space of up to 330 mm."""
    count = int(np.ceil(_EXTENT_MM / scale_mm)) + 1
    lattice = torch.as_tensor(rng.standard_normal((count, count, count), dtype=np.float32), device=space.device)
    for axis in (space.z, space.y, space.x):
        position = (axis.flatten() + _EXTENT_MM / 2.0) / scale_mm
        nodes = torch.arange(count, device=space.device, dtype=torch.float32)
        weights = (1.0 - (position[:, None] - nodes).abs()).clamp(min=0.0)
        lattice = torch.tensordot(lattice, weights, dims=([0], [1]))
    return lattice
