"""Looks at the folder of one run and tells what is new in it since the last look. Reads no file twice.

Toolkit-free and without a clock: whoever calls `look` decides how often and on which thread.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xr2ct_core.runs.live import LiveStatus
from xr2ct_core.runs.metrics_log import MetricsRow
from xr2ct_core.runs.record import RunRecord
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.runs.tail import JsonLinesTail, MetricsTail

FileStamp = tuple[int, int]


@dataclass(frozen=True)
class RunNews:
    """What is new. `restarted`: the curves were cut (a resume) and `rows` holds all that is left of them."""

    record: RunRecord | None = None
    live: LiveStatus | None = None
    rows: tuple[MetricsRow, ...] = ()
    log: tuple[dict[str, Any], ...] = ()
    previews: tuple[Path, ...] = ()
    restarted: bool = False


class RunWatch:
    """One run under observation. The first look tells everything."""

    def __init__(self, path: Path) -> None:
        self.run = RunFolder(path)
        self._metrics, self._log = MetricsTail(self.run.metrics_path), JsonLinesTail(self.run.log_path)
        self._record: RunRecord | None = None
        self._record_seen = self._live_seen = self._previews_seen = (0, 0)
        self._state = ""
        self._known: dict[Path, FileStamp] = {}

    def look(self) -> RunNews:
        """What changed; raises `Xr2ctError` if the run is gone or unreadable."""
        record, live = self._new_record(), self._new_live()
        rows = tuple(self._metrics.read())
        restarted = self._metrics.restarted
        return RunNews(record, live, rows, tuple(self._log.read()), self._new_previews(), restarted)

    def _new_record(self) -> RunRecord | None:
        """The record if it changed, or if what is known of its process did."""
        stamp = file_stamp(self.run.record_path)
        is_new = stamp != self._record_seen or self._record is None
        if is_new:
            self._record = self.run.record()
            self._record_seen = stamp
        assert self._record is not None
        state, self._state = self._state, self._record.shown_state
        return self._record if is_new or state != self._state else None

    def _new_live(self) -> LiveStatus | None:
        stamp = file_stamp(self.run.live_path)
        if stamp == self._live_seen:
            return None
        self._live_seen = stamp
        return self.run.live()

    def _new_previews(self) -> tuple[Path, ...]:
        """Previews written or renewed, by step."""
        folder = self.run.path / "previews"
        stamp = file_stamp(folder)
        if stamp == self._previews_seen:
            return ()
        self._previews_seen = stamp
        found = {path: file_stamp(path) for path in map(self.run.preview_path, self.run.preview_steps())}
        new = tuple(path for path, stamp in found.items() if self._known.get(path) != stamp)
        self._known = found
        return new


def file_stamp(path: Path) -> FileStamp:
    """What changes when the file does: time of the last change in ns, and size; zeros without a file."""
    try:
        stat = path.stat()
    except OSError:
        return (0, 0)
    return stat.st_mtime_ns, stat.st_size
