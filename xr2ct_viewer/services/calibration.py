"""Asks the worker how a pair was taken, and reads its proposal.

Invariants: one question at a time; its answer belongs to the study and the corrections it was asked for, and is thrown
away once another question is asked or it is given up.
"""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.protocol.calibration import CalibrateGeometrySummary, CalibrateGeometryTask
from xr2ct_viewer.models.calibration import Proposal, proposal_of
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.scratch import Scratch
from xr2ct_viewer.services.worker_calls import WorkerCalls
from xr2ct_viewer.services.worker_client import WorkerClient


class Calibration(QObject):
    """Answers `ask` by `proposed` (Study, Proposal) or `failed` (Xr2ctError, details); `moved` (a fraction or None, a
    phase or None) tells how far it is."""

    proposed = Signal(object, object)
    failed = Signal(object, str)
    moved = Signal(object, object)

    def __init__(
        self, worker: WorkerClient, background: Background, scratch: Scratch, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._background, self._scratch = background, scratch
        self._calls = WorkerCalls(worker, scratch, self)
        self._question = 0
        self._job_id = ""
        self._folder: Path | None = None

    def ask(self, study: Study) -> None:
        """Look for the geometry of the corrected pair of a study."""
        self.give_up()
        pair, edit = study.pair, study.edit
        if pair is None:
            return
        question, folder = self._question, self._scratch.new_folder("calibration-inputs")
        self._folder = folder
        from xr2ct_core.io import write_pair

        def start(pair_path: Path) -> None:
            if question != self._question:
                return
            self._job_id = self._calls.call(
                "calibrate-geometry",
                CalibrateGeometryTask(pair_path=str(pair_path)),
                lambda summary, artifacts: self._land(study, edit, summary, artifacts),
                self._fail,
                self.moved.emit,
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

    def _land(self, study: Study, edit: InputEdit, summary: dict[str, Any], artifacts: dict[str, Path]) -> None:
        try:
            proposal = _read(study, edit, summary, artifacts)
        except (Xr2ctError, ValueError, KeyError, TypeError) as error:
            known = error if isinstance(error, Xr2ctError) else Xr2ctError("The answer cannot be read.", "Ask again.")
            self._fail(known, str(error))
            return
        self._clean()
        self.proposed.emit(study, proposal)

    def _fail(self, error: Xr2ctError, details: str = "") -> None:
        self._clean()
        self.failed.emit(error, details)

    def _clean(self) -> None:
        self._job_id = ""
        if self._folder is not None:
            self._scratch.remove(self._folder)
            self._folder = None


def _read(study: Study, edit: InputEdit, summary: dict[str, Any], artifacts: dict[str, Path]) -> Proposal:
    from xr2ct_core.io import read_pair

    if study.source_pair is None:
        raise Xr2ctError("The X-rays are gone.")
    told = CalibrateGeometrySummary.model_validate(summary)
    bent = read_pair(artifacts["pair"]) if told.changes_image else None
    return proposal_of(told, study.source_pair, edit, bent)
