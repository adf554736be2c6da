"""Joseph's method for any pose, ray by ray, in plain numpy.

Each ray is sampled where it crosses the planes of voxel centres along its principal axis, the axis it runs along most,
with bilinear weights inside the plane. For aligned views this gives exactly the weights of `weights.aligned_weights`.

Units: attenuation in 1/mm, lengths in millimetres. Source: Joseph, IEEE Trans Med Imaging 1982;1:192.

Shape legend: P pixels (rays), D planes, 4 bilinear neighbours.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.weights import source_inside_error


@dataclass(frozen=True, eq=False)
class Rays:
    """Rays through the pixel centres in row-major order: points (P, 3) and unit directions (P, 3), x, y, z LPS."""

    origin_mm: NDArray[np.float64]
    direction: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class RayFan:
    """The rays of one principal axis, in voxel units of that axis order.

    `pixels` (P,) are flat detector indices. A ray crosses plane k at `start + k * slope` (P, 2) on the two other axes,
    in the order z, y, x without the principal axis; `step_mm` (P,) is its length from plane to plane.
    """

    principal_zyx: int
    pixels: NDArray[np.intp]
    start: NDArray[np.float64]
    slope: NDArray[np.float64]
    step_mm: NDArray[np.float64]


def view_rays(view: ViewGeometry, grid: WorkingGrid) -> Rays:
    """The ray of each detector pixel; raises `BadConfigError` if the source stands inside the cube."""
    rows, cols = np.mgrid[: view.rows, : view.cols]
    pixel_mm = view.pixel_to_world_mm(np.stack([rows.ravel(), cols.ravel()], axis=-1))
    frame = view.frame()
    if frame.source_mm is None:
        return Rays(pixel_mm, np.broadcast_to(frame.ray_direction, pixel_mm.shape))
    if np.abs(frame.source_mm).max() <= grid.cube_mm / 2:
        raise source_inside_error()
    towards_mm = pixel_mm - frame.source_mm
    direction = towards_mm / np.linalg.norm(towards_mm, axis=1, keepdims=True)
    return Rays(np.broadcast_to(frame.source_mm, pixel_mm.shape), direction)


def ray_fans(view: ViewGeometry, grid: WorkingGrid) -> Iterator[RayFan]:
    """The rays of a view grouped by principal axis, at most three groups."""
    rays = view_rays(view, grid)
    origin_zyx = rays.origin_mm[:, ::-1] / grid.spacing_mm + (grid.size - 1) / 2.0
    direction_zyx = rays.direction[:, ::-1]
    principal = np.argmax(np.abs(direction_zyx) - 1e-9 * np.arange(3), axis=1)
    for axis in range(3):
        pixels = np.flatnonzero(principal == axis)
        if pixels.size == 0:
            continue
        others = [other for other in range(3) if other != axis]
        along_P = direction_zyx[pixels, axis]
        slope_P2 = direction_zyx[pixels][:, others] / along_P[:, None]
        start_P2 = origin_zyx[pixels][:, others] - origin_zyx[pixels, axis][:, None] * slope_P2
        yield RayFan(axis, pixels, start_P2, slope_P2, grid.spacing_mm / np.abs(along_P))


def project_rays(mu_zyx: NDArray[np.floating], view: ViewGeometry, grid: WorkingGrid) -> NDArray[np.float32]:
    """Line integrals (rows, cols) of attenuation (z, y, x) in 1/mm for a view in any pose."""
    size = grid.size
    image_P = np.zeros(view.rows * view.cols, dtype=np.float32)
    for fan in ray_fans(view, grid):
        planes = np.moveaxis(np.asarray(mu_zyx, dtype=np.float32), fan.principal_zyx, 0)
        padded = np.zeros((size + 3, size + 3), dtype=np.float32)
        total_P = np.zeros(fan.pixels.size, dtype=np.float32)
        for index, plane in enumerate(planes):
            if not plane.any():
                continue
            padded[1:-2, 1:-2] = plane
            total_P += _bilinear(padded, fan.start + index * fan.slope, size)
        image_P[fan.pixels] = total_P * fan.step_mm
    return image_P.reshape(view.rows, view.cols)


def _bilinear(padded: NDArray[np.float32], position_P2: NDArray[np.float64], size: int) -> NDArray[np.float32]:
    """Bilinear samples of a plane padded by one zero before and two after; zero outside."""
    clipped = np.clip(position_P2, -1.0, size).astype(np.float32) + np.float32(1.0)
    low = clipped.astype(np.intp)
    fraction = clipped - low
    flat = low[:, 0] * padded.shape[1] + low[:, 1]
    values = padded.ravel()
    u, v = fraction[:, 0], fraction[:, 1]
    upper = values[flat] * (1 - v) + values[flat + 1] * v
    lower = values[flat + padded.shape[1]] * (1 - v) + values[flat + padded.shape[1] + 1] * v
    return np.asarray(upper * (1 - u) + lower * u, dtype=np.float32)
