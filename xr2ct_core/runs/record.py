"""`run.json`: what a run is and how far it is, readable by people and by newer programs.

A run whose record says running or paused but whose process is gone is *interrupted*. A process is told from another
with the same number by its start time; one on another computer counts as alive while its record is fresh. A record
whose time cannot be read, or has no zone, is old.
"""

import os
import socket
from datetime import UTC, datetime
from typing import Any, Final, Literal

import psutil
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from xr2ct_core.errors import BadInputError

RunState = Literal["running", "paused", "stopped", "finished", "failed"]
ShownState = Literal["running", "paused", "stopped", "finished", "failed", "interrupted"]
SILENCE_S: Final = 300.0
_LONG_AGO: Final = "1970-01-01T00:00:00+00:00"


def now() -> str:
    """The time now in UTC, as records state it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class ProcessStamp(BaseModel):
    """A process, so that it can be recognised later."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    pid: int
    started: float
    host: str

    @classmethod
    def of_this_process(cls) -> "ProcessStamp":
        return cls(pid=os.getpid(), started=psutil.Process().create_time(), host=socket.gethostname())

    def is_alive(self) -> bool | None:
        """Whether the process runs; None if it belongs to another computer. One that only waits for its parent to
        notice its end does not."""
        if self.host != socket.gethostname():
            return None
        try:
            process = psutil.Process(self.pid)
            is_it = bool(abs(process.create_time() - self.started) < 1.0)
            return is_it and process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return False


class RunRecord(BaseModel):
    """The state of a run. `metrics` are those of the newest validation, `best` those of the best one with its `step`,
    `best_by` the measure that it is the best in,
    `seconds` the time spent training. After a failure `error` is what went wrong in a sentence, `error_code` one of
    `errors.ErrorCode`, and `error_hint` what to do."""

    model_config = ConfigDict(frozen=True, extra="allow")

    format: Literal["xr2ct-run"] = "xr2ct-run"
    version: int = 1
    method: str
    state: RunState = "running"
    step: int = 0
    total_steps: int
    seconds: float = 0.0
    created: str = Field(default_factory=now)
    updated: str = Field(default_factory=now)
    data: dict[str, Any] = Field(default_factory=dict)
    metrics: dict[str, float] = Field(default_factory=dict)
    best: dict[str, float] = Field(default_factory=dict)
    best_by: str = ""
    error: str = ""
    error_code: str = ""
    error_hint: str = ""
    process: ProcessStamp | None = None

    @field_validator("updated")
    @classmethod
    def _a_time(cls, updated: str) -> str:
        """As it is written, or a time long ago: whoever shows it can rely on reading it."""
        try:
            datetime.fromisoformat(updated).astimezone(UTC)
        except (ValueError, OverflowError, OSError):
            return _LONG_AGO
        return updated

    @property
    def holds_out(self) -> bool:
        """Whether the cases that it is measured on are held out; a training on everybody learns from them as well."""
        return bool(self.data.get("independent", True))

    @property
    def shown_state(self) -> ShownState:
        """The state as far as it can be known from outside."""
        if self.state not in ("running", "paused"):
            return self.state
        alive = self.process.is_alive() if self.process is not None else False
        if alive is None:
            updated = datetime.fromisoformat(self.updated)
            alive = updated.tzinfo is not None and (datetime.now(UTC) - updated).total_seconds() < SILENCE_S
        return self.state if alive else "interrupted"


def parse_record(text: str, name: str) -> RunRecord:
    """The record in a text; raises `BadInputError` if it is none."""
    try:
        return RunRecord.model_validate_json(text)
    except ValidationError as error:
        raise BadInputError(f"{name} is not the record of a run.", "Choose the folder of a training run.") from error
