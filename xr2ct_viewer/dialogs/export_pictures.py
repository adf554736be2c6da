"""The options of pictures and movies in the export dialog: what is in them, how large, how long."""

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSpinBox,
    QToolButton,
    QWidget,
)

from xr2ct_core.media.plans import LARGEST_PX, SMALLEST_PX
from xr2ct_viewer.dialogs.export_pages import ExportPage, combo, select
from xr2ct_viewer.models.export_choice import ALL_VIEWS, MOVIE_FORMATS, ExportChoice, ExportOffer
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.number_field import make_plain

PICTURE_SIZES: Final = {"HD": 1920, "4K": 3840, "8K": 7680}
MOVIE_SIZES: Final = {marked("Small"): (640, 480), "HD": (1280, 720), "Full HD": (1920, 1080)}
ORIENTATIONS: Final = {
    "axial": marked("Axial, feet to head"),
    "coronal": marked("Coronal, front to back"),
    "sagittal": marked("Sagittal, right to left"),
}


class PicturePage(ExportPage):
    """Which view and how large. The height follows the width, because the views have their shape on screen."""

    def __init__(self, offer: ExportOffer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer = offer
        self.view = combo(tr("What is in the picture"), {ALL_VIEWS: marked("All views as on screen"), **offer.views})
        self.width = _pixels(tr("Width of the picture"))
        self.height = QLabel()
        self.height.setObjectName("number")
        row = _row(self.width, QLabel("×"), self.height, QLabel(tr("pixels")))
        for name, width_px in PICTURE_SIZES.items():
            row.addWidget(_preset(name, lambda px=width_px: self.width.setValue(px)))
        row.addStretch(1)
        self.form.addRow(tr("Show"), self.view)
        self.form.addRow(tr("Size"), row)
        self.form.addRow(self.words(marked("Drawn anew at this size, letters and lines too; nothing is blown up.")))
        self.view.currentIndexChanged.connect(self.changed)
        self.width.valueChanged.connect(self.changed)

    def values(self) -> dict[str, Any]:
        return {"view": self.view.currentData(), "picture_width_px": self.width.value()}

    def show_choice(self, choice: ExportChoice) -> None:
        select(self.view, choice.view)
        self.width.setValue(choice.picture_width_px)
        self.show_height(choice)

    def show_height(self, choice: ExportChoice) -> None:
        """Show the height that goes with the width and the view."""
        self.height.setText(str(self._offer.picture_height_px(choice)))


class MoviePage(ExportPage):
    """Turntable or sweep, with the options that each has."""

    def __init__(self, offer: ExportOffer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._can_turn = not offer.three_d
        self.turntable, self.sweep = QRadioButton(tr("Turning in 3D")), QRadioButton(tr("Through the slices"))
        kinds = QButtonGroup(self)
        for button in (self.turntable, self.sweep):
            kinds.addButton(button)
        self.turntable.setEnabled(self._can_turn)
        self.turntable.setToolTip(tr(offer.three_d) or tr("Around the long axis, looking as the 3D view does now"))
        self.sweep.setToolTip(tr("In the window of the slice views"))
        self.format = combo(tr("Format of the movie"), MOVIE_FORMATS)
        self.width, self.height = _pixels(tr("Width of the movie")), _pixels(tr("Height of the movie"))
        self.degrees = _number(tr("Degrees turned"), -3600, 3600, 0, " °")
        self.orientation = combo(tr("Slices shown"), ORIENTATIONS)
        self.back = QCheckBox(tr("There and back"))
        self.seconds = _number(tr("Length of the movie"), 0.5, 600, 1, " s")
        self.fps = QSpinBox(minimum=1, maximum=60, suffix=tr(" a second"))
        self.fps.setAccessibleName(tr("Frames a second"))
        make_plain(self.fps)
        size = _row(self.width, QLabel("×"), self.height, QLabel(tr("pixels")))
        for name, (width_px, height_px) in MOVIE_SIZES.items():
            size.addWidget(_preset(name, lambda w=width_px, h=height_px: self._set_size(w, h)))
        size.addStretch(1)
        self.form.addRow(_row(self.turntable, self.sweep, stretch=True))
        self.form.addRow(tr("Turn"), self.degrees)
        self.form.addRow(tr("Slices"), _row(self.orientation, self.back, stretch=True))
        self.form.addRow(tr("Format"), self.format)
        self.form.addRow(tr("Size"), size)
        self.form.addRow(tr("Length"), _row(self.seconds, self.fps, stretch=True))
        kinds.buttonToggled.connect(lambda *_: self._adapt())
        self.back.toggled.connect(self.changed)
        for box in (self.format, self.orientation):
            box.currentIndexChanged.connect(self.changed)
        for field in (self.width, self.height, self.degrees, self.seconds, self.fps):
            field.valueChanged.connect(self.changed)

    def values(self) -> dict[str, Any]:
        kind = {"movie": "turntable" if self.turntable.isChecked() else "sweep"} if self._can_turn else {}
        return {
            **kind,
            "movie_format": self.format.currentData(),
            "movie_width_px": self.width.value(),
            "movie_height_px": self.height.value(),
            "seconds": self.seconds.value(),
            "fps": self.fps.value(),
            "degrees": self.degrees.value(),
            "orientation": self.orientation.currentData(),
            "there_and_back": self.back.isChecked(),
        }

    def show_choice(self, choice: ExportChoice) -> None:
        (self.turntable if choice.movie == "turntable" and self._can_turn else self.sweep).setChecked(True)
        select(self.format, choice.movie_format)
        select(self.orientation, choice.orientation)
        self.back.setChecked(choice.there_and_back)
        self._set_size(choice.movie_width_px, choice.movie_height_px)
        self.degrees.setValue(choice.degrees)
        self.seconds.setValue(choice.seconds)
        self.fps.setValue(choice.fps)
        self._adapt()

    @property
    def is_turntable(self) -> bool:
        return self.turntable.isChecked()

    def _set_size(self, width_px: int, height_px: int) -> None:
        self.width.setValue(width_px)
        self.height.setValue(height_px)

    def _adapt(self) -> None:
        self.form.setRowVisible(1, self.is_turntable)
        self.form.setRowVisible(2, not self.is_turntable)
        self.changed.emit()


def _pixels(name: str) -> QSpinBox:
    field = QSpinBox(minimum=SMALLEST_PX, maximum=LARGEST_PX)
    field.setAccessibleName(name)
    field.setFixedWidth(78)
    make_plain(field)
    return field


def _number(name: str, lowest: float, highest: float, decimals: int, suffix: str) -> QDoubleSpinBox:
    field = QDoubleSpinBox(minimum=lowest, maximum=highest, decimals=decimals, suffix=suffix)
    field.setAccessibleName(name)
    field.setFixedWidth(110)
    make_plain(field)
    return field


def _preset(name: str, choose: Any) -> QToolButton:
    button = QToolButton(text=tr(name))
    button.setObjectName("flat")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.clicked.connect(lambda: choose())
    return button


def _row(*widgets: QWidget, stretch: bool = False) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    if stretch:
        row.addStretch(1)
    return row
