"""Cubic B-splines on uniform control grids, and what a displacement does to volume.

Source: Rueckert et al., IEEE Trans Med Imaging 1999;18:712. Units: millimetres.

Shape legend: K control points along an axis, N voxels along an axis, (3, ...) components in z, y, x order.
"""

import numpy as np
import torch
from torch import Tensor


def spline_weights(size: int, controls: int) -> Tensor:
    """Uniform cubic B-spline weights (N, K) at the voxel centres; the first and last knots lie on the faces."""
    position = (np.arange(size) + 0.5) / size * (controls - 3)
    cell = np.minimum(position.astype(int), controls - 4)
    t = position - cell
    pieces = ((1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3)
    weights = np.zeros((size, controls), dtype=np.float32)
    for offset, piece in enumerate(pieces):
        weights[np.arange(size), cell + offset] = piece / 6.0
    return torch.from_numpy(weights)


def jacobian(displacement_mm: Tensor, spacing_mm: float) -> Tensor:
    """Determinant (Z-1, Y-1, X-1) of the gradient of x + u(x), by forward differences."""
    u = displacement_mm / spacing_mm
    corner = u[:, :-1, :-1, :-1]
    d = torch.stack([u[:, 1:, :-1, :-1] - corner, u[:, :-1, 1:, :-1] - corner, u[:, :-1, :-1, 1:] - corner], dim=1)
    (a, b, c), (e, f, g), (h, i, j) = d
    a, f, j = a + 1.0, f + 1.0, j + 1.0
    determinant: Tensor = a * (f * j - g * i) - b * (e * j - g * h) + c * (e * i - f * h)
    return determinant
