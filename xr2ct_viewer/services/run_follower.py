"""Follows the folder of a run while it is written, four times a second, and tells the panels what is new.

Files are read on a thread; what was read is handed out here in slices of a few milliseconds, so a run with a hundred
thousand points is taken in without the window standing still. Invariants: a look begins only after the news of the one
before were handed out; nothing of a run is told after another one is followed; rows are told in the order of the file.
"""

from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.models.run_watch import RunNews, RunWatch
from xr2ct_viewer.services.background import Background

POLL_MS: Final = 250
SLICE_S: Final = 0.005
ROWS_A_SIGNAL: Final = 400
LINES_A_SIGNAL: Final = 100


class RunFollower(QObject):
    """`followed` (path or None) comes before anything of another run; `restarted` says that the curves begin anew;
    `caught_up` that the first look was handed out; `lost` (error) that the run can no longer be read."""

    followed = Signal(object)
    record_changed = Signal(object)
    live_changed = Signal(object)
    metrics_added = Signal(list)
    log_added = Signal(list)
    preview_added = Signal(object)
    restarted = Signal()
    caught_up = Signal()
    lost = Signal(object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.background = background
        self._watch: RunWatch | None = None
        self._is_looking = False
        self._is_first = True
        self._to_tell: deque[Callable[[], None]] = deque()
        self._poll_timer = QTimer(self, interval=POLL_MS)
        self._poll_timer.timeout.connect(self._look)
        self._tell_timer = QTimer(self, interval=0)
        self._tell_timer.timeout.connect(self._tell)

    @property
    def path(self) -> Path | None:
        """The folder of the run that is followed."""
        return self._watch.run.path if self._watch is not None else None

    def follow(self, path: Path) -> None:
        """Follow a run from now on; everything it holds is told first."""
        self._turn_to(RunWatch(path))
        self._poll_timer.start()
        self._look()

    def unfollow(self) -> None:
        self._poll_timer.stop()
        self._turn_to(None)

    def _turn_to(self, watch: RunWatch | None) -> None:
        self._watch = watch
        self._is_looking, self._is_first = False, True
        self._to_tell.clear()
        self._tell_timer.stop()
        self.followed.emit(self.path)

    def _look(self) -> None:
        watch = self._watch
        if watch is None or self._is_looking or self._to_tell:
            return
        self._is_looking = True
        self.background.run(watch.look, partial(self._take, watch), partial(self._on_failed, watch))

    def _take(self, watch: RunWatch, news: RunNews) -> None:
        if watch is not self._watch:
            return
        self._is_looking = False
        tell = self._to_tell
        if news.restarted:
            tell.append(self.restarted.emit)
        if news.record is not None:
            tell.append(partial(self.record_changed.emit, news.record))
        if news.live is not None:
            tell.append(partial(self.live_changed.emit, news.live))
        tell.extend(partial(self.metrics_added.emit, part) for part in _parts(news.rows, ROWS_A_SIGNAL))
        tell.extend(partial(self.log_added.emit, part) for part in _parts(news.log, LINES_A_SIGNAL))
        tell.extend(partial(self.preview_added.emit, path) for path in news.previews)
        if self._is_first:
            self._is_first = False
            tell.append(self.caught_up.emit)
        self._tell()

    def _tell(self) -> None:
        started, watch = perf_counter(), self._watch
        while self._to_tell and watch is self._watch and perf_counter() - started < SLICE_S:
            self._to_tell.popleft()()
        if self._to_tell:
            self._tell_timer.start()
        else:
            self._tell_timer.stop()

    def _on_failed(self, watch: RunWatch, error: Xr2ctError) -> None:
        if watch is self._watch:
            self.unfollow()
            self.lost.emit(error)


def _parts(items: tuple[Any, ...], size: int) -> list[list[Any]]:
    return [list(items[start : start + size]) for start in range(0, len(items), size)]
