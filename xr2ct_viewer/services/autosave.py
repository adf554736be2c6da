"""Keeps a copy of everything that is open in the user's data folder, so that a crash loses nothing.

Invariants: one folder a window, named after its process, with a note of who owns it; it is written on the background's
threads, one write at a time, arrays once each; it is removed when the window closes in order, so whatever stays behind
belongs to a program that crashed.
"""

import logging
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.paths import data_folder
from xr2ct_viewer.models.session_file.snapshot import SessionSnapshot
from xr2ct_viewer.models.session_file.write import remove_session
from xr2ct_viewer.services.session_io import SessionIO

logger = logging.getLogger(__name__)

DEBOUNCE_MS: Final = 2000
SOON_MS: Final = 50
"""After a finished reconstruction: once the window has shown it."""
RETRY_MS: Final = 30_000


def autosave_root() -> Path:
    return data_folder() / "autosave"


class Autosave(QObject):
    """`saved` fires after each write, `failed` once for each new reason why it cannot be written."""

    saved = Signal()
    failed = Signal(object)

    def __init__(
        self,
        session_io: SessionIO,
        take: Callable[[], SessionSnapshot],
        session_path: Callable[[], Path | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._io, self._take, self._session_path = session_io, take, session_path
        self.folder = autosave_root() / f"{os.getpid()}-{secrets.token_hex(4)}"
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._write)
        self.delay_ms = DEBOUNCE_MS
        self._is_writing = self._is_closed = False
        self._last_problem = ""

    @property
    def is_pending(self) -> bool:
        """Whether a change is not written yet."""
        return self._is_writing or self._timer.isActive()

    def request(self, *, soon: bool = False) -> None:
        """Something changed: write it, together with what follows within `delay_ms`."""
        wait_ms = SOON_MS if soon else self.delay_ms
        if self._is_closed or (self._timer.isActive() and self._timer.remainingTime() <= wait_ms):
            return
        self._timer.start(wait_ms)

    def close(self) -> None:
        """The window closes in order: nothing needs to be recovered."""
        self._is_closed = True
        self._timer.stop()
        remove_session(self.folder)

    def _write(self) -> None:
        if self._is_writing:
            self._timer.start(SOON_MS)
            return
        snapshot = self._take()
        if not snapshot.studies and not self.folder.exists():
            return
        self._is_writing = True
        self._io.autosave(snapshot, self.folder, self._session_path(), self._on_saved, self._on_failed)

    def _on_saved(self, _folder: Path) -> None:
        self._is_writing, self._last_problem = False, ""
        self.saved.emit()

    def _on_failed(self, error: Xr2ctError) -> None:
        self._is_writing = False
        logger.warning("Autosave failed: %s", error)
        if str(error) != self._last_problem:
            self._last_problem = str(error)
            self.failed.emit(error)
        if not self._is_closed:
            self._timer.start(RETRY_MS)
