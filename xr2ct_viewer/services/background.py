"""Runs short blocking work (files, arrays) on a thread pool and brings the outcome back to the window's thread.

Invariants: callbacks run in the thread of the `Background` object; after `close` none runs any more. Exceptions that
are not for people arrive as `Xr2ctError` with the code "crashed", their traceback in the log.

The threads are Python's: the `QThreadPool` of PySide 6.11 now and then keep a `QRunnable` that ended, with all it saw.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.worker.faults import explain

logger = logging.getLogger(__name__)

Done = Callable[[Any], None]
Failed = Callable[[Xr2ctError], None]
LONGEST_CLOSE_S: Final = 5.0
THREADS: Final = "xr2ct-background"


class _Relay(QObject):
    finished = Signal(int, object, object)


class Background(QObject):
    """A small thread pool with callbacks in this object's thread."""

    def __init__(self, parent: QObject | None = None, threads: int = 2) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=THREADS)
        self._relay = _Relay()
        self._relay.finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._waiting: dict[int, tuple[Done, Failed, Future[None]]] = {}
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
        future = self._pool.submit(_work, self._count, function, self._relay)
        self._waiting[self._count] = (on_done, on_failed, future)

    def close(self) -> None:
        """Forget the callbacks and what has not begun, wait for the threads, and take no more work."""
        self._is_closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        begun = [future for _, _, future in self._waiting.values() if not future.cancelled()]
        self._waiting.clear()
        wait(begun, timeout=LONGEST_CLOSE_S)

    @Slot(int, object, object)
    def _deliver(self, number: int, result: Any, error: Xr2ctError | None) -> None:
        waiting = self._waiting.pop(number, None)
        if waiting is None:
            return
        on_done, on_failed, _ = waiting
        if error is not None:
            on_failed(error)
        else:
            on_done(result)


def _work(number: int, function: Callable[[], Any], relay: _Relay) -> None:
    result: Any = None
    error: Xr2ctError | None = None
    try:
        result = function()
    except Xr2ctError as known:
        error = known
    except MemoryError:
        error = Xr2ctError("There is not enough memory for this file.", "Close other programs.", code="oom_host")
    except OSError as problem:
        error = explain(problem)
    except Exception as problem:
        logger.exception("Background work failed")
        error = Xr2ctError(f"Something unexpected went wrong ({type(problem).__name__}: {problem}).")
    try:
        relay.finished.emit(number, result, error)
    except RuntimeError:
        logger.debug("The window closed before background work ended")
