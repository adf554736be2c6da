"""The table of measurements: name (edited in place), estimate, where. The box before a name shows or hides it.

It only shows and asks: what a person does goes out as signals with the identity of the measurement.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from xr2ct_viewer.models.measure.measurement import Measurement
from xr2ct_viewer.models.measure.reading import Reading
from xr2ct_viewer.tr import tr

_ID = Qt.ItemDataRole.UserRole


class MeasureList(QTreeWidget):
    """One row a measurement."""

    chosen = Signal(str)
    renamed = Signal(str, str)
    shown_changed = Signal(str, bool)
    delete_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Measurements"))
        self.setToolTip(tr("Select a measurement to see it; F2 renames, Del deletes"))
        self.setColumnCount(3)
        self.setHeaderLabels([tr("Name"), tr("Estimate"), tr("Where")])
        self.setObjectName("measureList")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 92)
        header.resizeSection(1, 136)
        self.itemChanged.connect(self._on_edit)
        self.currentItemChanged.connect(self._on_current)
        self.itemClicked.connect(lambda item, _column: self.chosen.emit(item.data(0, _ID)))

    def show_items(
        self,
        items: Sequence[Measurement],
        reading: Callable[[Measurement], Reading | None],
        place: Callable[[Measurement], str],
        selected_id: str,
    ) -> None:
        """Bring the rows up to date; rows that stay keep an open editor and the scroll position."""
        with QSignalBlocker(self):
            while self.topLevelItemCount() > len(items):
                self.takeTopLevelItem(self.topLevelItemCount() - 1)
            for number, item in enumerate(items):
                row = self.topLevelItem(number)
                if row is None:
                    row = QTreeWidgetItem(self)
                    row.setFlags(row.flags() | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable)
                _fill(row, item, reading(item), place(item))
                if item.id == selected_id:
                    self.setCurrentItem(row)
            if not selected_id:
                self.setCurrentItem(None)

    def edit(self, index, trigger=None, event=None):  # type: ignore[no-untyped-def]
        """Only names can be edited; from any column, F2 or a double click begins with the name."""
        if trigger is None:
            return super().edit(index)
        return super().edit(index.siblingAtColumn(0), trigger, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.chosen.emit(self.currentItem().data(0, _ID))
        else:
            super().keyPressEvent(event)

    def _on_edit(self, row: QTreeWidgetItem, column: int) -> None:
        if column != 0:
            return
        identity = row.data(0, _ID)
        self.shown_changed.emit(identity, row.checkState(0) == Qt.CheckState.Checked)
        self.renamed.emit(identity, row.text(0))

    def _on_current(self, row: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if row is not None:
            self.chosen.emit(row.data(0, _ID))


def _fill(row: QTreeWidgetItem, item: Measurement, reading: Reading | None, place: str) -> None:
    row.setData(0, _ID, item.id)
    if row.text(0) != item.name:
        row.setText(0, item.name)
    row.setCheckState(0, Qt.CheckState.Checked if item.is_shown else Qt.CheckState.Unchecked)
    value = tr("measuring…") if reading is None else tr(reading.main.text) if reading.main is not None else "—"
    row.setText(1, value)
    row.setText(2, place)
    tip = tr("measuring…") if reading is None else "\n".join(map(tr, (reading.headline, *reading.further)))
    row.setToolTip(1, tip)
    row.setToolTip(2, place)
    row.setToolTip(0, f"{tip}\n{tr('Click to go there, double click or F2 to rename')}")
