"""A plain Qt widget that shows the scene as a picture rendered offscreen.

Why: it needs no QOpenGLWidget, so it can be floated, created without a display, and tested anywhere; on software
OpenGL it is also the fastest way. Invariants: one render per dirty paint; VTK never renders by itself
(`EnableRenderOff`); while a button is held or the wheel turns the scene is in its fast state, afterwards exactly one
frame of full quality follows.
"""

from typing import Final

import vtkmodules.vtkInteractionStyle  # noqa: F401  registers the interactor styles
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from vtkmodules.vtkInteractionStyle import vtkInteractorStyleTrackballCamera
from vtkmodules.vtkRenderingUI import vtkGenericRenderWindowInteractor

from xr2ct_viewer.render.capture import make_offscreen_window, read_pixels
from xr2ct_viewer.render.host_moves import HostMoves
from xr2ct_viewer.render.scene import VolumeScene

_NAMES: Final = {
    Qt.MouseButton.LeftButton: "LeftButton",
    Qt.MouseButton.MiddleButton: "MiddleButton",
    Qt.MouseButton.RightButton: "RightButton",
}


class ImageHost(HostMoves, QWidget):
    """Shows a `VolumeScene`; `scene_input.HINT` says what the mouse does."""

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
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._start_moves(scene, self._window)

    def sizeHint(self) -> QSize:
        return QSize(480, 480)

    def refresh(self) -> None:
        """Render again at the next paint."""
        self._frame = None
        self.update()

    def picture(self) -> QImage:
        """What is on screen, in the pixels of the screen."""
        if self._frame is None:
            self._frame = self._render()
        return self._frame

    def shutdown(self) -> None:
        """Release VTK before the widget goes."""
        self._still_timer.stop()
        self._interactor.RemoveAllObservers()
        self._interactor.SetRenderWindow(None)
        self._window.RemoveRenderer(self._scene.renderer)
        self._window.RemoveRenderer(self._scene.cube.renderer)
        self._window.Finalize()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(self.rect(), self.picture())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.refresh()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in _NAMES and self._held is None and self._hold(event):
            self._tell(event.position(), event.modifiers())
            self._interactor.InvokeEvent(f"{_NAMES[event.button()]}PressEvent")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._move(event):
            self._tell(event.position(), event.modifiers())
            self._interactor.InvokeEvent("MouseMoveEvent")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == self._held and self._let_go():
            self._tell(event.position(), event.modifiers())
            self._interactor.InvokeEvent(f"{_NAMES[event.button()]}ReleaseEvent")

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y()
        if steps == 0:
            return
        self._tell(event.position(), event.modifiers())
        self._interactor.InvokeEvent("MouseWheelForwardEvent" if steps > 0 else "MouseWheelBackwardEvent")
        self.hurry()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._press_key(event):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.EnabledChange:
            self.refresh()
        super().changeEvent(event)

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
        x, y = self._device_place(position)
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        self._interactor.SetEventInformation(x, y, control, shift, chr(0), 0, None)
