"""Drives the 3D view with a mouse and prints what happened as JSON. Run by `test_volume_view.py` in its own process.

With `--as-hardware` the view believes it has a graphics card, so the OpenGL widget is driven (needs a display).
"""

import json
import sys
from time import monotonic

import numpy as np
from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from xr2ct_core.affine import Affine
from xr2ct_core.volume import Volume
from xr2ct_viewer.render.gl_probe import GlInfo
from xr2ct_viewer.views import volume_view
from xr2ct_viewer.views.volume_view import VolumeView

SIZE = 64


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
    seen["grab_without_volume_is_null"] = view.grab_image(100, 100).isNull()

    loop = QEventLoop()
    view.ready.connect(loop.quit)
    QTimer.singleShot(60_000, loop.quit)
    if view.gl is None:
        loop.exec()
    seen["kind"] = view.gl.kind if view.gl else None

    grid = np.indices((SIZE, SIZE, SIZE)) - (SIZE - 1) / 2
    ball = np.where((grid**2).sum(0) < 20**2, 900, -1024).astype(np.int16)
    view.set_volume(Volume(ball, Affine.centred((SIZE,) * 3, (5.0,) * 3)))
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

    picture = view.grab_image(320, 240)
    seen["grab_size"] = [picture.width(), picture.height()]
    seen["grab_is_not_empty"] = picture.pixelColor(160, 110).lightness() > 40

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
