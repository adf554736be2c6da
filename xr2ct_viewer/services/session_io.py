"""Session files off the window's thread. Snapshots are taken in the window's thread, written here."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from xr2ct_viewer.models.session_file.arrays import ArrayNames
from xr2ct_viewer.models.session_file.decode import LoadedSession, load, missing_sources, peek
from xr2ct_viewer.models.session_file.encode import Encoder
from xr2ct_viewer.models.session_file.schema import Copies, StoredStudy
from xr2ct_viewer.models.session_file.snapshot import SessionSnapshot
from xr2ct_viewer.models.session_file.write import write_folder, write_session
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.services.autosave_owner import sign
from xr2ct_viewer.services.background import Background, Done, Failed
from xr2ct_viewer.services.opening import read_study
from xr2ct_viewer.services.sorting import sort_files


@dataclass(frozen=True)
class SaveChoice:
    """Where a session is saved, whether as a folder, and which inputs are copied into it."""

    path: Path
    as_folder: bool = False
    copies: Copies = "xrays"


class SessionIO(QObject):
    """Reads and writes sessions; `transient` is the folder whose files will be gone with the program."""

    def __init__(self, background: Background, transient: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background, self._transient = background, transient
        self._names = ArrayNames()

    def save(self, snapshot: SessionSnapshot, choice: SaveChoice, done: Done, failed: Failed) -> None:
        """Write everything that is open."""

        def write() -> Path:
            encoder = Encoder(self._names, choice.copies, self._transient)
            document = encoder.document(snapshot)
            if choice.as_folder:
                write_folder(choice.path, document, encoder.arrays)
            else:
                write_session(choice.path, document, encoder.arrays)
            return choice.path

        self._background.run(write, done, failed)

    def autosave(self, snapshot: SessionSnapshot, folder: Path, path: Path | None, done: Done, failed: Failed) -> None:
        """Bring a folder up to date with everything that is open; `path` is the session file it belongs to."""

        def write() -> Path:
            encoder = Encoder(self._names, "xrays", self._transient)
            folder.mkdir(parents=True, exist_ok=True)
            sign(folder)
            write_folder(folder, encoder.document(snapshot, str(path or "")), encoder.arrays)
            return folder

        self._background.run(write, done, failed)

    def find_missing(self, path: Path, done: Done, failed: Failed) -> None:
        """Tell which studies (`StoredStudy`) of a session file need files that are not there."""

        def look() -> tuple[StoredStudy, ...]:
            return missing_sources(peek(path))

        self._background.run(look, done, failed)

    def load(self, path: Path, found: dict[str, tuple[Path, ...]], done: Done, failed: Failed) -> None:
        """Read a `LoadedSession`; `found` says where files of studies are now."""

        def read() -> LoadedSession:
            return load(path, read_source, found)

        self._background.run(read, done, failed)


def read_source(paths: tuple[Path, ...]) -> Study:
    """The study that files make. Runs on any thread."""
    return read_study(sort_files(paths), paths)
