"""One surface in the list: shown or not, its colour, its opacity, its file, and away with it."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QCheckBox, QColorDialog, QGridLayout, QSlider, QToolButton, QWidget

from xr2ct_viewer.models.surfaces import Surface
from xr2ct_viewer.tr import tr


class SurfaceRow(QWidget):
    """`changed` carries the surface, what it should become, and the gesture it is part of (or nothing)."""

    changed = Signal(object, object, str)
    change_ended = Signal()
    remove_requested = Signal(object)
    export_requested = Signal(object)

    def __init__(self, surface: Surface, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.surface = surface
        self.shown = QCheckBox()
        self.shown.toggled.connect(lambda on: self.changed.emit(self.surface, self.surface.changed(visible=on), ""))
        self.colour = _button("", tr("Colour"))
        self.colour.setIconSize(QSize(16, 16))
        self.colour.clicked.connect(self._ask_colour)
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(5, 100)
        self.opacity.valueChanged.connect(self._fade)
        self.opacity.sliderReleased.connect(self.change_ended)
        self.export = _button(tr("Save…"), tr("Write this surface as STL or PLY"))
        self.export.clicked.connect(lambda: self.export_requested.emit(self.surface))
        self.remove = _button("×", tr("Remove this surface"))
        self.remove.clicked.connect(lambda: self.remove_requested.emit(self.surface))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setVerticalSpacing(3)
        grid.addWidget(self.shown, 0, 0)
        grid.addWidget(self.colour, 0, 1)
        grid.addWidget(self.export, 0, 2)
        grid.addWidget(self.remove, 0, 3)
        grid.addWidget(self.opacity, 1, 0, 1, 4)
        grid.setColumnStretch(0, 1)
        self.show_surface(surface)

    def show_surface(self, surface: Surface) -> None:
        """Follow the surface as it is now."""
        self.surface = surface
        title = tr(surface.title)
        with QSignalBlocker(self.shown), QSignalBlocker(self.opacity):
            self.shown.setText(title)
            self.shown.setChecked(surface.visible)
            self.opacity.setValue(round(100 * surface.opacity))
        triangles = f"{len(surface.mesh.faces):,}".replace(",", " ")
        self.shown.setToolTip(
            tr(
                "{title}: {triangles} triangles; encloses {volume_ml:.0f} ml (estimate)",
                title=title,
                triangles=triangles,
                volume_ml=surface.mesh.volume_ml,
            )
        )
        self.shown.setAccessibleName(tr("Show {title}", title=title))
        self.opacity.setAccessibleName(tr("Opacity of {title}", title=title))
        self.opacity.setToolTip(tr("Opacity {opacity:.0%}", opacity=surface.opacity))
        pixmap = QPixmap(16, 16)
        pixmap.fill(QColor.fromRgbF(*surface.rgb))
        self.colour.setIcon(QIcon(pixmap))
        self.colour.setAccessibleName(tr("Colour of {title}", title=title))
        self.export.setAccessibleName(tr("Save {title}", title=title))
        self.remove.setAccessibleName(tr("Remove {title}", title=title))

    def _fade(self, percent: int) -> None:
        surface = self.surface.changed(opacity=percent / 100.0)
        self.changed.emit(self.surface, surface, f"opacity {surface.id}")

    def _ask_colour(self) -> None:
        before = QColor.fromRgbF(*self.surface.rgb)
        colour = QColorDialog.getColor(before, self, tr("Colour of {title}", title=tr(self.surface.title)))
        if colour.isValid():
            rgb = (colour.redF(), colour.greenF(), colour.blueF())
            self.changed.emit(self.surface, self.surface.changed(rgb=rgb), "")


def _button(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    return button
