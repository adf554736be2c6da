"""A button that shows a slice and its name, for choosing one of several volumes."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from xr2ct_viewer.models.imaging import window_to_grey
from xr2ct_viewer.widgets import painting

_CHOSEN = QColor(88, 160, 240)


class SliceThumb(QAbstractButton):
    """Checkable; draws the picture over the whole button, the name on it, and a frame while chosen."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(name)
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._picture = QImage()

    def sizeHint(self) -> QSize:
        return QSize(112, 96)

    def set_slice(self, hu: NDArray[np.generic], window: tuple[float, float]) -> None:
        """Show a slice (row, col) of cubic voxels between two HU values."""
        grey = np.ascontiguousarray(window_to_grey(np.asarray(hu, dtype=np.float32), *window))
        rows, cols = grey.shape
        self._picture = QImage(grey.data, cols, rows, cols, QImage.Format.Format_Grayscale8).copy()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys are left to the row of thumbs; a button by itself would only move the focus."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        painter.fillRect(area, painting.BACKGROUND)
        if not self._picture.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            side = min(area.width(), area.height())
            painter.drawImage(
                QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side), self._picture
            )
        painter.setFont(painting.overlay_font(self.font(), 11, QFont.Weight.DemiBold))
        place = area.adjusted(6, 4, -6, -4)
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painting.draw_text(painter, place, self.text(), align, painting.TEXT)
        if self.isChecked() or self.hasFocus() or self.underMouse():
            width = 3.0 if self.isChecked() else 1.0
            colour = _CHOSEN if self.isChecked() else painting.MUTED
            if self.hasFocus() and self.isChecked():
                colour = painting.TEXT
            painter.setPen(QPen(colour, width))
            painter.drawRect(area.adjusted(width / 2, width / 2, -width / 2, -width / 2))
        painter.end()
