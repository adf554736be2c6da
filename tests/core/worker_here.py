"""A worker that does its tasks in this process, for tests of commands that are not about the process of their own.

A process would import torch anew for each command. What crosses to a real worker as JSON does so here too.
"""

from pathlib import Path
from types import TracebackType
from typing import Any

import torch

from xr2ct_core.config.base import ConfigBase
from xr2ct_core.control import ControlToken
from xr2ct_core.protocol.messages import Event, Message, TaskName
from xr2ct_core.worker.client import EventCallback
from xr2ct_core.worker.job import JobContext
from xr2ct_core.worker.tasks import TASKS


class WorkerHere:
    """Takes the place of `WorkerClient`."""

    def __enter__(self) -> "WorkerHere":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        self._threads = torch.get_num_threads()

    def close(self) -> None:
        torch.set_num_threads(self._threads)

    def run(
        self, task: TaskName, config: ConfigBase, out_dir: Path, on_event: EventCallback = lambda _event: None
    ) -> dict[str, Any]:
        """Do one job and return its summary."""

        def send(message: Message) -> None:
            if isinstance(message, Event):
                on_event(message)

        out_dir.mkdir(parents=True, exist_ok=True)
        settings = TASKS[task].config_type.model_validate(config.model_dump(mode="json"))
        return TASKS[task].load()(settings, JobContext("1", out_dir, send, ControlToken()))
