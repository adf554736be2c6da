"""What grey values are varied by while networks of the check learn: light over large parts, and grain."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import interpolate

Array = NDArray[np.float32]


def shaded(images: Array, random: np.random.Generator, *, knots: tuple[int, int], shades: float, grain: float) -> Array:
    """Images (n, row, col) with large parts lighter or darker and with grain, both normal with these spreads.

    `knots` (down, across) say how large the parts are.
    """
    drawn = torch.from_numpy(random.standard_normal((len(images), 1, *knots), np.float32))
    smooth = interpolate(drawn, size=images.shape[1:], mode="bicubic").numpy()[:, 0]
    grains = random.standard_normal(images.shape, np.float32)
    varied: Array = images + np.float32(shades) * smooth + np.float32(grain) * grains
    return varied
