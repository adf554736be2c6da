"""Messages between a front end and the worker: one JSON object a line, UTF-8, at most 1 MiB.

Every message carries `v` (protocol version), `t` (its type), `job`, `seq` and `ts`; unknown fields are ignored, so
either side may be newer. Commands go to the worker's stdin, events come from its stdout.
"""

from time import time
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from xr2ct_core.errors import ErrorCode

PROTOCOL_VERSION: Final = 1
MAX_LINE_BYTES: Final = 1 << 20
MAX_JOB_CHARACTERS: Final = 200

JobState = Literal["queued", "running", "paused", "stopping", "done", "failed", "cancelled"]
TaskName = Literal[
    "reconstruct",
    "project",
    "evaluate",
    "benchmark",
    "calibrate",
    "calibrate-geometry",
    "learn-calibration",
    "pack",
    "plausibility",
    "judge",
    "phantom",
    "prepare",
    "inspect",
    "estimate",
    "evidence",
    "alternatives",
    "card",
    "views",
    "lungs",
    "learn-lungs",
    "measure-lungs",
    "learn-check",
    "learn-domain",
    "train",
    "resume",
]


class Message(BaseModel):
    """Fields common to all messages."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    v: int = PROTOCOL_VERSION
    job: str = Field(default="", max_length=MAX_JOB_CHARACTERS)
    seq: int = 0
    ts: float = Field(default_factory=time)


class Start(Message):
    t: Literal["start"] = "start"
    task: TaskName
    config: dict[str, Any]
    out_dir: str


class Pause(Message):
    t: Literal["pause"] = "pause"


class Resume(Message):
    t: Literal["resume"] = "resume"


class Stop(Message):
    t: Literal["stop"] = "stop"
    grace_s: float = 10.0


class Checkpoint(Message):
    t: Literal["checkpoint"] = "checkpoint"


class Preview(Message):
    """Let a training reconstruct its fixed case now; other pairs are reconstructed with a checkpoint."""

    t: Literal["preview"] = "preview"


class Ping(Message):
    """Are you alive? Answered at once by `memory`, also while a job runs."""

    t: Literal["ping"] = "ping"


class Shutdown(Message):
    t: Literal["shutdown"] = "shutdown"


class Hello(Message):
    t: Literal["hello"] = "hello"
    version: str
    pid: int
    devices: tuple[str, ...]


class State(Message):
    t: Literal["state"] = "state"
    state: JobState


class Phase(Message):
    t: Literal["phase"] = "phase"
    name: str


class Progress(Message):
    t: Literal["progress"] = "progress"
    step: int
    total: int
    rate: float | None = None
    eta_s: float | None = None


class Scalars(Message):
    t: Literal["scalars"] = "scalars"
    step: int
    values: dict[str, float]


class Memory(Message):
    t: Literal["memory"] = "memory"
    host_bytes: int
    device_bytes: int | None = None


class Artifact(Message):
    """A finished file: `role` says what it is ("volume", "reprojection_frontal", "table", ...)."""

    t: Literal["artifact"] = "artifact"
    role: str
    path: str
    sha256: str


class Log(Message):
    t: Literal["log"] = "log"
    level: Literal["debug", "info"] = "info"
    text: str


class Warned(Message):
    """Something to doubt: `text` says it, `hint` what to do; `code` names its kind where there are several."""

    t: Literal["warning"] = "warning"
    text: str
    code: str = ""
    hint: str = ""


class Error(Message):
    t: Literal["error"] = "error"
    code: ErrorCode
    msg: str
    hint: str = ""
    traceback: str = ""


class Result(Message):
    t: Literal["result"] = "result"
    summary: dict[str, Any]


class Bye(Message):
    t: Literal["bye"] = "bye"


Command = Start | Pause | Resume | Stop | Checkpoint | Preview | Ping | Shutdown
Event = Hello | State | Phase | Progress | Scalars | Memory | Artifact | Log | Warned | Error | Result | Bye

COMMAND_ADAPTER: Final[TypeAdapter[Command]] = TypeAdapter(Annotated[Command, Field(discriminator="t")])
EVENT_ADAPTER: Final[TypeAdapter[Event]] = TypeAdapter(Annotated[Event, Field(discriminator="t")])
