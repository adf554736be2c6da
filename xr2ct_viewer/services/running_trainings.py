"""Trainings of this user: where their runs lie, and which of them are under way, whoever started them.

Reads the records of the runs only, so it is quick and may run on any thread.
"""

from pathlib import Path

from xr2ct_core.paths import data_folder


def default_runs_folder() -> Path:
    """Where trainings started from the window put their runs."""
    return data_folder() / "runs"


def running_trainings(folder: Path) -> tuple[Path, ...]:
    """Folders of the runs whose process is alive, the one changed last first."""
    from xr2ct_core.errors import Xr2ctError
    from xr2ct_core.runs.store import runs_in

    found = []
    for run in runs_in(folder) if folder.is_dir() else []:
        try:
            record = run.record()
        except Xr2ctError:
            continue  # being written or removed by its owner
        if record.shown_state in ("running", "paused"):
            found.append((record.updated, run.path))
    return tuple(path for _, path in sorted(found, reverse=True))
