"""Does one export at a time off the window's thread, with progress and a way to stop it.

Invariants: what was stopped or failed leaves no file (the writers see to it); after `close` nothing more is said.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.services.background import Background

Write = Callable[[WorkContext], Path]
"""Writes a file or a folder and returns its path; asks the context between steps whether to go on."""


class Exporting(QObject):
    """`started` carries the name, `progressed` the fraction and the phase, `done` the path, `failed` a `Xr2ctError`.

    One of `done`, `failed` and `cancelled` follows each start.
    """

    started = Signal(str)
    progressed = Signal(float, str)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    _moved = Signal(int, float, str)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._control: ControlToken | None = None
        self._number = 0
        self._moved.connect(self._on_moved, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        return self._control is not None

    def start(self, name: str, write: Write) -> bool:
        """Begin, unless another export is under way."""
        if self.is_busy:
            return False
        self._control = ControlToken()
        self._number += 1
        number = self._number
        work = WorkContext(self._control, lambda fraction, phase: self._moved.emit(number, fraction, phase))
        self.started.emit(name)
        self._background.run(lambda: write(work), self._on_done, self._on_failed)
        return True

    def cancel(self) -> None:
        """Ask it to stop; `cancelled` follows."""
        if self._control is not None:
            self._control.request_stop()

    def close(self) -> None:
        """Stop what runs and say nothing more."""
        self.cancel()
        self.blockSignals(True)

    def _on_moved(self, number: int, fraction: float, phase: str) -> None:
        if self.is_busy and number == self._number:
            self.progressed.emit(fraction, phase)

    def _on_done(self, path: Path) -> None:
        self._control = None
        self.done.emit(path)

    def _on_failed(self, error: Xr2ctError) -> None:
        self._control = None
        if error.code == "cancelled":
            self.cancelled.emit()
        else:
            self.failed.emit(error)
