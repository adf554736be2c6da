"""Items of a list with a few muted letters at the right, such as how far something is; long titles make room."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

MARK_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_MARGIN_PX: Final = 8
_ICON_PX: Final = 34
"""Icon and spaces before the text of an item."""


class MarkedItems(QStyledItemDelegate):
    """Draws what an item holds as `MARK_ROLE`."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if mark := index.data(MARK_ROLE):
            metrics = QFontMetrics(option.font)
            room = option.rect.width() - _ICON_PX - metrics.horizontalAdvance(mark) - 2 * _MARGIN_PX
            option.text = metrics.elidedText(option.text, Qt.TextElideMode.ElideRight, max(room, 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        if mark := index.data(MARK_ROLE):
            place = QRect(option.rect).adjusted(0, 0, -_MARGIN_PX, 0)
            painter.save()
            painter.setPen(option.palette.color(QPalette.ColorRole.Text))
            painter.setOpacity(0.75)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(mark))
            painter.restore()
