"""A slider and a field for one number: it tells while it moves, and once when a person is done.

Invariants: `chosen` comes once for a drag, and after a pause for keys and the field; setting a value from the program
tells nothing. The wheel scrolls the page unless the slider has the focus, so that no number changes by accident.
"""

from typing import Final

from PySide6.QtCore import QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QSlider

from xr2ct_viewer.widgets.number_field import make_plain

PAUSE_MS: Final = 500


class CalmSlider(QSlider):
    """A horizontal slider that leaves the wheel to the page around it until it is chosen."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ValueSlider(QObject):
    """`moved` carries the number while it changes, `chosen` the one it was left at. Place `slider` and `field`."""

    moved = Signal(float)
    chosen = Signal(float)

    def __init__(
        self, name: str, low: float, high: float, step: float, unit: str, tip: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._step = step
        self.slider = CalmSlider()
        self.slider.setRange(round(low / step), round(high / step))
        self.slider.setPageStep(5)
        decimals = 0 if step >= 1.0 else 1
        self.field = QDoubleSpinBox(
            decimals=decimals, minimum=low, maximum=high, singleStep=step, suffix=unit, keyboardTracking=False
        )
        make_plain(self.field)
        for control in (self.slider, self.field):
            control.setAccessibleName(name)
            control.setToolTip(tip)
        self._told = self.value
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._settle)
        self.slider.valueChanged.connect(self._on_slider)
        self.slider.sliderReleased.connect(self._settle)
        self.field.valueChanged.connect(self._on_field)

    @property
    def value(self) -> float:
        return self.field.value()

    def set_value(self, value: float) -> None:
        """Show a number without telling anybody."""
        self._pause.stop()
        with QSignalBlocker(self.slider), QSignalBlocker(self.field):
            self.slider.setValue(round(value / self._step))
            self.field.setValue(value)
        self._told = self.value

    def _on_slider(self, position: int) -> None:
        with QSignalBlocker(self.field):
            self.field.setValue(position * self._step)
        self._tell()

    def _on_field(self, value: float) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(value / self._step))
        self._tell()

    def _tell(self) -> None:
        self.moved.emit(self.value)
        if not self.slider.isSliderDown():
            self._pause.start()

    def _settle(self) -> None:
        self._pause.stop()
        if self.value != self._told:
            self._told = self.value
            self.chosen.emit(self.value)
