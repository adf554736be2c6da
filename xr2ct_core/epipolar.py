"""The ray of a radiograph's pixel, and the line on which everything along that ray appears in the other radiograph.

A click in one radiograph fixes two of three coordinates: what lies there may be anywhere along the ray. Seen in the
other view, the ray is a straight line, its epipolar line.

Units: LPS millimetres; pixels are fractional (row, col). A ray's direction points from the source to the detector.
Source: Hartley and Zisserman, Multiple View Geometry, chapter 9.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import ViewGeometry

_APART_MM: Final = 50.0


@dataclass(frozen=True, eq=False)
class Ray:
    """A ray through the patient; `at(0)` is its point nearest to the isocentre, `direction` has length one."""

    origin_mm: NDArray[np.float64]
    direction: NDArray[np.float64]

    def at(self, distance_mm: ArrayLike) -> NDArray[np.float64]:
        """Points (..., 3) at distances (...) along the ray."""
        distance = np.asarray(distance_mm, dtype=np.float64)
        return np.asarray(self.origin_mm + distance[..., None] * self.direction, dtype=np.float64)

    def nearest_to(self, point_lps_mm: ArrayLike) -> float:
        """How far along the ray (mm) its point nearest to a world point lies."""
        offset = np.asarray(point_lps_mm, dtype=np.float64) - self.origin_mm
        return float(offset @ self.direction)

    def span_in_box(self, low_lps_mm: ArrayLike, high_lps_mm: ArrayLike) -> tuple[float, float] | None:
        """Distances (mm) at which the ray enters and leaves a box; None if it misses the box."""
        low, high = np.asarray(low_lps_mm, dtype=np.float64), np.asarray(high_lps_mm, dtype=np.float64)
        first, last = -np.inf, np.inf
        for axis in range(3):
            start, step = self.origin_mm[axis], self.direction[axis]
            if abs(step) < 1e-12:
                if not low[axis] <= start <= high[axis]:
                    return None
                continue
            ends = sorted(((low[axis] - start) / step, (high[axis] - start) / step))
            first, last = max(first, ends[0]), min(last, ends[1])
        return (float(first), float(last)) if first <= last else None


def ray_of_pixel(view: ViewGeometry, row_col: tuple[float, float]) -> Ray:
    """The ray from the source through a detector pixel."""
    frame = view.frame()
    pixel = view.pixel_to_world_mm(row_col)
    direction = frame.ray_direction if frame.source_mm is None else pixel - frame.source_mm
    direction = direction / np.linalg.norm(direction)
    return Ray(pixel - (pixel @ direction) * direction, direction)


def epipolar_line(ray: Ray, view: ViewGeometry) -> NDArray[np.float64]:
    """`(a, b, c)` with a row + b col + c = 0 for all that lies on `ray`, as `view` sees it; a² + b² = 1, in pixels.

    Raises `BadInputError` where the ray runs along a ray of that view and so appears as a single point.
    """
    first, second = view.world_to_pixel(ray.at([-_APART_MM, _APART_MM]))
    along = second - first
    length = float(np.linalg.norm(along))
    if not np.isfinite(length) or length < 1e-9:
        raise BadInputError(
            "The two X-ray views look along the same ray, so one cannot tell depth for the other.",
            "Use a frontal and a lateral view.",
        )
    normal = np.array([-along[1], along[0]]) / length
    return np.array([normal[0], normal[1], -(normal @ first)])


def distance_px(line: NDArray[np.float64], row_col: ArrayLike) -> NDArray[np.float64]:
    """Distance of pixels (..., 2) from an epipolar line, in pixels, signed by the side."""
    return np.asarray(np.asarray(row_col, dtype=np.float64) @ line[:2] + line[2], dtype=np.float64)


def depth_seen_at(ray: Ray, view: ViewGeometry, row_col: tuple[float, float]) -> float:
    """How far along `ray` (mm) the point lies that `view` sees nearest to a pixel.

    The pixel is moved onto the epipolar line; its own ray then crosses `ray`. Raises `BadInputError` as
    `epipolar_line`.
    """
    line = epipolar_line(ray, view)
    pixel = np.asarray(row_col, dtype=np.float64)
    on_line = pixel - distance_px(line, pixel) * line[:2]
    other = ray_of_pixel(view, (float(on_line[0]), float(on_line[1])))
    cosine = float(ray.direction @ other.direction)
    offset = other.origin_mm - ray.origin_mm
    return float((offset @ ray.direction - cosine * (offset @ other.direction)) / (1.0 - cosine**2))
