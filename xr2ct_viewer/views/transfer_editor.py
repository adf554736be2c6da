"""The appearance over the histogram of the volume, with numbers for the point in hand.

Invariant: everything done here is a change of the look and a step that can be taken back.
"""

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from xr2ct_viewer.models.histogram import Histogram
from xr2ct_viewer.render import transfer_edit as edit
from xr2ct_viewer.render.look_changes import LookChanges
from xr2ct_viewer.render.presets import VolumePreset, bundled_presets
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.number_field import make_plain
from xr2ct_viewer.widgets.transfer_canvas import TransferCanvas

SLIDER_REACH: Final = 100
SMALL_PX: Final = 34
SHIFT_REACH_HU: Final = 400.0
STRETCH_REACH: Final = 2.0
"""The stretch slider at its end makes the function 2^this times as wide."""


class TransferEditor(QWidget):
    """`keep_requested`, `open_requested` and `save_requested` are for whoever knows files."""

    keep_requested = Signal()
    open_requested = Signal()
    save_requested = Signal()

    def __init__(self, changes: LookChanges, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changes, self._look = changes, changes.look
        self._slider_start: VolumePreset = self._look.preset
        self._origin: VolumePreset = self._look.preset
        self.canvas = TransferCanvas()
        self.log_box = QCheckBox(tr("Log histogram"))
        self.log_box.setChecked(True)
        self.log_box.toggled.connect(self.canvas.set_logarithmic)
        self.reset_button = _button(tr("Reset"), tr("Back to the appearance as it was before the edits"))
        self.reset_button.clicked.connect(self.reset)
        self.hu_box = QSpinBox()
        self.hu_box.setRange(-4096, 8192)
        self.hu_box.setSuffix(" HU")
        self.hu_box.setAccessibleName(tr("Hounsfield units of the chosen point"))
        self.opacity_box = QDoubleSpinBox()
        self.opacity_box.setRange(0.0, 100.0)
        self.opacity_box.setDecimals(1)
        self.opacity_box.setSuffix(" %")
        self.opacity_box.setAccessibleName(tr("Opacity of the chosen point"))
        make_plain(self.hu_box)
        make_plain(self.opacity_box)
        self.colour_button = _button("", tr("Colour at the chosen point"))
        self.add_button = _button("+", tr("Add a point (Insert, or double-click in the plot)"))
        self.remove_button = _button("−", tr("Take the chosen point away (Delete, or right-click)"))
        for button in (self.colour_button, self.add_button, self.remove_button):
            button.setFixedWidth(SMALL_PX)
        for box in (self.hu_box, self.opacity_box):
            box.setMinimumWidth(80)
        self.shift_slider = self._slider(tr("Shift the whole appearance along HU"))
        self.stretch_slider = self._slider(tr("Stretch the whole appearance about its middle"))
        self._wire()
        self._lay_out()
        self._show_preset(self._look.preset)

    def set_histogram(self, histogram: Histogram | None) -> None:
        self.canvas.set_histogram(histogram)

    def reset(self) -> None:
        """Back to the appearance that was chosen last."""
        self._changes.change(tr("edits of the 3D appearance"), preset=self._origin)

    def _wire(self) -> None:
        self.canvas.edited.connect(self._edit)
        self.canvas.released.connect(self._changes.end_gesture)
        self.canvas.chosen_changed.connect(self._show_point)
        self.canvas.colour_requested.connect(self._ask_colour)
        self.hu_box.valueChanged.connect(self._enter)
        self.opacity_box.valueChanged.connect(self._enter)
        for box in (self.hu_box, self.opacity_box):
            box.editingFinished.connect(self._changes.end_gesture)
        self.colour_button.clicked.connect(self._ask_colour)
        self.add_button.clicked.connect(self.canvas.add)
        self.remove_button.clicked.connect(self.canvas.remove)
        self.shift_slider.valueChanged.connect(self._shift)
        self.stretch_slider.valueChanged.connect(self._stretch)
        self._look.events.preset.connect(self._show_preset)

    # From the look

    def _show_preset(self, preset: VolumePreset) -> None:
        if not edit.is_edited(preset):
            self._origin = preset
        elif edit.base_title(preset) != self._origin.title:
            titles = {known.title: known for known in bundled_presets()}
            self._origin = titles.get(edit.base_title(preset), preset)
        self.reset_button.setEnabled(preset != self._origin)
        self.canvas.set_preset(preset)

    def _show_point(self) -> None:
        canvas, preset = self.canvas, self.canvas.preset
        is_opacity = canvas.row == "opacity"
        x = (preset.opacity if is_opacity else preset.colour)[canvas.index].x
        with QSignalBlocker(self.hu_box), QSignalBlocker(self.opacity_box):
            self.hu_box.setValue(round(x))
            self.opacity_box.setEnabled(is_opacity)
            self.opacity_box.setValue(100.0 * preset.opacity[canvas.index].y if is_opacity else 0.0)
        red, green, blue = edit.colour_at(preset, x)
        colour = QColor.fromRgbF(red, green, blue)
        self.colour_button.setStyleSheet(f"background: {colour.name()}; padding: 0;")
        self.colour_button.setAccessibleName(tr("Colour at {hu:.0f} HU: {colour}", hu=x, colour=colour.name()))

    # To the look

    def _edit(self, title: str, preset: VolumePreset, gesture: str) -> None:
        self._changes.change(title, gesture=gesture, preset=preset)

    def _enter(self) -> None:
        canvas = self.canvas
        if canvas.row == "opacity":
            preset = edit.with_opacity(
                canvas.preset, canvas.index, self.hu_box.value(), self.opacity_box.value() / 100.0
            )
        else:
            preset = edit.with_colour(canvas.preset, canvas.index, self.hu_box.value())
        self._edit(tr("a point of the 3D appearance"), preset, f"number {canvas.row} {canvas.index}")

    def _ask_colour(self) -> None:
        """Another colour at the chosen point; at an opacity point, a colour point is added there."""
        canvas = self.canvas
        x = (canvas.preset.opacity if canvas.row == "opacity" else canvas.preset.colour)[canvas.index].x
        before = QColor.fromRgbF(*edit.colour_at(canvas.preset, x))
        colour = QColorDialog.getColor(before, self, tr("Colour at {hu:.0f} HU", hu=x))
        if colour.isValid():
            self.set_colour(x, (colour.redF(), colour.greenF(), colour.blueF()))

    def set_colour(self, hu: float, rgb: tuple[float, float, float]) -> None:
        """The colour at a HU, by the colour point that is there or by a new one."""
        preset, index = edit.with_new_colour(self.canvas.preset, hu)
        preset = edit.with_colour(preset, index, hu, rgb)
        self._edit(tr("a colour of the 3D appearance"), preset, "")

    def _shift(self, value: int) -> None:
        preset = edit.shifted(self._slider_start, SHIFT_REACH_HU * value / SLIDER_REACH)
        self._edit(tr("the shift of the 3D appearance"), preset if value else self._slider_start, "shift slider")

    def _stretch(self, value: int) -> None:
        preset = edit.stretched(self._slider_start, 2.0 ** (STRETCH_REACH * value / SLIDER_REACH))
        self._edit(tr("the stretch of the 3D appearance"), preset if value else self._slider_start, "stretch slider")

    def _slider(self, tip: str) -> QSlider:
        """A slider that springs back to its middle, from where the next drag goes on."""
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(-SLIDER_REACH, SLIDER_REACH)
        slider.setToolTip(tip)
        slider.setAccessibleName(tip)
        slider.sliderPressed.connect(self._start_slider)
        slider.sliderReleased.connect(lambda: self._spring_back(slider))
        slider.actionTriggered.connect(lambda _action: slider.isSliderDown() or self._start_slider_at_rest(slider))
        return slider

    def _start_slider(self) -> None:
        self._slider_start = self._look.preset

    def _start_slider_at_rest(self, slider: QSlider) -> None:
        """Moved by a key or the wheel: from the middle on, another start."""
        if slider.value() == 0:
            self._start_slider()

    def _spring_back(self, slider: QSlider) -> None:
        with QSignalBlocker(slider):
            slider.setValue(0)
        self._start_slider()
        self._changes.end_gesture()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.log_box)
        top.addStretch(1)
        top.addWidget(self.reset_button)
        point = QHBoxLayout()
        point.setSpacing(4)
        for widget in (self.hu_box, self.opacity_box, self.colour_button, self.add_button, self.remove_button):
            point.addWidget(widget, 1 if widget in (self.hu_box, self.opacity_box) else 0)
        sliders = QGridLayout()
        for row, (name, slider) in enumerate(((tr("Shift"), self.shift_slider), (tr("Stretch"), self.stretch_slider))):
            sliders.addWidget(QLabel(name), row, 0)
            sliders.addWidget(slider, row, 1)
        files = QHBoxLayout()
        files.setSpacing(4)
        for text, tip, signal in (
            (tr("Keep"), tr("Add this appearance to your own, in the gallery"), self.keep_requested),
            (tr("Open…"), tr("Open an appearance: .vp.json, or presets of 3D Slicer (.xml, .vp)"), self.open_requested),
            (tr("Save…"), tr("Save this appearance as .vp.json, which 3D Slicer reads too"), self.save_requested),
        ):
            button = QPushButton(text)
            button.setMinimumWidth(60)
            button.setToolTip(tip)
            button.clicked.connect(signal)
            files.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.canvas)
        column.addLayout(point)
        column.addLayout(sliders)
        column.addLayout(files)


def _button(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button
