"""The ray of a place in one radiograph, and its line in the other: where what one X-ray shows there can be.

The ray always runs through the crosshair, from the source of the view that was clicked last. Moving along it changes
only what that view cannot tell, the depth. Units: LPS millimetres; pixels are (row, col).
"""

from dataclasses import dataclass
from typing import ClassVar, Final, Literal

import numpy as np

from xr2ct_core.epipolar import Ray, depth_seen_at, ray_of_pixel
from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import CUBE_MM
from xr2ct_viewer.models.events import Events
from xr2ct_viewer.models.marked import filled, marked
from xr2ct_viewer.models.points import Point

Side = Literal["frontal", "lateral"]
STEP_MM: Final = 5.0


@dataclass(eq=False)
class Epipolar:
    """Whether the line is shown, in which view the ray was picked, and half the edge of the cube it is shown in."""

    events: ClassVar[Events] = Events()

    is_on: bool = False
    source: Side = "frontal"
    half_mm: float = CUBE_MM / 2.0


def side_of(view: ViewGeometry) -> Side:
    return "frontal" if view.view.is_frontal else "lateral"


def ray_through(view: ViewGeometry, point: Point) -> Ray:
    """The ray of a view that runs through a point of the patient."""
    row, col = view.world_to_pixel(point)
    return ray_of_pixel(view, (float(row), float(col)))


def span_mm(ray: Ray, half_mm: float) -> tuple[float, float]:
    """Where the ray enters and leaves the cube; the place nearest to the isocentre where it misses the cube."""
    return ray.span_in_box((-half_mm,) * 3, (half_mm,) * 3) or (0.0, 0.0)


def moved_along(ray: Ray, point: Point, by_mm: float, half_mm: float) -> Point:
    """The point `by_mm` further from the source, at most to the end of the cube."""
    return _at(ray, ray.nearest_to(point) + by_mm, half_mm)


def seen_at(ray: Ray, view: ViewGeometry, row_col: tuple[float, float], half_mm: float) -> Point:
    """The point of the ray that a view sees nearest to a pixel, at most to the ends of the cube."""
    return _at(ray, depth_seen_at(ray, view, row_col), half_mm)


def depth_in_words(side: Side, point: Point) -> str:
    """How deep a point lies, as a person would say it; the centre is the isocentre."""
    along = point[1] if side == "frontal" else point[0]
    if abs(along) < 0.5:
        return marked("at the depth of the centre")
    away_mm = f"{abs(along):.0f}"
    if side == "frontal":
        words = (marked("{away_mm} mm behind the centre"), marked("{away_mm} mm in front of the centre"))
    else:
        words = (marked("{away_mm} mm left of the centre"), marked("{away_mm} mm right of the centre"))
    return filled(words[0] if along > 0 else words[1], away_mm=away_mm)


def _at(ray: Ray, distance_mm: float, half_mm: float) -> Point:
    x_mm, y_mm, z_mm = ray.at(np.clip(distance_mm, *span_mm(ray, half_mm)))
    return float(x_mm), float(y_mm), float(z_mm)
