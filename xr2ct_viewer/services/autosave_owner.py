"""Autosaves that were left behind: whose they are, what is in them, and taking them over.

Invariants: an autosave whose process still runs is never touched; taking one over is a rename, so of two windows that
try only one succeeds; what is taken over stays a valid autosave until the new owner has written its own.
"""

import logging
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import psutil
from pydantic import ValidationError

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.runs.record import ProcessStamp
from xr2ct_viewer.models.session_file.decode import peek
from xr2ct_viewer.models.session_file.schema import DOCUMENT
from xr2ct_viewer.models.session_file.write import remove_session

logger = logging.getLogger(__name__)

OWNER: Final = "owner.json"
KEPT: Final = 5
KEPT_DAYS: Final = 30


@dataclass(frozen=True)
class Leftover:
    """An autosave of a program that crashed: where, when it was written, and the titles of its studies."""

    folder: Path
    saved: datetime
    titles: tuple[str, ...]


def leftovers(root: Path) -> tuple[Leftover, ...]:
    """Autosaves of programs that are gone, newest first. Removes empty and old ones. Runs on any thread."""
    found = []
    for folder in root.iterdir() if root.is_dir() else ():
        if not folder.is_dir() or _is_owned(folder):
            continue
        try:
            document = peek(folder)
        except Xr2ctError as error:
            if (folder / DOCUMENT).exists():
                logger.warning("The autosave %s cannot be read here and is kept: %s", folder.name, error)
            else:
                remove_session(folder)
            continue
        found.append(Leftover(folder, document.saved, tuple(study.title for study in document.studies)))
    found.sort(key=lambda one: one.saved, reverse=True)
    oldest = datetime.now(UTC) - timedelta(days=KEPT_DAYS)
    kept = [one for one in found if one.titles and one.saved > oldest][:KEPT]
    for one in found:
        if one not in kept:
            remove_session(one.folder)
    return tuple(kept)


def take_over(leftover: Leftover) -> Path:
    """Make an autosave this process's own; raises `Xr2ctError` if another window was faster."""
    folder = leftover.folder.with_name(f"{os.getpid()}-{secrets.token_hex(4)}")
    try:
        leftover.folder.rename(folder)
        sign(folder)
    except OSError:
        raise Xr2ctError("These studies were recovered in another window already.") from None
    return folder


def sign(folder: Path) -> None:
    """Note that a folder belongs to this process. Not forced to the disk: it matters only while the process lives."""
    (folder / OWNER).write_text(ProcessStamp.of_this_process().model_dump_json(), encoding="utf-8")


def _is_owned(folder: Path) -> bool:
    """Whether the owner still runs, or may run on another computer. Without a note, the number in the name tells."""
    try:
        return ProcessStamp.model_validate_json((folder / OWNER).read_bytes()).is_alive() is not False
    except (OSError, ValidationError):
        number = folder.name.partition("-")[0]
        return number.isdigit() and psutil.pid_exists(int(number))
