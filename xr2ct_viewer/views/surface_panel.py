"""The surfaces of the volume in front: make one, choose how, list them, show, colour, write.

Invariant: the panel only asks; who owns the surfaces answers with `show_surfaces`.
"""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from xr2ct_core.structure_names import Structure
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.surfaces import RECIPES, SURFACE_TITLES, Surface, SurfaceRecipe
from xr2ct_viewer.said import said
from xr2ct_viewer.tr import tr
from xr2ct_viewer.views.surface_row import SurfaceRow
from xr2ct_viewer.widgets.muted_label import muted_label
from xr2ct_viewer.widgets.number_field import make_plain

EMPTY: Final = marked("No surfaces yet. Choose a structure above; it takes some seconds.")
CAUTION: Final = marked("Where a surface lies depends on the threshold: an estimate, not a segmentation by an expert.")


class SurfacePanel(QWidget):
    """`make_requested` carries a `SurfaceRecipe`; the others carry the surface, and what it should become."""

    make_requested = Signal(object)
    cancel_requested = Signal()
    changed = Signal(object, object, str)
    change_ended = Signal()
    remove_requested = Signal(object)
    export_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind: Structure = "lungs"
        self.kind_buttons: dict[Structure, QPushButton] = {}
        for kind, title in SURFACE_TITLES.items():
            button = QPushButton(tr("Other") if kind == "custom" else tr(title))
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setAccessibleName(tr("Structure: {title}", title=tr(title)))
            button.clicked.connect(lambda _on=False, kind=kind: self.choose(kind))
            self.kind_buttons[kind] = button
        self.threshold = QSpinBox()
        self.threshold.setRange(-1000, 3000)
        self.threshold.setSingleStep(10)
        self.threshold.setSuffix(" HU")
        self.smoothing = QSpinBox()
        self.smoothing.setRange(0, 100)
        self.smoothing.setToolTip(tr("Passes of a windowed sinc filter; 0 leaves the voxels visible"))
        self.kept = QSpinBox()
        self.kept.setRange(2, 100)
        self.kept.setSuffix(" %")
        self.kept.setToolTip(tr("Fewer triangles make smaller files and turn faster"))
        self.smallest = QDoubleSpinBox()
        self.smallest.setRange(0.0, 5000.0)
        self.smallest.setDecimals(1)
        self.smallest.setSuffix(" ml")
        self.smallest.setToolTip(tr("Smaller pieces are left out"))
        self.make_button = QPushButton(tr("Make surface"))
        self.make_button.setObjectName("compactPrimary")
        self.make_button.clicked.connect(lambda: self.make_requested.emit(self.recipe))
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(True)
        self.bar.setAccessibleName(tr("Progress of the surface"))
        self.cancel_button = QPushButton(tr("Cancel"))
        self.cancel_button.clicked.connect(self.cancel_requested)
        self._empty = muted_label(tr(EMPTY))
        self.rows: dict[str, SurfaceRow] = {}
        self._lay_out()
        self.choose("lungs")
        self.set_busy(False)

    @property
    def recipe(self) -> SurfaceRecipe:
        """What is set now."""
        return SurfaceRecipe(
            self.kind,
            float(self.threshold.value()),
            self.smoothing.value(),
            self.kept.value() / 100.0,
            self.smallest.value(),
        )

    def choose(self, kind: Structure) -> None:
        """A structure with its usual settings."""
        self.kind = kind
        recipe = replace(RECIPES[kind])
        self.kind_buttons[kind].setChecked(True)
        self.threshold.setValue(round(recipe.threshold_hu))
        self._threshold_name.setText(tr("Air below") if kind == "lungs" else tr("Denser than"))
        self.threshold.setAccessibleName(self._threshold_name.text())
        self.smoothing.setValue(recipe.smoothing)
        self.kept.setValue(round(100 * recipe.kept_share))
        self.smallest.setValue(recipe.smallest_ml)

    def show_surfaces(self, surfaces: tuple[Surface, ...]) -> None:
        """List what there is; rows of surfaces that stay are kept, so that a drag goes on."""
        for surface_id in self.rows.keys() - {surface.id for surface in surfaces}:
            row = self.rows.pop(surface_id)
            self._list.removeWidget(row)
            row.deleteLater()
        for surface in surfaces:
            if surface.id not in self.rows:
                row = self.rows[surface.id] = SurfaceRow(surface)
                row.changed.connect(self.changed)
                row.change_ended.connect(self.change_ended)
                row.remove_requested.connect(self.remove_requested)
                row.export_requested.connect(self.export_requested)
                self._list.addWidget(row)
            self.rows[surface.id].show_surface(surface)
        self._empty.setVisible(not surfaces)

    def set_busy(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.cancel_button.setVisible(busy)
        self.make_button.setEnabled(not busy)

    def show_progress(self, fraction: float, phase: str) -> None:
        self.bar.setValue(round(100 * fraction))
        self.bar.setFormat(f"{said(phase)} …")

    def _lay_out(self) -> None:
        kinds = QHBoxLayout()
        kinds.setSpacing(4)
        for button in self.kind_buttons.values():
            kinds.addWidget(button)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(5)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._threshold_name = QLabel()
        form.addRow(self._threshold_name, self.threshold)
        for name, widget in (
            (tr("Smoothing"), self.smoothing),
            (tr("Triangles kept"), self.kept),
            (tr("Least piece"), self.smallest),
        ):
            widget.setAccessibleName(name)
            form.addRow(name, widget)
        for widget in (self.threshold, self.smoothing, self.kept, self.smallest):
            make_plain(widget)
            form.labelForField(widget).setMinimumHeight(widget.sizeHint().height())
        working = QHBoxLayout()
        working.addWidget(self.bar, 1)
        working.addWidget(self.cancel_button)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(kinds)
        column.addLayout(form)
        column.addWidget(self.make_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(working)
        column.addWidget(self._empty)
        column.addLayout(self._list)
        column.addStretch(1)
        column.addWidget(muted_label(tr(CAUTION)))
