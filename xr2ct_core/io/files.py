"""Files in and out, safely: what cannot be read is said in a sentence, what is written appears whole or not at all.

Invariants: nothing is allocated before the promised size was checked; a written file replaces the old one in one step
(temporary file in the same folder, then rename), so a full disk or a crash never leaves half a file.
"""

import codecs
import errno
import hashlib
import os
import secrets
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from xr2ct_core.errors import BadInputError, Xr2ctError
from xr2ct_core.plain_text import MARK, is_plain, plain

MAX_VOXELS: Final = 1 << 30
"""Largest volume that is read: 1024³ voxels, 2 GiB as int16."""
MAX_PIXELS: Final = 1 << 27
"""Largest radiograph that is read: 134 million pixels."""
MAX_TEXT_BYTES: Final = 1 << 20
MAX_RECORD_BYTES: Final = 1 << 24
"""Largest record of a training, which names every patient."""
DAMAGED_ZIP: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)
"""What reading a zip raises where it is cut, changed, encrypted (`RuntimeError`) or packed in an unknown way."""
_HASH_CHUNK_BYTES: Final = 1 << 20
_DEFLATE_LIMIT: Final = 1100
"""Deflate cannot shrink data more than about 1032-fold."""
_KEPT_OF_NAME: Final = 40
"""Characters of a name that its temporary file has, so that it is never too long where the name is not."""
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_LONGEST_CHAIN: Final = 20
_LEAST_ROOM_BYTES: Final = 1 << 20
"""A disk with less counts as full where a library only says that it could not write."""


def existing_file(path: str | Path) -> Path:
    """The path, if a readable file with something in it is there under a name that can be written down."""
    refuse_odd_name(path)
    return openable_file(path)


def refuse_odd_name(path: str | Path) -> None:
    """Raise `BadInputError` for a path whose bytes are no UTF-8: no record can name it, some libraries end on it."""
    if not is_plain(str(path)):
        raise odd_name(path)


def odd_name(path: str | Path) -> BadInputError:
    """The error for a path that is not UTF-8."""
    name = plain(Path(path).name)
    return BadInputError(
        f"{name} cannot be used: its name or that of its folder is not stored as UTF-8.",
        "Use names in UTF-8 for the file and its folders.",
    )


