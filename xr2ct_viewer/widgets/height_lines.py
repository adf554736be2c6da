"""Draws the lines of equal height in both X-rays, each with its height at the right, so that the two can be matched."""

from typing import Final

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from xr2ct_core.epipolar import epipolar_line
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.geometry import ViewGeometry
from xr2ct_viewer.models.height_lines import HeightLines, ray_at_height
from xr2ct_viewer.models.planes import ScreenTransform
from xr2ct_viewer.widgets import painting
from xr2ct_viewer.widgets.epipolar_tool import EpipolarPairs
from xr2ct_viewer.widgets.image_canvas import ImageCanvas

COLOUR: Final = QColor(86, 180, 233)
"""Sky blue of the palette of Okabe and Ito; grey X-rays have no colour of their own."""
_HALO: Final = QColor(0, 0, 0, 130)
_WORDS: Final = QColor(170, 220, 250)
_LABEL: Final = QRectF(0.0, 0.0, 62.0, 15.0)


class HeightLinesOverlay:
    """A `CanvasOverlay` for the X-rays of a pair."""

    def __init__(self, model: HeightLines, pairs: EpipolarPairs) -> None:
        self._model, self._pairs = model, pairs

    def paint(self, painter: QPainter, canvas: ImageCanvas, transform: ScreenTransform) -> None:
        views = self._pairs.views(canvas)
        if not self._model.is_on or views is None:
            return
        area = QRectF(canvas.image_area())
        painter.save()
        painter.setClipRect(area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(painting.overlay_font(canvas.font(), 11))
        for height_mm in self._model.heights_mm:
            line = screen_line(height_mm, views, transform, area)
            if line is not None:
                self._draw(painter, line, height_mm)
        painter.restore()

    def _draw(self, painter: QPainter, line: QLineF, height_mm: float) -> None:
        is_centre = height_mm == 0.0
        style = Qt.PenStyle.SolidLine if is_centre else Qt.PenStyle.DashLine
        for colour, width, pen_style in ((_HALO, 3.0, Qt.PenStyle.SolidLine), (COLOUR, 1.2, style)):
            painter.setPen(QPen(colour, width, pen_style))
            painter.drawLine(line)
        from_right = _LABEL.width() + painting.LETTER_SPACE + painting.MARGIN
        at = _LABEL.translated(line.x2() - from_right, line.pointAt(1.0 - from_right / line.length()).y() - 17.0)
        words = "0 mm" if is_centre else f"{height_mm:+.0f} mm".replace("-", "−")
        painting.draw_text(painter, at, words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _WORDS)


def screen_line(
    height_mm: float, views: tuple[ViewGeometry, ViewGeometry], transform: ScreenTransform, area: QRectF
) -> QLineF | None:
    """The line of a height across `area` (screen pixels), from left to right; None where it shows as a point.

    `views`: the view drawn in, and its partner.
    """
    view, partner = views
    ray = ray_at_height(height_mm, partner)
    try:
        epipolar_line(ray, view)
    except Xr2ctError:
        return None
    first, last = (
        QPointF(*transform.to_screen(float(row), float(col)))
        for row, col in view.world_to_pixel(ray.at([-100.0, 100.0]))
    )
    if abs(last.x() - first.x()) < 1e-6:
        return QLineF(QPointF(first.x(), area.top()), QPointF(first.x(), area.bottom()))
    slope = (last.y() - first.y()) / (last.x() - first.x())
    left, right = (QPointF(x, first.y() + slope * (x - first.x())) for x in (area.left(), area.right()))
    return QLineF(left, right) if np.isfinite(slope) else None
