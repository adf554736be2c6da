"""The controls above the curves: which, how smooth, on which scale, all of them in view, and out of the window."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSlider, QToolButton, QWidget

from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import in_digits, tr

_STEPS: Final = 99


class CurvesBar(QWidget):
    """`smoothing_changed` carries the weight of earlier points, from 0 to 0.99."""

    list_toggled = Signal(bool)
    smoothing_changed = Signal(float)
    log_changed = Signal(bool)
    fit_requested = Signal()
    csv_requested = Signal()
    png_requested = Signal()
    copy_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._list = _button(tr("Curves"), tr("Show the list of curves"))
        self._list.setCheckable(True)
        self._list.setChecked(True)
        self._list.toggled.connect(self.list_toggled)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _STEPS)
        self.slider.setMaximumWidth(150)
        self.slider.setAccessibleName(tr("Smoothing"))
        self.slider.setToolTip(tr("How much each point leans on those before it; the values themselves stay behind it"))
        self.slider.valueChanged.connect(self._on_slider)
        name = QLabel(tr("Smoothing"))
        name.setObjectName("muted")
        self._weight = QLabel(tr("off"))
        self._weight.setObjectName("muted")
        self._weight.setMinimumWidth(32)
        self.log = _button(tr("Log scale"), tr("Logarithmic levels; values not above zero are left out"))
        self.log.setCheckable(True)
        self.log.toggled.connect(self.log_changed)
        self._fit = _button(tr("Fit"), tr("Show all points of all plots and follow new ones (R in a plot)"))
        self._fit.setAccessibleName(tr("Fit all plots"))
        self._fit.clicked.connect(self.fit_requested)
        self._export = _button(tr("Export"), tr("Save or copy the curves"))
        menu = QMenu(self._export)
        menu.addAction(tr("Values as CSV…"), self.csv_requested.emit)
        menu.addAction(tr("Picture as PNG…"), self.png_requested.emit)
        menu.addAction(tr("Copy picture"), self.copy_requested.emit)
        self._export.setMenu(menu)
        self._export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        bar = QHBoxLayout(self)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(6)
        for widget in (self._list, name, self.slider, self._weight, self.log, self._fit):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self._export)
        theme.changed.connect(self._refresh_icons)
        self._refresh_icons()
        self.set_zoomed(False)

    @property
    def smoothing(self) -> float:
        return self.slider.value() / 100

    def set_zoomed(self, is_zoomed: bool) -> None:
        self._fit.setEnabled(is_zoomed)

    def _on_slider(self, percent: int) -> None:
        self._weight.setText(in_digits(f"{percent / 100:.2f}") if percent else tr("off"))
        self.smoothing_changed.emit(percent / 100)

    def _refresh_icons(self) -> None:
        self._list.setIcon(self._theme.toggle_icon("preset"))
        self._export.setIcon(self._theme.icon("export"))


def _button(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button
