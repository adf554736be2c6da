"""The scale beside a difference: which colour is which value, symmetric around zero."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter

from xr2ct_viewer.widgets import painting

BAR_SPACE_PX: Final = 76.0
_BAR_WIDTH_PX: Final = 12.0
_MARGIN_PX: Final = 40.0


def paint_colour_bar(
    painter: QPainter, area: QRectF, font: QFont, table: NDArray[np.uint8], limit: float, unit: str = ""
) -> None:
    """Draw the scale right of `area`, in the `BAR_SPACE_PX` that the canvas keeps free.

    `table`: (256, 3) colours from minus `limit` to `limit`; `unit` stands above the bar.
    """
    bar = QRectF(area.right() + 10, area.top() + _MARGIN_PX, _BAR_WIDTH_PX, area.height() - 2 * _MARGIN_PX)
    gradient = QLinearGradient(bar.bottomLeft(), bar.topLeft())
    for position in np.linspace(0, 1, 17):
        red, green, blue = table[round(position * 255)]
        gradient.setColorAt(float(position), QColor(int(red), int(green), int(blue)))
    painter.fillRect(bar, gradient)
    painter.setFont(painting.overlay_font(font, 11))
    align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    if unit:
        place = QRectF(bar.left(), bar.top() - 26, BAR_SPACE_PX - 12, 16)
        painting.draw_text(painter, place, unit, align, painting.MUTED)
    for fraction in (1.0, 0.5, 0.0, -0.5, -1.0):
        y = bar.center().y() - fraction * bar.height() / 2
        place = QRectF(bar.right() + 5, y - 8, BAR_SPACE_PX - _BAR_WIDTH_PX - 16, 16)
        painting.draw_text(painter, place, painting.signed_short(fraction * limit), align, painting.MUTED)
