"""Reading the plain files of a session from its folder or zip, with distrust.

Invariants: only files that `session.json` names are read, none of them outside the session (no `..`, no link that leads
away); sizes are checked before memory is taken; nothing is unpacked to the disk.
"""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from pydantic import ValidationError

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import DAMAGED_ZIP
from xr2ct_viewer.models.session_file.arrays import HEADER_BYTES, MAX_ARRAY_BYTES, AnyArray, decode
from xr2ct_viewer.models.session_file.schema import DOCUMENT, FORMAT, SUFFIX, VERSION, ArrayRef, SessionDocument

MAX_DOCUMENT_BYTES: Final = 64 << 20
MAX_FILE_BYTES: Final = MAX_ARRAY_BYTES + HEADER_BYTES
MAX_ENTRIES: Final = 20_000
_DEFLATE_LIMIT: Final = 1100
"""Deflate cannot shrink data more than about 1032-fold."""
_HINT: Final = "Use a copy of the session file."


class Files(Protocol):
    """The files of a session by name."""

    def read(self, name: str, limit_bytes: int) -> bytes:
        """The content of a file; raises `BadInputError` if it is missing or larger than the limit."""


class FolderFiles:
    """A session in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def read(self, name: str, limit_bytes: int) -> bytes:
        path = (self._folder / name).resolve()
        if not path.is_relative_to(self._folder):
            raise BadInputError(f"{name} leads out of the session.", _HINT)
        try:
            if path.stat().st_size > limit_bytes:
                raise BadInputError(f"{name} in the session is larger than this program reads.", _HINT)
            return path.read_bytes()
        except FileNotFoundError:
            raise BadInputError(f"The session lacks its file {name}.", _HINT) from None
        except OSError as error:
            raise BadInputError(f"{name} in the session cannot be read: {error.strerror}.", _HINT) from error


class ZipFiles:
    """A session in a zip archive."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        if len(archive.infolist()) > MAX_ENTRIES:
            raise BadInputError("The session file holds more files than this program reads.", _HINT)

    def read(self, name: str, limit_bytes: int) -> bytes:
        try:
            info = self._archive.getinfo(name)
        except KeyError:
            raise BadInputError(f"The session file lacks {name}.", _HINT) from None
        if info.file_size > limit_bytes or info.file_size > info.compress_size * _DEFLATE_LIMIT + HEADER_BYTES:
            raise BadInputError(f"{name} in the session file unpacks to more than this program reads.", _HINT)
        with self._archive.open(info) as stream:
            content = stream.read(info.file_size + 1)
        if len(content) != info.file_size:
            raise BadInputError(f"{name} in the session file is incomplete.", _HINT)
        return content


@contextmanager
def opened(path: Path) -> Iterator[Files]:
    """The files of the session at `path`; raises `BadInputError` if it is neither a folder nor a zip of one."""
    if path.is_dir():
        yield FolderFiles(path)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield ZipFiles(archive)
    except FileNotFoundError:
        raise BadInputError(f"The session {path.name} is not there any more.", "Check where it was moved.") from None
    except DAMAGED_ZIP as error:
        raise BadInputError(f"The session file {path.name} is damaged or incomplete.", _HINT) from error


def read_document(files: Files) -> SessionDocument:
    """What `session.json` says; raises `BadInputError` with one sentence where it cannot be used."""
    content = files.read(DOCUMENT, MAX_DOCUMENT_BYTES)
    try:
        return SessionDocument.model_validate_json(content)
    except (ValidationError, RecursionError) as error:
        raise _explained(error, content) from error


def read_array(files: Files, ref: ArrayRef) -> AnyArray:
    return decode(ref, files.read(ref.file, MAX_FILE_BYTES))


def is_session(path: Path) -> bool:
    """Whether a path is meant as a session: by its ending, or a folder with a `session.json`."""
    return path.name.lower().endswith(SUFFIX) or (path / DOCUMENT).is_file()


def _explained(error: Exception, content: bytes) -> BadInputError:
    import json

    try:
        raw = json.loads(content)
    except (ValueError, RecursionError):
        return BadInputError("The description in the session file is damaged.", _HINT)
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        return BadInputError("This is not a session of xr2ct.", "Choose a file with the ending .xr2ct.")
    version = raw.get("version")
    if isinstance(version, int) and version > VERSION:
        return BadInputError("This session was saved by a newer version of xr2ct.", "Install the newest version.")
    if isinstance(error, ValidationError):
        where = ".".join(str(step) for step in error.errors()[0]["loc"])
        return BadInputError(f"The description in the session file is damaged at {where}.", _HINT)
    return BadInputError("The description in the session file is damaged.", _HINT)
