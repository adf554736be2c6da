"""The scene in an OpenGL widget, for machines with a graphics card.

Why not pyvista's plotter on top: it renders every frame twice and switches adaptive sampling off. Invariants: lives
in the central area only (floating a dock that holds an OpenGL widget ends the process); created once; VTK renders
exactly once per paint.
"""

from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget
from pyvistaqt.rwi import QVTKRenderWindowInteractor
from vtkmodules.vtkInteractionStyle import vtkInteractorStyleTrackballCamera

from xr2ct_viewer.render.host_moves import BUTTONS, HostMoves
from xr2ct_viewer.render.scene import VolumeScene


class GlHost(HostMoves, QVTKRenderWindowInteractor):  # type: ignore[misc]
    """Shows a `VolumeScene` with the mouse scheme of `ImageHost`; VTK's own keys (one of them leaves) are not taken."""

    def __init__(self, scene: VolumeScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        scene.attach(self.GetRenderWindow())
        scene.renderer.AddObserver("StartEvent", lambda *_: scene.prepare_frame())
        self._Iren.SetInteractorStyle(vtkInteractorStyleTrackballCamera())
        self._Iren.EnableRenderOff()
        self._Iren.Initialize()
        self._Iren.AddObserver("RenderEvent", lambda *_: self.refresh())
        self._start_moves(scene, self.GetRenderWindow())

    def refresh(self) -> None:
        """Render again at the next paint; renders asked for by VTK while painting are that paint itself."""
        if not self._in_paint:
            self.update()

    def picture(self) -> QImage:
        """What is on screen, in the pixels of the screen."""
        return QImage(self.grabFramebuffer())

    def paintGL(self) -> None:
        self._Iren.EnableRenderOn()
        try:
            super().paintGL()
        finally:
            self._Iren.EnableRenderOff()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in BUTTONS and self._held is None and self._hold(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._move(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == self._held and self._let_go():
            super().mouseReleaseEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event)
        self.hurry()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._press_key(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def shutdown(self) -> None:
        """Release VTK before the widget goes."""
        self._still_timer.stop()
        self._scene.renderer.RemoveAllObservers()
        self.close()
