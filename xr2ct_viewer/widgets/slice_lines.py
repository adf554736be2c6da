"""Draws the crosshair, the lines of the other planes with their slabs, and the grips by which they are turned.

Lines that stand upright or level lie on whole pixels and stay one pixel wide; turned ones are smoothed.
"""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF

from xr2ct_viewer.models.crossing import CROSSING, CrossingLine, Place, crossing_line, distance, with_slab
from xr2ct_viewer.models.frames import EdgeLetters, Orientation
from xr2ct_viewer.models.planes import ScreenTransform
from xr2ct_viewer.models.points import Point
from xr2ct_viewer.models.slice_content import SliceContent
from xr2ct_viewer.widgets import painting

GRIP_PX: Final = 5.0
GRIP_INSET_PX: Final = 34.0
GRIP_REACH_PX: Final = 11.0
_GAP_PX: Final = 9.0
_SLAB_EDGE_ALPHA: Final = 150
_LINE_ALPHA: Final = 215
_SHADE: Final = QColor(0, 0, 0, 170)


class SliceLines:
    """The lines over one slice view. `held` is the grip under the mouse, `turning` how far it has been dragged."""

    def __init__(self, content: SliceContent) -> None:
        self._content = content
        self.held: Place | None = None
        self.turning: float | None = None

    def paint_outside(self, painter: QPainter, transform: ScreenTransform, area: QRectF) -> None:
        """Black where a turned slice has left the volume."""
        plane = self._content.plane
        if plane is None or not plane.is_oblique:
            return
        outside = QPainterPath()
        outside.addRect(area)
        corners = [QPointF(*transform.to_screen(*corner)) for corner in plane.outline(self._content.index)]
        if len(corners) > 2:
            inside = QPainterPath()
            inside.addPolygon(QPolygonF(corners))
            inside.closeSubpath()
            outside = outside.subtracted(inside)
        painter.fillPath(outside, painting.BACKGROUND)

    def paint(self, painter: QPainter, transform: ScreenTransform, area: QRectF, letters: EdgeLetters) -> None:
        """The crosshair, and the planes as lines, as far as the display shows them."""
        display, plane = self._content.display, self._content.plane
        if plane is None or not (display.show_crosshair or display.show_reference_lines):
            return
        rows, cols = transform.shape
        corners = QPointF(*transform.to_screen(-0.5, -0.5)), QPointF(*transform.to_screen(rows - 0.5, cols - 0.5))
        image = QRectF(*corners).intersected(area)
        left, right, top, bottom = (painting.LETTER_SPACE if letter else 0.0 for letter in letters)
        reach = area.adjusted(left, top, -right, -bottom)
        if display.show_reference_lines or not display.follows_crosshair:
            for line in self.planes(transform, display.position_of):
                draw_line(painter, line, image, reach, gap=display.show_crosshair and display.follows_crosshair)
        if display.show_crosshair and not (display.show_reference_lines and display.follows_crosshair):
            for line in self.planes(transform, lambda _: display.crosshair_lps_mm):
                draw_line(painter, line, image, reach, gap=True)

    def planes(self, transform: ScreenTransform, through: Callable[[Orientation], Point]) -> list[CrossingLine]:
        """The two other planes as lines, each through a point, with their slabs."""
        plane = self._content.plane
        assert plane is not None
        lines = []
        for name in CROSSING[plane.orientation]:
            other, point = self._content.planes[name], through(name)
            line = crossing_line(plane, other, point, transform)
            slab = self._content.display.slab_of(name)
            lines.append(with_slab(line, plane, other, point, slab, transform.pixels_per_mm))
        return lines

    def grips(self, transform: ScreenTransform, area: QRectF) -> dict[Place, Orientation]:
        """Where the lines through the crosshair can be taken."""
        display = self._content.display
        if self._content.plane is None or not (display.show_crosshair or display.show_reference_lines):
            return {}
        lines = self.planes(transform, lambda _: display.crosshair_lps_mm)
        return {grip: line.orientation for line in lines for grip in line.grips(*_edges(grip_area(area)))}

    def paint_grips(self, painter: QPainter, grips: Mapping[Place, Orientation], area: QRectF, font: QFont) -> None:
        """The grips, and beside the one being dragged how far it has come."""
        held = None if self.held is None else min(grips, key=lambda grip: distance(grip, self.held), default=None)
        draw_grips(painter, {grip: painting.PLANE_COLOURS[name] for grip, name in grips.items()}, held)
        if held is not None and self.turning is not None:
            painter.setFont(painting.overlay_font(font, 13, QFont.Weight.DemiBold))
            box = QRectF(held[0] - 40, held[1] + (12 if held[1] < area.center().y() else -30), 80, 18)
            text = f"{painting.signed(self.turning, 0)}°"
            painting.draw_text(painter, box, text, Qt.AlignmentFlag.AlignCenter, painting.LETTER)


