"""Where the other planes cut a slice: the lines that a view draws, their slabs, and the ends by which they are turned.

Lines are in pixels of the slice (row, col) scaled to millimetres; screen positions come from the view's transform.
"""

from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Final

import numpy as np

from xr2ct_viewer.models.frames import Orientation
from xr2ct_viewer.models.planes import Plane, ScreenTransform
from xr2ct_viewer.models.points import Point
from xr2ct_viewer.models.slabs import Slab, slab_indices

Place = tuple[float, float]
"""Screen x and y."""

CROSSING: Final[dict[Orientation, tuple[Orientation, Orientation]]] = {
    "axial": ("sagittal", "coronal"),
    "coronal": ("sagittal", "axial"),
    "sagittal": ("coronal", "axial"),
}
"""The planes a view is crossed by: as the vertical and as the horizontal line while they are straight."""
_SHORTEST_GRIP_PX: Final = 48.0


@dataclass(frozen=True)
class CrossingLine:
    """One plane seen edge-on: it runs through `at` along the unit vector `along`, on the screen.

    `edges_px` is where its slab begins and ends, across the line; equal for a single slice.
    """

    orientation: Orientation
    at: Place
    along: Place
    edges_px: tuple[float, float] = (0.0, 0.0)

    @property
    def across(self) -> Place:
        return -self.along[1], self.along[0]

    def shifted(self, pixels: float) -> "CrossingLine":
        """A parallel line so many pixels across."""
        across = self.across
        return CrossingLine(
            self.orientation, (self.at[0] + across[0] * pixels, self.at[1] + across[1] * pixels), self.along
        )

    def place(self, pixels: float) -> Place:
        """So many pixels along the line."""
        return self.at[0] + self.along[0] * pixels, self.at[1] + self.along[1] * pixels

    def within(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float] | None:
        """The part of the line in a rectangle, in pixels along it; None if it passes by."""
        low, high = -1e9, 1e9
        for at, step, near, far in ((self.at[0], self.along[0], left, right), (self.at[1], self.along[1], top, bottom)):
            if abs(step) < 1e-9:
                if not near <= at <= far:
                    return None
                continue
            first, second = sorted(((near - at) / step, (far - at) / step))
            low, high = max(low, first), min(high, second)
        return (low, high) if high > low else None

    def grips(self, left: float, top: float, right: float, bottom: float) -> tuple[Place, ...]:
        """Where the line can be taken to turn it: near its ends in a rectangle, off the point it turns about."""
        part = self.within(left, top, right, bottom)
        if part is None:
            return ()
        return tuple(self.place(end) for end in part if abs(end) >= _SHORTEST_GRIP_PX)


def crossing_line(plane: Plane, other: Plane, through: Point, transform: ScreenTransform) -> CrossingLine:
    """The line along which `other`, through a point, cuts the slices of `plane`."""
    right, down = np.asarray(plane.frame.right), np.asarray(plane.frame.down)
    normal = np.asarray(other.frame.normal)
    across = np.array([normal @ right, normal @ down])
    across /= np.linalg.norm(across)
    row, col, _ = plane.from_world(through)
    along = (float(across[1]), float(-across[0]))
    if along[0] < 0 or (along[0] == 0 and along[1] < 0):
        along = (-along[0], -along[1])
    return CrossingLine(other.orientation, transform.to_screen(row, col), along)


def with_slab(line: CrossingLine, plane: Plane, other: Plane, through: Point, slab: Slab, scale: float) -> CrossingLine:
    """The line with the edges of its slab; `scale` is pixels a millimetre."""
    if not slab.is_thick:
        return line
    depth = other.from_world(through)[2]
    indices = slab_indices(other, other.nearest_index(through), slab)
    ends = [(end - depth) * other.step_mm * scale for end in (indices[0] - 0.5, indices[-1] + 0.5)]
    right, down = np.asarray(plane.frame.right), np.asarray(plane.frame.down)
    normal = np.asarray(other.frame.normal)
    side = float(normal @ right) * line.across[0] + float(normal @ down) * line.across[1]
    low, high = sorted(end * (1 if side > 0 else -1) for end in ends)
    return CrossingLine(line.orientation, line.at, line.along, (low, high))


def turn_deg(pivot: Place, start: Place, now: Place) -> float:
    """How far a drag has turned about a point, clockwise on the screen, between -180 and 180 degrees."""
    before = atan2(start[1] - pivot[1], start[0] - pivot[0])
    after = atan2(now[1] - pivot[1], now[0] - pivot[0])
    return (degrees(after - before) + 180.0) % 360.0 - 180.0


def settled_deg(turn: float, line_deg: float, *, step_deg: float = 0.0, pull_deg: float = 1.5) -> float:
    """A turn that ends on a whole step, or is pulled to where the line stands upright or level.

    `line_deg`: direction of the line before the turn; `step_deg` 0 leaves it free.
    """
    reached = line_deg + turn
    if step_deg:
        return round(reached / step_deg) * step_deg - line_deg
    level = round(reached / 90.0) * 90.0
    return level - line_deg if abs(reached - level) <= pull_deg else turn


def distance(first: Place, second: Place) -> float:
    return hypot(first[0] - second[0], first[1] - second[1])


def turned_about(pivot: Place, place: Place, turn: float) -> Place:
    """A place turned clockwise on the screen about another."""
    x, y, angle = place[0] - pivot[0], place[1] - pivot[1], radians(turn)
    return pivot[0] + x * cos(angle) - y * sin(angle), pivot[1] + x * sin(angle) + y * cos(angle)
