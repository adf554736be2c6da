"""Draws outlines over the two X-rays with a line that says what they are: found, and therefore an estimate."""

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from xr2ct_viewer.models.outlines import Line, Outlines
from xr2ct_viewer.models.planes import ScreenTransform
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets import painting
from xr2ct_viewer.widgets.image_canvas import ImageCanvas

LUNGS: Final = QColor(230, 159, 0)
"""Orange of the palette of Okabe and Ito, told from the blue lines of equal height by everybody."""
LEFT_OUT: Final = QColor(204, 121, 167)
"""Their purple; the surface is hatched too."""
_HALO: Final = QColor(0, 0, 0, 150)
_ROW_PX: Final = 18.0
_UP_PX: Final = 62.0
"""Above the two lines that tell what is under the pointer."""


class OutlinesOverlay:
    """A `CanvasOverlay` for both canvases. `outlines` is None while there is nothing to draw."""

    def __init__(
        self,
        canvases: tuple[ImageCanvas, ImageCanvas],
        legend: str,
        colour: QColor,
        row: int,
        *,
        is_hatched: bool = False,
    ) -> None:
        self._canvases = canvases
        self._legend, self._colour, self._row, self._is_hatched = legend, colour, row, is_hatched
        self._outlines: Outlines | None = None

    def show(self, outlines: Outlines | None) -> None:
        """Draw these, or nothing."""
        self._outlines = outlines
        for canvas in self._canvases:
            canvas.update()

    def paint(self, painter: QPainter, canvas: ImageCanvas, transform: ScreenTransform) -> None:
        if self._outlines is None or canvas not in self._canvases or not canvas.has_image:
            return
        is_frontal = canvas is self._canvases[0]
        lines = self._outlines.frontal if is_frontal else self._outlines.lateral
        area = QRectF(canvas.image_area())
        painter.save()
        painter.setClipRect(area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.OddEvenFill)
        for line in lines:
            path.addPath(_path(line, transform))
        if self._is_hatched:
            hatch = QColor(self._colour)
            hatch.setAlpha(150)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(hatch, Qt.BrushStyle.BDiagPattern))
            painter.drawPath(path)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((_HALO, 3.5), (self._colour, 1.8)):
            painter.setPen(QPen(colour, width))
            painter.drawPath(path)
        self._say(painter, canvas, area)
        painter.restore()

    def _say(self, painter: QPainter, canvas: ImageCanvas, area: QRectF) -> None:
        if area.height() < 160:
            return
        top = area.bottom() - _UP_PX - _ROW_PX * self._row
        middle = top + _ROW_PX / 2
        left = area.left() + painting.MARGIN
        painter.setPen(QPen(self._colour, 2.5))
        painter.drawLine(QPointF(left, middle), QPointF(left + 16, middle))
        painter.setFont(painting.overlay_font(canvas.font(), 12))
        place = QRectF(left + 22, top, 260, _ROW_PX)
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painting.draw_text(painter, place, tr(self._legend), align)


def _path(line: Line, transform: ScreenTransform) -> QPainterPath:
    """The outline on the screen, without points closer than a pixel."""
    points = np.array([transform.to_screen(float(row), float(col)) for row, col in line])
    keep = np.concatenate([[True], np.abs(np.diff(points, axis=0)).max(axis=1) > 0.0]) if len(points) > 1 else [True]
    path = QPainterPath()
    for number, (x, y) in enumerate(points[np.asarray(keep)]):
        if number == 0:
            path.moveTo(x, y)
        else:
            path.lineTo(x, y)
    path.closeSubpath()
    return path
