"""Files dropped anywhere: on the window as a whole, or on a part that takes them for itself.

Text fields would take a dropped file as text. `WholeWindowDrops` sees drags of files before they do and hands them to
the window, unless the part below says with `takes_files` that it wants them.
"""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

TAKES_FILES = "takes_files"
_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


def dropped_files(data: QMimeData) -> tuple[Path, ...]:
    """The files of a drag."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


class FileTarget(QObject):
    """Makes a widget a place for files of its own. `dropped` carries them, `hovered` whether files are above it."""

    dropped = Signal(tuple)
    hovered = Signal(bool)

    def __init__(self, widget: QWidget, most: int = 1) -> None:
        super().__init__(widget)
        self._most = most
        widget.setAcceptDrops(True)
        widget.setProperty(TAKES_FILES, True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _DRAGS and isinstance(event, QDropEvent):
            paths = dropped_files(event.mimeData())
            if not 0 < len(paths) <= self._most:
                event.ignore()
                return True
            event.acceptProposedAction()
            self.hovered.emit(event.type() != QEvent.Type.Drop)
            if event.type() == QEvent.Type.Drop:
                self.dropped.emit(paths)
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.hovered.emit(False)
        return super().eventFilter(watched, event)


class WholeWindowDrops(QObject):
    """Leaves drags of files to the window, whichever part they are above."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def adopt(self, widget: QWidget) -> None:
        """See drags of files before this widget does."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _DRAGS and isinstance(event, QDropEvent) and dropped_files(event.mimeData()):
            event.ignore()
            return True
        return super().eventFilter(watched, event)
