"""Where a report is written: a cancelled one never takes the place of a whole one."""

import json
from pathlib import Path
from typing import Final

from xr2ct_core.errors import CancelledError

TABLE: Final = "table.json"
CANCELLED: Final = "cancelled"
"""The folder of what was measured until a cancel, in that of an earlier, whole report."""


def report_folder(out_dir: Path, *, complete: bool) -> Path:
    """`out_dir`, or its folder `CANCELLED` for a cancelled report where `out_dir` holds a whole one."""
    return out_dir if complete or not _holds_whole(out_dir) else out_dir / CANCELLED


def cancelled(what: str, out_dir: Path, folder: Path) -> CancelledError:
    """The error after a cancelled report was written to `folder`; `what` begins its sentence."""
    if folder == out_dir:
        return CancelledError(f"{what} was cancelled.", "What was measured so far is in its folder.")
    hint = f"What was measured so far is in its folder, in {CANCELLED}; the earlier table stays as it was."
    return CancelledError(f"{what} was cancelled.", hint)


def _holds_whole(folder: Path) -> bool:
    try:
        return json.loads((folder / TABLE).read_bytes())["complete"] is True
    except (OSError, ValueError, KeyError, TypeError):
        return False
