"""The geometry of a pair: two lines that say it, unfolding into distances, the pose of the lateral, and calibration."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.radiograph import RadiographPair
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.panels.geometry.distances import DistancesForm
from xr2ct_viewer.panels.geometry.pose import PoseForm
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import in_digits, tr
from xr2ct_viewer.widgets.muted_label import muted_label

_INDENT: Final = 24
"""That of the text of the line that unfolds, in pixels."""


def in_words(geometry: BiplanarGeometry) -> tuple[str, str]:
    """Beam and pixels, a short line each: one for both would not fit the sidebar."""
    view = geometry.frontal
    cone = tr("Source at {sad_mm:g} of {sdd_mm:g} mm", sad_mm=view.sad_mm, sdd_mm=view.sdd_mm)
    sizes = sorted({in_digits(f"{side.pixel_mm:.3g}") for side in geometry.views})
    return (
        tr("Parallel beam") if view.model == "parallel" else cone,
        tr("Pixel {sizes} mm", sizes=tr(" and ").join(sizes)),
    )


class GeometryForm(QWidget):
    """`edited` carries a changed `InputEdit`, `previewed` one that a slider passes through, `unfolded` a state."""

    edited = Signal(object)
    previewed = Signal(object)
    unfolded = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fold = QToolButton(checkable=True)
        self._fold.setObjectName("link")
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.setToolTip(tr("Where the X-ray tube stood, and the size of a pixel on the detector"))
        self._fold.setAccessibleName(tr("Distances and pixel sizes"))
        self._fold.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fold.toggled.connect(self._unfold)
        self._pixels = muted_label()
        self._pixels.setContentsMargins(_INDENT, 0, 0, 0)
        self.distances = DistancesForm(theme)
        self.pose = PoseForm(theme)
        self.lines = QCheckBox(tr("Lines of equal height"))
        self.lines.setToolTip(tr("What one X-ray shows on a line, the other one shows on the line of the same number"))
        self.distances.edited.connect(self.edited)
        self.pose.edited.connect(self.edited)
        self.pose.previewed.connect(self.previewed)
        heading = QLabel(tr("How the X-rays were taken"))
        heading.setObjectName("number")
        self._fields = QWidget()
        self._column = column = QVBoxLayout(self._fields)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.distances)
        column.addWidget(heading)
        column.addWidget(
            muted_label(
                tr("Move until what lies on a blue line in the frontal X-ray lies on the same line in the lateral one.")
            )
        )
        column.addWidget(self.pose)
        column.addWidget(self.lines)
        self._fields.setVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._fold)
        layout.addWidget(self._pixels)
        layout.addWidget(self._fields)
        theme.changed.connect(self.refresh_icons)
        self.refresh_icons()

    @property
    def is_open(self) -> bool:
        return self._fold.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Unfold or fold."""
        self._fold.setChecked(is_open)

    def add_part(self, part: QWidget) -> None:
        """Put something below the sliders."""
        self._column.addWidget(part)

    def show_pair(self, read: RadiographPair, edit: InputEdit) -> None:
        """Show the geometry of a pair as it was read, under its corrections."""
        beam, pixels = in_words(edit.geometry(read))
        self._fold.setText(beam)
        self._pixels.setText(pixels)
        self.distances.show_pair(read, edit)
        self.pose.show_edit(edit)

    def refresh_icons(self) -> None:
        self._fold.setIcon(self._theme.icon("down" if self._fold.isChecked() else "right", self._theme.palette.muted))
        for part in (self.distances, self.pose):
            part.refresh_icons()

    def _unfold(self, is_open: bool) -> None:
        self._fields.setVisible(is_open)
        self._pixels.setVisible(not is_open)
        self.refresh_icons()
        self.unfolded.emit(is_open)
