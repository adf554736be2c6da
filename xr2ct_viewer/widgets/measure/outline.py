"""The shape of a measurement on a canvas: what is drawn, where its handles are, what the mouse hits.

Units: logical pixels of the canvas.
"""

from dataclasses import dataclass
from math import atan2, degrees, hypot
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPainterPathStroker

from xr2ct_viewer.models.measure.desk import WHOLE
from xr2ct_viewer.models.measure.measurement import Measurement
from xr2ct_viewer.widgets.measure.places import Place

HANDLE_REACH_PX: Final = 9.0
LINE_REACH_PX: Final = 10.0
_ARC_PX: Final = 26.0
_BEAD_PX: Final = 14.0
_CROSS_PX: Final = 7.0


@dataclass(frozen=True, eq=False)
class Outline:
    """`path` is stroked, `handles` are the points of the measurement in their order."""

    path: QPainterPath
    handles: tuple[QPointF, ...]
    is_closed: bool = False

    @property
    def bounds(self) -> QRectF:
        return self.path.boundingRect()

    @property
    def covered(self) -> tuple[QRectF, ...]:
        """Small squares along the line, and the inside of a closed shape: what a label should leave free."""
        count = max(2, min(60, round(self.path.length() / _BEAD_PX)))
        beads = [self.path.pointAtPercent(number / (count - 1)) for number in range(count)]
        half = _BEAD_PX / 2
        squares = [QRectF(bead.x() - half, bead.y() - half, _BEAD_PX, _BEAD_PX) for bead in beads]
        return (*squares, self.bounds) if self.is_closed else tuple(squares)

    def hit(self, at: QPointF, *, whole: bool) -> int | None:
        """The handle at a position, `WHOLE` for the line itself (if that may be held), or None."""
        distances = [hypot(at.x() - handle.x(), at.y() - handle.y()) for handle in self.handles]
        nearest = min(range(len(distances)), key=distances.__getitem__)
        if distances[nearest] <= HANDLE_REACH_PX:
            return nearest
        stroker = QPainterPathStroker()
        stroker.setWidth(LINE_REACH_PX)
        return WHOLE if whole and stroker.createStroke(self.path).contains(at) else None


def outline_of(measurement: Measurement, place: Place) -> Outline:
    """The outline of a measurement that `place` shows."""
    handles = tuple(place.at(point) for point in measurement.points)
    path = QPainterPath()
    match measurement.kind:
        case "distance":
            path.moveTo(handles[0])
            path.lineTo(handles[1])
            _add_ticks(path, *handles)
        case "angle":
            path.moveTo(handles[0])
            path.lineTo(handles[1])
            path.lineTo(handles[2])
            _add_arc(path, *handles)
        case "ellipse":
            path.addEllipse(QRectF(handles[0], handles[1]).normalized())
        case "rectangle":
            path.addRect(QRectF(handles[0], handles[1]).normalized())
        case _:
            _add_cross(path, handles[0])
    return Outline(path, handles, is_closed=measurement.kind in ("ellipse", "rectangle"))


def _add_ticks(path: QPainterPath, first: QPointF, second: QPointF) -> None:
    """Short lines across both ends, as on a ruler."""
    along = second - first
    length = hypot(along.x(), along.y())
    if length < 1.0:
        return
    across = QPointF(-along.y(), along.x()) * (5.0 / length)
    for end in (first, second):
        path.moveTo(end - across)
        path.lineTo(end + across)


def _add_arc(path: QPainterPath, first: QPointF, vertex: QPointF, last: QPointF) -> None:
    """The arc between two arms, at most as long as half the shorter arm."""
    arms = [first - vertex, last - vertex]
    radius = min(_ARC_PX, *(hypot(arm.x(), arm.y()) / 2 for arm in arms))
    if radius < 4.0:
        return
    start, end = (degrees(atan2(-arm.y(), arm.x())) for arm in arms)
    sweep = (end - start + 180.0) % 360.0 - 180.0
    area = QRectF(vertex.x() - radius, vertex.y() - radius, 2 * radius, 2 * radius)
    path.arcMoveTo(area, start)
    path.arcTo(area, start, sweep)


def _add_cross(path: QPainterPath, at: QPointF) -> None:
    for across in (QPointF(_CROSS_PX, 0), QPointF(0, _CROSS_PX)):
        path.moveTo(at - across)
        path.lineTo(at - across * 0.3)
        path.moveTo(at + across * 0.3)
        path.lineTo(at + across)
