"""The column on the left: studies on top, then the steps from the X-rays to the export, and what runs at its foot."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

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

MIN_WIDTH: Final = 320
REVEAL_MS: Final = 1500
"""For this long after a result, the panel follows its own growth."""


class Sidebar(QWidget):
    """Shows the panels that fit the current study. They scroll; the button that reconstructs does not."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(MIN_WIDTH)
        self.setMaximumWidth(460)
        self.studies = StudiesPanel(session, theme)
        self.input = InputPanel(theme)
        self.reconstruct = ReconstructPanel(theme)
        self.result = ResultPanel(theme)
        self.ct = CtPanel(theme)
        self.run = RunBar(theme)
        self._column = QWidget()
        panels = QVBoxLayout(self._column)
        panels.setContentsMargins(10, 8, 6, 8)
        panels.setSpacing(8)
        for panel in (self.studies, self.input, self.ct, self.reconstruct, self.result):
            panels.addWidget(panel)
        panels.addStretch(1)
        self.scroll = QScrollArea()
        self.scroll.setWidgetResizable(True)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setWidget(self._column)
        self._column.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.scroll, 1)
        layout.addWidget(self.run)
        self._revealing = QTimer(self, singleShot=True)
        self.scroll.verticalScrollBar().rangeChanged.connect(self._scroll_to_result)
        self.show_study(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever the panels show, none of them is cut off at the right."""
        if watched is self._column and event.type() == QEvent.Type.LayoutRequest:
            needed = self._column.minimumSizeHint().width() + self.scroll.verticalScrollBar().sizeHint().width()
            self.setMinimumWidth(min(self.maximumWidth(), max(MIN_WIDTH, needed)))
        return super().eventFilter(watched, event)

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
        """Scroll until a panel is in view."""
        self.scroll.ensureWidgetVisible(panel)

    def reveal_result(self) -> None:
        """Scroll so that the result and its export button are in view."""
        self._revealing.start(REVEAL_MS)
        self._scroll_to_result()

    def _scroll_to_result(self) -> None:
        if self._revealing.isActive():
            bar = self.scroll.verticalScrollBar()
            bar.setValue(min(bar.maximum(), self.result.y() - 8))

    def show_job(self, job: Job | None) -> None:
        self.reconstruct.set_running(job is not None)
        self.run.show_job(job)
        self.ct.show_job(job)
