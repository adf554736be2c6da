"""What a training will need, asked of the worker while the settings are still being edited.

Invariants: asked again, the newest question alone is answered; a question waits `DEBOUNCE_MS` for the next edit.
Memory in bytes, times in seconds.
"""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.protocol.training import EstimateTask
from xr2ct_viewer.services.worker_calls import WorkerCalls

DEBOUNCE_MS = 600


@dataclass(frozen=True)
class Estimate:
    """What one training would take on one device."""

    parameters: int
    memory_bytes: int
    free_bytes: int
    step_s: float
    total_s: float
    device: str

    @property
    def fits(self) -> bool:
        return self.memory_bytes <= self.free_bytes


class Estimation(QObject):
    """`answered` carries an `Estimate`, `failed` an `Xr2ctError`; `waiting` fires when a new question is asked."""

    waiting = Signal()
    answered = Signal(object)
    failed = Signal(object)

    def __init__(self, calls: WorkerCalls, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls = calls
        self._task: EstimateTask | None = None
        self._asked: EstimateTask | None = None
        self._job = ""
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._timer.timeout.connect(self._ask)

    @property
    def is_waiting(self) -> bool:
        """Whether a question waits for the edits to rest."""
        return self._timer.isActive()

    def ask(self, task: EstimateTask | None) -> None:
        """Estimate this once the edits rest; None withdraws the question."""
        if task is not None and task == self._asked:
            return
        self._task = task
        self._asked = task
        self._withdraw()
        if task is not None:
            self.waiting.emit()
            self._timer.start()

    def _withdraw(self) -> None:
        self._timer.stop()
        if self._job:
            self._calls.cancel(self._job)
            self._job = ""

    def _ask(self) -> None:
        if self._task is not None:
            self._job = self._calls.call("estimate", self._task, self._on_done, self._on_failed)

    def _on_done(self, summary: dict[str, Any], _artifacts: object) -> None:
        self._job = ""
        self.answered.emit(Estimate(**{name: summary[name] for name in Estimate.__dataclass_fields__}))

    def _on_failed(self, error: Xr2ctError, _details: str) -> None:
        self._job, self._asked = "", None
        self.failed.emit(error)
