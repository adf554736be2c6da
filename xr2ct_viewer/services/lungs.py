"""Asks the worker for the lungs on both X-rays of a pair.

Invariants: one question at a time; its answer belongs to the images it was asked about; nothing lands after `give_up`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.protocol.lungs import LungsSummary, LungsTask
from xr2ct_core.radiograph import RadiographPair
from xr2ct_viewer.models.outlines import Outlines, outlines_of
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.scratch import Scratch
from xr2ct_viewer.services.worker_calls import WorkerCalls
from xr2ct_viewer.services.worker_client import WorkerClient

THRESHOLD = 0.5


@dataclass(frozen=True, eq=False)
class FoundLungs:
    """Outlines, sentences that warn, and hints that may be normal."""

    outlines: Outlines
    quality: tuple[str, ...]
    hints: tuple[str, ...]


class LungSearch(QObject):
    """Answers `ask` by `found` (FoundLungs) or `failed` (Xr2ctError, details)."""

    found = Signal(object)
    failed = Signal(object, str)

    def __init__(
        self, worker: WorkerClient, background: Background, scratch: Scratch, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._background, self._scratch = background, scratch
        self._calls = WorkerCalls(worker, scratch, self)
        self._question = 0
        self._job_id = ""
        self._folder: Path | None = None

    def ask(self, pair: RadiographPair) -> None:
        """Look for the lungs of a pair."""
        self.give_up()
        question, folder = self._question, self._scratch.new_folder("lungs-inputs")
        self._folder = folder
        from xr2ct_core.io import write_pair

        def start(pair_path: Path) -> None:
            if question == self._question:
                self._job_id = self._calls.call(
                    "lungs",
                    LungsTask(pair_path=str(pair_path)),
                    lambda *answer: self._land(question, *answer),
                    self._fail,
                )

        def fail(error: Xr2ctError) -> None:
            if question == self._question:
                self._fail(error)

        self._background.run(lambda: write_pair(pair, folder / "pair"), start, fail)

    def give_up(self) -> None:
        """No answer is wanted any more."""
        self._question += 1
        if self._job_id:
            self._calls.cancel(self._job_id)
        self._clean()

    def _land(self, question: int, summary: dict[str, Any], artifacts: dict[str, Path]) -> None:
        self._clean()
        try:
            told = LungsSummary.model_validate(summary)
            views = [np.load(artifacts[f"lung_{side}"], allow_pickle=False) for side in ("frontal", "lateral")]
        except (KeyError, ValueError, OSError) as error:
            self.failed.emit(Xr2ctError("The lungs that were found cannot be read.", "Ask again."), str(error))
            return

        def landed(outlines: Outlines) -> None:
            if question == self._question:
                self.found.emit(FoundLungs(outlines, told.quality, told.hints))

        self._background.run(lambda: outlines_of(views[0], views[1], THRESHOLD), landed, self._fail)

    def _fail(self, error: Xr2ctError, details: str = "") -> None:
        self._clean()
        self.failed.emit(error, details)

    def _clean(self) -> None:
        self._job_id = ""
        if self._folder is not None:
            self._scratch.remove(self._folder)
            self._folder = None
