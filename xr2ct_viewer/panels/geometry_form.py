"""The distances and pixel sizes of a pair: one line that says them, unfolding into fields."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.number_field import make_plain


def in_words(geometry: BiplanarGeometry) -> str:
    """The geometry in one line."""
    view = geometry.frontal
    cone = tr("Source at {sad_mm:g} of {sdd_mm:g} mm", sad_mm=view.sad_mm, sdd_mm=view.sdd_mm)
    beam = tr("Parallel beam") if view.model == "parallel" else cone
    sizes = sorted({f"{side.pixel_mm:.3g}" for side in geometry.views})
    return tr("{beam} · pixel {sizes} mm", beam=beam, sizes=tr(" and ").join(sizes))


class GeometryForm(QWidget):
    """`edited` carries a changed `InputEdit`."""

    edited = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._edit = InputEdit()
        self._fold = QToolButton(checkable=True)
        self._fold.setObjectName("link")
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.setToolTip(tr("Where the X-ray tube stood, and the size of a pixel on the detector"))
        self._fold.setAccessibleName(tr("Distances and pixel sizes"))
        self._fold.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fold.toggled.connect(self._unfold)
        self._model = QComboBox()
        self._model.addItem(tr("Cone beam (X-ray tube)"), "cone")
        self._model.addItem(tr("Parallel beam"), "parallel")
        self._model.setAccessibleName(tr("Beam"))
        self._model.setToolTip(tr("Cone beam from an X-ray tube, or parallel rays as in computed data"))
        self._model.activated.connect(lambda *_: self._emit(model=self._model.currentData()))
        self._sad = _length(tr("Source to patient centre"), 3)
        self._sdd = _length(tr("Source to detector"), 3)
        self._pixel_frontal = _length(tr("Pixel of the frontal X-ray"), 4)
        self._pixel_lateral = _length(tr("Pixel of the lateral X-ray"), 4)
        for field, name in ((self._sad, "sad_mm"), (self._sdd, "sdd_mm")):
            field.editingFinished.connect(lambda field=field, name=name: self._emit_if(field, **{name: field.value()}))
        for field, side in ((self._pixel_frontal, "frontal"), (self._pixel_lateral, "lateral")):
            field.editingFinished.connect(lambda field=field, side=side: self._emit_pixel(field, side))
        self._fields = QWidget()
        form = QFormLayout(self._fields)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(6)
        form.addRow(tr("Beam"), self._model)
        form.addRow(tr("Tube to patient"), self._sad)
        form.addRow(tr("Tube to detector"), self._sdd)
        form.addRow(tr("Frontal pixel"), self._pixel_frontal)
        form.addRow(tr("Lateral pixel"), self._pixel_lateral)
        self._fields.setVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._fold)
        layout.addWidget(self._fields)
        self.refresh_icons()

    def show_geometry(self, geometry: BiplanarGeometry, edit: InputEdit) -> None:
        self._edit = edit
        self._fold.setText(in_words(geometry))
        frontal, lateral = geometry.views
        self._model.setCurrentIndex(self._model.findData(frontal.model))
        is_cone = frontal.model == "cone"
        for field, value in (
            (self._sad, frontal.sad_mm),
            (self._sdd, frontal.sdd_mm),
            (self._pixel_frontal, frontal.pixel_mm),
            (self._pixel_lateral, lateral.pixel_mm),
        ):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
        self._sad.setEnabled(is_cone)
        self._sdd.setEnabled(is_cone)

    def refresh_icons(self) -> None:
        self._fold.setIcon(self._theme.icon("down" if self._fold.isChecked() else "right", self._theme.palette.muted))

    def _unfold(self, is_open: bool) -> None:
        self._fields.setVisible(is_open)
        self.refresh_icons()

    def _emit_if(self, field: QDoubleSpinBox, **values: float) -> None:
        (name, value), *_ = values.items()
        if value != getattr(self._edit, name):
            self._emit(**values)

    def _emit_pixel(self, field: QDoubleSpinBox, side: str) -> None:
        image = getattr(self._edit, side)
        self._emit(**{side: replace(image, pixel_mm=field.value())})

    def _emit(self, **values: object) -> None:
        self.edited.emit(replace(self._edit, **values))


def _length(name: str, decimals: int) -> QDoubleSpinBox:
    field = QDoubleSpinBox(decimals=decimals, minimum=0.0, maximum=10000.0, suffix=" mm", keyboardTracking=False)
    field.setAccessibleName(name)
    field.setToolTip(tr("In millimetres; correct it where you know better than the file"))
    make_plain(field)
    return field
