"""The cases of a batch as a table: a row each, with state, progress, how well it agrees with its X-rays, and time."""

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from xr2ct_core.batch.state import BatchItem, BatchState, ItemState
from xr2ct_viewer.models.jobs import duration_in_words
from xr2ct_viewer.said import said
from xr2ct_viewer.services.batch_queue import CaseProgress
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.theme.palettes import Palette
from xr2ct_viewer.tr import in_digits, tr

Index = QModelIndex | QPersistentModelIndex
COLUMN_TITLES: Final = {0: "Case", 1: "State", 2: "Notes", 3: "Frontal", 4: "Lateral", 5: "True CT", 6: "Time"}
CASE, STATE, WORDS, FRONTAL, LATERAL, TRUTH, TIME = COLUMN_TITLES
STATE_TITLES: Final[dict[ItemState, str]] = {
    "waiting": "Waiting",
    "running": "Running",
    "done": "Done",
    "failed": "Failed",
}
_ICONS: Final[dict[ItemState, str]] = {"waiting": "waiting", "running": "run", "done": "done", "failed": "error"}
_METRICS: Final = {FRONTAL: "psnr_frontal_db", LATERAL: "psnr_lateral_db", TRUTH: "psnr_3d_db"}
_TIP_TITLES: Final = {
    FRONTAL: "How closely the volume projects onto the frontal X-ray (PSNR)",
    LATERAL: "How closely the volume projects onto the lateral X-ray (PSNR)",
    TRUTH: "PSNR in 3D, for cases whose true CT is known",
    TIME: "Time the reconstruction took",
}
ROOT: Final = QModelIndex()


class BatchTable(QAbstractTableModel):
    """Shows a state and the progress of the case under way."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.items: tuple[BatchItem, ...] = ()
        self._progress: CaseProgress | None = None

    def show(self, state: BatchState | None, progress: CaseProgress | None) -> None:
        """Renew the rows; they stay where they are while the cases are the same."""
        items = state.items if state is not None else ()
        self._progress = progress
        if [item.name for item in items] != [item.name for item in self.items]:
            self.beginResetModel()
            self.items = items
            self.endResetModel()
        elif items:
            self.items = items
            self.dataChanged.emit(self.index(0, 0), self.index(len(items) - 1, TIME))

    # Qt

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMN_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(COLUMN_TITLES[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return tr(_TIP_TITLES.get(section, "")) if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item, column, roles = self.items[index.row()], index.column(), Qt.ItemDataRole
        if role == roles.DisplayRole:
            return self._text(item, column)
        if role == roles.DecorationRole and column == STATE:
            return self._theme.icon(_ICONS[item.state], _colour(item.state, self._theme.palette))
        if role == roles.ForegroundRole and column in (STATE, WORDS):
            shown = item.state if column == STATE or item.state == "failed" else "waiting"
            return QColor(_colour(shown, self._theme.palette))
        if role == roles.TextAlignmentRole:
            return _alignment(column)
        if role == roles.ToolTipRole:
            return self._tip(item)
        return None

    def _text(self, item: BatchItem, column: int) -> str:
        if column in _METRICS:
            value = item.metrics.get(_METRICS[column])
            return in_digits(f"{value:.1f} dB") if value is not None else ""
        if column == STATE:
            return tr(STATE_TITLES[item.state])
        if column == TIME:
            return tr(duration_in_words(item.seconds)) if item.state == "done" else ""
        if column == WORDS:
            return self._words(item)
        return item.name

    def _words(self, item: BatchItem) -> str:
        now = self._progress
        if now is not None and now.name == item.name and item.state != "done":
            phase = said(now.phase)
            return f"{phase} · {now.fraction:.0%}".replace("%", " %") if now.fraction > 0 else f"{phase}…"
        return said(item.error) or " ".join(map(said, item.notes))

    def _tip(self, item: BatchItem) -> str:
        source = item.source.pair or f"{item.source.frontal}\n{item.source.lateral}"
        opens = tr("Double-click or Enter opens the volume") if item.state == "done" else ""
        return "\n".join(part for part in (source, *map(said, (item.error, item.hint, *item.notes)), opens) if part)


def _colour(state: ItemState, palette: Palette) -> str:
    return {"waiting": palette.muted, "running": palette.focus, "done": palette.good, "failed": palette.danger}[state]


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in (*_METRICS, TIME) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
