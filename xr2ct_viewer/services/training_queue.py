"""Trainings that wait until the one that runs is over: one training at a time unless a person decides otherwise.

Invariant: an order is due only when no run in the folder is under way, whoever started it, and none is being started.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.running_trainings import running_trainings
from xr2ct_viewer.services.training_launch import TrainingLaunch

LOOK_MS = 1000


@dataclass(frozen=True)
class Order:
    """A training to be started: its command line and its run folder."""

    command: tuple[str, ...]
    run: Path


class TrainingQueue(QObject):
    """`due` carries the next `Order`; `changed` fires when the queue does."""

    due = Signal(object)
    changed = Signal()

    def __init__(
        self, folder: Path, launch: TrainingLaunch, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder, self._launch, self._background = folder, launch, background
        self.orders: tuple[Order, ...] = ()
        self._timer = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def add(self, order: Order) -> None:
        self.orders = (*self.orders, order)
        self.changed.emit()
        self._timer.start()

    def clear(self) -> None:
        """Start none of them."""
        self._timer.stop()
        if self.orders:
            self.orders = ()
            self.changed.emit()

    def _look(self) -> None:
        self._background.run(lambda: running_trainings(self._folder), self._on_running, self._on_failed)

    def _on_running(self, runs: tuple[Path, ...]) -> None:
        if not self.orders:
            return
        if not runs and not self._launch.runs:
            first, *others = self.orders
            self.orders = tuple(others)
            self.changed.emit()
            self.due.emit(first)
        if self.orders:
            self._timer.start()

    def _on_failed(self, _error: Xr2ctError) -> None:
        self._timer.start()
