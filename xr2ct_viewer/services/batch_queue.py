"""Works through a batch with the window's worker, one case at a time, so that single reconstructions go in between.

Invariants: everything that became of a case is in `batch.json` before the next one begins, so a window that closes or
dies leaves a batch that goes on; files are read and written on the background's threads; one batch a window.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, Literal

from PySide6.QtCore import QObject, Signal

from xr2ct_core.batch.batch import Batch, Prepared
from xr2ct_core.batch.state import BatchSettings, BatchState
from xr2ct_core.errors import CancelledError, Xr2ctError
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.batch_contents import OpenCase, with_pairs, with_paths
from xr2ct_viewer.services.scratch import Scratch
from xr2ct_viewer.services.worker_calls import WorkerCalls
from xr2ct_viewer.services.worker_client import WorkerClient

Activity = Literal["idle", "running", "pausing", "paused", "stopping"]


@dataclass(frozen=True)
class CaseProgress:
    """How far the case under way is. `fraction` is 0 while too early to say."""

    name: str
    phase: str = "Reading"
    fraction: float = 0.0


class BatchQueue(QObject):
    """`changed` fires when anything shown changes, `failed` carries what stopped the batch, `ended` its last state."""

    changed = Signal()
    failed = Signal(object, str)
    ended = Signal(object)

    def __init__(
        self, worker: WorkerClient, background: Background, scratch: Scratch, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._background, self._scratch = background, scratch
        self._calls = WorkerCalls(worker, scratch, self)
        self._batch: Batch | None = None
        self._names: list[str] = []
        self._call = ""
        self._seconds: list[float] = []
        self._begun = 0.0
        self.activity: Activity = "idle"
        self.progress: CaseProgress | None = None

    @property
    def folder(self) -> Path | None:
        return self._batch.folder if self._batch is not None else None

    @property
    def state(self) -> BatchState | None:
        return self._batch.state if self._batch is not None else None

    @property
    def is_active(self) -> bool:
        """Whether cases are being worked on, or are about to be."""
        return self.activity != "idle"

    @property
    def remaining_s(self) -> float | None:
        """Time left, from the cases that were done; None while too early to say."""
        if not self._seconds or self.activity != "running":
            return None
        each_s = sum(self._seconds) / len(self._seconds)
        return each_s * (len(self._names) + (1.0 if self.progress is not None else 0.0)) - (monotonic() - self._begun)

    # What is in it

    def open(self, folder: Path, then: Callable[[], object] | None = None) -> None:
        """Show the batch of a folder."""
        self._run(lambda: Batch.open(folder), lambda batch: self._show(batch, then))

    def close(self) -> None:
        """Show none; what is written stays."""
        if not self.is_active:
            self._batch = None
            self.changed.emit()

    def add_paths(self, folder: Path, settings: BatchSettings, paths: Sequence[Path]) -> None:
        """Add the cases in files and folders to the batch of a folder, a new one if there is none."""

        shown = self._batch
        self._run(lambda: with_paths(shown, folder, settings, paths), self._show)

    def add_pairs(self, folder: Path, settings: BatchSettings, cases: Sequence[OpenCase]) -> None:
        """Add open studies; their pairs are written into the batch, with their corrections."""

        shown = self._batch
        self._run(lambda: with_pairs(shown, folder, settings, cases), self._show)

    def remove(self, names: Sequence[str]) -> None:
        """Take cases out that are not being worked on."""
        batch, busy = self._batch, self.progress.name if self.progress is not None else ""
        if batch is None:
            return
        gone = [name for name in names if name != busy]
        self._names = [name for name in self._names if name not in gone]

        def remove() -> None:
            for name in gone:
                batch.remove(name)

        self._run(remove, lambda _none: self.changed.emit())

    # Working

    def start(self, settings: BatchSettings) -> None:
        """Begin, or go on, with everything that is not done."""
        batch = self._batch
        if batch is None or self.activity != "idle":
            return
        self._set("running")

        def claim() -> Batch:
            mine = Batch.at(batch.folder, settings)
            mine.claim()
            return mine

        self._background.run(claim, self._begin, self._stop_with)

    def pause(self) -> None:
        """Stop after the case under way."""
        if self.activity == "running":
            self._set("pausing")

    def resume(self) -> None:
        """Go on after a pause."""
        if self.activity == "pausing":
            self._set("running")
        elif self.activity == "paused":
            self._set("running")
            self._next()

    def cancel(self) -> None:
        """Stop now; the case under way waits again."""
        if self.activity == "paused":
            self._end()
        elif self.is_active:
            self._set("stopping")
            self._names.clear()
            if self._call:
                self._calls.stop(self._call)

    def shutdown(self) -> None:
        """The window closes: the case under way waits for the next time."""
        if self._call:
            self._calls.cancel(self._call)
        if self.is_active and self._batch is not None:
            self.activity = "idle"
            self._batch.leave(durable=False)

    def _begin(self, batch: Batch) -> None:
        self._batch = batch
        self._names = [item.name for item in batch.pending]
        self._seconds.clear()
        self._next()

    def _next(self) -> None:
        batch = self._batch
        if self.activity == "pausing":
            self._set("paused")
            return
        if batch is None or not self._names or self.activity != "running":
            self._end()
            return
        name = self._names.pop(0)
        self.progress, self._begun = CaseProgress(name), monotonic()
        folder = self._scratch.new_folder("batch")
        self.changed.emit()
        self._background.run(
            lambda: batch.prepare(name, folder / "pair"),
            lambda prepared: self._call_worker(batch, prepared, folder),
            lambda error: self._settle(batch, name, folder, error),
        )

    def _call_worker(self, batch: Batch, prepared: Prepared, folder: Path) -> None:
        name = prepared.name
        if self.activity == "stopping":
            self._settle(batch, name, folder, CancelledError())
            return
        self._call = self._calls.call(
            "reconstruct",
            prepared.task,
            lambda summary, artifacts: self._land(batch, prepared, folder, summary, artifacts),
            lambda error, _details: self._settle(batch, name, folder, error),
            self._move,
            out_dir=folder / "result",
        )
        self.changed.emit()

    def _land(
        self, batch: Batch, prepared: Prepared, folder: Path, summary: dict[str, Any], artifacts: dict[str, Path]
    ) -> None:
        self._call = ""
        self._move(1.0, marked("Writing the volume"))

        def landed(_item: object) -> None:
            self._seconds.append(monotonic() - self._begun)
            self._tidy(folder)

        self._background.run(
            lambda: batch.land(prepared, summary, artifacts),
            landed,
            lambda error: self._settle(batch, prepared.name, folder, error),
        )

    def _settle(self, batch: Batch, name: str, folder: Path, error: Xr2ctError) -> None:
        """Note why a case came to nothing; a full disk stops all."""
        self._call = ""

        def noted(_item: object) -> None:
            if error.code == "disk_full":
                self._names.clear()
                self.failed.emit(error, "")
            self._tidy(folder)

        self._background.run(lambda: batch.fail(name, error), noted, self._stop_with)

    def _tidy(self, folder: Path) -> None:
        self._scratch.remove(folder)
        self.progress = None
        self._next()

    def _move(self, fraction: float | None, phase: str | None) -> None:
        if self.progress is not None:
            now = self.progress
            self.progress = CaseProgress(
                now.name, phase or now.phase, now.fraction if fraction is None else min(1.0, fraction)
            )
            self.changed.emit()

    def _end(self) -> None:
        batch = self._batch
        self.progress = None
        if batch is None:
            self._set("idle")
            return

        def left(_none: object) -> None:
            self._set("idle")
            self.ended.emit(batch.state)

        self._background.run(batch.leave, left, self._stop_with)

    def _stop_with(self, error: Xr2ctError) -> None:
        self.progress = None
        self._names.clear()
        self._set("idle")
        self.failed.emit(error, "")

    # Inside

    def _show(self, batch: Batch, then: Callable[[], object] | None = None) -> None:
        if self.is_active and batch is not self._batch:
            return
        if self.is_active:
            known = {*self._names, self.progress.name if self.progress is not None else ""}
            self._names += [
                item.name for item in batch.state.items if item.state == "waiting" and item.name not in known
            ]
        self._batch = batch
        self.changed.emit()
        if then is not None:
            then()

    def _run(self, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        self._background.run(work, done, lambda error: self.failed.emit(error, ""))

    def _set(self, activity: Activity) -> None:
        self.activity = activity
        self.changed.emit()
