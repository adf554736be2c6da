"""What was chosen to stand on both sides, for each study; kept in sessions with the files that were opened.

Invariant: files of a session are named until they are read, which is when its study is looked at.
"""

from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from xr2ct_viewer.models.comparison import CompareSubject, Sides
from xr2ct_viewer.models.session_file.compare_state import dump_compared, load_compared
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.workspaces.session_desk import SessionDesk


class CompareMemory:
    """Remembers as long as a study lives."""

    def __init__(self, desk: SessionDesk) -> None:
        self._chosen: WeakKeyDictionary[Study, dict[CompareSubject, Sides]] = WeakKeyDictionary()
        self._unread: WeakKeyDictionary[Study, tuple[Path, ...]] = WeakKeyDictionary()
        desk.keep_of_study("compared", self._dump, self._load, is_content=False)

    def sides(self, study: Study, subject: CompareSubject) -> Sides | None:
        """What was chosen; None if nothing was."""
        return self._chosen.get(study, {}).get(subject)

    def choose(self, study: Study, subject: CompareSubject, sides: Sides) -> None:
        self._chosen.setdefault(study, {})[subject] = sides

    def unread_files(self, study: Study) -> tuple[Path, ...]:
        """Files of a session that are still to be read for a study; they are handed out once."""
        return self._unread.pop(study, ())

    def _dump(self, study: Study) -> Any:
        files = tuple(other.path for other in study.others) or self._unread.get(study, ())
        return dump_compared(self._chosen.get(study, {}), files)

    def _load(self, study: Study, data: Any) -> None:
        self._chosen[study], files = load_compared(data)
        if files:
            self._unread[study] = files
