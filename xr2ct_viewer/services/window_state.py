"""Where the window stood and how its splitters were set, kept from one start to the next.

Invariants: a place on a screen that is gone is not restored, the window then opens where the system puts it; a splitter
is remembered by its object name.
"""

from typing import Final

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QSplitter

from xr2ct_viewer.models.settings import Settings

_VISIBLE_PX: Final = 64
"""So much of the title bar must lie on a screen."""


def remember(window: QMainWindow, settings: Settings) -> None:
    """Keep geometry (with screen and maximised state) and splitters."""
    states = {splitter.objectName(): _text(splitter.saveState()) for splitter in named_splitters(window)}
    settings.update(window_geometry=_text(window.saveGeometry()), splitters={**settings.data.splitters, **states})


def restore(window: QMainWindow, settings: Settings) -> None:
    """Put the window back where it stood, as far as there still is a screen for it."""
    size = window.size()
    if settings.data.window_geometry and not window.restoreGeometry(_bytes(settings.data.window_geometry)):
        return
    if not _is_on_a_screen(window):
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(size)
        screen = QGuiApplication.primaryScreen()
        if screen is not None:
            free = screen.availableGeometry()
            window.resize(size.boundedTo(free.size()))
            window.move(free.center() - window.rect().center())


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
