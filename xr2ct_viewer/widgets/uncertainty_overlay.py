"""The uncertainty of a slice as a transparent coloured layer over it, and the colour bar that says what it means.

Units: HU; sigma is the standard deviation of a voxel. Certain voxels stay as they are.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter

from xr2ct_viewer.models.imaging import Pyramid
from xr2ct_viewer.models.planes import ScreenTransform
from xr2ct_viewer.models.uncertainty import uncertainty_colours
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets import painting
from xr2ct_viewer.widgets.screen_image import ScreenImage

_BAR_PX: Final = (132.0, 8.0)
_PROBE_SPACE_PX: Final = 40.0
_LEAST_PX: Final = (300.0, 240.0)


class UncertaintyOverlay:
    """Holds one slice of sigma; `limit_hu` is the end of the scale."""

    def __init__(self) -> None:
        self._screen = ScreenImage(uncertainty_colours())
        self._pyramid: Pyramid | None = None
        self.limit_hu = 1.0

    @property
    def is_shown(self) -> bool:
        return self._pyramid is not None

    def set_slice(self, sigma_hu: NDArray[np.float32] | NDArray[np.int16] | None, limit_hu: float = 1.0) -> None:
        """Show a slice (row, col), or nothing."""
        self._pyramid = None if sigma_hu is None else Pyramid(sigma_hu)
        self.limit_hu = limit_hu

    def paint(self, painter: QPainter, transform: ScreenTransform, area: QRectF, opacity: float, font: QFont) -> None:
        """Colour the slice, and explain the colours where there is room."""
        if self._pyramid is None:
            return
        ratio = painter.device().devicePixelRatio()
        drawn = self._screen.render(self._pyramid, transform, ratio, (0.0, self.limit_hu))
        if drawn is not None:
            painter.setOpacity(opacity)
            painter.drawImage(drawn[1], drawn[0])
            painter.setOpacity(1.0)
        if area.width() >= _LEAST_PX[0] and area.height() >= _LEAST_PX[1]:
            self._paint_bar(painter, area, font)

    def _paint_bar(self, painter: QPainter, area: QRectF, font: QFont) -> None:
        width, height = _BAR_PX
        left = area.left() + painting.MARGIN
        bar = QRectF(left, area.bottom() - _PROBE_SPACE_PX - 20 - height, width, height)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        for position in np.linspace(0, 1, 17):
            gradient.setColorAt(float(position), QColor(*map(int, uncertainty_colours()[round(position * 255)])))
        painter.fillRect(bar.adjusted(-1, -1, 1, 1), QColor(120, 124, 130))
        painter.fillRect(bar, QColor(60, 62, 66))
        painter.fillRect(bar, gradient)
        painter.setFont(painting.overlay_font(font, 11))
        align = Qt.AlignmentFlag
        above = QRectF(left, bar.top() - 18, 220, 15)
        painting.draw_text(painter, above, tr("± HU, standard deviation"), align.AlignLeft, painting.TEXT)
        below = QRectF(left, bar.bottom() + 3, width, 15)
        for share, side in ((0.0, align.AlignLeft), (0.5, align.AlignHCenter), (1.0, align.AlignRight)):
            painting.draw_text(painter, below, f"{share * self.limit_hu:g}", side, painting.MUTED)
