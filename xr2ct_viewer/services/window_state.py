"""Where the window stood and how its splitters were set, kept from one start to the next.

Invariants: a place on a screen that is gone is not restored, the window then opens in the middle of one that is there;
a window is never larger than its screen, the first one as well as one that stood on a larger screen; a splitter is
remembered by its object name. Units: logical pixels.
"""

from typing import Final

from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QSplitter

from xr2ct_viewer.models.settings import Settings
from xr2ct_viewer.services.screen_room import room_for

_VISIBLE_PX: Final = 64
"""So much of the title bar must lie on a screen."""


def remember(window: QMainWindow, settings: Settings) -> None:
    """Keep geometry (with screen and maximised state) and splitters."""
    states = {splitter.objectName(): _text(splitter.saveState()) for splitter in named_splitters(window)}
    settings.update(window_geometry=_text(window.saveGeometry()), splitters={**settings.data.splitters, **states})


def restore(window: QMainWindow, settings: Settings) -> None:
    """Put the window back where it stood, as far as there still is a screen for it and room on that screen."""
    size = window.size()
    if settings.data.window_geometry:
        window.restoreGeometry(_bytes(settings.data.window_geometry))
    if not _is_on_a_screen(window):
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(size)
        screen = QGuiApplication.primaryScreen()
        if screen is not None:
            window.move(screen.availableGeometry().center() - window.rect().center())
    fit_to_screen(window)


def fit_to_screen(window: QMainWindow) -> None:
    """Make the window, and the least it can be made, no larger than its screen with room for a frame and a title bar,
    and move it there where it would stick out."""
    room = room_for(window)
    if room is None:
        return
    window.setMinimumSize(window.minimumSize().boundedTo(room))
    if window.isMaximized() or window.isFullScreen():
        return
    window.resize(window.size().boundedTo(room))
    free = window.screen().availableGeometry()
    last = free.topLeft() + QPoint(room.width() - window.width(), room.height() - window.height())
    inside = QPoint(
        max(free.left(), min(window.x(), last.x())),
        max(free.top(), min(window.y(), last.y())),
    )
    if window.testAttribute(Qt.WidgetAttribute.WA_Moved) and inside != window.pos():
        window.move(inside)


def restore_splitters(window: QMainWindow, settings: Settings) -> None:
    """Set every splitter that has a name as it was."""
    for splitter in named_splitters(window):
        state = settings.data.splitters.get(splitter.objectName(), "")
        if state:
            splitter.restoreState(_bytes(state))


def named_splitters(window: QMainWindow) -> list[QSplitter]:
    """Splitters with an object name of their own."""
    found = window.findChildren(QSplitter)
    return [splitter for splitter in found if splitter.objectName() and not splitter.objectName().startswith("qt_")]


def _is_on_a_screen(window: QMainWindow) -> bool:
    bar = window.frameGeometry()
    bar.setHeight(_VISIBLE_PX)
    for screen in QGuiApplication.screens():
        seen = screen.availableGeometry().intersected(bar)
        if seen.width() >= _VISIBLE_PX and seen.height() >= _VISIBLE_PX // 2:
            return True
    return False


def _text(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode()


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode())
