"""Step 3: what came out, how good it is, and the way to take it along."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from xr2ct_viewer.models.doubts import other_notes
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.study_result import StudyResult
from xr2ct_viewer.models.truth import has_synthetic_source
from xr2ct_viewer.panels.metrics_table import metric_groups
from xr2ct_viewer.panels.reasons_list import ReasonsList
from xr2ct_viewer.panels.section import Section, muted_label
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import in_digits, tr
from xr2ct_viewer.widgets.elided_combo import ElidedComboBox
from xr2ct_viewer.widgets.notes_label import notes_label, show_notes

WAITING = marked("The volume, its agreement with the X-rays and the export appear here.")
STALE = marked("The X-rays were corrected after this result was made. Reconstruct again to use the corrections.")


class ResultPanel(Section):
    """Shows the current result of a study. `export_requested` asks for the export dialog."""

    export_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(3, tr("Result"), parent)
        self._theme = theme
        self._study: Study | None = None
        self._methods = ElidedComboBox()
        self._methods.setAccessibleName(tr("Result shown"))
        self._methods.setToolTip(tr("Results of other methods on the same X-rays"))
        self._methods.activated.connect(self._choose)
        self._line = muted_label(tr(WAITING))
        self._stale = QLabel(tr(STALE))
        self._stale.setObjectName("warning")
        self._stale.setWordWrap(True)
        self._table = QWidget()
        self._rows = QGridLayout(self._table)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setVerticalSpacing(4)
        self._rows.setColumnStretch(0, 1)
        self._reasons = ReasonsList(theme)
        self._notes = notes_label()
        self._export = QPushButton(tr("Export…"))
        self._export.setObjectName("compactPrimary")
        self._export.setToolTip(tr("Save volume, DICOM, pictures, movies, surfaces or a report (Ctrl+E)"))
        self._export.clicked.connect(self.export_requested)
        for widget in (self._methods, self._line, self._stale, self._reasons, self._table, self._notes):
            self.body.addWidget(widget)
        self.header.addWidget(self._export)
        theme.changed.connect(self._refresh_icons)
        self._refresh_icons()
        self.set_study(None)

    def set_study(self, study: Study | None) -> None:
        """Follow another study."""
        if self._study is not None:
            self._study.results_changed.disconnect(self.refresh)
            self._study.edited.disconnect(self.refresh)
        self._study = study
        if study is not None:
            study.results_changed.connect(self.refresh)
            study.edited.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        study = self._study
        result = study.result if study is not None else None
        for widget in (self._table, self._export, self._notes, self._reasons):
            widget.setVisible(result is not None)
        self._stale.setVisible(study is not None and study.result_is_stale)
        self._methods.setVisible(study is not None and len(study.results) > 1)
        self.set_state("active" if result is not None else "waiting")
        self._line.setText(tr(WAITING) if result is None else result_line(result))
        if study is None or result is None:
            return
        self._methods.clear()
        for key, known in study.results.items():
            self._methods.addItem(tr(known.title), key)
        self._methods.setCurrentIndex(self._methods.findData(result.key))
        self._fill(result)
        self._reasons.show_reasons(result.summary.reasons)
        show_notes(self._notes, other_notes(result))

    def _fill(self, result: StudyResult) -> None:
        """The measures. They are shown at once: a layout does it later, and counts them as nothing until then."""
        while (item := self._rows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()  # it is deleted only when nothing is drawn, which can take seconds
                widget.deleteLater()
        row = 0
        is_synthetic = has_synthetic_source(self._study)
        for group, rows in metric_groups(result.summary.metrics, has_synthetic_truth=is_synthetic).items():
            heading = QLabel(tr(group))
            heading.setObjectName("muted")
            self._rows.addWidget(heading, row, 0, 1, 2)
            heading.show()
            for entry in rows:
                row += 1
                label, value = QLabel(tr(entry.label)), QLabel(in_digits(entry.value))
                value.setObjectName("number")
                for cell in (label, value):
                    cell.setToolTip(tr(entry.meaning))
                    cell.setMinimumHeight(cell.fontMetrics().height())
                label.setIndent(8)
                self._rows.addWidget(label, row, 0)
                self._rows.addWidget(value, row, 1, Qt.AlignmentFlag.AlignRight)
                label.show()
                value.show()
            row += 1

    def _choose(self) -> None:
        if self._study is not None:
            self._study.show_method(str(self._methods.currentData()))

    def _refresh_icons(self) -> None:
        self._export.setIcon(self._theme.icon("export", self._theme.palette.on_accent))


def result_line(result: StudyResult) -> str:
    """Method, grid, time and device in one line."""
    summary = result.summary
    device = "GPU" if summary.device.startswith("cuda") else "CPU"
    took = tr("{seconds} s on {device}", seconds=in_digits(f"{summary.seconds:.1f}"), device=device)
    return f"{tr(result.title)} · {summary.grid_size}³ · {took}"