def openable_file(path: str | Path) -> Path:
    """The path, if a readable file with something in it is there, whatever its name."""
    path = Path(path).expanduser()
    try:
        if path.is_dir():
            raise BadInputError(f"{path.name or path} is a folder, not a file.", "Choose a file in it.")
        if path.exists() and not path.is_file():
            raise BadInputError(f"{path.name} is not an ordinary file.", "Choose a file on a disk.")
        with path.open("rb") as stream:
            is_empty = not stream.read(1)
    except FileNotFoundError:
        if MARK in str(path):
            raise odd_name(path) from None
        raise BadInputError(f"The file {path.name} does not exist.", f"Check the folder {path.parent}.") from None
    except PermissionError:
        raise BadInputError(f"The file {path.name} may not be read.", "Check its permissions.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no file can have this name"
        raise BadInputError(f"The file {path.name} cannot be opened: {reason}.", "Copy it to this computer.") from error
    if is_empty:
        raise BadInputError(f"The file {path.name} is empty.", "Export or copy it again.")
    return path


def read_text(path: Path, most_bytes: int = MAX_TEXT_BYTES) -> str:
    """A small UTF-8 text file: a description, a list or a table."""
    path = existing_file(path)
    if path.stat().st_size > most_bytes:
        raise BadInputError(
            f"The file {path.name} is too large for a description or a list.",
            f"It may have {most_bytes >> 20} MiB at most.",
        )
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        content = path.read_bytes()
    if b"\0" not in content or content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise BadInputError(
            f"The letters of {path.name} are not stored as UTF-8.",
            "Save it again as UTF-8; in Excel the kind of file is called CSV UTF-8.",
        )
    raise BadInputError(f"The file {path.name} is not text.", "Choose a JSON, TOML or CSV file.")


def check_volume_size(path: Path, shape: tuple[int, ...], bytes_per_voxel: int, *, stored_in_file: bool = True) -> None:
    """Refuse a header that promises more than can be held, or more than the file can contain."""
    voxels = 1
    for length in shape:
        voxels *= int(length)
    promised = " x ".join(str(length) for length in shape)
    if voxels > MAX_VOXELS:
        raise BadInputError(
            f"{path.name} promises {promised} voxels, more than this program reads.",
            "Crop or resample it to at most 1024 voxels an axis.",
        )
    if stored_in_file and voxels * bytes_per_voxel > path.stat().st_size * _DEFLATE_LIMIT:
        raise BadInputError(f"{path.name} promises {promised} voxels but is too small for them.", "Copy it again.")


def check_image_size(path: Path, rows: int, cols: int) -> None:
    """Refuse images that are larger than memory should be asked for, or too small to be a radiograph."""
    if rows * cols > MAX_PIXELS or max(rows, cols) > 32768:
        raise BadInputError(
            f"{path.name} promises {rows} x {cols} pixels, more than this program reads.", "Make it smaller first."
        )
    if min(rows, cols) < 8:
        raise BadInputError(f"{path.name} has only {rows} x {cols} pixels.", "Choose a radiograph.")


@contextmanager
def writing(path: Path, suffix: str = "") -> Iterator[Path]:
    """A temporary path beside `path` that replaces it when the block ends well and disappears when it fails.

    `suffix` is the ending writers choose the format by. The place is tried before the block begins, so a library that
    writes by itself meets no folder that takes no files. A full disk becomes an error with the code `disk_full`.
    """
    temporary = path.with_name(f".{path.name[:_KEPT_OF_NAME]}.{secrets.token_hex(4)}{suffix or path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            path.lstat()
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        temporary.open("xb").close()
        temporary.unlink()
        yield temporary
        if not temporary.exists():
            raise failed_write(path)
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    except OSError as error:
        raise write_error(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


@contextmanager
def writing_folder(path: Path) -> Iterator[Path]:
    """A temporary folder beside `path` that takes its place when the block ends well and disappears when it fails.

    `path` must not exist, or be an empty folder. One that is there may be a mounted disk or the working folder: it
    stays, and what was written is moved into it at the end. Where nothing was written, no folder appears.
    """
    is_there = path.is_dir()
    temporary = (path if is_there else path.parent) / f".{path.name[:_KEPT_OF_NAME]}.{secrets.token_hex(4)}"
    try:
        temporary.mkdir(parents=True)
        yield temporary
        items = sorted(temporary.iterdir())
        if is_there:
            for item in items:
                item.rename(path / item.name)
        elif items:
            temporary.rename(path)
    except OSError as error:
        raise write_error(path, error) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 file, whole or not at all; raises what `writing` raises."""
    with writing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def write_error(path: Path, error: OSError, size_bytes: int = 0) -> Xr2ctError:
    """What went wrong on writing, in a sentence.

    Where a library keeps the reason to itself, a disk with less room than `size_bytes`, or 1 MiB, is the likely one.
    """
    number = error_number(error)
    if number in _FULL or (number is None and _has_no_room(path.parent, max(size_bytes, _LEAST_ROOM_BYTES))):
        return Xr2ctError(
            f"There is no room on the disk for {path.name}.",
            "Free some space or choose another folder.",
            code="disk_full",
        )
    if number in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT):
        return BadInputError(f"{path.name} may not be written in {path.parent}.", "Choose another folder.")
    if number in (errno.EEXIST, errno.ENOTDIR, errno.EISDIR):
        return BadInputError(f"{path} cannot be written: a file or folder is in the way.", "Choose another name.")
    if number == errno.ENAMETOOLONG:
        return BadInputError(f"{path.name} cannot be written: the name is too long.", "Choose a shorter name.")
    reason = "its writer broke off" if number is None else os.strerror(number)
    return BadInputError(f"{path.name} cannot be written: {reason}.", "Choose another folder.")


def failed_write(path: Path, size_bytes: int = 0) -> Xr2ctError:
    """The error where a library says only that writing failed."""
    return write_error(path, OSError(), size_bytes)


def error_number(error: BaseException) -> int | None:
    """The `errno` of an error, or of the one behind it where a library raised it anew without."""
    behind: BaseException | None = error
    for _ in range(_LONGEST_CHAIN):
        if isinstance(behind, OSError) and behind.errno is not None:
            return behind.errno
        if behind is None:
            break
        behind = behind.__cause__ or (None if behind.__suppress_context__ else behind.__context__)
    return None


def _has_no_room(folder: Path, wanted_bytes: int) -> bool:
    try:
        return shutil.disk_usage(folder).free < wanted_bytes
    except OSError:
        return False


def file_sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file's content."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_HASH_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def named_with(path: Path, suffix: str) -> Iterator[Path]:
    """The file under a name with the given ending, for libraries that judge a file by its name."""
    if path.name.lower().endswith(suffix):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="xr2ct-") as folder:
        alias = Path(folder) / f"file{suffix}"
        try:
            alias.symlink_to(path.resolve())
        except OSError:
            shutil.copyfile(path, alias)
        yield alias
