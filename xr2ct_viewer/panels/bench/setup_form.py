"""How the two X-rays of the bench are taken, in numbers, beside the plan in which tubes are dragged."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from xr2ct_viewer.models.data_division import GEOMETRY_TITLES
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.view_pose import POSE_NUMBERS
from xr2ct_viewer.models.xray_bench import (
    DOSES,
    FARTHEST_DETECTOR_MM,
    FARTHEST_TUBE_MM,
    LARGEST_TURN_DEG,
    LENGTH_STEP_MM,
    LOOKS,
    NEAREST_DETECTOR_MM,
    NEAREST_TUBE_MM,
    TUBES,
    TURN_STEP_DEG,
    BenchSetup,
    TubeName,
)
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.elided_combo import ElidedComboBox
from xr2ct_viewer.widgets.value_slider import ValueSlider

TITLES: Final[dict[TubeName, str]] = {"frontal": marked("Frontal X-ray"), "lateral": marked("Lateral X-ray")}
_OWN: Final = ""
_LARGEST_BREATH_MM: Final = 30.0
_POSE: Final = tuple(number for number in POSE_NUMBERS if number.name in ("tilt_deg", "roll_deg", "height_mm"))
_LENGTHS: Final = ("Tube", "Detector")
"""What parallel beams do not have."""
_FIELD_PX: Final = 84
Change = Callable[[BenchSetup, float], BenchSetup]
Read = Callable[[BenchSetup], float]


class SetupForm(QWidget):
    """`moved` carries the `BenchSetup` that a slider passes through, `chosen` the one it was left at."""

    moved = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setup = BenchSetup.preset("x2ct")
        self.sliders: dict[tuple[TubeName, str], ValueSlider] = {}
        self._reads: dict[tuple[TubeName, str], Read] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._add_room()
        for name in TUBES:
            self._add_tube(name)
        self._add_images()
        self._column.addStretch(1)
        self.set_setup(self._setup)

    def set_setup(self, setup: BenchSetup) -> None:
        """Show how the X-rays are taken, telling nobody."""
        self._setup = setup
        for key, slider in self.sliders.items():
            slider.set_value(self._reads[key](setup))
            for control in (slider.slider, slider.field):
                control.setEnabled(setup.model == "cone" or key[1] not in _LENGTHS)
        with QSignalBlocker(self.room), QSignalBlocker(self.look), QSignalBlocker(self.dose):
            self.room.setCurrentIndex(self.room.findData(setup.room))
            self.look.setCurrentIndex(list(LOOKS).index(setup.look))
            self.dose.setCurrentIndex(list(DOSES).index(setup.photons))
        self.dose.setVisible(setup.look == "line_integral")
        self.another.setVisible(setup.look == "drawn")
        with QSignalBlocker(self.told):
            self.told.setChecked(setup.is_told)

    # Parts

    def _add_room(self) -> None:
        self.room = QComboBox()
        self.room.setAccessibleName(tr("X-ray room"))
        for name, title in GEOMETRY_TITLES.items():
            self.room.addItem(tr(title), name)
        self.room.addItem(tr("Own distances"), _OWN)
        self.room.setToolTip(tr("Distances and detectors of both X-rays; turns and all else stay"))
        self.room.activated.connect(self._choose_room)
        grid = self._grid("")
        grid.addWidget(QLabel(tr("Room")), 0, 0)
        grid.addWidget(self.room, 0, 1, 1, 2)

    def _add_tube(self, name: TubeName) -> None:
        grid = self._grid(tr(TITLES[name]))
        largest = LARGEST_TURN_DEG
        turn_tip = tr("About the patient's long axis; drag the tube in the plan")
        self._add_slider(
            grid,
            name,
            (marked("Turn"), "°", turn_tip),
            (-largest, largest, TURN_STEP_DEG),
            lambda setup: setup.tube(name).turn_deg,
            lambda setup, value: setup.with_tube(name, setup.tube(name).with_turn(value)),
        )
        self._add_slider(
            grid,
            name,
            (marked("Tube"), " mm", tr("From the tube to the middle of the patient")),
            (NEAREST_TUBE_MM, FARTHEST_TUBE_MM, LENGTH_STEP_MM),
            lambda setup: setup.tube(name).sad_mm,
            lambda setup, value: setup.with_tube(name, setup.tube(name).with_sad(value)),
        )
        self._add_slider(
            grid,
            name,
            (marked("Detector"), " mm", tr("From the middle of the patient to the detector")),
            (NEAREST_DETECTOR_MM, FARTHEST_DETECTOR_MM, LENGTH_STEP_MM),
            lambda setup: setup.tube(name).behind_mm,
            lambda setup, value: setup.with_tube(name, setup.tube(name).with_behind(value)),
        )
        if name == "lateral":
            self._add_pose(grid)

    def _add_pose(self, grid: QGridLayout) -> None:
        for number in _POSE:
            self._add_slider(
                grid,
                "lateral",
                (number.title, number.unit, tr(number.tip)),
                (number.middle - number.limit, number.middle + number.limit, number.step),
                lambda setup, number=number: number.shown(setup.pose),
                lambda setup, value, number=number: replace(setup, pose=number.changed(setup.pose, value)),
            )
        breath = tr("How much deeper the patient breathed in than for the frontal X-ray; not in the preview")
        self._add_slider(
            grid,
            "lateral",
            (marked("Breath"), " mm", breath),
            (-_LARGEST_BREATH_MM, _LARGEST_BREATH_MM, 1.0),
            lambda setup: setup.breath_mm,
            lambda setup, value: replace(setup, breath_mm=value),
        )

    def _add_images(self) -> None:
        grid = self._grid(tr("Images"))
        self.look = ElidedComboBox()
        self.look.setAccessibleName(tr("What the images hold"))
        for title in LOOKS.values():
            self.look.addItem(tr(title))
        self.look.setToolTip(
            tr("Display images have an unknown tone curve, scatter, letters and borders, as those of hospitals have")
        )
        self.look.activated.connect(lambda at: self._choose(replace(self._setup, look=list(LOOKS)[at], photons=None)))
        self.dose = ElidedComboBox()
        self.dose.setAccessibleName(tr("Photon noise"))
        for title in DOSES.values():
            self.dose.addItem(tr(title))
        self.dose.setToolTip(tr("Photons a pixel of the detector receives beside the patient; machines have their own"))
        self.dose.activated.connect(lambda at: self._choose(replace(self._setup, photons=list(DOSES)[at])))
        self.another = QPushButton(tr("Another machine"))
        self.another.setToolTip(tr("Draw spectrum, scatter, curve and letters anew"))
        self.another.setAutoDefault(False)
        self.another.clicked.connect(lambda: self._choose(replace(self._setup, seed=self._setup.seed + 1)))
        self.told = QCheckBox(tr("The pair says how it was taken"))
        self.told.setToolTip(tr("Otherwise it says that tubes and detectors stood straight, as X-rays of hospitals do"))
        self.told.toggled.connect(lambda on: self._choose(replace(self._setup, is_told=on)))
        grid.addWidget(self.look, 1, 0, 1, 3)
        grid.addWidget(self.dose, 2, 0, 1, 3)
        grid.addWidget(self.another, 3, 0, 1, 3)
        grid.addWidget(self.told, 4, 0, 1, 3)

    def _grid(self, title: str) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        if title:
            heading = QLabel(title)
            heading.setObjectName("number")
            heading.setContentsMargins(0, 8, 0, 0)
            grid.addWidget(heading, 0, 0, 1, 3)
        self._column.addLayout(grid)
        return grid

    def _add_slider(
        self,
        grid: QGridLayout,
        tube: TubeName,
        words: tuple[str, str, str],
        limits: tuple[float, float, float],
        read: Read,
        change: Change,
    ) -> None:
        """A row of title, slider and field; `words` are title, unit and tip, `limits` least, greatest and step."""
        title, unit, tip = words
        slider = ValueSlider(f"{tr(TITLES[tube])}: {tr(title)}", *limits, unit, tip, self)
        slider.field.setFixedWidth(_FIELD_PX)
        slider.moved.connect(lambda value: self._move(change(self._setup, value)))
        slider.chosen.connect(lambda value: self._choose(change(self._setup, value)))
        self.sliders[tube, title], self._reads[tube, title] = slider, read
        row = grid.rowCount()
        label = QLabel(tr(title))
        label.setToolTip(tip)
        for column, widget in enumerate((label, slider.slider, slider.field)):
            grid.addWidget(widget, row, column)

    # Reactions

    def _choose_room(self) -> None:
        name = self.room.currentData()
        if name == _OWN:
            self.set_setup(self._setup)
        else:
            self._choose(self._setup.with_room_of(name))

    def _move(self, setup: BenchSetup) -> None:
        self._setup = setup
        self.moved.emit(setup)

    def _choose(self, setup: BenchSetup) -> None:
        self.set_setup(setup)
        self.chosen.emit(setup)
