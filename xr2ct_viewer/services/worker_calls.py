"""Questions to the warm worker outside of any study: one call, one answer, by callback.

Invariants: a call ends with exactly one of its callbacks, or with none after `cancel`; the folder of its files is
removed after the callback returned, so callbacks read what they need at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from xr2ct_core.config.base import ConfigBase
from xr2ct_core.errors import CancelledError, Xr2ctError
from xr2ct_core.protocol.messages import Progress, TaskName
from xr2ct_viewer.services.scratch import Scratch
from xr2ct_viewer.services.worker_client import WorkerClient

Done = Callable[[dict[str, Any], dict[str, Path]], None]
Failed = Callable[[Xr2ctError, str], None]
Moved = Callable[[float | None, str | None], None]
"""Receives the fraction done or the name of the phase."""


@dataclass
class _Call:
    folder: Path
    is_ours: bool
    on_done: Done
    on_failed: Failed
    on_moved: Moved | None


class WorkerCalls(QObject):
    """Starts tasks of the worker and hands their outcome to callbacks in this thread."""

    def __init__(self, worker: WorkerClient, scratch: Scratch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker, self._scratch = worker, scratch
        self._calls: dict[str, _Call] = {}
        worker.phase.connect(self._on_phase)
        worker.progress.connect(self._on_progress)
        worker.finished.connect(self._on_finished)
        worker.failed.connect(self._on_failed)
        worker.cancelled.connect(self._on_cancelled)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still awaited."""
        return bool(self._calls)

    def call(
        self,
        task: TaskName,
        config: ConfigBase,
        on_done: Done,
        on_failed: Failed,
        on_moved: Moved | None = None,
        out_dir: Path | None = None,
    ) -> str:
        """Queue a task; its files go to a temporary folder unless `out_dir` names one that stays. Returns its id."""
        folder = out_dir or self._scratch.new_folder(task)
        job_id = self._worker.start(task, config.model_dump(mode="json"), folder)
        self._calls[job_id] = _Call(folder, out_dir is None, on_done, on_failed, on_moved)
        return job_id

    def cancel(self, job_id: str) -> None:
        """Forget a call and stop its work; no callback follows."""
        call = self._calls.pop(job_id, None)
        if call is not None:
            self._worker.cancel(job_id)
            self._clean(call)

    def stop(self, job_id: str) -> None:
        """Stop the work of a call; its `on_failed` follows with a `CancelledError`."""
        if job_id in self._calls:
            self._worker.cancel(job_id)

    def _on_phase(self, job_id: str, name: str) -> None:
        call = self._calls.get(job_id)
        if call is not None and call.on_moved is not None:
            call.on_moved(None, name[:1].upper() + name[1:])

    def _on_progress(self, job_id: str, progress: Progress) -> None:
        call = self._calls.get(job_id)
        if call is not None and call.on_moved is not None and progress.total:
            call.on_moved(progress.step / progress.total, None)

    def _on_finished(self, job_id: str, summary: dict[str, Any], artifacts: dict[str, Path]) -> None:
        if call := self._calls.pop(job_id, None):
            call.on_done(summary, artifacts)
            self._clean(call)

    def _on_failed(self, job_id: str, error: Xr2ctError, details: str) -> None:
        if call := self._calls.pop(job_id, None):
            call.on_failed(error, details)
            self._clean(call)

    def _on_cancelled(self, job_id: str) -> None:
        self._on_failed(job_id, CancelledError(), "")

    def _clean(self, call: _Call) -> None:
        if call.is_ours:
            self._scratch.remove(call.folder)
