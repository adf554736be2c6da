"""The view of the table of runs: whole rows are chosen, and stay chosen while the table is renewed."""

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from xr2ct_viewer.models.run_list import RunRow
from xr2ct_viewer.panels.train.runs_table import CHANGED, COLUMN_TITLES, NAME, NOTE, SHOW, STAR, RunsFilter, RunsTable
from xr2ct_viewer.tr import tr

_WIDTHS = (46, 34, 170, 190, 112, 118, 112, 80, 104)
_ROW_PX = 28
_Flag = QItemSelectionModel.SelectionFlag


class RunsView(QTableView):
    """Shows a `RunsTable` through its filter."""

    def __init__(self, table: RunsTable, rows: RunsFilter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table, self._rows = table, rows
        triggers = QAbstractItemView.EditTrigger
        self.setModel(rows)
        self.setAccessibleName(tr("Table of runs"))
        self.setToolTip(tr("Click a run to look at it; right click for everything else"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setSortingEnabled(True)
        self.sortByColumn(CHANGED, Qt.SortOrder.DescendingOrder)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for column, width in zip(range(len(COLUMN_TITLES) - 1), _WIDTHS, strict=True):
            self.setColumnWidth(column, width)
        for column in (SHOW, STAR):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)

    @property
    def selected(self) -> tuple[RunRow, ...]:
        """The chosen runs."""
        return tuple(self._rows.row_of(index) for index in self.selectionModel().selectedRows(NAME))

    def show_rows(self, rows: tuple[RunRow, ...]) -> None:
        """Show these runs; what was chosen stays chosen."""
        chosen, current = {row.path for row in self.selected}, self.currentIndex()
        at = self._rows.row_of(current).path if current.isValid() else None
        self._table.set_rows(rows)
        if {row.path for row in self.selected} == chosen:
            return
        for path in chosen:
            self.selectionModel().select(self._rows.place_of(path), _Flag.Select | _Flag.Rows)
        if at is not None:
            self.selectionModel().setCurrentIndex(self._rows.place_of(at), _Flag.NoUpdate)

    def edit_note(self, row: RunRow) -> None:
        """Let a person write into the note of a run."""
        self.edit(self._rows.place_of(row.path).siblingAtColumn(NOTE))
