"""The runs in some folders, looked at again and again at little cost, and how they are filtered and sorted.

A run whose files did not change is not read again; only whether its process lives is asked each time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.runs.note import NOTE_NAME, RunNote
from xr2ct_core.runs.record import RunRecord, ShownState
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.runs.trash import TRASH_NAME
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.run_watch import FileStamp, file_stamp

STATES: Final[dict[ShownState, str]] = {
    "running": marked("Running"),
    "paused": marked("Paused"),
    "interrupted": marked("Interrupted"),
    "stopped": marked("Stopped"),
    "finished": marked("Finished"),
    "failed": marked("Failed"),
}


@dataclass(frozen=True)
class RunRow:
    """A run as the table shows it."""

    path: Path
    record: RunRecord
    note: RunNote
    state: ShownState

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def changed(self) -> datetime:
        """When the record was written last, in local time."""
        return datetime.fromisoformat(self.record.updated).astimezone()


@dataclass(frozen=True)
class RunFilter:
    """Which runs are wanted; an empty field wants all."""

    text: str = ""
    state: str = ""
    starred: bool = False

    def wants(self, row: RunRow) -> bool:
        """Whether a run is wanted: all words of the text are in its name, method, state or note."""
        text = f"{row.name} {row.record.method} {row.state} {row.note.text}".lower()
        return (
            all(word in text for word in self.text.lower().split())
            and (not self.state or row.state == self.state)
            and (row.note.star or not self.starred)
        )


class RunList:
    """Reads runs from a folder of runs and from single folders elsewhere."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[tuple[FileStamp, FileStamp], RunRow]] = {}

    def look(self, folder: Path, others: Iterable[Path] = ()) -> tuple[RunRow, ...]:
        """All runs there are now, the one changed last first. A folder in `others` is a run, or holds runs."""
        paths: dict[Path, None] = {}
        for place in (folder, *others):
            paths.update(dict.fromkeys(_run_paths(place)))
        rows = [row for path in paths if (row := self._row(path)) is not None]
        self._known = {path: known for path, known in self._known.items() if path in paths}
        return tuple(sorted(rows, key=lambda row: (row.record.updated, row.name), reverse=True))

    def _row(self, path: Path) -> RunRow | None:
        stamps = file_stamp(path / "run.json"), file_stamp(path / NOTE_NAME)
        known = self._known.get(path)
        if known is not None and known[0] == stamps:
            row = known[1]
            if row.state not in ("running", "paused"):
                return row
            record, note = row.record, row.note
        else:
            run = RunFolder(path)
            try:
                record = run.record()
            except Xr2ctError:
                return None  # being written or removed by its owner
            note = _note(run)
        row = RunRow(path, record, note, record.shown_state)
        self._known[path] = (stamps, row)
        return row


def trashed_runs(folder: Path) -> tuple[Path, ...]:
    """Runs in the trash beside the runs of a folder, the one thrown away last first."""
    found = [path.parent for path in (folder / TRASH_NAME).glob("*/run.json")]
    return tuple(sorted(found, key=lambda path: path.stat().st_ctime_ns, reverse=True))


def _run_paths(place: Path) -> list[Path]:
    if (place / "run.json").is_file():
        return [place]
    if not place.is_dir():
        return []
    return [path.parent for path in sorted(place.glob("*/run.json")) if not path.parent.name.startswith(".")]


def _note(run: RunFolder) -> RunNote:
    """The note; a damaged one must not hide the run."""
    try:
        return run.note()
    except Xr2ctError:
        return RunNote(text="(the note is damaged)")
