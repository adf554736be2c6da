"""One question about a pair of X-rays at a time, answered by the worker.

Invariants: the pair is written to a folder of its own, which goes when the question ends; an answer is read in full
before anything is told; nothing lands after `give_up` or once another question is put.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from xr2ct_core.config.base import ConfigBase
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.radiograph import RadiographPair
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.scratch import Scratch
from xr2ct_viewer.services.worker_calls import WorkerCalls
from xr2ct_viewer.services.worker_client import WorkerClient

Answer = TypeVar("Answer")


class PairQuestion(QObject):
    """`failed` (Xr2ctError, details) and `moved` (a fraction or None, a phase or None) tell how it goes."""

    failed = Signal(object, str)
    moved = Signal(object, object)

    def __init__(
        self, worker: WorkerClient, background: Background, scratch: Scratch, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.background = background
        self._scratch = scratch
        self._calls = WorkerCalls(worker, scratch, self)
        self._number = 0
        self._job_id = ""
        self._folder: Path | None = None

    def put(
        self,
        name: str,
        pair: RadiographPair,
        task: Callable[[Path], ConfigBase],
        read: Callable[[dict[str, Any], dict[str, Path]], Answer],
        answered: Callable[[Answer], None],
    ) -> int:
        """Ask the worker's task `name` in place of what was asked before; returns the number of the question.

        `task` gets the path of the written pair, `read` the summary and the artifacts; what it cannot read is told by
        `failed`.
        """
        self.give_up()
        number, folder = self._number, self._scratch.new_folder(f"{name}-inputs")
        self._folder = folder
        from xr2ct_core.io import write_pair

        def start(pair_path: Path) -> None:
            if self.is_asked(number):
                self._job_id = self._calls.call(name, task(pair_path), land, self.fail, self.moved.emit)

        def land(summary: dict[str, Any], artifacts: dict[str, Path]) -> None:
            try:
                answer = read(summary, artifacts)
            except (Xr2ctError, OSError, ValueError, KeyError, TypeError) as error:
                is_told = isinstance(error, Xr2ctError)
                self.fail(error if is_told else Xr2ctError("The answer cannot be read.", "Ask again."), str(error))
                return
            self._clean()
            answered(answer)

        def fail(error: Xr2ctError) -> None:
            if self.is_asked(number):
                self.fail(error)

        self.background.run(lambda: write_pair(pair, folder / "pair"), start, fail)
        return number

    def is_asked(self, number: int) -> bool:
        """Whether this is the question that an answer is wanted to."""
        return number == self._number

    def give_up(self) -> None:
        """No answer is wanted any more."""
        self._number += 1
        if self._job_id:
            self._calls.cancel(self._job_id)
        self._clean()

    def fail(self, error: Xr2ctError, details: str = "") -> None:
        """End the question without an answer."""
        self._clean()
        self.failed.emit(error, details)

    def _clean(self) -> None:
        self._job_id = ""
        if self._folder is not None:
            self._scratch.remove(self._folder)
            self._folder = None
