"""The list of scalars of a training, by plot; the checked ones are drawn."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from xr2ct_viewer.models.series import Series, ordered, shown_at_first
from xr2ct_viewer.tr import tr

_KEY = Qt.ItemDataRole.UserRole


class SeriesList(QTreeWidget):
    """`changed` when other series are wanted. What a person chose stays when series appear or go."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setAccessibleName(tr("Curves to draw"))
        self.setToolTip(tr("Check the curves to draw; the others are hidden"))
        self.setAccessibleDescription(tr("Space checks a curve, or all of a plot"))
        self.setIndentation(14)
        self.setMinimumWidth(150)
        self._series: tuple[Series, ...] = ()
        self._chosen: dict[str, bool] = {}
        self.itemChanged.connect(self._on_item_changed)

    def sizeHint(self) -> QSize:
        return QSize(220, 200)

    @property
    def wanted(self) -> tuple[Series, ...]:
        """The series to draw, in order."""
        return tuple(series for series in self._series if self._chosen[series.key])

    def set_keys(self, keys: Iterable[str]) -> bool:
        """List these series; returns whether they are others than before."""
        series = ordered(set(keys))
        if series == self._series:
            return False
        at_first = shown_at_first(one.key for one in series)
        for one in series:
            self._chosen.setdefault(one.key, one.key in at_first)
        self._series = series
        self._fill()
        return True

    def choose(self, keys: Iterable[str]) -> None:
        """Draw exactly these."""
        wanted = set(keys)
        self._chosen = {key: key in wanted for key in {*self._chosen, *wanted}}
        self._fill()
        self.changed.emit()

    def _fill(self) -> None:
        self.blockSignals(True)
        self.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for series in self._series:
            group = groups.get(series.group)
            if group is None:
                group = groups[series.group] = QTreeWidgetItem(self, [tr(series.group)])
                group.setFlags(group.flags() | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsUserCheckable)
                group.setExpanded(True)
            item = QTreeWidgetItem(group, [tr(series.title)])
            item.setData(0, _KEY, series.key)
            item.setToolTip(0, f"{series.title}\n{series.key}")
            state = Qt.CheckState.Checked if self._chosen[series.key] else Qt.CheckState.Unchecked
            item.setCheckState(0, state)
        self.blockSignals(False)

    def _on_item_changed(self, item: QTreeWidgetItem, _column: int) -> None:
        """Checking a plot checks its curves, each of which arrives here."""
        key = item.data(0, _KEY)
        checked = item.checkState(0) == Qt.CheckState.Checked
        if key is not None and self._chosen[key] != checked:
            self._chosen[key] = checked
            self.changed.emit()
