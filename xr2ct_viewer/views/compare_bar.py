"""Above a comparison: what is compared, in which mode, with the settings of the mode; and which two stand there."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from xr2ct_viewer.models.comparison import (
    BLINK_LIMITS_HZ,
    MODE_TITLES,
    SUBJECT_TITLES,
    TILE_LIMITS_MM,
    Choice,
    Comparison,
    Sides,
)
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import in_digits, tr
from xr2ct_viewer.widgets.elided_combo import ElidedComboBox
from xr2ct_viewer.widgets.elided_label import ElidedLabel

SLICE_TITLES = {"axial": "Axial", "coronal": "Coronal", "sagittal": "Sagittal", "all": "All three"}
_RATE_STEPS_HZ = 0.1


class CompareBar(QWidget):
    """Changes the `Comparison`; `sides_chosen` carries `Sides`, `open_requested` asks for a file to compare with."""

    sides_chosen = Signal(object)
    open_requested = Signal()

    def __init__(self, comparison: Comparison, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison = comparison
        self._subjects = self._segment("subject", SUBJECT_TITLES, tr("Compare the"))
        self._modes = self._segment("mode", MODE_TITLES, "")
        for number, button in enumerate(self._modes.buttons(), start=1):
            button.setToolTip(f"{button.text()} (Alt+{number})")
        self._orientations = self._segment("orientation", SLICE_TITLES, tr("Slices:"))
        self.tile = self._slider(tr("Tile size"), TILE_LIMITS_MM, self._set_tile)
        low, high = (round(limit / _RATE_STEPS_HZ) for limit in BLINK_LIMITS_HZ)
        self.rate = self._slider(tr("Blink rate"), (low, high), self._set_rate)
        self.pause = QToolButton()
        self.pause.setCheckable(True)
        self.pause.setText(tr("Pause"))
        self.pause.setToolTip(tr("Stop blinking on the image shown (Space swaps the images then)"))
        self.pause.toggled.connect(lambda on: setattr(comparison, "is_paused", on))
        self._value = QLabel()
        self._value.setObjectName("muted")
        self._value.setMinimumWidth(56)
        self.left, self.right = self._combo(tr("Left")), self._combo(tr("Right"))
        self.swap = QToolButton()
        self.swap.setAccessibleName(tr("Swap left and right"))
        self.swap.setToolTip(tr("Swap left and right"))
        self.swap.clicked.connect(lambda: self.sides_chosen.emit(self._sides().swapped()))
        self.open = QToolButton()
        self.open.setAccessibleName(tr("Open a volume…"))
        self.open.setToolTip(tr("Load a CT or another volume file to compare with; the study stays as it is"))
        self.open.clicked.connect(self.open_requested)
        self._xray_buttons: list[QToolButton] = []
        self._note = ElidedLabel(mode=Qt.TextElideMode.ElideRight)
        self._note.setObjectName("muted")
        self._build()
        comparison.events.connect(lambda *_: self.refresh())
        self.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Icons in the colours of the theme."""

        def refresh() -> None:
            self.swap.setIcon(theme.icon("swap"))
            self.open.setIcon(theme.icon("open"))

        refresh()
        theme.changed.connect(refresh)

    def add_action(self, action: QAction) -> None:
        """A command that belongs to comparing X-rays, as a button."""
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._lower.addWidget(button)
        self._xray_buttons.append(button)
        self.refresh()

    def set_choices(self, left: tuple[Choice, ...], right: tuple[Choice, ...], sides: Sides | None) -> None:
        """Offer what can stand on each side; None shows that nothing can be compared."""
        for combo, choices, key in (
            (self.left, left, sides.left if sides else ""),
            (self.right, right, sides.right if sides else ""),
        ):
            combo.blockSignals(True)
            combo.clear()
            for choice in choices:
                combo.addItem(tr(choice.words), choice.key)
            combo.setCurrentIndex(combo.findData(key))
            combo.setEnabled(bool(choices))
            combo.blockSignals(False)
        self.swap.setEnabled(sides is not None and self.right.findData(sides.left) >= 0)

    def set_note(self, text: str) -> None:
        self._note.setText(text)
        self._note.setToolTip(text)

    def set_xrays_enabled(self, enabled: bool) -> None:
        """Whether there are re-projections to compare the X-rays with."""
        for button in self._subjects.buttons():
            if button.objectName() == "compare_xrays":
                button.setEnabled(enabled)

    def set_modes_enabled(self, enabled: bool) -> None:
        for button in self._modes.buttons():
            button.setEnabled(enabled)

    def refresh(self) -> None:
        """Show what the comparison says."""
        comparison = self._comparison
        for group, value in (
            (self._subjects, comparison.subject),
            (self._modes, comparison.mode),
            (self._orientations, comparison.orientation),
        ):
            for button in group.buttons():
                button.setChecked(button.objectName() == f"compare_{value}")
        self.tile.setVisible(comparison.mode == "checkerboard")
        for widget in (self.rate, self.pause):
            widget.setVisible(comparison.mode == "blink")
        self._value.setVisible(comparison.mode in ("checkerboard", "blink"))
        is_tiled = comparison.mode == "checkerboard"
        self._value.setText(f"{comparison.tile_mm:.0f} mm" if is_tiled else in_digits(f"{comparison.rate_hz:.1f} Hz"))
        for slider, value in ((self.tile, comparison.tile_mm), (self.rate, comparison.rate_hz / _RATE_STEPS_HZ)):
            slider.blockSignals(True)
            slider.setValue(round(value))
            slider.blockSignals(False)
        self.pause.setChecked(comparison.is_paused)
        on_slices = comparison.subject == "slices"
        self.open.setVisible(on_slices)
        for button in self._orientations.buttons():
            button.setVisible(on_slices)
        for button in self._xray_buttons:
            button.setVisible(not on_slices)

    # Building

    def _build(self) -> None:
        upper = QHBoxLayout()
        lower = self._lower = QHBoxLayout()
        for row in (upper, lower):
            row.setContentsMargins(8, 0, 8, 0)
            row.setSpacing(4)
        for button in self._subjects.buttons():
            upper.addWidget(button)
        upper.addSpacing(16)
        for button in self._modes.buttons():
            upper.addWidget(button)
        upper.addSpacing(10)
        for widget in (self.tile, self.rate, self._value, self.pause):
            upper.addWidget(widget)
        upper.addStretch(1)
        for name, combo in ((tr("Left:"), self.left), (tr("Right:"), self.right)):
            label = QLabel(name)
            label.setBuddy(combo)
            lower.addWidget(label)
            lower.addWidget(combo)
            if combo is self.left:
                lower.addWidget(self.swap)
        lower.addWidget(self.open)
        lower.addSpacing(10)
        lower.addWidget(self._note, 1)
        for button in self._orientations.buttons():
            lower.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(6)
        column.addLayout(upper)
        column.addLayout(lower)

    def _segment(self, field: str, titles: Mapping[str, str], verb: str) -> QButtonGroup:
        """Buttons that choose the value of a field of the comparison."""
        group = QButtonGroup(self)
        for value, title in titles.items():
            button = QToolButton()
            button.setText(tr(title))
            button.setObjectName(f"compare_{value}")
            button.setAccessibleName(f"{verb} {tr(title)}".strip())
            button.setToolTip(button.accessibleName())
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, value=value: setattr(self._comparison, field, value))
            button.clicked.connect(self.refresh)
            group.addButton(button)
        return group

    def _slider(self, name: str, limits: tuple[int, int], changed: object) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(*limits)
        slider.setFixedWidth(110)
        slider.setAccessibleName(name)
        slider.setToolTip(name)
        slider.valueChanged.connect(changed)
        return slider

    def _combo(self, name: str) -> QComboBox:
        combo = ElidedComboBox()
        combo.setAccessibleName(tr("{name} side of the comparison", name=name))
        combo.setToolTip(tr("Which volume or X-ray stands on this side"))
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        combo.setMinimumWidth(72)
        combo.setMaximumWidth(260)
        combo.activated.connect(lambda _: self.sides_chosen.emit(self._sides()))
        return combo

    def _sides(self) -> Sides:
        return Sides(str(self.left.currentData()), str(self.right.currentData()))

    def _set_tile(self, value: int) -> None:
        self._comparison.tile_mm = float(value)

    def _set_rate(self, value: int) -> None:
        self._comparison.rate_hz = value * _RATE_STEPS_HZ
