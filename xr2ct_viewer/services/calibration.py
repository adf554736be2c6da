"""Asks the worker how a pair was taken; the proposal belongs to the study and the corrections it was asked for."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.protocol.calibration import CalibrateGeometrySummary, CalibrateGeometryTask
from xr2ct_viewer.models.calibration import Proposal, proposal_of
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.services.pair_question import PairQuestion


class Calibration(PairQuestion):
    """Answers `ask` by `proposed` (Study, Proposal)."""

    proposed = Signal(object, object)

    def ask(self, study: Study) -> None:
        """Look for the geometry of the corrected pair of a study."""
        pair, edit = study.pair, study.edit
        if pair is None:
            self.give_up()
            return
        self.put(
            "calibrate-geometry",
            pair,
            lambda path: CalibrateGeometryTask(pair_path=str(path)),
            lambda summary, artifacts: _read(study, edit, summary, artifacts),
            lambda proposal: self.proposed.emit(study, proposal),
        )


def _read(study: Study, edit: InputEdit, summary: dict[str, Any], artifacts: dict[str, Path]) -> Proposal:
    from xr2ct_core.io import read_pair

    if study.source_pair is None:
        raise Xr2ctError("The X-rays are gone.")
    told = CalibrateGeometrySummary.model_validate(summary)
    bent = read_pair(artifacts["pair"]) if told.changes_image else None
    return proposal_of(told, study.source_pair, edit, bent)
