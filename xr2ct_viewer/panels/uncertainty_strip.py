"""Controls of the uncertainty: colours on the slices, fading in 3D, or the word that the method gives none."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSlider, QWidget

from xr2ct_viewer.models.lens import Lens
from xr2ct_viewer.models.study_result import StudyResult
from xr2ct_viewer.models.uncertainty import GONE_SHARE, NO_UNCERTAINTY, SURE_SHARE, sigma_limit_hu
from xr2ct_viewer.tr import tr


class UncertaintyStrip(QWidget):
    """Edits the lens."""

    def __init__(self, lens: Lens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lens = lens
        self._on_slices = QCheckBox(tr("Colour the slices"))
        self._on_slices.setToolTip(
            tr("Colours say by how many HU a voxel may be off: one standard deviation. Clear means certain.")
        )
        self._opacity = QSlider(Qt.Orientation.Horizontal)
        self._opacity.setRange(10, 100)
        self._opacity.setFixedWidth(110)
        self._opacity.setAccessibleName(tr("Strength of the colours"))
        self._opacity.setToolTip(tr("Strength of the colours over the slices"))
        self._in_3d = QCheckBox(tr("Fade in 3D"))
        self._in_3d.setToolTip(tr("Uncertain voxels become transparent in the 3D view"))
        self._caption = QLabel()
        self._caption.setObjectName("muted")
        self._caption.setMinimumWidth(1)
        self._controls = (self._on_slices, self._opacity, self._in_3d)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 10, 4)
        row.setSpacing(12)
        for control in self._controls:
            row.addWidget(control)
        row.addWidget(self._caption, 1)
        self._on_slices.setChecked(lens.on_slices)
        self._in_3d.setChecked(lens.in_3d)
        self._opacity.setValue(round(lens.opacity * 100))
        self._on_slices.toggled.connect(lambda on: setattr(lens, "on_slices", on))
        self._on_slices.toggled.connect(self._opacity.setEnabled)
        self._in_3d.toggled.connect(lambda on: setattr(lens, "in_3d", on))
        self._opacity.valueChanged.connect(lambda value: setattr(lens, "opacity", value / 100))

    def show_result(self, result: StudyResult) -> None:
        """Offer the controls where the result has an uncertainty, else say that it has none."""
        sigma_hu = result.uncertainty_hu
        for control in self._controls:
            control.setVisible(sigma_hu is not None)
        if sigma_hu is None:
            self._caption.setText(tr("{sentence} That does not mean that it is certain.", sentence=tr(NO_UNCERTAINTY)))
            self._caption.setToolTip("")
            return
        limit_hu = sigma_limit_hu(sigma_hu)
        self._caption.setText(tr("Point at a voxel to read value ± standard deviation."))
        self._in_3d.setToolTip(
            tr(
                "Voxels with a standard deviation above {fade_hu:.0f} HU fade; from {gone_hu:.0f} HU on they are gone",
                fade_hu=SURE_SHARE * limit_hu,
                gone_hu=GONE_SHARE * limit_hu,
            )
        )
