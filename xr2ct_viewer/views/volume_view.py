"""The 3D view: a volume under its small toolbar, a line that says what is unusual about it, and a drawer beside it.

Invariants: VTK is imported only when the view is first needed; without OpenGL the view says so and everything else
works; the host widget is created once and lives as long as the view.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QProcess, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from xr2ct_core.volume import Volume
from xr2ct_viewer.models.drawn import Drawn
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.render.gl_probe import PROBE_TIMEOUT_S, GlInfo, parse_probe, probe_command
from xr2ct_viewer.render.look import VolumeLook
from xr2ct_viewer.render.look_changes import LookChanges
from xr2ct_viewer.tr import tr
from xr2ct_viewer.views.volume_toolbar import VolumeToolbar

if TYPE_CHECKING:
    from xr2ct_viewer.render.gl_host import GlHost
    from xr2ct_viewer.render.image_host import ImageHost
    from xr2ct_viewer.render.scene import VolumeScene
    from xr2ct_viewer.views.crop_panel import CropPanel
    from xr2ct_viewer.views.look_binding import LookBinding

EMPTY_TEXT = marked("The volume appears here after a reconstruction.")
STARTING_TEXT = marked("Starting the 3D view …")
SETTLE_MS: Final = 60
"""A volume that changes again within this time, under a slider, is drawn once it rests."""


class VolumeView(QWidget):
    """One 3D view. `ready` fires once the OpenGL of this machine is known and the view can draw (or not), `shown_anew`
    when another volume is shown, `drawer_toggled` when the drawer opens or closes, `resized` when there is more or less
    room."""

    ready = Signal()
    shown_anew = Signal()
    drawer_toggled = Signal(bool)
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("3D view"))
        self.look = VolumeLook()
        self.changes = LookChanges(self.look)
        self._make_drawer: Callable[[], QWidget] | None = None
        self._drawer: QWidget | None = None
        self._volume: Volume | None = None
        self._visibility: NDArray[np.float32] | None = None
        self._gl: GlInfo | None = None
        self._scene: VolumeScene | None = None
        self._moving_fps = 25.0
        self._host: ImageHost | GlHost | None = None
        self._binding: LookBinding | None = None
        self._probe: QProcess | None = None
        self._is_shut = False

        self._message = QLabel(tr(EMPTY_TEXT))
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self._message.setObjectName("emptyState")
        self._stack = QStackedLayout()
        self._stack.addWidget(self._message)

        self._crop_panel: CropPanel | None = None
        self._crop_place = QVBoxLayout()
        self.toolbar = VolumeToolbar()
        self._wire()
        self._note = QLabel()
        self._note.setObjectName("viewNote")
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note.setVisible(False)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._show_volume)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.toolbar)
        layout.addLayout(self._crop_place)
        layout.addWidget(self._note)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addLayout(self._stack, 1)
        layout.addLayout(self._middle, 1)

    def _wire(self) -> None:
        """The toolbar changes the look, the look shows in the toolbar."""
        bar, events = self.toolbar, self.look.events
        bar.preset_chosen.connect(lambda preset: self.changes.change(tr("3D appearance"), preset=preset))
        bar.side_chosen.connect(self._look_from)
        bar.crop_toggled.connect(self._show_crop_panel)
        bar.xrays_toggled.connect(lambda on: setattr(self.look, "show_xrays", on))
        bar.adjust_toggled.connect(self._show_drawer)
        events.preset.connect(bar.show_preset)
        events.show_xrays.connect(lambda on: bar.xrays_button.setChecked(on))
        events.show_handles.connect(lambda on: bar.crop_button.setChecked(on))
        events.radiographs.connect(lambda radiographs: bar.offer_xrays(bool(radiographs)))
        events.crop.connect(lambda crop: self._crop_panel and self._crop_panel.show_crop(crop))
        bar.show_preset(self.look.preset)

    @property
    def volume(self) -> Volume | None:
        """What is drawn."""
        return self._volume

    @property
    def scene(self) -> "VolumeScene | None":
        """The scene, once the view can draw; for capturing and measuring, not for changing what a look says."""
        return self._scene

    @property
    def gl(self) -> GlInfo | None:
        """What the probe found; None until `ready`."""
        return self._gl

    def set_volume(self, volume: Volume | None, visibility: NDArray[np.float32] | None = None) -> None:
        """Show a volume, or the empty state; the camera stays if the extent is the same.

        `visibility` (z, y, x) from 0 to 1 lets voxels fade.
        """
        is_change = volume is not None and self._volume is not None and volume.shape_zyx == self._volume.shape_zyx
        is_other = volume is not self._volume
        self._volume, self._visibility = volume, visibility
        if is_other:
            self.shown_anew.emit()
        if volume is not None:
            self.warm_up()
        if is_change:
            self._settle.start()
        else:
            self._show_volume()

    def set_drawer(self, make: Callable[[], QWidget]) -> None:
        """What stands beside the picture when asked for; made when first opened."""
        self._make_drawer = make
        self.toolbar.offer_drawer()

    def set_note(self, text: str) -> None:
        """A line above the volume that says what is unusual about it."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def set_moving_fps(self, frames_per_s: float) -> None:
        """How many pictures a second are aimed at while the volume is turned; more are drawn more coarsely."""
        self._moving_fps = frames_per_s
        if self._scene is not None:
            self._scene.moving_fps = frames_per_s

    def set_banner(self, text: str) -> None:
        """The sentence of what is shown; its first word stays above the volume."""
        self.toolbar.set_banner(text)

    def grab_image(self, width_px: int, height_px: int) -> QImage:
        """What is on screen as a picture of the whole view, without its bars and the banner; black without a volume."""
        image = QImage(width_px, height_px, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.black)
        if self._host is None or self._volume is None:
            return image
        shown, ratio = self._host.picture(), width_px / max(1, self.width())
        image.fill(shown.pixelColor(0, 0))
        corner, size = self._host.mapTo(self, QPointF()), QSizeF(self._host.size())
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(corner * ratio, size * ratio), shown)
        painter.end()
        return image

    def drawn(self) -> Drawn | None:
        """What the view draws, to draw it in another process; None without a volume."""
        if self._volume is None:
            return None
        if self._scene is None or self._gl is None:
            return Drawn(self._volume, self._visibility)
        from xr2ct_viewer.render.scene_state import SceneState

        return Drawn(self._volume, self._visibility, SceneState.of(self._scene).model_dump(mode="json"), self._gl.kind)

    def warm_up(self) -> None:
        """Find out which OpenGL there is, in the background, then create the scene."""
        if self._gl is not None or self._probe is not None or self._is_shut:
            return
        self._message.setText(tr(STARTING_TEXT))
        self._probe = QProcess(self)
        self._probe.finished.connect(self._on_probe_finished)
        self._probe.errorOccurred.connect(lambda _error: self._on_probe_finished(-1))
        program, *arguments = probe_command()
        self._probe.start(program, arguments)
        QTimer.singleShot(int(PROBE_TIMEOUT_S * 1000), self, self._give_up_probe)

    def shutdown(self) -> None:
        """Release VTK; call before the window closes. Nothing starts afterwards."""
        self._is_shut = True
        self._settle.stop()
        if self._probe is not None:
            self._probe.blockSignals(True)
            self._probe.kill()
            self._probe.waitForFinished(1000)
            self._probe = None
        if self._binding is not None:
            self._binding.close()
            self._binding = None
        if self._host is not None:
            self._stack.removeWidget(self._host)
            self._host.shutdown()
            self._host.deleteLater()
            self._host = None
        if self._scene is not None:
            self._scene.close()
            self._scene = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.resized.emit)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.warm_up)

    def _give_up_probe(self) -> None:
        if self._probe is not None:
            self._probe.kill()

    def _on_probe_finished(self, exit_code: int, *_status: object) -> None:
        if self._probe is None:
            return
        output = bytes(self._probe.readAllStandardOutput().data()).decode(errors="replace")
        self._probe.deleteLater()
        self._probe = None
        self._gl = parse_probe(output, exit_code)
        self.toolbar.set_badge(tr(self._gl.badge), tr("3D drawn by: {name}", name=self._gl.renderer or self._gl.reason))
        if self._gl.kind == "none":
            self._message.setText(
                tr(
                    "3D is not available here: {reason}.\nSlices, radiographs and export work without it; "
                    "“xr2ct doctor” says what is missing.",
                    reason=self._gl.reason,
                )
            )
        else:
            self._create_host()
        self._show_volume()
        self.ready.emit()

    def _create_host(self) -> None:
        if self._gl is None:
            return
        from xr2ct_viewer.render.scene import VolumeScene

        self._scene = VolumeScene(self._gl.kind)
        self._scene.moving_fps = self._moving_fps
        if self._gl.kind == "hardware":
            from xr2ct_viewer.render.gl_host import GlHost

            self._host = GlHost(self._scene)
        else:
            from xr2ct_viewer.render.image_host import ImageHost

            self._host = ImageHost(self._scene)
        self._stack.addWidget(self._host)
        self._message.setText(tr(EMPTY_TEXT))
        from xr2ct_viewer.views.look_binding import LookBinding

        self._binding = LookBinding(self.changes, self._scene, self._host)

    def _show_volume(self) -> None:
        if self._scene is None or self._host is None:
            return
        self._settle.stop()
        self._scene.set_volume(self._volume, self._visibility)
        self._stack.setCurrentWidget(self._message if self._volume is None else self._host)
        self._host.refresh()

    def _show_crop_panel(self, visible: bool) -> None:
        if self._crop_panel is None:
            from xr2ct_viewer.views.crop_panel import CropPanel

            panel = self._crop_panel = CropPanel()
            panel.show_crop(self.look.crop)
            panel.changed.connect(lambda: self.changes.change(tr("crop"), gesture="crop slider", crop=panel.crop()))
            panel.released.connect(self.changes.end_gesture)
            self._crop_place.addWidget(panel)
        self._crop_panel.setVisible(visible)
        self.look.show_handles = visible

    def _show_drawer(self, visible: bool) -> None:
        if self._drawer is None and self._make_drawer is not None:
            self._drawer = self._make_drawer()
            self._middle.addWidget(self._drawer)
        if self._drawer is not None:
            self._drawer.setVisible(visible)
            self.drawer_toggled.emit(visible)

    def _look_from(self, side: str) -> None:
        if self._scene is not None and self._host is not None:
            self._scene.look_from(side)  # type: ignore[arg-type]
            self._host.refresh()
