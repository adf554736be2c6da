"""Runs that are not wanted any more: moved into a folder `.trash` beside them, from where they can be taken back."""

import re
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Final

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import write_error
from xr2ct_core.runs.store import RunFolder

TRASH_NAME: Final = ".trash"
_TRASHED: Final = re.compile(r"(?P<name>.+)-\d{8}-\d{6}(-\d+)?")


def trash_run(run: RunFolder) -> Path:
    """Move a run into the trash and return where it lies; raises `BadInputError` while its process is alive."""
    if run.record().shown_state in ("running", "paused"):
        raise BadInputError(f"The run in {run.path} is still running.", "Stop it first.")
    folder = run.path.parent / TRASH_NAME
    stem = f"{run.path.name}-{datetime.now():%Y%m%d-%H%M%S}"
    names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    trashed = next(folder / name for name in names if not (folder / name).exists())
    return _moved(run.path, trashed)


def untrash(path: Path) -> Path:
    """Take a run out of the trash again; raises `BadInputError` if it is in none or its name is taken."""
    path = path.expanduser().absolute()
    if path.parent.name != TRASH_NAME:
        raise BadInputError(f"{path} is not in the trash.", f"Choose a folder in {TRASH_NAME}.")
    RunFolder.open(path)
    named = _TRASHED.fullmatch(path.name)
    place = path.parents[1] / (named["name"] if named else path.name)
    if place.exists():
        raise BadInputError(f"There is a {place.name} already.", "Rename or move it first.")
    return _moved(path, place)


def _moved(path: Path, to: Path) -> Path:
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        return path.rename(to)
    except OSError as error:
        raise write_error(to, error) from error
