"""How the lateral was really taken: a slider for each number of its pose, felt at once in the lines of both X-rays."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.view_pose import AS_TOLD, POSE_NUMBERS, PoseNumber
from xr2ct_viewer.panels.geometry.reset_button import ResetButton
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.value_slider import ValueSlider


class PoseForm(QWidget):
    """`previewed` carries an `InputEdit` while a slider moves, `edited` the one it was left at."""

    previewed = Signal(object)
    edited = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._edit = InputEdit()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.sliders: dict[str, ValueSlider] = {}
        self._labels: dict[str, QLabel] = {}
        self._resets: dict[str, ResetButton] = {}
        for row, number in enumerate(POSE_NUMBERS):
            self._add_row(row, number, theme)

    def show_edit(self, edit: InputEdit) -> None:
        """Show the pose of an edit; what a calibration found is marked as an estimate."""
        self._edit = edit
        for number in POSE_NUMBERS:
            self.sliders[number.name].set_value(number.shown(edit.pose))
            is_changed = getattr(edit.pose, number.name) != getattr(AS_TOLD, number.name)
            is_estimated = is_changed and number.name in edit.estimated
            label = self._labels[number.name]
            label.setText(f"{tr(number.title)} ≈" if is_estimated else tr(number.title))
            label.setToolTip(tr("Found by a calibration: an estimate.") if is_estimated else tr(number.tip))
            back = tr("Back to {value}", value=f"{number.middle:g}{number.unit}")
            self._resets[number.name].offer(back, is_offered=is_changed)

    def refresh_icons(self) -> None:
        for button in self._resets.values():
            button.refresh_icon()

    def _add_row(self, row: int, number: PoseNumber, theme: Theme) -> None:
        low, high = number.middle - number.limit, number.middle + number.limit
        is_lateral = number.name != "side_mm"
        whose = tr("{name} of the lateral X-ray") if is_lateral else tr("{name} of the frontal X-ray")
        name = whose.format(name=tr(number.title))
        slider = self.sliders[number.name] = ValueSlider(
            name, low, high, number.step, number.unit, tr(number.tip), self
        )
        slider.field.setFixedWidth(84)
        slider.moved.connect(lambda value: self.previewed.emit(self._with(number, value)))
        slider.chosen.connect(lambda value: self.edited.emit(self._with(number, value)))
        label = self._labels[number.name] = QLabel(tr(number.title))
        label.setToolTip(tr(number.tip))
        reset = self._resets[number.name] = ResetButton(theme)
        reset.clicked.connect(partial(self._put_back, number))
        for column, widget in enumerate((label, slider.slider, slider.field, reset)):
            self._grid.addWidget(widget, row, column)

    def _put_back(self, number: PoseNumber) -> None:
        self.edited.emit(self._with(number, number.middle))

    def _with(self, number: PoseNumber, value: float) -> InputEdit:
        estimated = tuple(known for known in self._edit.estimated if known != number.name)
        return replace(self._edit, pose=number.changed(self._edit.pose, value), estimated=estimated)
