"""A value in a table with a small bar below it, so that rows can be compared at a glance."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

_BAR_PX = 5.0


class ValueBar(QWidget):
    """Draws `text` over a bar of `length` (0 to 1), in the colour of the result or of a baseline."""

    def __init__(
        self, text: str, length: float, colour: str, *, is_bold: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.text, self.length = text, min(max(length, 0.0), 1.0)
        self._colour = QColor(colour)
        self.setAccessibleName(text)
        font = self.font()
        font.setBold(is_bold)
        self.setFont(font)

    def sizeHint(self) -> QSize:
        return QSize(max(66, self.fontMetrics().horizontalAdvance(self.text) + 4), self.fontMetrics().height() + 11)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette().windowText().color())
        words = QRectF(0, 0, self.width(), self.height() - _BAR_PX - 3)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        bar = QRectF(0, self.height() - _BAR_PX - 1, max(2.0, self.length * (self.width() - 8)), _BAR_PX)
        painter.drawRoundedRect(bar, 2, 2)
        painter.end()
