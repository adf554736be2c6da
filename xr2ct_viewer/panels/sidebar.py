"""The column on the left: studies on top, then the steps from the X-rays to the export, and what runs at its foot."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QWidget

from xr2ct_viewer.models.jobs import Job
from xr2ct_viewer.models.session import Session
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.panels.ct_panel import CtPanel
from xr2ct_viewer.panels.input_panel import InputPanel
from xr2ct_viewer.panels.reconstruct_panel import ReconstructPanel
from xr2ct_viewer.panels.result_panel import ResultPanel
from xr2ct_viewer.panels.run_bar import RunBar
from xr2ct_viewer.panels.studies_panel import StudiesPanel
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.widgets.steps_column import StepsColumn

WIDTHS: Final = (320, 460)
NESTED_LAYOUTS: Final = 4
"""Row, panel, column, sidebar: each asks the next one for its place."""
REVEAL_MS: Final = 1500
"""For this long after something is revealed, the column follows its growth."""


class Sidebar(StepsColumn):
    """Shows the panels that fit the current study."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        self.studies = StudiesPanel(session, theme)
        self.input = InputPanel(theme)
        self.reconstruct = ReconstructPanel(theme)
        self.result = ResultPanel(theme)
        self.ct = CtPanel(theme)
        self.run = RunBar(theme)
        steps = (self.studies, self.input, self.ct, self.reconstruct, self.result)
        super().__init__(steps, self.run, WIDTHS, parent=parent)
        self._revealing = QTimer(self, singleShot=True)
        self._scroll: Callable[[], None] = self._scroll_to_result
        self.scroller.verticalScrollBar().rangeChanged.connect(self._keep_revealed)
        self.show_study(None)

    def show_study(self, study: Study | None) -> None:
        has_pair = study is not None and study.pair is not None
        for panel in (self.input, self.reconstruct, self.result, self.run):
            panel.setVisible(has_pair)
        self.ct.setVisible(study is not None and not has_pair)
        self.input.set_study(study)
        self.result.set_study(study if has_pair else None)
        self.ct.set_study(study)
        self.reconstruct.show_study(study)

    def reveal(self, panel: QWidget) -> None:
        """Scroll until a panel is in view, as tall as it has become."""
        self._reveal(lambda: self.scroller.ensureWidgetVisible(panel))

    def reveal_result(self) -> None:
        """Scroll so that the result and its export button are in view."""
        self._reveal(self._scroll_to_result)

    def _reveal(self, scroll: Callable[[], None]) -> None:
        """The panels take their heights at once: drawing a volume can take seconds, and they would stand squeezed until
        it is done."""
        for _ in range(NESTED_LAYOUTS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self._scroll = scroll
        self._revealing.start(REVEAL_MS)
        scroll()

    def _keep_revealed(self) -> None:
        if self._revealing.isActive():
            self._scroll()

    def _scroll_to_result(self) -> None:
        bar = self.scroller.verticalScrollBar()
        bar.setValue(min(bar.maximum(), self.result.y() - 8))

    def show_job(self, job: Job | None) -> None:
        self.reconstruct.set_running(job is not None)
        self.run.show_job(job)
        self.ct.show_job(job)
