"""What a person typed as the name of a file or folder: the path it stands for, or a sentence that says what to do.

Invariants: whatever is typed, nothing is raised, made or changed; a path is absolute, and a relative name lies in the
folder that was proposed. What the file system does not take is refused before any work.
"""

import errno
import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xr2ct_viewer.models.marked import filled, marked

NO_FILE_NAME: Final = marked("Give the file a name.")
NO_FOLDER_NAME: Final = marked("Give the folder a name.")
NAMES_FOLDER: Final = marked("{name} is a folder. Add the name of the file.")
NO_HOME: Final = marked("There is no home folder {name}. Choose another folder.")
BAD_LETTERS: Final = marked("This name has characters that no file can have. Choose another.")
TOO_LONG: Final = marked("This name is too long. Choose a shorter one.")
CLOSED_FOLDER: Final = marked("The folder {name} may not be opened. Choose another.")
NO_FOLDER: Final = marked("{name} is a file, not a folder. Choose another folder.")
IS_FOLDER: Final = marked("{name} is a folder already. Choose another name.")
IS_FILE: Final = marked("{name} is a file already. Choose another.")
REFUSED: Final = marked("{name} cannot be used: {reason}. Choose another name.")


@dataclass(frozen=True)
class TypedPath:
    """The path that was named; with a `problem`, the folder that was proposed."""

    path: Path
    problem: str = ""


def typed_path(
    text: str,
    folder: Path,
    complete: Callable[[Path], Path] = lambda path: path,
    *,
    endings: Iterable[str] = (),
    is_folder: bool = False,
) -> TypedPath:
    """The file that a text names, or the folder, which may be there already; `folder` was proposed.

    `complete` adds the ending that nobody need type; one of `endings` alone is no name.
    """
    folder, text = folder.absolute(), text.strip()
    no_name = TypedPath(folder, NO_FOLDER_NAME if is_folder else NO_FILE_NAME)
    if not text:
        return no_name
    try:
        path = folder / Path(text).expanduser()
    except RuntimeError:
        return TypedPath(folder, filled(NO_HOME, name=Path(text).parts[0]))
    except ValueError:
        return TypedPath(folder, BAD_LETTERS)
    is_above = path.name in ("", "..")
    if (is_above and is_folder) or (path.name and not without_ending(path.name, endings).strip()):
        return no_name
    if not is_folder and (is_above or text.endswith(("/", os.sep)) or (complete(path) != path and _is_folder(path))):
        return TypedPath(folder, filled(NAMES_FOLDER, name=path.name or path))
    path = complete(path)
    problem = refusal(path, is_folder=is_folder)
    return TypedPath(folder, problem) if problem else TypedPath(path)


def refusal(path: Path, *, is_folder: bool = False) -> str:
    """Why a file, or a folder, cannot have this absolute path; empty where it can. It may be there already."""
    there, closed = path, path.parent
    try:
        mode = _mode(there)
        while mode is None and there != there.parent:
            there = there.parent
            mode = _mode(there)
        for new in path.relative_to(there).parts:
            _mode(there / new)
        is_there_folder = mode is None or stat.S_ISDIR(mode)
        if there != path:
            return "" if is_there_folder else filled(NO_FOLDER, name=there.name)
        if is_there_folder != is_folder:
            return filled(IS_FOLDER if is_there_folder else IS_FILE, name=path.name)
        if is_folder:
            closed = path
            next(path.iterdir(), None)
    except ValueError:
        return BAD_LETTERS
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return TOO_LONG
        if error.errno in (errno.EACCES, errno.EPERM):
            return filled(CLOSED_FOLDER, name=closed.name or closed)
        return filled(REFUSED, name=path.name, reason=filled(error.strerror or str(error)))
    return ""


def is_taken(path: Path) -> bool:
    """Whether there is something of this name; what cannot be looked at is not there."""
    try:
        return _mode(path) is not None
    except (OSError, ValueError):
        return False


def without_ending(name: str, endings: Iterable[str]) -> str:
    """A name without the first of these endings that it has."""
    found = next((ending for ending in endings if name.lower().endswith(ending)), "")
    return name[: len(name) - len(found)]


def _mode(path: Path) -> int | None:
    """The kind of what has this name; None where there is nothing. Raises what else keeps it from being looked at."""
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(_mode(path) or 0)
    except (OSError, ValueError):
        return False
