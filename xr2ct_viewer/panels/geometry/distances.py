"""Where tube and detector stood and how large a pixel is, each number with where it comes from and a way back."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QGridLayout, QLabel, QWidget

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.radiograph import RadiographPair
from xr2ct_viewer.models.geometry_origin import LENGTH_NAMES, LengthName, lengths, with_length
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.panels.geometry.reset_button import ResetButton
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.muted_label import muted_label
from xr2ct_viewer.widgets.number_field import make_plain

_ROWS: Final[dict[LengthName, tuple[str, str, int]]] = {
    "sad_mm": (marked("Tube to patient"), marked("Source to patient centre"), 1),
    "sdd_mm": (marked("Tube to detector"), marked("Source to detector"), 1),
    "frontal_pixel_mm": (marked("Frontal pixel"), marked("Pixel of the frontal X-ray"), 4),
    "lateral_pixel_mm": (marked("Lateral pixel"), marked("Pixel of the lateral X-ray"), 4),
}
_DECIMALS: Final = {"sad_mm": 1, "sdd_mm": 1, "frontal_pixel_mm": 4, "lateral_pixel_mm": 4}


def across_in_words(views: tuple[ViewGeometry, ViewGeometry]) -> str:
    """How wide the images are: their pixels are not those of the files, which may be many more."""
    (cols, width_mm), (other_cols, other_width_mm) = ((view.cols, f"{view.cols * view.pixel_mm:.0f}") for view in views)
    return tr(
        "Pixels as they are used here: {cols} across the {width_mm} mm of the frontal X-ray, {other_cols} across the"
        " {other_width_mm} mm of the lateral one.",
        cols=cols,
        width_mm=width_mm,
        other_cols=other_cols,
        other_width_mm=other_width_mm,
    )


class DistancesForm(QWidget):
    """`edited` carries a changed `InputEdit`."""

    edited = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._edit = InputEdit()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._beam = QComboBox()
        self._beam.addItem(tr("Cone beam (X-ray tube)"), "cone")
        self._beam.addItem(tr("Parallel beam"), "parallel")
        self._beam.setAccessibleName(tr("Beam"))
        self._beam.setToolTip(tr("Cone beam from an X-ray tube, or parallel rays as in computed data"))
        self._beam.activated.connect(lambda *_: self._emit(replace(self._edit, model=self._beam.currentData())))
        self._grid.addWidget(QLabel(tr("Beam")), 0, 0)
        self._grid.addWidget(self._beam, 0, 1, 1, 3)
        self._fields: dict[LengthName, QDoubleSpinBox] = {}
        self._origins: dict[LengthName, QLabel] = {}
        self._resets: dict[LengthName, ResetButton] = {}
        for row, name in enumerate(LENGTH_NAMES, start=1):
            self._add_row(row, name, theme)
        self._across = muted_label()
        self._grid.addWidget(self._across, len(LENGTH_NAMES) + 1, 0, 1, 4)

    def show_pair(self, pair: RadiographPair, edit: InputEdit) -> None:
        """Show the numbers of a pair as it was read, under its corrections."""
        self._edit = edit
        views = edit.views_as_told(pair)
        self._across.setText(across_in_words(views))
        model = views[0].model
        self._beam.setCurrentIndex(self._beam.findData(model))
        for name, length in lengths(pair, edit).items():
            with QSignalBlocker(self._fields[name]):
                self._fields[name].setValue(length.value_mm)
            has_meaning = model == "cone" or name.endswith("pixel_mm")
            self._fields[name].setEnabled(has_meaning)
            self._origins[name].setText(tr(length.origin) if has_meaning else "")
            self._origins[name].setToolTip(tr(length.tip))
            back = tr("Back to {value} mm", value=f"{length.read_mm:.{_DECIMALS[name]}f}")
            self._resets[name].offer(back, is_offered=length.is_changed and has_meaning)

    def refresh_icons(self) -> None:
        for button in self._resets.values():
            button.refresh_icon()

    def _add_row(self, row: int, name: LengthName, theme: Theme) -> None:
        title, full_name, decimals = _ROWS[name]
        field = self._fields[name] = QDoubleSpinBox(
            decimals=decimals, minimum=0.0, maximum=10000.0, suffix=" mm", keyboardTracking=False
        )
        field.setAccessibleName(tr(full_name))
        field.setToolTip(tr("In millimetres; correct it where you know better than the file"))
        make_plain(field)
        field.valueChanged.connect(lambda value: self._emit(with_length(self._edit, name, value)))
        origin = self._origins[name] = muted_label()
        origin.setWordWrap(False)
        reset = self._resets[name] = ResetButton(theme)
        reset.clicked.connect(lambda: self._emit(with_length(self._edit, name, None)))
        self._grid.addWidget(QLabel(tr(title)), row, 0)
        self._grid.addWidget(field, row, 1)
        self._grid.addWidget(origin, row, 2, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(reset, row, 3)

    def _emit(self, edit: InputEdit) -> None:
        self.edited.emit(edit)
