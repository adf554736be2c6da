"""From positions of a canvas to points of a measurement and back, for slices and for radiographs alike.

Slices speak LPS millimetres; radiographs speak (row, col) of the image as it was read from the file, whatever
corrections are shown. A place is made for one moment: it holds the transform of that moment.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, cast

import numpy as np
from PySide6.QtCore import QPointF

from xr2ct_viewer.models.measure.desk import MeasureDesk
from xr2ct_viewer.models.measure.measurement import Measurement, Space
from xr2ct_viewer.models.measure.reading import Region
from xr2ct_viewer.models.measure.sides import SIDES, Side
from xr2ct_viewer.models.measure.subject import Subject
from xr2ct_viewer.models.measure.where import normal_of
from xr2ct_viewer.models.planes import Plane, ScreenTransform
from xr2ct_viewer.models.points import Point
from xr2ct_viewer.widgets.image_canvas import ImageCanvas
from xr2ct_viewer.widgets.slice_canvas import SliceCanvas

_HALF_SLICE = 0.5 + 1e-6
_PARALLEL = 0.9998


class Place(Protocol):
    """Where a canvas looks now."""

    @property
    def space(self) -> Space: ...

    @property
    def axes(self) -> tuple[Point, Point] | None: ...

    def point(self, at: QPointF, like: Measurement | None = None) -> tuple[float, ...]:
        """The point under a position; in the plane of `like` where that is flat."""

    def at(self, point: tuple[float, ...]) -> QPointF:
        """Where a point is on the canvas."""

    def shows(self, measurement: Measurement) -> bool:
        """Whether it belongs to the image on screen."""


@dataclass(frozen=True, eq=False)
class SlicePlace:
    """A slice of a volume, straight or turned."""

    plane: Plane
    index: int
    transform: ScreenTransform

    @property
    def space(self) -> Space:
        return "patient"

    @property
    def axes(self) -> tuple[Point, Point] | None:
        return self.plane.frame.right, self.plane.frame.down

    def point(self, at: QPointF, like: Measurement | None = None) -> tuple[float, ...]:
        point = self.plane.to_world(*self.transform.to_image(at.x(), at.y()), self.index)
        normal = normal_of(like) if like is not None and like.kind in ("ellipse", "rectangle") else None
        if normal is None or like is None:
            return point
        away_mm = float(np.dot(np.subtract(point, like.points[0]), normal))
        return tuple(float(value) for value in np.subtract(point, np.multiply(normal, away_mm)))

    def at(self, point: tuple[float, ...]) -> QPointF:
        row, col, _ = self.plane.from_world(cast(Point, point))
        return QPointF(*self.transform.to_screen(row, col))

    def shows(self, measurement: Measurement) -> bool:
        """All points within half a slice; regions only on planes parallel to theirs; a volume wherever its mask is."""
        if not measurement.is_in_patient:
            return False
        if measurement.kind == "volume":
            return True
        if measurement.kind in ("ellipse", "rectangle"):
            normal = normal_of(measurement)
            if normal is None or abs(float(np.dot(normal, self.plane.frame.normal))) < _PARALLEL:
                return False
        return all(self.is_near(point) for point in measurement.points)

    def is_near(self, point: tuple[float, ...]) -> bool:
        """Whether a point lies within half a slice of the one on screen."""
        return abs(self._depth(point)) <= _HALF_SLICE

    def crossings(self, measurement: Measurement) -> tuple[QPointF, ...]:
        """Where the lines of a distance or an angle go through the slice on screen; none where they lie in it."""
        if measurement.kind not in ("distance", "angle") or not measurement.is_in_patient or self.shows(measurement):
            return ()
        found = []
        for start, end in pairwise(measurement.points):
            first, last = self._depth(start), self._depth(end)
            low, high = min(first, last), max(first, last)
            if low <= _HALF_SLICE and high >= -_HALF_SLICE:
                share = 0.5 if first == last else min(max(first / (first - last), 0.0), 1.0)
                found.append(self.at(start) * (1.0 - share) + self.at(end) * share)
        return tuple(found)

    def holds(self, region: Region, at: QPointF) -> bool:
        """Whether a position lies on the voxels of a region."""
        point = self.plane.to_world(*self.transform.to_image(at.x(), at.y()), self.index)
        voxel = tuple(int(value) for value in np.rint(region.affine.world_to_voxel(point)))
        is_inside = all(0 <= value < size for value, size in zip(voxel, region.mask.shape, strict=True))
        return is_inside and bool(region.mask[voxel])

    def _depth(self, point: tuple[float, ...]) -> float:
        """Slices from the one on screen to a point, along the normal."""
        return float(self.plane.from_world(cast(Point, point))[2] - self.index)


@dataclass(frozen=True, eq=False)
class DetectorPlace:
    """The radiograph shown at one side."""

    side: Side
    subject: Subject
    transform: ScreenTransform

    @property
    def space(self) -> Space:
        return next(space for space in SIDES if self.subject.shown_side(space) == self.side)

    @property
    def axes(self) -> tuple[Point, Point] | None:
        return None

    def point(self, at: QPointF, like: Measurement | None = None) -> tuple[float, ...]:
        return self.subject.as_read(self._source, self.transform.to_image(at.x(), at.y()))

    def at(self, point: tuple[float, ...]) -> QPointF:
        return QPointF(*self.transform.to_screen(*self.subject.as_shown(self._source, point)))

    def shows(self, measurement: Measurement) -> bool:
        return measurement.space == self._source

    @property
    def _source(self) -> Side:
        return cast(Side, self.space)


class Places:
    """Knows which canvas shows what is measured on: `slices` its volume, `sides` its radiographs.

    Other canvases, such as those that compare two volumes, are none of its places: their readings would be of another.
    """

    def __init__(self, desk: MeasureDesk, slices: Iterable[SliceCanvas], sides: Mapping[ImageCanvas, Side]) -> None:
        self._desk, self._slices, self._sides = desk, tuple(slices), sides

    def of(self, canvas: ImageCanvas) -> Place | None:
        """Where a canvas looks; None where there is nothing to measure."""
        transform = canvas.transform()
        if transform is None:
            return None
        if isinstance(canvas, SliceCanvas) and canvas in self._slices and canvas.plane is not None:
            return SlicePlace(canvas.plane, canvas.index, transform)
        side = self._sides.get(canvas)
        if side is not None and self._desk.subject.pair is not None:
            return DetectorPlace(side, self._desk.subject, transform)
        return None
