"""Runs short blocking work (files, arrays) on a thread pool and brings the outcome back to the window's thread.

Invariants: callbacks run in the thread of the `Background` object; after `close` none runs any more. Exceptions that
are not for people arrive as `Xr2ctError` with the code "crashed", their traceback in the log.
"""

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from xr2ct_core.errors import Xr2ctError

logger = logging.getLogger(__name__)

Done = Callable[[Any], None]
Failed = Callable[[Xr2ctError], None]


class _Relay(QObject):
    finished = Signal(int, object, object)


class _Work(QRunnable):
    def __init__(self, number: int, function: Callable[[], Any], relay: _Relay) -> None:
        super().__init__()
        self._number, self._function, self._relay = number, function, relay

    def run(self) -> None:
        result: Any = None
        error: Xr2ctError | None = None
        try:
            result = self._function()
        except Xr2ctError as known:
            error = known
        except MemoryError:
            error = Xr2ctError("There is not enough memory for this file.", "Close other programs.", code="oom_host")
        except OSError as problem:
            error = Xr2ctError(_sentence(problem), "Check the file and its folder.", code="bad_input")
        except Exception as problem:
            logger.exception("Background work failed")
            error = Xr2ctError(f"Something unexpected went wrong ({type(problem).__name__}: {problem}).")
        try:
            self._relay.finished.emit(self._number, result, error)
        except RuntimeError:
            logger.debug("The window closed before background work ended")


def _sentence(problem: OSError) -> str:
    where = f" {problem.filename}" if problem.filename else ""
    return f"{problem.strerror or problem}:{where}" if where else f"{problem.strerror or problem}."


class Background(QObject):
    """A small thread pool with callbacks in this object's thread."""

    def __init__(self, parent: QObject | None = None, threads: int = 2) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._relay = _Relay()
        self._relay.finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._waiting: dict[int, tuple[Done, Failed]] = {}
        self._count = 0
        self._is_closed = False

    @property
    def is_busy(self) -> bool:
        return bool(self._waiting)

    def run(self, function: Callable[[], Any], on_done: Done, on_failed: Failed) -> None:
        """Call `function` on a thread, then one of the callbacks here; nothing once it is closed."""
        if self._is_closed:
            return
        self._count += 1
        self._waiting[self._count] = (on_done, on_failed)
        self._pool.start(_Work(self._count, function, self._relay))

    def close(self) -> None:
        """Forget the callbacks, wait for the threads, and take no more work."""
        self._is_closed = True
        self._waiting.clear()
        self._pool.waitForDone(5000)

    @Slot(int, object, object)
    def _deliver(self, number: int, result: Any, error: Xr2ctError | None) -> None:
        callbacks = self._waiting.pop(number, None)
        if callbacks is None:
            return
        on_done, on_failed = callbacks
        if error is not None:
            on_failed(error)
        else:
            on_done(result)
