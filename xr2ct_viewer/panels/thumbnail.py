"""A small picture of a radiograph."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

_MAX_PX = 320


def grey_image(image: NDArray[np.float32]) -> QImage:
    """An 8-bit image of at most 320 pixels, spread between its 1st and 99.5th percentile."""
    step = max(1, -(-max(image.shape) // _MAX_PX))
    small = image[::step, ::step]
    low, high = np.percentile(small, (1.0, 99.5))
    grey = np.clip((small - low) / max(float(high - low), 1e-6) * 255.0, 0, 255).astype(np.uint8)
    rows, cols = grey.shape
    return QImage(np.ascontiguousarray(grey).data, cols, rows, cols, QImage.Format.Format_Grayscale8).copy()


class Thumbnail(QWidget):
    """Draws the image as large as fits, on black, with its shape kept."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._image = QImage()
        self._is_highlighted = False

    def set_highlighted(self, highlighted: bool) -> None:
        """Show that a file would land here."""
        self._is_highlighted = highlighted
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(130, 100)

    def set_image(self, image: NDArray[np.float32] | None) -> None:
        self._image = QImage() if image is None else grey_image(image)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor("#000000"))
        if not self._image.isNull():
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.drawImage(QRectF(left, top, size.width(), size.height()), self._image)
        if self._is_highlighted:
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 3))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()
