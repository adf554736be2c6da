"""Curved tubes of round or flat cross-section, all segments at once: ribs, vessels, bronchi, processes of vertebrae.

Each segment visits only the voxels near it; results of segments meet by minimum or maximum, which does not depend on
their order, so CPU and GPU agree. Tubes thinner than a voxel keep their mass: the radius is held at half a voxel and
the occupancy is scaled by the true cross-section.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from scipy.interpolate import CubicSpline
from torch import Tensor

from xr2ct_core.phantom.space import Space, coarse_space, interpolate

_CHUNK_VALUES = 400_000


@dataclass(frozen=True, eq=False)
class Tubes:
    """N straight segments: ends (N, 3) in world x, y, z, radii (N,) in mm along `flat` (N, 3) and across it."""

    start: NDArray[np.float64]
    end: NDArray[np.float64]
    radius_mm: NDArray[np.float64]
    radius_across_mm: NDArray[np.float64]
    flat: NDArray[np.float64]

    @classmethod
    def segments(cls, start: NDArray[np.float64], end: NDArray[np.float64], radius_mm: NDArray[np.float64]) -> "Tubes":
        """Round tubes from their ends."""
        return cls(start, end, radius_mm, radius_mm, np.zeros_like(start))

    @classmethod
    def curve(
        cls,
        points_mm: Sequence[ArrayLike] | NDArray[np.float64],
        radius_mm: float | Sequence[float],
        *,
        step_mm: float = 6.0,
    ) -> "Tubes":
        """A round tube along a smooth curve through points, its radius going linearly from point to point."""
        points = np.asarray(points_mm, dtype=np.float64)
        radii = np.broadcast_to(np.asarray(radius_mm, dtype=np.float64), len(points))
        chord = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
        count = max(2, int(np.ceil(chord[-1] / step_mm)) + 1)
        at = np.linspace(0.0, chord[-1], count)
        line = (
            CubicSpline(chord, points)(at)
            if len(points) > 2
            else points[0] + np.outer(at / chord[-1], points[1] - points[0])
        )
        radius = np.interp((at[1:] + at[:-1]) / 2, chord, radii)
        return cls.segments(line[:-1], line[1:], radius)

    @staticmethod
    def join(parts: Sequence["Tubes"]) -> "Tubes":
        """All segments of several tubes."""
        return Tubes(
            *(np.concatenate([getattr(part, name) for part in parts])
              for name in ("start", "end", "radius_mm", "radius_across_mm", "flat"))
        )  # fmt: skip

    def grown(self, by_mm: float) -> "Tubes":
        """The same tubes with larger (or, negative, smaller) radii; segments that vanish are dropped."""
        keep = np.minimum(self.radius_mm, self.radius_across_mm) + by_mm > 0.1
        grown = replace(self, radius_mm=self.radius_mm + by_mm, radius_across_mm=self.radius_across_mm + by_mm)
        return Tubes(
            grown.start[keep], grown.end[keep], grown.radius_mm[keep], grown.radius_across_mm[keep], grown.flat[keep]
        )

    def mirrored(self) -> "Tubes":
        """The same tubes on the other side of the body."""
        mirror = np.array([-1.0, 1.0, 1.0])
        return replace(self, start=self.start * mirror, end=self.end * mirror, flat=self.flat * mirror)

    def __len__(self) -> int:
        return len(self.start)


def tube_occupancy(space: Space, tubes: Tubes) -> tuple[Space, Tensor]:
    """Share of each voxel inside any of the tubes, in the box around them."""
    return _splat(space, tubes, space.spacing_mm / 2, "occupancy")


def tube_distance(space: Space, tubes: Tubes, reach_mm: float) -> tuple[Space, Tensor]:
    """Signed distance to the tubes in the box around them, cut off at `reach_mm` outside."""
    return _splat(space, tubes, reach_mm, "distance")


def point_distance(points_mm: NDArray[np.float64], tubes: Tubes) -> NDArray[np.float64]:
    """Signed distance (N,) of scattered points (N, 3) to round tubes."""
    along = tubes.end - tubes.start
    length = np.maximum((along**2).sum(1), 1e-9)
    offset = points_mm[:, None] - tubes.start
    share = np.clip(np.einsum("nsi,si->ns", offset, along) / length, 0.0, 1.0)
    gap = np.linalg.norm(offset - share[..., None] * along, axis=2) - tubes.radius_mm
    nearest: NDArray[np.float64] = gap.min(axis=1)
    return nearest


def wide_tube_distance(space: Space, tubes: Tubes, reach_mm: float) -> Tensor:
    """`tube_distance` on the whole space for thick tubes, interpolated from a coarser lattice."""
    coarse = coarse_space(space)
    whole = torch.full(coarse.shape, reach_mm, device=space.device)
    region, near = tube_distance(coarse, tubes, reach_mm)
    whole[region.box] = near
    return interpolate(whole, coarse, space)


def _splat(space: Space, tubes: Tubes, reach_mm: float, kind: Literal["occupancy", "distance"]) -> tuple[Space, Tensor]:
    widest = np.maximum(tubes.radius_mm, tubes.radius_across_mm)
    margin = float(widest.max(initial=0.0)) + reach_mm + space.spacing_mm
    corners = np.concatenate([tubes.start, tubes.end]) if len(tubes) else np.zeros((1, 3))
    low, high = corners.min(0) - margin, corners.max(0) + margin
    region = space.crop((low[0], low[1], low[2]), (high[0], high[1], high[2]))
    depth, height, width = region.shape
    total = depth * height * width
    out = torch.full((total + 1,), 0.0 if kind == "occupancy" else reach_mm, device=space.device)
    if total == 0 or not len(tubes):
        return region, out[:-1].reshape(region.shape)

    tubes = _cut(tubes, np.maximum(2.0 * space.spacing_mm, widest))
    half_mm = np.linalg.norm(tubes.end - tubes.start, axis=1) / 2
    steps = np.ceil(
        (half_mm + np.maximum(np.maximum(tubes.radius_mm, tubes.radius_across_mm), space.spacing_mm / 2) + reach_mm)
        / space.spacing_mm
    ).astype(int)
    first = torch.stack([axis.flatten()[0] for axis in (region.x, region.y, region.z)])
    for step in np.unique(steps):
        offsets = torch.arange(-step, step + 1, device=space.device)
        grid = torch.stack(torch.meshgrid(offsets, offsets, offsets, indexing="ij"), -1).reshape(-1, 3)
        members = np.flatnonzero(steps == step)
        for chunk in np.array_split(members, max(1, len(members) * len(grid) // _CHUNK_VALUES + 1)):
            _splat_chunk(out, region, first, grid, _take(tubes, chunk), kind)
    return region, out[:-1].reshape(region.shape)


def _splat_chunk(out: Tensor, region: Space, first: Tensor, grid: Tensor, tubes: Tubes, kind: str) -> None:
    """Let each segment write to the voxels at `grid` offsets (M, 3) around its middle."""
    spacing = region.spacing_mm
    start, end, flat, radius, across = (
        torch.as_tensor(values, dtype=torch.float32, device=out.device)
        for values in (tubes.start, tubes.end, tubes.flat, tubes.radius_mm, tubes.radius_across_mm)
    )
    along = end - start
    centre = torch.round(((start + end) / 2 - first) / spacing).long()
    depth, height, width = region.shape
    index = [centre[:, axis, None] + grid[:, axis] for axis in range(3)]
    valid = torch.ones_like(index[0], dtype=torch.bool)
    for axis, limit in enumerate((width, height, depth)):
        valid &= (index[axis] >= 0) & (index[axis] < limit)
    flat_index = torch.where(valid, (index[2] * height + index[1]) * width + index[0], out.numel() - 1)

    offset = [index[axis] * spacing + (first[axis] - start[:, axis, None]) for axis in range(3)]
    share = _dot(offset, along) / (along * along).sum(1, keepdim=True).clamp(min=1e-6)
    share = share.clamp_(0.0, 1.0)
    offset = [part - share * along[:, axis, None] for axis, part in enumerate(offset)]
    squared = offset[0] ** 2 + offset[1] ** 2 + offset[2] ** 2
    if kind == "occupancy":
        thin = spacing**2 / 12
        radius_used = torch.sqrt((radius**2 - thin).clamp(min=spacing**2 / 4))
        across_used = torch.sqrt((across**2 - thin).clamp(min=spacing**2 / 4))
        scale = (radius * across / (radius_used * across_used + thin)).clamp(max=1.0)
    else:
        radius_used, across_used, scale = radius, across, torch.ones_like(radius)
    if not tubes.flat.any():
        distance = torch.sqrt(squared) - radius_used[:, None]
    else:
        flatwise = _dot(offset, flat) ** 2
        rest = (squared - flatwise).clamp(min=0.0)
        ru, rv = radius_used[:, None], across_used[:, None]
        level = torch.sqrt(flatwise / ru**2 + rest / rv**2 + 1e-9)
        slope = torch.sqrt(flatwise / ru**4 + rest / rv**4 + 1e-9)
        distance = torch.maximum(level * (level - 1.0) / slope, -torch.minimum(ru, rv).expand_as(level))
    if kind == "occupancy":
        values = (0.5 - distance / spacing).clamp(0.0, 1.0) * scale[:, None]
        out.scatter_reduce_(0, flat_index.flatten(), values.flatten(), "amax")
    else:
        out.scatter_reduce_(0, flat_index.flatten(), distance.flatten(), "amin")


def _dot(offset: list[Tensor], vector: Tensor) -> Tensor:
    """Inner product of offsets, three of (N, M), with a vector (N, 3) for each segment."""
    return offset[0] * vector[:, 0, None] + offset[1] * vector[:, 1, None] + offset[2] * vector[:, 2, None]


def _cut(tubes: Tubes, longest_mm: NDArray[np.float64]) -> Tubes:
    """The same tubes in pieces no longer than `longest_mm`."""
    along = tubes.end - tubes.start
    pieces = np.maximum(1, np.ceil(np.linalg.norm(along, axis=1) / longest_mm).astype(int))
    owner = np.repeat(np.arange(len(tubes)), pieces)
    piece = np.arange(len(owner)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    share = piece / pieces[owner]
    cut = _take(tubes, owner)
    step = along[owner] / pieces[owner][:, None]
    start = tubes.start[owner] + along[owner] * share[:, None]
    return replace(cut, start=start, end=start + step)


def _take(tubes: Tubes, index: NDArray[np.intp]) -> Tubes:
    return Tubes(
        tubes.start[index], tubes.end[index], tubes.radius_mm[index], tubes.radius_across_mm[index], tubes.flat[index]
    )
