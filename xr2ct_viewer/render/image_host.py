"""A plain Qt widget that shows the scene as a picture rendered offscreen.

Why: it needs no QOpenGLWidget, so it can be floated, created without a display, and tested anywhere; on software
OpenGL it is also the fastest way. Invariants: one render per dirty paint; VTK never renders by itself
(`EnableRenderOff`); while a button is held or the wheel turns the scene is in its fast state, afterwards exactly one
frame of full quality follows.
"""

from typing import Final

import vtkmodules.vtkInteractionStyle  # noqa: F401  registers the interactor styles
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from vtkmodules.vtkInteractionStyle import vtkInteractorStyleTrackballCamera
from vtkmodules.vtkRenderingUI import vtkGenericRenderWindowInteractor

from xr2ct_viewer.render.capture import make_offscreen_window, read_pixels
from xr2ct_viewer.render.scene import STILL_DELAY_MS, WHEEL_SETTLE_MS, VolumeScene

_PRESS: Final = {
    Qt.MouseButton.LeftButton: "LeftButtonPressEvent",
    Qt.MouseButton.MiddleButton: "MiddleButtonPressEvent",
    Qt.MouseButton.RightButton: "RightButtonPressEvent",
}
_RELEASE: Final = {button: name.replace("Press", "Release") for button, name in _PRESS.items()}


class ImageHost(QWidget):
    """Shows a `VolumeScene`: left drag turns, middle or Shift + left drag moves, right drag and wheel zoom."""

    def __init__(self, scene: VolumeScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self._window = make_offscreen_window(16, 16)
        scene.attach(self._window)
        self._interactor = vtkGenericRenderWindowInteractor()
        self._interactor.SetRenderWindow(self._window)
        self._interactor.SetInteractorStyle(vtkInteractorStyleTrackballCamera())
        self._interactor.EnableRenderOff()
        self._interactor.Initialize()
        self._interactor.AddObserver("RenderEvent", lambda *_: self.refresh())
        self._frame: QImage | None = None
        self._held: Qt.MouseButton | None = None
        self._still_timer = QTimer(self)
        self._still_timer.setSingleShot(True)
        self._still_timer.timeout.connect(self._render_still)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("3D view")

    def sizeHint(self) -> QSize:
        return QSize(480, 480)

    @property
    def is_moving(self) -> bool:
        return self._held is not None or self._still_timer.isActive()

    def refresh(self) -> None:
        """Render again at the next paint."""
        self._frame = None
        self.update()

    def shutdown(self) -> None:
        """Release VTK before the widget goes."""
        self._still_timer.stop()
        self._interactor.RemoveAllObservers()
        self._interactor.SetRenderWindow(None)
        self._window.RemoveRenderer(self._scene.renderer)
        self._window.RemoveRenderer(self._scene.cube.renderer)
        self._window.Finalize()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._frame is None:
            self._frame = self._render()
        painter = QPainter(self)
        painter.drawImage(self.rect(), self._frame)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.refresh()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        name = _PRESS.get(event.button())
        if name is None or self._held is not None:
            return
        self._held = event.button()
        self._still_timer.stop()
        self._scene.set_moving(self._window, True)
        self._tell(event.position(), event.modifiers())
        self._interactor.InvokeEvent(name)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._tell(event.position(), event.modifiers())
        self._interactor.InvokeEvent("MouseMoveEvent")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != self._held:
            return
        self._tell(event.position(), event.modifiers())
        self._interactor.InvokeEvent(_RELEASE[event.button()])
        self._held = None
        self._still_timer.start(STILL_DELAY_MS)

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y()
        if steps == 0:
            return
        self._scene.set_moving(self._window, True)
        self._tell(event.position(), event.modifiers())
        self._interactor.InvokeEvent("MouseWheelForwardEvent" if steps > 0 else "MouseWheelBackwardEvent")
        if self._held is None:
            self._still_timer.start(WHEEL_SETTLE_MS)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {
            Qt.Key.Key_Left: (-10.0, 0.0),
            Qt.Key.Key_Right: (10.0, 0.0),
            Qt.Key.Key_Up: (0.0, 10.0),
            Qt.Key.Key_Down: (0.0, -10.0),
        }
        if event.key() not in turns:
            super().keyPressEvent(event)
            return
        azimuth_deg, elevation_deg = turns[Qt.Key(event.key())]
        camera = self._scene.renderer.GetActiveCamera()
        camera.Azimuth(azimuth_deg)
        camera.Elevation(elevation_deg)
        camera.OrthogonalizeViewUp()
        self._scene.set_moving(self._window, True)
        self.refresh()
        self._still_timer.start(WHEEL_SETTLE_MS)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.EnabledChange:
            self.refresh()
        super().changeEvent(event)

    def _render_still(self) -> None:
        self._scene.set_moving(self._window, False)
        self.refresh()

    def _render(self) -> QImage:
        ratio = self.devicePixelRatioF()
        width_px, height_px = max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))
        if self._window.GetSize() != (width_px, height_px):
            self._window.SetSize(width_px, height_px)
            self._interactor.UpdateSize(width_px, height_px)
        self._scene.prepare_frame()
        self._window.Render()
        pixels = read_pixels(self._window).copy()
        rows, cols, _ = pixels.shape
        return QImage(pixels.data, cols, rows, cols * 4, QImage.Format.Format_RGBX8888).copy()

    def _tell(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        ratio = self.devicePixelRatioF()
        x, y = round(position.x() * ratio), round((self.height() - 1 - position.y()) * ratio)
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        self._interactor.SetEventInformation(x, y, control, shift, chr(0), 0, None)
