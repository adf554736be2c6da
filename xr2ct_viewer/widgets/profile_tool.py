"""Draws the line of a profile on a slice or radiograph, and takes its ends in hand again.

`ProfileTool` is the tool `profile`: a drag from end to end, or two clicks (Enter at the crosshair). `ProfileGrips` is
asked before any tool: it moves the ends, and pointing at the line marks the place in the plot.
"""

from dataclasses import dataclass
from typing import Final, cast

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from xr2ct_viewer.models.planes import Plane, ScreenTransform
from xr2ct_viewer.models.points import Point
from xr2ct_viewer.models.profile import ProfileDesk, ProfileLine, ProfileSpace
from xr2ct_viewer.models.tools import ToolChoice
from xr2ct_viewer.widgets.image_canvas import ImageCanvas
from xr2ct_viewer.widgets.radiograph_canvas import RadiographCanvas
from xr2ct_viewer.widgets.slice_canvas import SliceCanvas
from xr2ct_viewer.widgets.tool_router import ToolRouter

GRIP_PX: Final = 9.0
_DRAG_PX: Final = 4.0
_LEAST_PX: Final = 6.0
_HALF_SLICE: Final = 0.5 + 1e-6
_LINE: Final = QColor(120, 214, 255)


@dataclass(frozen=True, eq=False)
class ProfilePlace:
    """Where a canvas looks now: positions on the screen to points of a line and back."""

    space: ProfileSpace
    transform: ScreenTransform
    plane: Plane | None = None
    index: int = -1

    def point(self, at: QPointF) -> tuple[float, ...]:
        row, col = self.transform.to_image(at.x(), at.y())
        if self.plane is not None:
            return self.plane.to_world(row, col, self.index)
        rows, cols = self.transform.shape
        return float(np.clip(row, 0, rows - 1)), float(np.clip(col, 0, cols - 1))

    def at(self, point: tuple[float, ...]) -> QPointF:
        row, col = self.plane.from_world(cast(Point, point))[:2] if self.plane is not None else point
        return QPointF(*self.transform.to_screen(row, col))

    def shows(self, line: ProfileLine) -> bool:
        """Whether a line lies in the image on screen."""
        if line.space != self.space:
            return False
        if self.plane is None:
            return True
        depths = (self.plane.from_world(cast(Point, point))[2] for point in (line.start, line.end))
        return all(abs(depth - self.index) <= _HALF_SLICE for depth in depths)


def place_of(canvas: ImageCanvas) -> ProfilePlace | None:
    """Where a canvas looks; None where no profile can be drawn."""
    transform = canvas.transform()
    if transform is None:
        return None
    if isinstance(canvas, SliceCanvas):
        return None if canvas.plane is None else ProfilePlace("patient", transform, canvas.plane, canvas.index)
    if isinstance(canvas, RadiographCanvas) and canvas.geometry_view is not None:
        return ProfilePlace("frontal" if canvas.geometry_view.view.is_frontal else "lateral", transform)
    return None


