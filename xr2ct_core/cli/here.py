"""Running a long task in this process: its progress on the terminal, an interrupt as an orderly stop.

Training runs here and not in a worker, so that launchers such as torchrun and Slurm see the process they started.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import time
from types import FrameType
from typing import Any, Final

from xr2ct_core.cli.console import Console
from xr2ct_core.config.base import ConfigBase
from xr2ct_core.control import ControlToken
from xr2ct_core.protocol.messages import Event, Message, TaskName
from xr2ct_core.worker.job import JobContext
from xr2ct_core.worker.tasks import TASKS

_HANGUP: Final = getattr(signal, "SIGHUP", None)
"""A terminal that closes, as when a connection breaks off; unknown to Windows."""


def run_here(task: TaskName, config: ConfigBase, out_dir: Path, console: Console) -> dict[str, Any]:
    """Do one task of the worker in this process and return its summary."""
    # Idle OpenMP threads sleep instead of spinning; it must be set before torch is imported.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    control, asked = ControlToken(), time()
    with console.progress() as view, stopped_by_signals(control, console):

        def show(message: Message) -> None:
            if isinstance(message, Event):
                view.show(message)

        return TASKS[task].load()(config, JobContext(task, out_dir, show, control, asked))


@contextmanager
def stopped_by_signals(control: ControlToken, console: Console) -> Iterator[None]:
    """The first interrupt, termination or hang-up asks the task to stop, a second one ends it.

    Not so a second hang-up, as a terminal that closes may say so twice; one that is ignored (`nohup`) stays so.
    """

    def stop(number: int, _frame: FrameType | None) -> None:
        control.request_stop()
        if number != _HANGUP:
            signal.signal(number, before[signal.Signals(number)])
        with suppress(OSError):  # a terminal that is gone
            console.note("Stopping after this step; once more to stop at once.")

    signals = [signal.SIGINT, signal.SIGTERM]
    if _HANGUP is not None and signal.getsignal(_HANGUP) is not signal.SIG_IGN:
        signals.append(_HANGUP)
    before = {number: signal.signal(number, stop) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
