"""Runs as a table: one row each, sorted and filtered, with the star, the note and the choice to lay it over curves."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QIcon, QPixmap

from xr2ct_core.methods.registry import method_specs
from xr2ct_core.runs.note import RunNote
from xr2ct_viewer.models.jobs import duration_in_words
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.run_list import STATES, RunFilter, RunRow
from xr2ct_viewer.models.series import best_score
from xr2ct_viewer.panels.train.run_states import STATE_ICONS, state_colour
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import in_digits, moment, tr

Index = QModelIndex | QPersistentModelIndex
SHOW, STAR, NAME, METHOD, STATE, STEPS, BEST, TIME, CHANGED, NOTE = range(10)
COLUMN_TITLES: Final = {
    SHOW: "",
    STAR: "",
    NAME: "Name",
    METHOD: "Method",
    STATE: "State",
    STEPS: "Steps",
    BEST: "Best PSNR",
    TIME: "Time",
    CHANGED: "Changed",
    NOTE: "Note",
}
_TIPS: Final = {
    SHOW: marked("Lay the curves of this run over those of the run in front"),
    STAR: marked("Star"),
    BEST: marked("The best PSNR on held-out cases: in 3D, or of the re-projections where no volume is known"),
    NOTE: marked("Double-click or F2 to write a note"),
}
ROOT: Final = QModelIndex()


class RunsTable(QAbstractTableModel):
    """`noted` (path, note) asks to write a star or a note down, `shown_changed` when other runs are to be overlaid."""

    noted = Signal(object, object)
    shown_changed = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._titles = {name: tr(spec.title) for name, spec in method_specs().items()}
        self.rows: tuple[RunRow, ...] = ()
        self.shown: dict[Path, None] = {}
        self._colours: Mapping[Path, str] = {}
        self._front: Path | None = None

    def set_rows(self, rows: tuple[RunRow, ...]) -> None:
        """Show these runs; rows stay where they are while the runs are the same."""
        if [row.path for row in rows] == [row.path for row in self.rows]:
            for at, (new, old) in enumerate(zip(rows, self.rows, strict=True)):
                if new != old:
                    self._replace(at, new)
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()
        gone = [path for path in self.shown if all(row.path != path for row in rows)]
        for path in gone:
            del self.shown[path]
        if gone:
            self.shown_changed.emit()

    def set_colours(self, colours: Mapping[Path, str]) -> None:
        """The colours in which runs are drawn now."""
        self._colours = colours
        self.refresh_look()

    def set_front(self, path: Path | None) -> None:
        """Which run is followed."""
        self._front = path
        self.refresh_look()

    def refresh_look(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, NOTE))

    def show_note(self, path: Path, note: RunNote) -> None:
        """Show a note at once, before the files are looked at again."""
        for at, row in enumerate(self.rows):
            if row.path == path:
                self._replace(at, RunRow(row.path, row.record, note, row.state))

    def _replace(self, at: int, row: RunRow) -> None:
        self.rows = (*self.rows[:at], row, *self.rows[at + 1 :])
        self.dataChanged.emit(self.index(at, 0), self.index(at, NOTE))

    # Qt

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMN_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(COLUMN_TITLES[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return tr(_TIPS.get(section, "")) if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == SHOW and self.rows[index.row()].path != self._front:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == NOTE else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column, roles = self.rows[index.row()], index.column(), Qt.ItemDataRole
        if role == roles.DisplayRole or (role == roles.EditRole and column == NOTE):
            return self._text(row, column)
        if role == roles.CheckStateRole and column == SHOW and row.path != self._front:
            return Qt.CheckState.Checked if row.path in self.shown else Qt.CheckState.Unchecked
        if role == roles.DecorationRole:
            return self._icon(row, column)
        if role == roles.ForegroundRole and column == STATE:
            return QColor(state_colour(row.state, self._theme.palette))
        if role == roles.FontRole and row.path == self._front and column == NAME:
            font = QFont()
            font.setBold(True)
            return font
        if role == roles.TextAlignmentRole:
            return _alignment(column)
        if role == roles.ToolTipRole:
            return _tip(row, column)
        return self._spoken(row, column) if role == roles.AccessibleTextRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == SHOW:
            if Qt.CheckState(value) == Qt.CheckState.Checked:
                self.shown[row.path] = None
            else:
                self.shown.pop(row.path, None)
            self.dataChanged.emit(index, index)
            self.shown_changed.emit()
            return True
        if role == Qt.ItemDataRole.EditRole and index.column() == NOTE:
            text = str(value).strip()
            if text != row.note.text:
                self.noted.emit(row.path, RunNote(star=row.note.star, text=text))
            return True
        return False

    def _text(self, row: RunRow, column: int) -> str:
        record = row.record
        best = best_score(record.best, is_held_out=record.holds_out)
        return {
            NAME: row.name,
            METHOD: self._titles.get(record.method, record.method),
            STATE: tr(STATES[row.state]),
            STEPS: in_digits(f"{record.step:,} / {record.total_steps:,}"),
            BEST: tr(best.in_short) if best is not None else "–",
            TIME: tr(duration_in_words(record.seconds)) if record.seconds >= 1 else "–",
            CHANGED: moment(row.changed),
            NOTE: row.note.text,
        }.get(column, "")

    def sort_key(self, index: Index) -> Any:
        """What a column sorts by."""
        row, column = self.rows[index.row()], index.column()
        best = best_score(row.record.best, is_held_out=row.record.holds_out)
        return {
            SHOW: row.path in self.shown,
            STAR: row.note.star,
            STATE: list(STATES).index(row.state),
            STEPS: row.record.step,
            BEST: best.rank if best is not None else (False, 0.0),
            TIME: row.record.seconds,
            CHANGED: row.record.updated,
        }.get(column, self._text(row, column).lower())

    def _icon(self, row: RunRow, column: int) -> QIcon | QPixmap | None:
        palette = self._theme.palette
        if column == STATE:
            return self._theme.icon(STATE_ICONS[row.state], state_colour(row.state, palette))
        if column == STAR:
            name, colour = ("star", palette.warning) if row.note.star else ("no_star", palette.muted)
            return self._theme.icon(name, colour)
        if column == SHOW and row.path in self._colours:
            swatch = QPixmap(10, 10)
            swatch.fill(QColor(self._colours[row.path]))
            return swatch
        return None

    def _spoken(self, row: RunRow, column: int) -> str:
        """What is read out for cells that show a picture."""
        if column == STAR:
            words = marked("{name}, starred") if row.note.star else marked("{name}, not starred")
            return tr(words, name=row.name)
        return tr("Overlay {name}", name=row.name) if column == SHOW else self._text(row, column)


class RunsFilter(QSortFilterProxyModel):
    """The rows that a `RunFilter` wants, sorted by what a column means."""

    def __init__(self, table: RunsTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.wanted = RunFilter()
        self.setSourceModel(table)
        self.setDynamicSortFilter(True)

    def set_wanted(self, wanted: RunFilter) -> None:
        self.wanted = wanted
        self.invalidate()

    def row_of(self, index: Index) -> RunRow:
        return self._table.rows[self.mapToSource(index).row()]

    def place_of(self, path: Path) -> QModelIndex:
        """Where the name of a run is, an invalid index if it is not shown."""
        at = next((at for at, row in enumerate(self._table.rows) if row.path == path), None)
        return QModelIndex() if at is None else self.mapFromSource(self._table.index(at, NAME))

    def lessThan(self, left: Index, right: Index) -> bool:
        return bool(self._table.sort_key(left) < self._table.sort_key(right))

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        return self.wanted.wants(self._table.rows[source_row])


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in (STEPS, BEST, TIME) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _tip(row: RunRow, column: int) -> str:
    if column == STATE:
        return f"{row.record.error} {row.record.error_hint}".strip()
    return str(row.path) if column == NAME else row.note.text if column == NOTE else tr(_TIPS.get(column, ""))