def draw_line(painter: QPainter, line: CrossingLine, area: QRectF, reach: QRectF, *, gap: bool) -> None:
    """One plane as a line inside `area` that ends at `reach`; with `gap`, what is pointed at stays visible."""
    colour = painting.PLANE_COLOURS[line.orientation]
    painter.save()
    painter.setClipRect(area)
    _draw_slab(painter, line, area, colour)
    line = _on_pixels(painter, line)
    part = line.within(*_edges(area.intersected(reach)))
    if part is not None:
        painter.setPen(QPen(_faded(colour, _LINE_ALPHA), 1.0))
        pieces = ((part[0], min(part[1], -_GAP_PX)), (max(part[0], _GAP_PX), part[1])) if gap else (part,)
        for start, end in pieces:
            if end >= start:
                painter.drawLine(QPointF(*line.place(start)), QPointF(*line.place(end)))
    painter.restore()


def draw_grips(painter: QPainter, grips: dict[Place, QColor], held: Place | None) -> None:
    """Round handles near the ends of lines; the one under the mouse is filled."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place, colour in grips.items():
        is_held = place == held
        painter.setPen(QPen(_SHADE, 4.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(*place), GRIP_PX, GRIP_PX)
        painter.setPen(QPen(colour, 1.6))
        painter.setBrush(colour if is_held else QColor(0, 0, 0, 150))
        painter.drawEllipse(QPointF(*place), GRIP_PX + is_held, GRIP_PX + is_held)
    painter.restore()


def grip_area(area: QRectF) -> QRectF:
    """The rectangle on which the grips lie."""
    return area.adjusted(GRIP_INSET_PX, GRIP_INSET_PX, -GRIP_INSET_PX, -GRIP_INSET_PX)


def _draw_slab(painter: QPainter, line: CrossingLine, area: QRectF, colour: QColor) -> None:
    low, high = line.edges_px
    if high <= low:
        return
    length = area.width() + area.height()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(_faded(colour, _SLAB_EDGE_ALPHA), 1.0, Qt.PenStyle.DashLine))
    for edge in (line.shifted(low), line.shifted(high)):
        painter.drawLine(QPointF(*edge.place(-length)), QPointF(*edge.place(length)))
    painter.restore()


def _on_pixels(painter: QPainter, line: CrossingLine) -> CrossingLine:
    """A straight line moved to the middle of a pixel; a turned one is smoothed instead."""
    x, y = line.at
    if abs(line.along[1]) < 1e-6 or abs(line.along[0]) < 1e-6:
        along = (1.0, 0.0) if abs(line.along[1]) < 1e-6 else (0.0, 1.0)
        return CrossingLine(line.orientation, (x // 1 + 0.5, y // 1 + 0.5), along)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return line


def _edges(area: QRectF) -> tuple[float, float, float, float]:
    return area.left(), area.top(), area.right(), area.bottom()


def _faded(colour: QColor, alpha: int) -> QColor:
    faded = QColor(colour)
    faded.setAlpha(alpha)
    return faded
