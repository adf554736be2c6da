"""Band-limited random texture, fixed in world space so that every grid shows the same one."""

import numpy as np
import torch
from torch import Tensor

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.phantom.space import Space, interpolate

_EXTENT_MM = 350.0


def world_noise(space: Space, rng: np.random.Generator, scale_mm: float) -> Tensor:
    """Smooth noise, unit variance at lattice points `scale_mm` apart, over the middle 350 mm of the world."""
    size = int(np.ceil(_EXTENT_MM / scale_mm)) + 1
    values = torch.as_tensor(rng.standard_normal((size, size, size), dtype=np.float32), device=space.device)
    lattice = Space.of_grid(WorkingGrid(size, size * scale_mm), space.device)
    return interpolate(values, lattice, space)
