"""The 3D view with its small toolbar: appearance, side, crop, and what it is drawn with.

Invariants: VTK is imported only when the view is first needed; without OpenGL the view says so and everything else
works; the host widget is created once and lives as long as the view.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from xr2ct_core.volume import Volume
from xr2ct_viewer.render.gl_probe import PROBE_TIMEOUT_S, GlInfo, parse_probe, probe_command
from xr2ct_viewer.render.presets import bundled_presets
from xr2ct_viewer.widgets.exporting import with_banner

if TYPE_CHECKING:
    from xr2ct_viewer.render.gl_host import GlHost
    from xr2ct_viewer.render.image_host import ImageHost
    from xr2ct_viewer.render.scene import VolumeScene
    from xr2ct_viewer.views.crop_panel import CropPanel

SIDES = (("A", "Front"), ("P", "Back"), ("R", "Right side"), ("L", "Left side"), ("S", "Top"), ("I", "Bottom"))
EMPTY_TEXT = "The volume appears here after a reconstruction."
STARTING_TEXT = "Starting the 3D view …"


class VolumeView(QWidget):
    """One 3D view. `ready` fires once the OpenGL of this machine is known and the view can draw (or not)."""

    ready = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("3D view")
        self._volume: Volume | None = None
        self._banner = ""
        self._gl: GlInfo | None = None
        self._scene: VolumeScene | None = None
        self._host: ImageHost | GlHost | None = None
        self._probe: QProcess | None = None
        self._is_shut = False

        self._message = QLabel(EMPTY_TEXT)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self._message.setObjectName("emptyState")
        self._stack = QStackedLayout()
        self._stack.addWidget(self._message)

        self._preset_box = QComboBox()
        self._preset_box.setAccessibleName("3D appearance")
        self._preset_box.setToolTip("Appearance: which tissues are shown")
        for preset in bundled_presets():
            self._preset_box.addItem(preset.title, preset)
        self._preset_box.currentIndexChanged.connect(self._apply_preset)

        self._crop_panel: CropPanel | None = None
        self._crop_place = QVBoxLayout()
        self._crop_button = QToolButton()
        self._crop_button.setText("Crop")
        self._crop_button.setToolTip("Cut the volume open along the three axes")
        self._crop_button.setCheckable(True)
        self._crop_button.toggled.connect(self._show_crop_panel)

        self._tag = QLabel()
        self._tag.setObjectName("syntheticTag")
        self._tag.setVisible(False)
        self._badge = QLabel()
        self._badge.setObjectName("badge")
        self._badge.setVisible(False)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_toolbar())
        layout.addLayout(self._crop_place)
        layout.addLayout(self._stack, 1)

    @property
    def gl(self) -> GlInfo | None:
        """What the probe found; None until `ready`."""
        return self._gl

    def set_volume(self, volume: Volume | None) -> None:
        """Show a volume, or the empty state; the camera stays if the extent is the same."""
        self._volume = volume
        if volume is not None:
            self.warm_up()
        self._show_volume()

    def set_banner(self, text: str) -> None:
        """The sentence written into every grabbed picture; its first word stays above the volume."""
        self._banner = text
        word = text.split(" ", 1)[0]
        self._tag.setText(word)
        self._tag.setVisible(word.isupper())

    def grab_image(self, width: int = 1200, height: int = 1200) -> QImage:
        """The 3D picture at any size and full quality, with the banner in its pixels; null without a volume."""
        if self._scene is None or self._volume is None:
            return QImage()
        from xr2ct_viewer.render.capture import capture_scene

        rgb = capture_scene(self._scene, self._volume, width, height)
        image = QImage(rgb.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
        return with_banner(image, self._banner)

    def warm_up(self) -> None:
        """Find out which OpenGL there is, in the background, then create the scene."""
        if self._gl is not None or self._probe is not None or self._is_shut:
            return
        self._message.setText(STARTING_TEXT)
        self._probe = QProcess(self)
        self._probe.finished.connect(self._on_probe_finished)
        self._probe.errorOccurred.connect(lambda _error: self._on_probe_finished(-1))
        program, *arguments = probe_command()
        self._probe.start(program, arguments)
        QTimer.singleShot(int(PROBE_TIMEOUT_S * 1000), self, self._give_up_probe)

    def shutdown(self) -> None:
        """Release VTK; call before the window closes. Nothing starts afterwards."""
        self._is_shut = True
        if self._probe is not None:
            self._probe.blockSignals(True)
            self._probe.kill()
            self._probe.waitForFinished(1000)
            self._probe = None
        if self._host is not None:
            self._stack.removeWidget(self._host)
            self._host.shutdown()
            self._host.deleteLater()
            self._host = None
        if self._scene is not None:
            self._scene.close()
            self._scene = None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.warm_up)

    def _make_toolbar(self) -> QWidget:
        bar = QFrame()
        bar.setObjectName("viewToolbar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(6, 3, 6, 3)
        row.setSpacing(3)
        row.addWidget(self._preset_box)
        row.addSpacing(6)
        for letter, meaning in SIDES:
            button = QToolButton()
            button.setText(letter)
            button.setToolTip(f"Look from: {meaning.lower()}")
            button.setAccessibleName(f"Look from {meaning.lower()}")
            button.setAutoRaise(True)
            button.clicked.connect(lambda _checked=False, side=letter: self._look_from(side))
            row.addWidget(button)
        row.addSpacing(6)
        row.addWidget(self._crop_button)
        row.addStretch(1)
        row.addWidget(self._tag)
        row.addWidget(self._badge)
        return bar

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
        self._badge.setText(self._gl.badge)
        self._badge.setToolTip(f"3D drawn by: {self._gl.renderer or self._gl.reason}")
        self._badge.setVisible(True)
        if self._gl.kind == "none":
            self._message.setText(
                f"3D is not available here: {self._gl.reason}.\nSlices, radiographs and export work without it; "
                "“xr2ct doctor” says what is missing."
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
        if self._gl.kind == "hardware":
            from xr2ct_viewer.render.gl_host import GlHost

            self._host = GlHost(self._scene)
        else:
            from xr2ct_viewer.render.image_host import ImageHost

            self._host = ImageHost(self._scene)
        self._stack.addWidget(self._host)
        self._message.setText(EMPTY_TEXT)
        self._apply_preset()

    def _show_volume(self) -> None:
        if self._scene is None or self._host is None:
            return
        self._scene.set_volume(self._volume)
        self._stack.setCurrentWidget(self._message if self._volume is None else self._host)
        self._host.refresh()

    def _apply_preset(self) -> None:
        if self._scene is not None and self._host is not None:
            self._scene.set_preset(self._preset_box.currentData())
            self._host.refresh()

    def _show_crop_panel(self, visible: bool) -> None:
        if self._crop_panel is None:
            from xr2ct_viewer.views.crop_panel import CropPanel

            self._crop_panel = CropPanel()
            self._crop_panel.changed.connect(self._apply_crop)
            self._crop_place.addWidget(self._crop_panel)
        self._crop_panel.setVisible(visible)

    def _apply_crop(self) -> None:
        if self._scene is not None and self._host is not None and self._crop_panel is not None:
            self._scene.set_crop(self._crop_panel.crop())
            self._host.refresh()

    def _look_from(self, side: str) -> None:
        if self._scene is not None and self._host is not None:
            self._scene.look_from(side)  # type: ignore[arg-type]
            self._host.refresh()
