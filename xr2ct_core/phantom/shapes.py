"""Implicit shapes: signed distances in millimetres, negative inside, good near the surface.

All functions broadcast over x, y, z in world millimetres.
"""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator
from torch import Tensor

from xr2ct_core.phantom.space import PointMm, Space

_TABLE_LOW_MM = -400.0
_TABLE_LENGTH = 801


class Profile:
    """A smooth curve value(height), monotone between its knots (PCHIP), tabulated each millimetre."""

    def __init__(self, heights_mm: Sequence[float], values: Sequence[float]) -> None:
        order = np.argsort(heights_mm)
        knots, at_knots = np.asarray(heights_mm, dtype=float)[order], np.asarray(values, dtype=float)[order]
        self._heights_mm: NDArray[np.float64] = _TABLE_LOW_MM + np.arange(_TABLE_LENGTH, dtype=np.float64)
        smooth = PchipInterpolator(knots, at_knots)(np.clip(self._heights_mm, knots[0], knots[-1]))
        self._values: NDArray[np.float64] = np.asarray(smooth, dtype=np.float64)
        self._table = torch.as_tensor(self._values, dtype=torch.float32)

    def __call__(self, z_mm: Tensor) -> Tensor:
        position = (z_mm - _TABLE_LOW_MM).clamp(0.0, _TABLE_LENGTH - 1.001)
        index = position.long()
        table = self._table.to(z_mm.device)
        return torch.lerp(table[index], table[index + 1], position - index)

    def at(self, z_mm: float) -> float:
        """The value at one height."""
        position = min(max(float(z_mm) - _TABLE_LOW_MM, 0.0), _TABLE_LENGTH - 1.001)
        index = int(position)
        low, high = self._values[index : index + 2].tolist()
        return float(low + (position - index) * (high - low))

    @property
    def table(
        self,
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Heights and values, each millimetre."""
        return self._heights_mm, self._values


def smooth_min(a: Tensor, b: Tensor, blend_mm: float) -> Tensor:
    """Union of two shapes, rounded over `blend_mm` (polynomial smooth minimum)."""
    share = (blend_mm - (a - b).abs()).clamp(min=0.0) / blend_mm
    return torch.minimum(a, b) - share * share * (blend_mm / 4.0)


def smooth_max(a: Tensor, b: Tensor, blend_mm: float) -> Tensor:
    """Intersection of two shapes, rounded over `blend_mm`."""
    return -smooth_min(-a, -b, blend_mm)


def superellipse(
    x: Tensor, y: Tensor, half_x: Tensor | float, half_y: Tensor | float, exponent: float, blunt_mm: float = 1.0
) -> Tensor:
    """Radial signed distance to |x/half_x|^n + |y/half_y|^n = 1 in each slice."""
    level = ((x.abs() / half_x) ** exponent + (y.abs() / half_y) ** exponent + 1e-6) ** (1.0 / exponent)
    radius = torch.sqrt(x * x + y * y + blunt_mm**2)
    return radius * (1.0 - 1.0 / level.clamp(min=0.05))


def ellipsoid(
    space: Space,
    centre_mm: PointMm,
    semi_mm: PointMm,
    axes: NDArray[np.float64] | None = None,
) -> Tensor:
    """Signed distance to an ellipsoid; `axes` holds its three unit axes as rows (world axes if None)."""
    x, y, z = space.x - centre_mm[0], space.y - centre_mm[1], space.z - centre_mm[2]
    rows = np.eye(3) if axes is None else axes
    level = torch.zeros((), device=space.device)
    slope = torch.zeros((), device=space.device)
    for (ax, ay, az), semi in zip(rows.tolist(), semi_mm, strict=True):
        along = (x * ax + y * ay + z * az) / semi
        level = level + along * along
        slope = slope + (along / semi) ** 2
    level = torch.sqrt(level + 1e-9)
    return level * (level - 1.0) / torch.sqrt(slope + 1e-9)


def rounded_box(
    x: Tensor, y: Tensor, z: Tensor, half_mm: tuple[float | Tensor, float | Tensor, float | Tensor], round_mm: float
) -> Tensor:
    """Signed distance to a box of half edges `half_mm` with rounded corners, in its own coordinates."""
    qx, qy, qz = (axis.abs() - half + round_mm for axis, half in zip((x, y, z), half_mm, strict=True))
    outside = torch.sqrt(qx.clamp(min=0) ** 2 + qy.clamp(min=0) ** 2 + qz.clamp(min=0) ** 2)
    inside = torch.maximum(qx, torch.maximum(qy, qz)).clamp(max=0)
    return outside + inside - round_mm


def ellipsoid_box(centre_mm: PointMm, semi_mm: PointMm, margin_mm: float = 6.0) -> tuple[PointMm, PointMm]:
    """Corners of a box that holds the ellipsoid however it is turned."""
    reach = max(semi_mm) + margin_mm
    x, y, z = centre_mm
    return (x - reach, y - reach, z - reach), (x + reach, y + reach, z + reach)
