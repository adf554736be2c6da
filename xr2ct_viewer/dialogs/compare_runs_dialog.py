"""Some runs side by side: one kind of curve of all of them, their results, and the settings in which they differ."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.run_comparison import Comparison, ComparisonRow, compare
from xr2ct_viewer.models.series import ordered, shown_at_first
from xr2ct_viewer.said import said
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.screen_room import resize_within_screen
from xr2ct_viewer.theme.curve_colours import curve_colour
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.curve_plot import CurvePlot, Line

READING: Final = marked("Reading the runs…")
SAME: Final = marked("All settings are the same")


class CompareRunsDialog(QDialog):
    """Shows runs as soon as they are read; `background` reads them."""

    def __init__(
        self, paths: Sequence[Path], theme: Theme, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Compare {count} runs", count=len(paths)))
        self._theme = theme
        self._comparison: Comparison | None = None
        self._is_open = True
        self.finished.connect(self._on_finished)
        self.message = QLabel(tr(READING))
        self.message.setObjectName("muted")
        self.message.setWordWrap(True)
        self.series = QComboBox()
        self.series.setAccessibleName(tr("Curve to compare"))
        self.series.setMinimumContentsLength(34)
        self.series.currentIndexChanged.connect(self._draw)
        self._log = QCheckBox(tr("Log scale"))
        self.plot = CurvePlot(tr("Curve of all runs"), theme)
        self._log.toggled.connect(self.plot.set_log)
        self.table = QTableWidget()
        self.table.setAccessibleName(tr("Results and settings of the runs"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(26)
        bar = QHBoxLayout()
        bar.addWidget(self.series)
        bar.addWidget(self._log)
        bar.addStretch(1)
        upper = QWidget()
        drawn = QVBoxLayout(upper)
        drawn.setContentsMargins(0, 0, 0, 0)
        drawn.addLayout(bar)
        drawn.addWidget(self.plot, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(upper)
        splitter.addWidget(self.table)
        splitter.setSizes([300, 380])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        layout = QVBoxLayout(self)
        layout.addWidget(self.message)
        layout.addWidget(splitter, 1)
        layout.addWidget(buttons)
        resize_within_screen(self, 880, 760)
        background.run(lambda: compare(paths), self._show, self._on_failed)

    def _on_finished(self) -> None:
        self._is_open = False

    def _on_failed(self, error: Xr2ctError) -> None:
        if self._is_open:
            self.message.setText(said(str(error)))

    def _show(self, comparison: Comparison) -> None:
        if not self._is_open:
            return
        self._comparison = comparison
        self.message.hide()
        keys = {key for curves in comparison.curves for key in curves.curves}
        first = next(iter(shown_at_first(keys)), "")
        for series in ordered(keys):
            self.series.addItem(f"{tr(series.group)} · {tr(series.title)}", series)
            if series.key == first:
                self.series.setCurrentIndex(self.series.count() - 1)
        self._draw()
        self._fill()

    def _draw(self) -> None:
        comparison, series = self._comparison, self.series.currentData()
        if comparison is None or series is None:
            return
        lines = [
            Line(name, curve_colour(at, self._theme.palette), curves.curves[series.key], 0, series.unit)
            for at, (name, curves) in enumerate(zip(comparison.names, comparison.curves, strict=True))
            if series.key in curves.curves
        ]
        self.plot.set_lines(lines)
        self.plot.set_span(None)

    def _fill(self) -> None:
        assert self._comparison is not None
        found = self._comparison
        self.table.setColumnCount(1 + len(found.names))
        self.table.setHorizontalHeaderLabels(["", *found.names])
        for at in range(len(found.names)):
            self.table.horizontalHeaderItem(at + 1).setForeground(QColor(curve_colour(at, self._theme.palette)))
        self._add_heading(marked("Results, at the best validation of each"))
        for row in found.results:
            self._add(row)
        self._add_heading(marked("Settings that differ") if found.settings else SAME)
        for row in found.settings:
            self._add(row)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)

    def _add_heading(self, text: str) -> None:
        at = self.table.rowCount()
        self.table.insertRow(at)
        item = QTableWidgetItem(tr(text))
        font = QFont(self.font())
        font.setBold(True)
        item.setFont(font)
        self.table.setItem(at, 0, item)
        self.table.setSpan(at, 0, 1, self.table.columnCount())

    def _add(self, row: ComparisonRow) -> None:
        at = self.table.rowCount()
        self.table.insertRow(at)
        name = QTableWidgetItem(tr(row.title))
        name.setForeground(QColor(self._theme.palette.muted))
        self.table.setItem(at, 0, name)
        for column, text in enumerate(row.values):
            item = QTableWidgetItem(tr(text))
            item.setToolTip(tr(text))
            if column == row.best:
                font = QFont(self.font())
                font.setBold(True)
                item.setFont(font)
                item.setForeground(QColor(self._theme.palette.good))
                item.setToolTip(tr("The best of these"))
            self.table.setItem(at, column + 1, item)
