"""The drawer beside the 3D view: appearance, surfaces, cuts and light, a page each."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from xr2ct_viewer.render.look_changes import LookChanges
from xr2ct_viewer.tr import tr
from xr2ct_viewer.views.preset_gallery import PresetGallery
from xr2ct_viewer.views.scene_panel import ScenePanel
from xr2ct_viewer.views.transfer_editor import TransferEditor

WIDTH_PX: Final = 344
GALLERY_PX: Final = 232


class VolumeControls(QTabWidget):
    """Made when first opened."""

    def __init__(self, changes: LookChanges, surfaces: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH_PX)
        self.setAutoFillBackground(True)  # the views around stand on black in every theme
        self.setAccessibleName(tr("Adjust the 3D view"))
        self.gallery = PresetGallery()
        self.gallery.setMinimumHeight(GALLERY_PX)
        self.editor = TransferEditor(changes)
        self.scene = ScenePanel(changes)
        appearance = QWidget()
        column = QVBoxLayout(appearance)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.gallery, 1)
        column.addWidget(self.editor)
        for page, title in (
            (appearance, tr("Appearance")),
            (surfaces, tr("Surfaces")),
            (self.scene, tr("Cuts and light")),
        ):
            self.addTab(_scrolled(page), title)
        self.gallery.chosen.connect(lambda preset: changes.change(tr("3D appearance"), preset=preset))
        changes.look.events.preset.connect(lambda preset: self.gallery.show_preset(preset))


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(10, 8, 10, 8)
    layout.addWidget(page)
    area.setWidget(holder)
    return area
