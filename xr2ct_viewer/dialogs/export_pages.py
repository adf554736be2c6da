"""The options of each kind of export, a page each. A page reads and writes an `ExportChoice`; it decides nothing."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QFormLayout, QLabel, QLineEdit, QRadioButton, QWidget

from xr2ct_core.io.dicom_write_options import DICOM_TITLES
from xr2ct_viewer.models.export_choice import SURFACE_FORMATS, VOLUME_FORMATS, ExportChoice
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.tr import tr

VOLUME_WORDS = marked("Hounsfield units with spacing and place. Where the volume came from goes along in the file.")
CAPTURE_WORDS = marked(
    "One file. Each slice carries the banner below it, values and places stay exact, and no archive takes it for a CT."
)
SERIES_WORDS = marked(
    "Other programs treat it as a CT and can measure in it. It is marked as derived and synthetic, but its pictures"
    " carry no banner: make sure that nobody takes it for a scan."
)
REPORT_WORDS = marked(
    "X-rays, re-projections, differences, slices, measures, measurements and origin in one file that any browser opens"
    " and prints."
)
SURFACE_WORDS = marked("The surfaces shown in 3D, in millimetres. A mesh carries its origin in its header.")
NO_SOURCES = marked("The X-rays are not open from DICOM files")


class ExportPage(QWidget):
    """A page. `changed` fires when the person changes something; `values` are the fields of the choice it owns."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = QFormLayout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setVerticalSpacing(9)
        self.form.setHorizontalSpacing(14)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def values(self) -> dict[str, Any]:
        return {}

    def show_choice(self, choice: ExportChoice) -> None:
        """Show what a choice says of this kind."""

    def words(self, text: str) -> QLabel:
        label = QLabel(tr(text))
        label.setObjectName("muted")
        label.setWordWrap(True)
        return label


class VolumePage(ExportPage):
    """Which format."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.format = combo(tr("Format of the volume"), VOLUME_FORMATS)
        self.format.currentIndexChanged.connect(self.changed)
        self.form.addRow(tr("Format"), self.format)
        self.form.addRow(self.words(VOLUME_WORDS))

    def values(self) -> dict[str, Any]:
        return {"volume_format": self.format.currentData()}

    def show_choice(self, choice: ExportChoice) -> None:
        select(self.format, choice.volume_format)


class DicomPage(ExportPage):
    """Secondary capture or CT series, and whose name it bears. Names are asked anew each time and never remembered."""

    def __init__(self, has_sources: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = QButtonGroup(self)
        self.kind_buttons: dict[str, QRadioButton] = {}
        for kind, title in DICOM_TITLES.items():
            button = QRadioButton(tr(title))
            self._kinds.addButton(button)
            self.kind_buttons[kind] = button
            self.form.addRow(button)
        self._words = self.words(CAPTURE_WORDS)
        self.form.addRow(self._words)
        self.patient_id = QLineEdit(placeholderText=tr("made up anew"))
        self.patient_name = QLineEdit(placeholderText=tr("anonymous"))
        self.patient_id.setAccessibleName(tr("Patient ID"))
        self.patient_name.setAccessibleName(tr("Patient name"))
        self.form.addRow(tr("Patient ID"), self.patient_id)
        self.form.addRow(tr("Patient name"), self.patient_name)
        self.name_sources = QCheckBox(tr("Name the X-rays it was made from"))
        self.name_sources.setEnabled(has_sources)
        tip = tr("By their UIDs, which lead to the patient where the archive is at hand")
        self.name_sources.setToolTip(tip if has_sources else tr(NO_SOURCES))
        self.form.addRow(self.name_sources)
        self._kinds.buttonToggled.connect(lambda *_: self._explain())

    @property
    def patient(self) -> tuple[str, str]:
        """ID and name; empty for anonymous."""
        return self.patient_id.text().strip(), self.patient_name.text().strip()

    def values(self) -> dict[str, Any]:
        return {"dicom": next(kind for kind, button in self.kind_buttons.items() if button.isChecked())}

    def show_choice(self, choice: ExportChoice) -> None:
        self.kind_buttons[choice.dicom].setChecked(True)
        self._explain()

    def _explain(self) -> None:
        is_series = self.kind_buttons["ct-series"].isChecked()
        self._words.setText(tr(SERIES_WORDS) if is_series else tr(CAPTURE_WORDS))
        self._words.setObjectName("warning" if is_series else "muted")
        self._words.style().polish(self._words)
        self.changed.emit()


class SurfacePage(ExportPage):
    """Which format of mesh."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.format = combo(tr("Format of the surface"), SURFACE_FORMATS)
        self.format.currentIndexChanged.connect(self.changed)
        self.form.addRow(tr("Format"), self.format)
        self.form.addRow(self.words(SURFACE_WORDS))

    def values(self) -> dict[str, Any]:
        return {"surface_format": self.format.currentData()}

    def show_choice(self, choice: ExportChoice) -> None:
        select(self.format, choice.surface_format)


class ReportPage(ExportPage):
    """Whether the 3D picture belongs to it."""

    def __init__(self, three_d: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.with_3d = QCheckBox(tr("With the 3D picture as it is on screen"))
        self._can_3d = not three_d
        self.with_3d.setEnabled(self._can_3d)
        self.with_3d.setToolTip(tr(three_d))
        self.with_3d.toggled.connect(self.changed)
        self.form.addRow(self.words(REPORT_WORDS))
        self.form.addRow(self.with_3d)

    def values(self) -> dict[str, Any]:
        return {"report_3d": self.with_3d.isChecked()} if self._can_3d else {}

    def show_choice(self, choice: ExportChoice) -> None:
        self.with_3d.setChecked(choice.report_3d and self._can_3d)


def combo(name: str, entries: Mapping[str, str]) -> QComboBox:
    """A choice of entries: data and what is read."""
    box = QComboBox()
    box.setAccessibleName(name)
    for key, title in entries.items():
        box.addItem(tr(title), key)
    return box


def select(box: QComboBox, key: str) -> None:
    """Choose an entry by its data; an unknown one leaves the first."""
    box.setCurrentIndex(max(0, box.findData(key)))
