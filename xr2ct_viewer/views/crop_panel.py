"""Three range sliders that cut the volume open along the patient's axes."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget
from superqt import QRangeSlider

from xr2ct_viewer.models.crop import CropBox

STEPS: Final = 100
AXES: Final = (("x", "R", "L", "right", "left"), ("y", "A", "P", "front", "back"), ("z", "I", "S", "feet", "head"))


class CropPanel(QWidget):
    """Edits a `CropBox`; `changed` fires on every move."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 4, 8, 6)
        grid.setVerticalSpacing(2)
        self._sliders: dict[str, QRangeSlider] = {}
        for row, (axis, low, high, low_name, high_name) in enumerate(AXES):
            slider = QRangeSlider(Qt.Orientation.Horizontal)
            slider.setRange(0, STEPS)
            slider.setValue((0, STEPS))
            slider.setAccessibleName(f"Crop from {low_name} to {high_name}")
            slider.valueChanged.connect(lambda _value: self.changed.emit())
            self._sliders[axis] = slider
            grid.addWidget(QLabel(low), row, 0)
            grid.addWidget(slider, row, 1)
            grid.addWidget(QLabel(high), row, 2)
        reset = QToolButton()
        reset.setText("Whole")
        reset.setToolTip("Show the whole volume again")
        reset.clicked.connect(self.reset)
        grid.addWidget(reset, 0, 3, 3, 1)

    def crop(self) -> CropBox:
        ranges = {}
        for axis, slider in self._sliders.items():
            low, high = slider.value()
            ranges[axis] = (low / STEPS, max(high, low + 1) / STEPS)
        return CropBox(**ranges)

    def reset(self) -> None:
        for slider in self._sliders.values():
            slider.setValue((0, STEPS))
