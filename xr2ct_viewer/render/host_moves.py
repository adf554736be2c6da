"""What both hosts do with a scene that moves: draw fast while it does, once at full quality when it rests.

A mix-in for widgets. Invariant: whatever moves the scene (a held button, a key, `hurry`) is followed by exactly one
frame of full quality, once nothing has moved it for a while.
"""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from vtkmodules.vtkRenderingCore import vtkRenderWindow

from xr2ct_viewer.render.scene import STILL_DELAY_MS, WHEEL_SETTLE_MS, VolumeScene
from xr2ct_viewer.render.scene_input import HINT, Button
from xr2ct_viewer.tr import tr

BUTTONS: Final[dict[Qt.MouseButton, Button]] = {
    Qt.MouseButton.LeftButton: "left",
    Qt.MouseButton.MiddleButton: "middle",
    Qt.MouseButton.RightButton: "right",
}
_KEYS: Final = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Plus: "in",
    Qt.Key.Key_Equal: "in",
    Qt.Key.Key_Minus: "out",
    Qt.Key.Key_Home: "home",
}


class HostMoves:
    """Expects a widget with `refresh`; `_start_moves` comes last in its constructor."""

    _scene: VolumeScene
    refresh: Callable[[], None]

    def _start_moves(self: Any, scene: VolumeScene, window: vtkRenderWindow) -> None:
        self._scene, self._moving_window = scene, window
        self._held: Qt.MouseButton | None = None
        self._is_own_drag = False
        self._still_timer = QTimer(self)
        self._still_timer.setSingleShot(True)
        self._still_timer.timeout.connect(self._render_still)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("3D view"))
        self.setAccessibleDescription(tr(HINT))
        self.setStatusTip(tr(HINT))

    @property
    def is_moving(self: Any) -> bool:
        return self._held is not None or self._still_timer.isActive()

    def hurry(self: Any) -> None:
        """Something of the scene changes and may change again at once: draw fast, and well when it rests."""
        self._scene.set_moving(self._moving_window, True)
        self.refresh()
        if self._held is None:
            self._still_timer.start(WHEEL_SETTLE_MS)

    def _hold(self: Any, event: QMouseEvent) -> bool:
        """A button goes down; True if the drag is for VTK's trackball."""
        self._held = event.button()
        self._still_timer.stop()
        self._scene.set_moving(self._moving_window, True)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        x, y = self._device_place(event.position())
        self._is_own_drag = self._scene.input.press(BUTTONS[event.button()], x, y, control=control)
        return not self._is_own_drag

    def _move(self: Any, event: QMouseEvent) -> bool:
        """The mouse moves; True if VTK's trackball should know."""
        x, y = self._device_place(event.position())
        if self._held is None:
            over = self._scene.input.is_over_handle(x, y)
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        if self._is_own_drag:
            self._scene.input.drag(x, y)
            self.refresh()
        return not self._is_own_drag

    def _let_go(self: Any) -> bool:
        """The button goes up; True if VTK's trackball should know."""
        was_own, self._is_own_drag, self._held = self._is_own_drag, False, None
        if was_own:
            self._scene.input.release()
        self._still_timer.start(STILL_DELAY_MS)
        return not was_own

    def _press_key(self: Any, event: QKeyEvent) -> bool:
        """True if the key moved the camera."""
        name = _KEYS.get(Qt.Key(event.key()), "")
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and name in ("left", "right", "up", "down")
        if not name or not self._scene.input.key(name, shift=shift):
            return False
        self.hurry()
        return True

    def _render_still(self: Any) -> None:
        self._scene.set_moving(self._moving_window, False)
        self.refresh()

    def _device_place(self: Any, position: QPointF) -> tuple[int, int]:
        """Device pixels from the lower left, as VTK counts."""
        ratio = self.devicePixelRatioF()
        return round(position.x() * ratio), round((self.height() - 1 - position.y()) * ratio)
