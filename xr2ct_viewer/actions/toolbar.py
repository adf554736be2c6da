"""The bar above the views: open, layouts, result or true CT, window preset, and the export.

Invariant: the export is always whole. Where there is little room, the choice of the window gives way first, then the
words of the buttons, which keep their pictures and say what they do under the mouse.
"""

from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QWidget,
)

from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.comparison import Comparison
from xr2ct_viewer.models.display import SliceDisplay, WindowLevel
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.session import LAYOUT_TITLES, LayoutName
from xr2ct_viewer.models.study import Shown, Study
from xr2ct_viewer.models.truth import has_synthetic_source, truth_in_short
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.elided_combo import ElidedComboBox

CUSTOM = marked("Custom")
WINDOW_PX: Final = 170
NARROW_WINDOW_PX: Final = 96
STEPS_OF_NARROWING: Final = 4


class ViewToolbar(QToolBar):
    """Buttons share the commands of the hub; `shown_chosen` carries "result" or "truth"."""

    shown_chosen = Signal(str)

    def __init__(
        self,
        hub: ActionHub,
        slices: SliceDisplay,
        comparison: Comparison,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Views"), parent)
        self._hub, self._slices, self._comparison, self._theme = hub, slices, comparison, theme
        self._layout: LayoutName = "read"
        self._has_volume = self._shows_volume = False
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(QSize(18, 18))
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._find_room)
        self._open = self._add_command("file.open", tr("Open"))
        self.addWidget(_gap(14))
        self._layouts: dict[LayoutName, QToolButton] = {}
        for name, title in LAYOUT_TITLES.items():
            self._layouts[name] = self._add_command(f"view.{name}", tr(title))
        self.addWidget(_gap(14))
        self._shown = QWidget()
        row = QHBoxLayout(self._shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        group = QButtonGroup(self)
        self._result, self._truth = QToolButton(text=tr("Result")), QToolButton(text=tr("True CT"))
        for button, shown, tip in (
            (self._result, "result", tr("Show the reconstruction")),
            (self._truth, "truth", tr("Show the CT the X-rays were made from (T)")),
        ):
            button.setCheckable(True)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(lambda _on=False, shown=shown: self.shown_chosen.emit(shown))
            group.addButton(button)
            row.addWidget(button)
        self._shown_action = self.addWidget(self._shown)
        spring = QWidget()
        spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spring)
        label = QLabel(tr("Window"))
        label.setObjectName("muted")
        self._label_action = self.addWidget(label)
        self._window = ElidedComboBox()
        self._window.setAccessibleName(tr("Window of the slices"))
        self._window.setToolTip(
            tr("Range of Hounsfield units from black to white; drag with the right button for your own")
        )
        self._window.activated.connect(self._choose_window)
        self._window_action = self.addWidget(self._window)
        slices.events.window_level.connect(self._show_window)
        slices.events.windows.connect(self._offer_windows)
        for change in (comparison.events.subject, comparison.events.mode):
            change.connect(lambda *_: self._show_window_box())
        self._offer_windows(slices.windows)
        self.addWidget(_gap(8))
        self.export_button = self._make_export()
        self.addWidget(self.export_button)
        theme.changed.connect(self._refresh_export)
        self.show_study(None)

    def show_layout(self, layout: LayoutName) -> None:
        self._layout = layout
        self._show_window_box()
        for name in self._layouts:
            self._hub[f"view.{name}"].setChecked(name == layout)

    def show_study(self, study: Study | None) -> None:
        """Offer the true CT and the window where there is something to show with them."""
        has_truth = study is not None and study.has_truth
        has_volume = study is not None and study.volume is not None
        self._shown_action.setVisible(has_truth and has_volume)
        self._truth.setText(tr(truth_in_short(study)))
        ways = (
            marked("Show the CT the X-rays were made from (T)"),
            marked("Show the synthetic source of the X-rays (T)"),
        )
        self._truth.setToolTip(tr(ways[has_synthetic_source(study)]))
        self._has_volume = has_volume
        self._shows_volume = has_volume or (study is not None and study.draft is not None)
        self._show_window_box()
        self._refresh_export()
        if study is not None:
            self.show_shown(study.shown, has_result=study.result is not None)

    def show_shown(self, shown: Shown, *, has_result: bool) -> None:
        self._result.setEnabled(has_result or shown == "truth")
        (self._truth if shown == "truth" else self._result).setChecked(True)

    def _make_export(self) -> QPushButton:
        """A button of its own: it stands out once there is a volume to take along."""
        action = self._hub["file.export"]
        button = QPushButton(tr("Export"))
        button.setObjectName("exportButton")
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)
        action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
        button.setEnabled(action.isEnabled())
        return button

    def _refresh_export(self) -> None:
        palette = self._theme.palette
        self.export_button.setProperty("ready", self._has_volume)
        self.export_button.setIcon(self._theme.icon("export", palette.on_accent if self._has_volume else palette.text))
        self.export_button.style().unpolish(self.export_button)
        self.export_button.style().polish(self.export_button)

    @property
    def _offers_window(self) -> bool:
        """The window of the slices is of no use where no slice is shown, nor for differences, which have colours."""
        compares_slices = self._comparison.subject == "slices" and self._comparison.mode != "difference"
        shows_slices = self._layout in ("read", "mpr") or (self._layout == "compare" and compares_slices)
        return self._shows_volume and shows_slices

    def _show_window_box(self) -> None:
        self._window_action.setVisible(self._offers_window)
        self._find_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.start()

    def _find_room(self) -> None:
        """As wide as there is room for."""
        for step in range(STEPS_OF_NARROWING):
            self._narrow(step)
            if self.sizeHint().width() <= self.width():
                return

    def _narrow(self, step: int) -> None:
        """From 0, where everything is shown, on: a short choice of the window, no word at *Open*, none at layouts."""
        self._label_action.setVisible(self._offers_window and step < 1)
        self._window.setFixedWidth(WINDOW_PX if step < 1 else NARROW_WINDOW_PX)
        with_word, bare = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        self._open.setToolButtonStyle(with_word if step < 2 else bare)
        for button in self._layouts.values():
            button.setToolButtonStyle(with_word if step < 3 else bare)

    def _add_command(self, command_id: str, text: str) -> QToolButton:
        button = QToolButton()
        action = self._hub[command_id]
        button.setDefaultAction(action)
        button.setText(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(action.text().rstrip("…"))
        action.changed.connect(lambda: button.setText(text))
        self.addWidget(button)
        return button

    def _choose_window(self) -> None:
        preset = self._slices.windows.get(self._window.currentData())
        if preset is not None:
            self._slices.change("window_level", preset)
        else:
            self._show_window(self._slices.window_level)

    def _offer_windows(self, windows: dict[str, WindowLevel]) -> None:
        self._window.clear()
        for name in (*windows, CUSTOM):
            self._window.addItem(tr(name), name)
        self._show_window(self._slices.window_level)

    def _show_window(self, window: WindowLevel) -> None:
        name = next((name for name, preset in self._slices.windows.items() if preset == window), CUSTOM)
        self._window.setCurrentIndex(self._window.findData(name))


def _gap(width_px: int) -> QWidget:
    gap = QWidget()
    gap.setFixedWidth(width_px)
    return gap
