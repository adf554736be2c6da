"""A worker whose tasks misbehave, run as a script by the tests. Needs no torch.

Tasks: `phantom` chatters (stray prints and a flood of progress), `project` works until it is stopped and says what is
kept, `evaluate` raises the error named in its methods, `reconstruct` does not listen to a stop.
"""

import xr2ct_core.worker.__main__ as entry  # isort: skip  moves the protocol away from stdout, so it comes first

import ctypes
import errno
import os
import sys
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from xr2ct_core.config.base import ConfigBase
from xr2ct_core.errors import CancelledError
from xr2ct_core.protocol.tasks import EvaluateTask, PhantomTask, ProjectTask, ReconstructTask
from xr2ct_core.worker import server, tasks
from xr2ct_core.worker.job import JobContext


@dataclass(frozen=True)
class OddTask:
    config_type: type[ConfigBase]
    function: Callable[[Any, JobContext], dict[str, Any]]

    def load(self) -> Callable[[Any, JobContext], dict[str, Any]]:
        return self.function


def chatter(config: PhantomTask, job: JobContext) -> dict[str, Any]:
    print("a stray print", flush=True)
    os.write(1, b'{"t": "bye"}\n')
    ctypes.CDLL(None).puts(b"a library prints")
    sys.stderr.write("an error line\n")
    warnings.warn("mind the gap", stacklevel=1)
    for index in range(config.count):
        job.work.progress(index / config.count, "talking")
    job.work.progress(1.0, "talking")
    return {"count": config.count, "stdin": sys.stdin.read()}


def work_until_stopped(config: ProjectTask, job: JobContext) -> dict[str, Any]:
    try:
        while True:
            job.work.progress(0.5, "working")
            threading.Event().wait(0.01)
    except CancelledError:
        raise CancelledError(hint="Half of it is kept.") from None


def fail(config: EvaluateTask, job: JobContext) -> dict[str, Any]:
    errors: dict[str, BaseException] = {
        "memory": MemoryError(),
        "disk": OSError(errno.ENOSPC, "No space left on device"),
        "gpu": RuntimeError("CUDA out of memory. Tried to allocate 2 GiB"),
        "no-cuda": AssertionError("Torch not compiled with CUDA enabled"),
        "bug": ZeroDivisionError("a bug"),
    }
    raise errors[config.methods[0]]


def ignore_stop(config: ReconstructTask, job: JobContext) -> dict[str, Any]:
    job.log("deaf")
    deadline = monotonic() + 60.0
    while monotonic() < deadline:
        threading.Event().wait(0.05)
    return {}


if __name__ == "__main__":
    server.WARM_UP = "json"
    server.ORPHAN_GRACE_S = 0.5
    tasks.TASKS.clear()
    tasks.TASKS |= {
        "phantom": OddTask(PhantomTask, chatter),
        "project": OddTask(ProjectTask, work_until_stopped),
        "evaluate": OddTask(EvaluateTask, fail),
        "reconstruct": OddTask(ReconstructTask, ignore_stop),
    }
    sys.exit(entry.main())
