"""Joins pair doctor and domain gate to the input panel: they look at each pair shown, and say what they suspect.

A pair is looked at again after every correction. A correction that a note offers is an edit like any other, so it can
be undone.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from xr2ct_core.domain.reasons import Reason
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.pairing.findings import APPROXIMATE, PairReport
from xr2ct_core.pairing.fix import corrected
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.input_notes import InputNote, InputNotes, notes_of
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.panels.pair_findings import PairFindings
from xr2ct_viewer.said import said
from xr2ct_viewer.services.pair_check import PairCheck
from xr2ct_viewer.tr import tr
from xr2ct_viewer.workspaces.read_area import ReadContext

SOURCE = "doctor"


class ReadPairCheck(QObject):
    """Follows the study in front and its corrections. `report` is the last one about it, None while it is looked at;
    `notes` collects what anybody says about the X-rays."""

    def __init__(self, context: ReadContext, notes: InputNotes) -> None:
        super().__init__(context.window)
        self._context, self.notes = context, notes
        self._study: Study | None = None
        self.report: PairReport | None = None
        self.panel = PairFindings(notes, context.theme)
        self._check = PairCheck(context.background, self)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {}

    def assemble(self, hub: ActionHub) -> None:
        self._hub = hub
        self._context.sidebar.input.add_findings(self.panel)
        self._check.found.connect(self._show)
        self._check.failed.connect(self._on_failed)
        self.panel.asked.connect(self._answer)
        self._context.session.current_changed.connect(self._follow)
        self._follow()

    def shutdown(self) -> None:
        """Stop following."""
        self._context.session.current_changed.disconnect(self._follow)
        self._leave()

    def _follow(self) -> None:
        self._leave()
        study = self._context.session.current
        if study is not None and study.pair is not None:
            self._study = study
            study.edited.connect(self._look)
        self._look()

    def _leave(self) -> None:
        self._check.forget()
        if self._study is not None:
            self._study.edited.disconnect(self._look)
            self._study = None

    def _look(self) -> None:
        self.report = None
        self.notes.say(SOURCE)
        if self._study is not None and self._study.pair is not None:
            self._check.ask(self._study.pair)

    def _show(self, report: PairReport, reasons: tuple[Reason, ...]) -> None:
        self.report = report
        told = [note for note in report.notes if report.findings or note != APPROXIMATE]
        self.notes.say(SOURCE, notes_of(report.findings, reasons), "\n".join(told))

    def _on_failed(self, error: Xr2ctError) -> None:
        self._context.notice(tr("The X-rays could not be checked: {why}", why=said(error.message)))

    def _answer(self, note: InputNote) -> None:
        study = self._study
        if note.action == "geometry":
            if not self._context.sidebar.input.geometry_form.is_open:
                self._hub.execute("view.geometry")
        elif study is not None and note.finding is not None:
            try:
                study.set_edit(corrected(study.edit, note.finding))
            except Xr2ctError as error:
                self._context.fail(error, "")
