"""Three range sliders that cut the volume open along the patient's axes."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget
from superqt import QRangeSlider

from xr2ct_viewer.models.crop import CropBox
from xr2ct_viewer.tr import tr

STEPS: Final = 100
AXES: Final = (("x", "R", "L", "right", "left"), ("y", "A", "P", "front", "back"), ("z", "I", "S", "feet", "head"))


class CropPanel(QWidget):
    """Edits a `CropBox`; `changed` fires on every move, `released` when a slider is let go."""

    changed = Signal()
    released = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._crop = CropBox()
        self.setAutoFillBackground(True)  # the view below stands on black in every theme
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 4, 8, 6)
        grid.setVerticalSpacing(2)
        self._sliders: dict[str, QRangeSlider] = {}
        for row, (axis, low, high, low_name, high_name) in enumerate(AXES):
            slider = QRangeSlider(Qt.Orientation.Horizontal)
            slider.setRange(0, STEPS)
            slider.setValue((0, STEPS))
            slider.setAccessibleName(tr("Crop from {low_name} to {high_name}", low_name=low_name, high_name=high_name))
            slider.valueChanged.connect(lambda value, axis=axis: self._move(axis, value))
            slider.sliderReleased.connect(self.released)
            self._sliders[axis] = slider
            grid.addWidget(QLabel(low), row, 0)
            grid.addWidget(slider, row, 1)
            grid.addWidget(QLabel(high), row, 2)
        reset = QToolButton()
        reset.setText(tr("Whole"))
        reset.setToolTip(tr("Show the whole volume again"))
        reset.clicked.connect(self.reset)
        grid.addWidget(reset, 0, 3, 3, 1)

    def crop(self) -> CropBox:
        return self._crop

    def show_crop(self, crop: CropBox) -> None:
        """Follow a crop that was made elsewhere, without firing."""
        self._crop = crop
        for axis, slider in self._sliders.items():
            with QSignalBlocker(slider):
                low, high = getattr(crop, axis)
                slider.setValue((round(low * STEPS), round(high * STEPS)))

    def reset(self) -> None:
        if not self._crop.is_whole:
            self.show_crop(CropBox())
            self.changed.emit()
            self.released.emit()

    def _move(self, axis: str, value: tuple[int, int]) -> None:
        """Only the axis that was moved is rounded to the steps of its slider."""
        low, high = value
        self._crop = replace(self._crop, **{axis: (low / STEPS, max(high, low + 1) / STEPS)})
        self.changed.emit()
