"""Drives the 3D view with a mouse and prints what happened as JSON. Run by `test_volume_view.py` in its own process.

With `--as-hardware` the view believes it has a graphics card, so the OpenGL widget is driven (needs a display).
"""

import json
import sys
from time import monotonic

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from xr2ct_core.affine import Affine
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.crop import CropBox
from xr2ct_viewer.models.undo import UndoStack
from xr2ct_viewer.render.gl_probe import GlInfo
from xr2ct_viewer.render.transfer_edit import span_hu
from xr2ct_viewer.views import volume_view
from xr2ct_viewer.views.volume_view import VolumeView

SIZE = 32
NO_KEYS = Qt.KeyboardModifier.NoModifier


def drag(host: QWidget, button: Qt.MouseButton, start: QPoint, by: QPoint, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    """Press, move in two steps, release."""
    QTest.mousePress(host, button, keys, start)
    for step in (1, 2):
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(start + by * step / 2),
            QPointF(host.mapToGlobal(start + by * step / 2)),
            Qt.MouseButton.NoButton,
            button,
            keys,
        )
        QApplication.sendEvent(host, event)
    QTest.mouseRelease(host, button, keys, start + by)


def check_drags(view: VolumeView, host: QWidget, app: QApplication, seen: dict[str, object]) -> None:
    """The window of the appearance and the faces of the crop box under the mouse, and what can be taken back."""
    view.changes.steps = steps = UndoStack()
    camera, before = view.scene.renderer.GetActiveCamera(), view.look.preset
    place = camera.GetPosition()
    drag(host, Qt.MouseButton.RightButton, QPoint(150, 200), QPoint(60, 0))
    wide = view.look.preset
    seen["right_drag_widens"] = span_hu(wide)[1] - span_hu(wide)[0] > span_hu(before)[1] - span_hu(before)[0] + 10
    drag(host, Qt.MouseButton.LeftButton, QPoint(150, 200), QPoint(0, -60), Qt.KeyboardModifier.ControlModifier)
    seen["control_drag_up_raises"] = span_hu(view.look.preset)[0] > span_hu(wide)[0] + 10
    seen["camera_rests_meanwhile"] = camera.GetPosition() == place
    seen["scene_follows_the_window"] = view.scene.preset == view.look.preset
    steps.undo()
    seen["one_drag_is_one_step"] = view.look.preset == wide and steps.can_undo
    steps.undo()
    seen["all_taken_back"] = view.look.preset == before and not steps.can_undo

    view.scene.look_from("A")
    view.toolbar.crop_button.setChecked(True)
    app.processEvents()
    handle = view.scene.handles._to_display(np.array(view.scene.handles._balls[0, 1].GetPosition()))
    ratio = host.devicePixelRatioF()
    at = QPoint(round(handle[0] / ratio), round(host.height() - 1 - handle[1] / ratio))
    drag(host, Qt.MouseButton.LeftButton, at, QPoint(-40, 0))
    seen["handle_moves_the_left_face"] = [*view.look.crop.x, view.look.crop == CropBox(x=view.look.crop.x)]
    seen["sliders_follow_the_handle"] = view._crop_panel._sliders["x"].value()[1]
    steps.undo()
    seen["crop_taken_back"] = view.look.crop.is_whole and view.scene.crop.is_whole
    view.toolbar.crop_button.setChecked(False)
    position = camera.GetPosition()
    QTest.keyClick(host, Qt.Key.Key_Left)
    QTest.keyClick(host, Qt.Key.Key_Plus)
    seen["keys_turn_and_zoom"] = float(np.linalg.norm(np.subtract(camera.GetPosition(), position))) > 20
    QTest.keyClick(host, Qt.Key.Key_Home)
    seen["home_is_the_front"] = camera.GetDirectionOfProjection()[1] > 0.999


def main() -> None:
    if "--as-hardware" in sys.argv:
        volume_view.parse_probe = lambda _output, _code: GlInfo("hardware", "pretended")
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication([])
    seen: dict[str, object] = {"vtk_before": any(name.startswith("vtkmodules") for name in sys.modules)}
    view = VolumeView()
    view.resize(400, 430)
    view.set_banner("SYNTHETIC")
    view.show()
    seen["grab_without_volume_is_black"] = view.grab_image(100, 100).pixelColor(50, 50).lightness() == 0

    loop = QEventLoop()
    view.ready.connect(loop.quit)
    QTimer.singleShot(60_000, loop.quit)
    if view.gl is None:
        loop.exec()
    seen["kind"] = view.gl.kind if view.gl else None

    grid = np.indices((SIZE, SIZE, SIZE)) - (SIZE - 1) / 2
    ball = np.where((grid**2).sum(0) < 10**2, 900, -1024).astype(np.int16)
    view.set_volume(Volume(ball, Affine.centred((SIZE,) * 3, (10.0,) * 3)))
    app.processEvents()
    from xr2ct_viewer.render.image_host import ImageHost

    host = view._host
    assert host is not None
    seen["host"] = type(host).__name__
    camera = view._scene.renderer.GetActiveCamera()
    before = camera.GetPosition()

    frames = 0
    QTest.mousePress(host, Qt.MouseButton.LeftButton, pos=QPoint(150, 200))
    started = monotonic()
    for step in range(20):
        QTest.mouseMove(host, QPoint(150 + 4 * step, 200))
        app.processEvents()
        frames += 1
    seen["seconds_a_frame"] = (monotonic() - started) / frames
    seen["moving_while_held"] = host.is_moving
    QTest.mouseRelease(host, Qt.MouseButton.LeftButton, pos=QPoint(230, 200))
    deadline = monotonic() + 10
    while host.is_moving and monotonic() < deadline:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    seen["still_after_release"] = not host.is_moving
    seen["camera_moved_mm"] = float(np.linalg.norm(np.subtract(camera.GetPosition(), before)))
    seen["camera_stays_upright"] = abs(camera.GetPosition()[2] - before[2]) < 5.0

    on_screen = host.grab().toImage() if isinstance(host, ImageHost) else host.grabFramebuffer()
    seen["screen_shows_the_volume"] = on_screen.pixelColor(on_screen.width() // 2, on_screen.height() // 2).lightness()

    view.toolbar.crop_button.click()
    assert view._crop_panel is not None
    view._crop_panel._sliders["x"].setValue((0, 50))
    seen["crop_follows_the_slider"] = view._scene.crop.x == (0.0, 0.5)
    view._crop_panel.reset()
    seen["crop_is_whole_again"] = view._scene.crop.is_whole

    check_drags(view, host, app, seen)

    app.processEvents()
    started = monotonic()
    picture = view.grab_image(320, 344)
    seen["seconds_a_grab"] = monotonic() - started
    seen["grab_size"] = [picture.width(), picture.height()]
    seen["grab_is_not_empty"] = picture.pixelColor(host.mapTo(view, host.rect().center()) * 0.8).lightness() > 40

    view.set_volume(None)
    app.processEvents()
    seen["message_when_empty"] = view._message.isVisible()
    view.shutdown()
    view.close()
    view.deleteLater()
    app.sendPostedEvents(None, 0)
    app.processEvents()
    sys.stdout.write(json.dumps(seen) + "\n")


if __name__ == "__main__":
    main()
