"""What is cut away by a plane, what light does, and whether the volume itself is shown."""

from typing import Final

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from xr2ct_viewer.models.crop import ClipPlane
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.render.gl_probe import GlKind
from xr2ct_viewer.render.look import VolumeLook
from xr2ct_viewer.render.look_changes import LookChanges
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.muted_label import muted_label

DIRECTIONS: Final = {
    "none": marked("No clip plane"),
    "view": marked("Along the view (oblique)"),
    "axial": marked("Axial: take the head side away"),
    "coronal": marked("Coronal: take the front away"),
    "sagittal": marked("Sagittal: take the right side away"),
}
NORMALS: Final = {"axial": (0.0, 0.0, 1.0), "coronal": (0.0, -1.0, 0.0), "sagittal": (-1.0, 0.0, 0.0)}
REACH_MM: Final = 200
NEEDS_GPU: Final = marked("Soft shadows need a graphics card; here OpenGL is done in software.")


class ScenePanel(QWidget):
    """`clip_requested` carries the direction that was chosen; whoever knows camera and crosshair makes the plane."""

    clip_requested = Signal(str)

    def __init__(self, changes: LookChanges, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changes, self._look = changes, changes.look
        self._base: ClipPlane | None = None
        self.clip_box = QComboBox()
        self.clip_box.setAccessibleName(tr("Clip plane"))
        for name, title in DIRECTIONS.items():
            self.clip_box.addItem(tr(title), name)
        self.clip_box.activated.connect(lambda _row: self.clip_requested.emit(self.clip_box.currentData()))
        self.again_button = QToolButton()
        self.again_button.setText(tr("Here"))
        self.again_button.setToolTip(tr("Through the crosshair, along the view as it is now"))
        self.again_button.clicked.connect(lambda: self.clip_requested.emit(self.clip_box.currentData()))
        self.turn_button = QToolButton()
        self.turn_button.setText(tr("Other side"))
        self.turn_button.setToolTip(tr("Take the other side of the plane away"))
        self.turn_button.clicked.connect(self._turn_over)
        self.depth_slider = QSlider(Qt.Orientation.Horizontal)
        self.depth_slider.setRange(-REACH_MM, REACH_MM)
        self.depth_slider.setAccessibleName(tr("Depth of the clip plane in millimetres from the crosshair"))
        self.depth_slider.valueChanged.connect(self._move)
        self.depth_slider.sliderReleased.connect(changes.end_gesture)
        self.depth_label = QLabel()
        self.depth_label.setObjectName("muted")
        self.depth_label.setMinimumWidth(56)
        self.volume_check = QCheckBox(tr("Show the volume"))
        self.volume_check.setToolTip(tr("Off: surfaces and X-rays alone"))
        self.volume_check.toggled.connect(lambda on: changes.change(tr("showing the volume"), show_volume=on))
        self.shadow_check = QCheckBox(tr("Soft shadows"))
        self.shadow_check.toggled.connect(lambda on: setattr(self._look, "soft_shadows", on))
        self.shadow_note = muted_label()
        self._lay_out()
        self._look.events.connect(self._show_look)
        self._show_look()

    def set_gl(self, kind: GlKind) -> None:
        """Offer what this machine's OpenGL can do, and say why not otherwise."""
        can = kind == "hardware"
        self.shadow_check.setEnabled(can)
        self.shadow_note.setText(
            tr("Light is lost and scattered on its way; off while you move.") if can else tr(NEEDS_GPU)
        )

    def show_clip(self, base: ClipPlane | None, direction: str) -> None:
        """A new plane at depth 0."""
        self._base = base
        with QSignalBlocker(self.depth_slider), QSignalBlocker(self.clip_box):
            self.depth_slider.setValue(0)
            self.clip_box.setCurrentIndex(self.clip_box.findData(direction))
        self._show_look()

    def _show_look(self, *_: object) -> None:
        look: VolumeLook = self._look
        clip = look.clip
        if clip is None:
            self._base = None
        elif self._base is None or not _is_parallel(clip, self._base):
            self._base = clip
        with QSignalBlocker(self.depth_slider), QSignalBlocker(self.clip_box):
            if clip is None:
                self.clip_box.setCurrentIndex(0)
            elif self._base is not None:
                offset = np.subtract(self._base.point_lps_mm, clip.point_lps_mm)
                self.depth_slider.setValue(round(float(offset @ np.array(self._base.normal))))
        self.depth_label.setText(f"{self.depth_slider.value():+d} mm".replace("+0 ", "0 ").replace("-", "−"))
        for widget in (self.again_button, self.turn_button, self.depth_slider, self.depth_label):
            widget.setEnabled(clip is not None)
        for check, on in ((self.volume_check, look.show_volume), (self.shadow_check, look.soft_shadows)):
            with QSignalBlocker(check):
                check.setChecked(on)

    def _move(self, depth_mm: int) -> None:
        """Deeper takes more away."""
        if self._base is not None:
            self._changes.change(tr("the clip plane"), gesture="clip depth", clip=self._base.moved_mm(-depth_mm))

    def _turn_over(self) -> None:
        if self._look.clip is not None:
            clip = self._base = self._look.clip.turned_over()
            self._changes.change(tr("the clip plane"), clip=clip)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.clip_box, 1)
        depth = QHBoxLayout()
        depth.addWidget(QLabel(tr("Depth")))
        depth.addWidget(self.depth_slider, 1)
        depth.addWidget(self.depth_label)
        buttons = QHBoxLayout()
        buttons.addWidget(self.again_button)
        buttons.addWidget(self.turn_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(_heading(tr("Clip plane")))
        column.addLayout(row)
        column.addLayout(depth)
        column.addLayout(buttons)
        column.addSpacing(6)
        column.addWidget(_heading(tr("Lighting")))
        column.addWidget(self.shadow_check)
        column.addWidget(self.shadow_note)
        column.addSpacing(6)
        column.addWidget(_heading(tr("Volume")))
        column.addWidget(self.volume_check)
        column.addStretch(1)


def _is_parallel(first: ClipPlane, second: ClipPlane) -> bool:
    return bool(np.allclose(first.normal, second.normal, atol=1e-6))


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("heading")
    return label
