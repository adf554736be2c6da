"""The column at the right of the views: the list of measurements, what the selected one rests on, and what to do.

Follows the desk; changes go to the study's measurements, so that each can be undone. `jump_requested` carries the
identity of the measurement to look at.
"""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.marked import filled, marked
from xr2ct_viewer.models.measure.desk import MeasureDesk
from xr2ct_viewer.models.measure.measurement import Measurement
from xr2ct_viewer.models.measure.where import place_of
from xr2ct_viewer.models.tools import ToolChoice
from xr2ct_viewer.panels.measure.measure_list import MeasureList
from xr2ct_viewer.panels.measure.volume_options import VolumeOptions
from xr2ct_viewer.panels.section import muted_label
from xr2ct_viewer.said import said
from xr2ct_viewer.tr import tr

_WIDTH_PX = 364
_EMPTY = marked(
    "No measurements yet.\n\nTake a tool from the bar at the left (D for a distance, V for a volume) and draw in a "
    "slice or an X-ray. Every value is an estimate with its 90 % interval."
)


class MeasurePanel(QFrame):
    """List, notes, limits of volumes, and buttons that share the commands of the hub."""

    jump_requested = Signal(str)

    def __init__(self, desk: MeasureDesk, tools: ToolChoice, hub: ActionHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tools, self._hub = desk, tools, hub
        self.setObjectName("measurePanel")
        self.setMinimumWidth(300)
        self.setMaximumWidth(560)
        self.list = MeasureList()
        self.options = VolumeOptions(desk.limits_hu)
        self._empty = muted_label(tr(_EMPTY))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.list)
        self._details = QLabel()
        self._details.setWordWrap(True)
        self._details.setTextFormat(Qt.TextFormat.PlainText)
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._notes = muted_label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(8)
        layout.addLayout(self._header())
        layout.addWidget(self.options)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._details)
        layout.addWidget(self._notes)
        layout.addLayout(self._buttons())
        self.list.chosen.connect(self._on_chosen)
        self.list.renamed.connect(self._rename)
        self.list.shown_changed.connect(self._show_one)
        self.list.delete_requested.connect(lambda: hub.execute("measure.delete"))
        self.options.limits_changed.connect(self._set_limits)
        desk.changed.connect(self.refresh)
        tools.events.tool.connect(self.refresh)
        self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH_PX, 400)

    def refresh(self, *_: object) -> None:
        """Show the list, the selected measurement and, where it matters, the limits of volumes."""
        kept = self._desk.measurements
        items = kept.items if kept is not None else ()
        selected = kept.selected if kept is not None else None
        self._pages.setCurrentWidget(self.list if items else self._empty)
        self.list.show_items(
            items, self._desk.reading, lambda item: tr(place_of(item, self._desk.subject)), self._desk.selected_id
        )
        self._show_details(selected)
        is_volume = selected is not None and selected.kind == "volume" and selected.rule == "connected"
        self.options.setVisible(is_volume or self._tools.tool == "volume")
        limits_hu = selected.limits_hu if is_volume and selected is not None else None
        self.options.show_limits(limits_hu or self._desk.limits_hu)

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        title = QLabel(tr("Measurements"))
        title.setObjectName("heading")
        row.addWidget(title)
        row.addStretch(1)
        for command in ("measure.lungs", "measure.visible", "measure.list"):
            row.addWidget(self._button(command))
        return row

    def _buttons(self) -> QGridLayout:
        """Two rows of two, so that longer words of other languages have room."""
        grid = QGridLayout()
        for number, (command, text) in enumerate(
            (
                ("measure.csv", tr("CSV…")),
                ("measure.copy", tr("Copy")),
                ("measure.delete", tr("Delete")),
                ("measure.clear", tr("Delete all")),
            )
        ):
            button = self._button(command, text)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            grid.addWidget(button, *divmod(number, 2))
        return grid

    def _button(self, command: str, text: str = "") -> QToolButton:
        action = self._hub[command]
        button = QToolButton()
        button.setDefaultAction(action)
        button.setAccessibleName(action.text().rstrip("…"))
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if text:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setText(text)
            action.changed.connect(lambda: button.setText(text))
        else:
            button.setObjectName("flat")
        return button

    def _show_details(self, selected: Measurement | None) -> None:
        reading = self._desk.reading(selected) if selected is not None else None
        lines = (reading.headline, *reading.further) if reading is not None else ()
        self._details.setText("\n".join(map(tr, lines)))
        self._details.setVisible(bool(lines))
        notes = " ".join(map(said, reading.notes)) if reading is not None and reading.quantities else ""
        self._notes.setText(notes)
        self._notes.setVisible(bool(notes))

    def _on_chosen(self, identity: str) -> None:
        if self._desk.measurements is not None:
            self._desk.measurements.select(identity)
            self.jump_requested.emit(identity)

    def _rename(self, identity: str, name: str) -> None:
        kept = self._desk.measurements
        item = kept.find(identity) if kept is not None else None
        if kept is None or item is None:
            return
        if name.strip() and name.strip() != item.name:
            kept.rename(identity, name)
        elif name != item.name:
            self.refresh()

    def _show_one(self, identity: str, shown: bool) -> None:
        kept = self._desk.measurements
        item = kept.find(identity) if kept is not None else None
        if kept is not None and item is not None and item.is_shown != shown:
            kept.show(identity, shown)

    def _set_limits(self, low_hu: float, high_hu: float) -> None:
        """Of the selected volume, and of those to come."""
        self._desk.limits_hu = (low_hu, high_hu)
        kept = self._desk.measurements
        selected = kept.selected if kept is not None else None
        if kept is not None and selected is not None and selected.kind == "volume" and selected.rule == "connected":
            kept.change(
                replace(selected, limits_hu=(low_hu, high_hu)), filled("limits of “{name}”", name=selected.name)
            )
