"""Files of a collection as people download it: an unpacked folder, a zip, or a compressed tar.

A folder and a zip tell at once what is in them and give any file when it is asked for. A tar is read once from its
start to its end; its files come in the order in which they lie, and only those that are wanted are written out.
Invariants: a file is taken out under its own last name into the folder that is given, never elsewhere; nothing larger
than promised is written; what is damaged is a `BadInputError` that names the archive.
"""

import hashlib
import shutil
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import IO, Final, Protocol

from xr2ct_core.data.fingerprint import content_sha256
from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import DAMAGED_ZIP, write_error

LARGEST_FILE_BYTES: Final = 1 << 28
_HEAD_BYTES: Final = 1 << 20
_DAMAGED_TAR: Final = (tarfile.TarError, EOFError, zlib.error, OSError, ValueError)
DOWNLOAD_AGAIN: Final = "Download it again; what is done is kept, and the same command goes on."


class BrokenOffError(BadInputError):
    """An archive ends before its end: nothing more can be read from it."""


class ListedFiles(Protocol):
    """Files whose names are known at once."""

    @property
    def names(self) -> Sequence[str]:
        """Paths of all files, in order, with / between the parts."""
        ...

    def fetch(self, name: str, scratch: Path) -> Path:
        """The file on disk, taken out into `scratch` if it must be."""
        ...

    def fingerprint(self, names: Sequence[str]) -> str:
        """SHA-256 that changes when the content of these files does."""
        ...


class FolderFiles:
    """The files in and below a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @cached_property
    def names(self) -> tuple[str, ...]:
        found = (path for path in sorted(self._root.rglob("*")) if path.is_file())
        return tuple(path.relative_to(self._root).as_posix() for path in found)

    def fetch(self, name: str, scratch: Path) -> Path:
        return self._root / name

    def fingerprint(self, names: Sequence[str]) -> str:
        return _sha256_of(*(content_sha256(self._root / name) for name in names))


class ZipFiles:
    """The files in a zip; nothing is unpacked but what is asked for. Raises `BadInputError` if it is damaged."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._archive = zipfile.ZipFile(path)
            self._entries = {entry.filename: entry for entry in self._archive.infolist() if not entry.is_dir()}
        except DAMAGED_ZIP as error:
            raise BadInputError(f"{path.name} is cut off or damaged.", "Download it again.") from error

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self._entries))

    def fetch(self, name: str, scratch: Path) -> Path:
        entry = self._entries[name]
        _require_usual_size(self._path, name, entry.file_size)
        try:
            with self._archive.open(entry) as stream:
                return _written(stream, name, scratch)
        except DAMAGED_ZIP as error:
            raise BadInputError(f"{PurePosixPath(name).name} is damaged in {self._path.name}.") from error

    def fingerprint(self, names: Sequence[str]) -> str:
        return _sha256_of(*(f"{name} {self._entries[name].CRC} {self._entries[name].file_size}" for name in names))


@dataclass(frozen=True)
class TarMember:
    """A file that the reading of a tar has come to.

    `save` writes it into a folder, `read` gives as many bytes of it as allowed; one of them may be called, and now.
    """

    name: str
    fraction: float
    save: Callable[[Path], Path]
    read: Callable[[int], bytes]


class TarFiles:
    """A tar, compressed or not, read once from start to end."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def identity(self) -> str:
        """SHA-256 of how the archive begins: the same for a download that was cut off and its whole."""
        with self._path.open("rb") as stream:
            return hashlib.sha256(stream.read(_HEAD_BYTES)).hexdigest()

    def members(self) -> Iterator[TarMember]:
        """The files in their order. Raises `BrokenOffError` where the archive breaks off."""
        size = max(1, self._path.stat().st_size)
        try:
            with self._path.open("rb") as raw, tarfile.open(fileobj=raw, mode="r|*") as archive:
                for info in archive:
                    if info.isfile():
                        save, read = _saver(self._path, archive, info), _reader(self._path, archive, info)
                        yield TarMember(info.name, raw.tell() / size, save, read)
        except _DAMAGED_TAR as error:
            raise BrokenOffError(f"{self._path.name} is cut off or damaged: {error}.", DOWNLOAD_AGAIN) from error


def is_zip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) == b"PK\x03\x04"


def is_tar(path: Path) -> bool:
    """Whether a file is a tar, compressed or not, judged by how it begins."""
    try:
        with path.open("rb") as raw, tarfile.open(fileobj=raw, mode="r|*"):
            return True
    except _DAMAGED_TAR:
        return False


@contextmanager
def _opened(path: Path, archive: tarfile.TarFile, info: tarfile.TarInfo) -> Iterator[IO[bytes]]:
    _require_usual_size(path, info.name, info.size)
    try:
        stream = archive.extractfile(info)
        assert stream is not None
        with stream:
            yield stream
    except _DAMAGED_TAR as error:
        raise BrokenOffError(f"{path.name} is cut off or damaged: {error}.", DOWNLOAD_AGAIN) from error


def _saver(path: Path, archive: tarfile.TarFile, info: tarfile.TarInfo) -> Callable[[Path], Path]:
    def save(folder: Path) -> Path:
        with _opened(path, archive, info) as stream:
            return _written(stream, info.name, folder)

    return save


def _reader(path: Path, archive: tarfile.TarFile, info: tarfile.TarInfo) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        with _opened(path, archive, info) as stream:
            return stream.read(most)

    return read


def _written(stream: IO[bytes], name: str, folder: Path) -> Path:
    """The content of a stream in a folder; a full disk is an error of code `disk_full`."""
    place = folder / PurePosixPath(name).name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = place.open("wb")
    except OSError as error:
        raise write_error(place, error) from error
    with target:
        while block := stream.read(_HEAD_BYTES):
            try:
                target.write(block)
            except OSError as error:
                raise write_error(place, error) from error
    return place


def _require_usual_size(path: Path, name: str, size: int) -> None:
    if size > LARGEST_FILE_BYTES:
        raise BadInputError(f"{PurePosixPath(name).name} in {path.name} is too large for a radiograph.")


def _sha256_of(*lines: str) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def removed(folder: Path) -> None:
    """Take a scratch folder away, whatever is in it."""
    shutil.rmtree(folder, ignore_errors=True)
