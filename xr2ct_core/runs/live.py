"""How a training is doing at this moment: `live.json`, replaced several times a second by the process that trains.

It is what a screen shows and nothing more: what is to be kept is in `run.json`. A reader sees it whole or not at all.
After the process has ended the file says what was true last.
"""

import os
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from xr2ct_core.io.files import write_error

LIVE_NAME: Final = "live.json"


class LiveStatus(BaseModel):
    """Speed, memory and what is being done. `time` in seconds since the epoch, memory in bytes.

    `device_bytes` is what this process holds on its graphics card, `device_free_bytes` what is free there for all.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    step: int
    total_steps: int
    steps_per_s: float
    eta_s: float | None
    host_bytes: int
    device_bytes: int | None = None
    device_free_bytes: int | None = None
    phase: str
    time: float


def write_live(path: Path, status: LiveStatus) -> None:
    """Replace the file in one step; it is not forced to the disk, because it is soon replaced again."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.write_text(status.model_dump_json() + "\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise write_error(path, error) from error


def read_live(path: Path) -> LiveStatus | None:
    """The newest status; None if there is none that can be read."""
    try:
        return LiveStatus.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
