"""Nothing that a command reads is written over by what it writes.

Invariant: asked before any work is done and before anything is written. Names are compared as files: links, other
spellings and other names of the same file count. What an earlier command wrote and this one does not read may be
replaced.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any, Final

from xr2ct_core.data.find import ct_sources, pair_files
from xr2ct_core.errors import BadInputError
from xr2ct_core.io.file_kind import FileKind, sniff
from xr2ct_core.io.files import read_text, refuse_odd_name
from xr2ct_core.io.provenance_file import sidecar_path

_PAIR_NAME: Final = "pair.json"
_PAIR_IMAGES: Final = ("frontal.npy", "lateral.npy")
_TRUTH_NAME: Final = "ct.nii.gz"
_HINT: Final = "It is read by this command; write to another name or folder."


def refuse_overwriting(written: Iterable[Path], read: Iterable[Path]) -> None:
    """Raise `BadInputError` if a file that is about to be written is one of those that are read, or has no plain name.

    A folder among `read` stands for the DICOM slices in it.
    """
    sources = [path.expanduser() for path in read]
    for path in (path.expanduser() for path in written):
        refuse_odd_name(path)
        if any(is_same_file(path, source) or _is_slice_of(path, source) for source in sources):
            raise BadInputError(f"{path} would be overwritten.", _HINT)


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two names lead to the same file, or will once it is written."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):  # one of them is not there, or no file can have its name
        return _leads_to(one) == _leads_to(other)


def volume_files(*paths: Path | None) -> tuple[Path, ...]:
    """Each volume that is named, with the file beside it that says where it came from."""
    return tuple(file for path in paths if path is not None for file in (path, sidecar_path(path)))


def read_volume_files(*paths: Path | None) -> tuple[Path, ...]:
    """What is read of each volume that is named: one DICOM slice stands for the series in its folder."""
    slices = [path for path in paths if path is not None and _is_dicom(path.expanduser())]
    return (*volume_files(*paths), *(path.expanduser().absolute().parent for path in slices))


def new_pair_files(folder: Path, *, with_truth: bool = False) -> tuple[Path, ...]:
    """What a pair consists of where it is written into a folder."""
    names = [folder / name for name in (_PAIR_NAME, *_PAIR_IMAGES)]
    return (*names, *volume_files(folder / _TRUTH_NAME)) if with_truth else tuple(names)


def pair_sources(*paths: Path | None) -> tuple[Path, ...]:
    """The images that are named; of each pair file also its images and its true CT."""
    return tuple(file for path in paths if path is not None for file in (path, *_named_by(path.expanduser())))


def cases_in(folder: Path) -> tuple[Path, ...]:
    """What is read of a folder of data: its CTs, and its pairs with what they name."""
    found: list[tuple[Path, ...]] = []
    with suppress(BadInputError):
        found.append(read_volume_files(*ct_sources([folder])))
    with suppress(BadInputError):
        found.append(pair_sources(*pair_files([folder])))
    return tuple(chain.from_iterable(found))


def files_in(*folders: Path | None) -> tuple[Path, ...]:
    """The files of folders such as those of checkpoints."""
    found = (folder for folder in folders if folder is not None and folder.is_dir())
    return tuple(chain.from_iterable(folder.iterdir() for folder in found))


def _named_by(path: Path) -> tuple[Path, ...]:
    """What a pair file, or the one in a folder, names. Of a file that is none, nothing: its reading says so."""
    file = path / _PAIR_NAME if path.is_dir() else path
    try:
        content: Any = json.loads(read_text(file)) if sniff(file) is FileKind.JSON else None
    except (BadInputError, ValueError, RecursionError):
        return ()
    if not isinstance(content, dict):
        return ()
    parts = [content.get(part) for part in ("frontal", "lateral")]
    images = [part.get("image") for part in parts if isinstance(part, dict)]
    named = [file.parent / name for name in images if isinstance(name, str) and name]
    truth = content.get("truth")
    return (file, *named, *(read_volume_files(file.parent / truth) if isinstance(truth, str) and truth else ()))


def _leads_to(path: Path) -> Path:
    """Where a name leads; one that no file can have, or that leads in a circle, only to itself."""
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):
        return path.absolute()


def _is_slice_of(path: Path, source: Path) -> bool:
    return source.is_dir() and is_same_file(path.absolute().parent, source) and _is_dicom(path)


def _is_dicom(path: Path) -> bool:
    try:
        return path.is_file() and sniff(path) is FileKind.DICOM
    except (BadInputError, OSError, ValueError):
        return False