class ProfileTool:
    """The tool `profile`."""

    def __init__(self, desk: ProfileDesk, choice: ToolChoice, router: ToolRouter) -> None:
        self._desk, self._choice, self._router = desk, choice, router
        self._start: tuple[float, ...] | None = None
        self._pressed_at = QPointF()
        self._before: ProfileLine | None = None

    def press(self, canvas: ImageCanvas, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        place = place_of(canvas)
        if place is None:
            return False
        if self._start is None:
            self._before, self._start, self._pressed_at = self._desk.line, place.point(at), at
            self._desk.share, self._desk.is_drawing = None, True
        return True

    def drag(self, canvas: ImageCanvas, at: QPointF) -> None:
        place = place_of(canvas)
        if place is not None and self._start is not None:
            self._desk.line = ProfileLine(place.space, self._start, place.point(at))

    def release(self, canvas: ImageCanvas, at: QPointF) -> None:
        if self._start is None:
            return
        if (at - self._pressed_at).manhattanLength() < _DRAG_PX:
            self._router.wait(self, canvas)
            return
        self.drag(canvas, at)
        self._router.done()
        self._start = None
        line, place = self._desk.line, place_of(canvas)
        if line is not None and place is not None and _apart(place, line) < _LEAST_PX:
            self._desk.line = self._before
        self._desk.is_drawing = False
        self._choice.used()

    def hover(self, canvas: ImageCanvas, at: QPointF) -> None:
        canvas.setCursor(Qt.CursorShape.CrossCursor)
        if self._start is not None:
            self.drag(canvas, at)

    def cancel(self, canvas: ImageCanvas) -> bool:
        had, self._start = self._start is not None, None
        if had:
            self._desk.line = self._before
            self._desk.is_drawing = False
        return had


class ProfileGrips:
    """The ends of the line on screen."""

    def __init__(self, desk: ProfileDesk, choice: ToolChoice) -> None:
        self._desk, self._choice = desk, choice
        self._held = -1

    def press(self, canvas: ImageCanvas, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        self._held = self._end_at(canvas, at)
        return self._held >= 0

    def drag(self, canvas: ImageCanvas, at: QPointF) -> None:
        place, line = place_of(canvas), self._desk.line
        if place is None or line is None or self._held < 0:
            return
        ends = [line.start, line.end]
        ends[self._held] = place.point(at)
        self._desk.line = ProfileLine(line.space, ends[0], ends[1])

    def release(self, canvas: ImageCanvas, at: QPointF) -> None:
        self.drag(canvas, at)
        self._held = -1

    def hover(self, canvas: ImageCanvas, at: QPointF) -> None:
        """An end shows that it can be taken; a place on the line is marked in the plot."""
        place, line = place_of(canvas), self._desk.line
        if place is None or line is None or not place.shows(line):
            return
        if self._end_at(canvas, at) >= 0:
            canvas.setCursor(Qt.CursorShape.SizeAllCursor)
        share = _share_under(place, line, at)
        if share is not None or self._desk.share is not None:
            self._desk.share = share

    def cancel(self, canvas: ImageCanvas) -> bool:
        return False

    def _end_at(self, canvas: ImageCanvas, at: QPointF) -> int:
        place, line = place_of(canvas), self._desk.line
        if place is None or line is None or not place.shows(line):
            return -1
        for number, point in enumerate((line.start, line.end)):
            if _length(place.at(point) - at) <= GRIP_PX:
                return number
        return -1


class ProfileOverlay:
    """Draws the line, and the place that is pointed at."""

    def __init__(self, desk: ProfileDesk) -> None:
        self._desk = desk

    def paint(self, painter: QPainter, canvas: ImageCanvas, transform: ScreenTransform) -> None:
        line, place = self._desk.line, place_of(canvas)
        if line is None or place is None or not place.shows(line):
            return
        start, end = place.at(line.start), place.at(line.end)
        painter.save()
        painter.setClipRect(canvas.image_area())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((QColor(0, 0, 0, 150), 3.6), (_LINE, 1.5)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(start, end)
        painter.setPen(QPen(QColor(0, 0, 0, 190), 1.0))
        painter.setBrush(_LINE)
        painter.drawEllipse(start, 4.0, 4.0)
        painter.setBrush(QColor(0, 0, 0, 120))
        painter.setPen(QPen(_LINE, 1.5))
        painter.drawEllipse(end, 4.0, 4.0)
        if self._desk.share is not None:
            at = place.at(line.at_share(self._desk.share))
            painter.setBrush(QColor(255, 255, 255))
            painter.setPen(QPen(QColor(0, 0, 0), 1.2))
            painter.drawEllipse(at, 4.5, 4.5)
        painter.restore()


def _share_under(place: ProfilePlace, line: ProfileLine, at: QPointF) -> float | None:
    """Which share of the line is under a position; None beside it."""
    start, end = place.at(line.start), place.at(line.end)
    along, away = end - start, at - start
    length = _length(along)
    if length < 1e-6:
        return None
    share = (along.x() * away.x() + along.y() * away.y()) / length**2
    beside = abs(along.x() * away.y() - along.y() * away.x()) / length
    return float(share) if beside <= GRIP_PX and 0.0 <= share <= 1.0 else None


def _apart(place: ProfilePlace, line: ProfileLine) -> float:
    return _length(place.at(line.end) - place.at(line.start))


def _length(vector: QPointF) -> float:
    return float(np.hypot(vector.x(), vector.y()))
