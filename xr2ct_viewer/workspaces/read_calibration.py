"""Calibrating the geometry in the window: a question to the worker, its proposal below the sliders, applied on demand.

What is applied is one correction of the X-rays, which Undo takes back. A proposal is put away once the X-rays are
corrected otherwise: it belongs to what was asked about.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.calibration import Proposal
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.panels.geometry.calibration_box import CalibrationBox
from xr2ct_viewer.services.calibration import Calibration
from xr2ct_viewer.tr import tr
from xr2ct_viewer.workspaces.read_area import ReadContext


class ReadCalibration(QObject):
    """Asks, shows and applies."""

    def __init__(self, context: ReadContext) -> None:
        super().__init__(context.window)
        self._context = context
        self.box = CalibrationBox(context.theme)
        self._service = Calibration(context.worker, context.background, context.scratch, self)
        self._study: Study | None = None
        self._proposal: Proposal | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"run.calibrate": self.ask}

    def assemble(self, hub: ActionHub) -> None:
        self._hub = hub
        self._context.sidebar.input.geometry_form.add_part(self.box)
        self.box.asked.connect(self.ask)
        self.box.cancelled.connect(self._put_away)
        self.box.put_away.connect(self._put_away)
        self.box.applied.connect(self._apply)
        self.box.opened.connect(self._open)
        self._service.moved.connect(lambda fraction, phase: self.box.move_on(fraction, phase))
        self._service.proposed.connect(self._show)
        self._service.failed.connect(self._on_failed)
        self._context.session.current_changed.connect(self._follow)

    def shutdown(self) -> None:
        """Stop following and asking."""
        self._context.session.current_changed.disconnect(self._follow)
        self._leave()

    def ask(self) -> None:
        """Ask about the pair in front; the form opens, where the answer will be."""
        study = self._context.session.current
        if study is None or study.pair is None:
            return
        self._leave()
        self._study = study
        study.edited.connect(self._put_away)
        if not self._context.sidebar.input.geometry_form.is_open:
            self._hub.execute("view.geometry")
        self.box.show_work()
        self._context.sidebar.reveal(self.box)
        self._service.ask(study)

    def _show(self, study: Study, proposal: Proposal) -> None:
        if study is not self._study:
            return
        self._proposal = proposal
        self.box.show_proposal(proposal)
        self._context.sidebar.reveal(self.box)

    def _apply(self) -> None:
        study, proposal = self._study, self._proposal
        if study is None or proposal is None:
            return
        try:
            study.set_edit(proposal.taken_over())
        except Xr2ctError as error:
            self._context.fail(error, "")
            return
        self._context.notice(tr("Geometry calibrated; it is an estimate. Undo takes it back."))

    def _open(self) -> None:
        study, proposal = self._study, self._proposal
        if study is None or proposal is None or proposal.bent is None:
            return
        title = tr("{title}, calibrated", title=study.title)
        has_private_paths = study.has_private_paths
        self._context.session.add(Study(title, pair=proposal.bent, has_private_paths=has_private_paths))

    def _on_failed(self, error: Xr2ctError, details: str) -> None:
        self._put_away()
        if error.code != "cancelled":
            self._context.fail(error, details)

    def _follow(self) -> None:
        if self._context.session.current is not self._study:
            self._put_away()

    def _put_away(self) -> None:
        self._leave()
        self.box.show_nothing()

    def _leave(self) -> None:
        self._service.give_up()
        self._proposal = None
        if self._study is not None:
            self._study.edited.disconnect(self._put_away)
            self._study = None
