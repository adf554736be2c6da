"""The scene in an OpenGL widget, for machines with a graphics card.

Why not pyvista's plotter on top: it renders every frame twice and switches adaptive sampling off. Invariants: lives
in the central area only (floating a dock that holds an OpenGL widget ends the process); created once; VTK renders
exactly once per paint.
"""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget
from pyvistaqt.rwi import QVTKRenderWindowInteractor
from vtkmodules.vtkInteractionStyle import vtkInteractorStyleTrackballCamera

from xr2ct_viewer.render.scene import STILL_DELAY_MS, WHEEL_SETTLE_MS, VolumeScene


class GlHost(QVTKRenderWindowInteractor):  # type: ignore[misc]
    """Shows a `VolumeScene` with the mouse scheme of `ImageHost`."""

    def __init__(self, scene: VolumeScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        scene.attach(self.GetRenderWindow())
        scene.renderer.AddObserver("StartEvent", lambda *_: scene.prepare_frame())
        self._Iren.SetInteractorStyle(vtkInteractorStyleTrackballCamera())
        self._Iren.EnableRenderOff()
        self._Iren.Initialize()
        self._Iren.AddObserver("RenderEvent", lambda *_: self.refresh())
        self._still_timer = QTimer(self)
        self._still_timer.setSingleShot(True)
        self._still_timer.timeout.connect(self._render_still)
        self._held = False
        self.setAccessibleName("3D view")

    @property
    def is_moving(self) -> bool:
        return self._held or self._still_timer.isActive()

    def refresh(self) -> None:
        """Render again at the next paint; renders asked for by VTK while painting are that paint itself."""
        if not self._in_paint:
            self.update()

    def paintGL(self) -> None:
        self._Iren.EnableRenderOn()
        try:
            super().paintGL()
        finally:
            self._Iren.EnableRenderOff()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = True
        self._still_timer.stop()
        self._scene.set_moving(self.GetRenderWindow(), True)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._held = False
        self._still_timer.start(STILL_DELAY_MS)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._scene.set_moving(self.GetRenderWindow(), True)
        super().wheelEvent(event)
        if not self._held:
            self._still_timer.start(WHEEL_SETTLE_MS)
        event.accept()

    def _render_still(self) -> None:
        self._scene.set_moving(self.GetRenderWindow(), False)
        self.refresh()

    def shutdown(self) -> None:
        """Release VTK before the widget goes."""
        self._still_timer.stop()
        self._scene.renderer.RemoveAllObservers()
        self.close()
