"""How much room a window has on its screen. Without a screen that anybody sees there is room for everything.

Units: logical pixels.
"""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStyle, QWidget

_EDGE_PX: Final = 2
"""A frame that a system draws around a window."""


def room_for(window: QWidget) -> QSize | None:
    """The largest size the window can have inside its frame and below its title bar; None for any."""
    if QGuiApplication.platformName() == "offscreen":
        return None
    free = window.screen().availableGeometry()
    bar_px = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight, None, window)
    return QSize(free.width() - 2 * _EDGE_PX, free.height() - bar_px - 2 * _EDGE_PX)


def resize_within_screen(window: QWidget, width_px: int, height_px: int) -> None:
    """Give a window that is not shown yet a size, or as much of it as its screen has."""
    room = room_for(window)
    size = QSize(width_px, height_px)
    window.resize(size if room is None else size.boundedTo(room))
