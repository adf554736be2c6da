"""Draws a transfer function over a histogram: curve, points, colour bar, ticks."""

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPainterPath, QPen, QPolygonF

from xr2ct_viewer.models.histogram import Histogram
from xr2ct_viewer.render.presets import VolumePreset
from xr2ct_viewer.render.transfer_edit import colour_at
from xr2ct_viewer.widgets.transfer_axes import BAR_PX, MARGIN_PX, TransferAxes

GROUND: Final = QColor(11, 13, 15)
GRID: Final = QColor(255, 255, 255, 26)
HISTOGRAM: Final = QColor(130, 150, 172, 95)
TICK: Final = QColor(166, 176, 187)
CURVE: Final = QColor(240, 243, 246)
CHOSEN: Final = QColor(255, 209, 89)
POINT_PX: Final = 5.0


def paint_histogram(painter: QPainter, axes: TransferAxes, histogram: Histogram, *, logarithmic: bool) -> None:
    heights = histogram.heights(logarithmic=logarithmic)
    path = QPainterPath(QPointF(axes.x_of(axes.low_hu), axes.bottom))
    for hu, height in zip(histogram.centres_hu, heights, strict=True):
        if axes.low_hu <= hu <= axes.high_hu:
            path.lineTo(axes.x_of(float(hu)), axes.bottom - float(height) * (axes.bottom - MARGIN_PX))
    path.lineTo(axes.x_of(axes.high_hu), axes.bottom)
    path.closeSubpath()
    painter.fillPath(path, HISTOGRAM)


def paint_axes(painter: QPainter, axes: TransferAxes, font: QFont) -> None:
    """Ticks in HU below, lines at a tenth, a half and the whole of opacity."""
    painter.setFont(font)
    painter.setPen(GRID)
    for opacity in (0.1, 0.5, 1.0):
        y = axes.y_of(opacity)
        painter.drawLine(QPointF(MARGIN_PX, y), QPointF(axes.width - MARGIN_PX, y))
    painter.setPen(TICK)
    for opacity in (0.1, 0.5, 1.0):
        painter.drawText(QRectF(MARGIN_PX + 2, axes.y_of(opacity) - 1, 40, 14), 0, f"{opacity:.0%}")
    step = next(step for step in (20, 50, 100, 200, 500, 1000, 2000) if step >= (axes.high_hu - axes.low_hu) / 7)
    row = QRectF(0, axes.bar_top + BAR_PX + 1, 60, 15)
    for hu in np.arange(np.ceil(axes.low_hu / step) * step, axes.high_hu, step):
        x = axes.x_of(float(hu))
        row.moveLeft(min(max(x - 30, 0), axes.width - 60))
        painter.drawText(row, Qt.AlignmentFlag.AlignCenter, f"{hu:.0f}".replace("-", "−"))


def paint_curve(painter: QPainter, axes: TransferAxes, preset: VolumePreset, chosen: int | None) -> None:
    points = [QPointF(axes.x_of(point.x), axes.y_of(point.y)) for point in preset.opacity]
    line = QPolygonF([QPointF(axes.x_of(-9999), points[0].y()), *points, QPointF(axes.x_of(9999), points[-1].y())])
    painter.setPen(QPen(CURVE, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(line)
    for index, (place, point) in enumerate(zip(points, preset.opacity, strict=True)):
        painter.setBrush(_qcolour(colour_at(preset, point.x)))
        painter.setPen(QPen(CHOSEN if index == chosen else CURVE, 2.2 if index == chosen else 1.3))
        radius = POINT_PX + (1.5 if index == chosen else 0.0)
        painter.drawEllipse(place, radius, radius)


def paint_colours(painter: QPainter, axes: TransferAxes, preset: VolumePreset, chosen: int | None) -> None:
    """The bar of colours, and a triangle below each colour point."""
    bar = QRectF(MARGIN_PX, axes.bar_top, axes.width - 2 * MARGIN_PX, BAR_PX - 6)
    ramp = QLinearGradient(bar.topLeft(), bar.topRight())
    for share in np.linspace(0.0, 1.0, 64):
        ramp.setColorAt(share, _qcolour(colour_at(preset, axes.hu_at(bar.left() + share * bar.width()))))
    painter.fillRect(bar, ramp)
    for index, point in enumerate(preset.colour):
        x = axes.x_of(point.x)
        if not bar.left() - 1 <= x <= bar.right() + 1:
            continue
        marker = QPolygonF(
            [QPointF(x, bar.bottom() - 5), QPointF(x - 5, bar.bottom() + 4), QPointF(x + 5, bar.bottom() + 4)]
        )
        painter.setBrush(_qcolour(point.color))
        painter.setPen(QPen(CHOSEN if index == chosen else CURVE, 2.0 if index == chosen else 1.0))
        painter.drawPolygon(marker)


def _qcolour(rgb: tuple[float, float, float]) -> QColor:
    return QColor.fromRgbF(*(min(max(part, 0.0), 1.0) for part in rgb))
