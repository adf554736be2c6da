"""Mouse, wheel and keys of every 2D canvas, turned into a few actions. One scheme for all canvases.

| input | action |
|---|---|
| left click, left drag | `tool_press`; if the tool in hand leaves it: `pick` (crosshair); without a crosshair, pan |
| right drag | `drag_window`: right widens the window, up raises the level |
| right click, menu key | `open_menu` |
| middle drag, Shift + left drag, Ctrl + arrows | `pan_by` |
| wheel, Page Up, Page Down, Home, End | `scroll_by` |
| Ctrl + wheel, + and - | `zoom_by` |
| double click, R | `fit`; a tool that waits for a point takes the double click |
| Enter | a click of the tool in hand at the crosshair |
| Escape | `tool_cancel`: gives up what is half done, then puts the tool down |
| arrows; Shift + arrows | `nudge` the crosshair; the window |
| M, held | `magnify` |
"""

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

_CLICK_PX: Final = 4.0
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_SCROLL_KEYS: Final = {
    Qt.Key.Key_PageUp: 1,
    Qt.Key.Key_PageDown: -1,
    Qt.Key.Key_Home: 100_000,
    Qt.Key.Key_End: -100_000,
}
_ZOOM_KEYS: Final = {Qt.Key.Key_Plus: 1.25, Qt.Key.Key_Equal: 1.25, Qt.Key.Key_Minus: 0.8}
_KEY_WINDOW_PX: Final = 8
_KEY_PAN_PX: Final = 24


class _Drag(Enum):
    NONE = auto()
    PICK = auto()
    PAN = auto()
    WINDOW = auto()
    TOOL = auto()


class GestureWidget(QWidget):
    """Calls the actions below; subclasses fill in those that mean something to them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hover_at: QPointF | None = None
        self.is_magnifying = False
        self._drag = _Drag.NONE
        self._window_moved = False
        self._pressed_at = QPointF()
        self._last_at = QPointF()
        self._wheel_rest = 0.0

    # Actions

    @property
    def can_pick(self) -> bool:
        return False

    def pick(self, at: QPointF) -> None: ...
    def nudge(self, right: int, down: int) -> None: ...
    def pan_by(self, right_px: float, down_px: float) -> None: ...
    def zoom_by(self, factor: float, at: QPointF) -> None: ...
    def scroll_by(self, steps: int) -> None: ...
    def fit(self) -> None: ...
    def begin_window_drag(self) -> None: ...
    def drag_window(self, right_px: float, up_px: float) -> None: ...
    def open_menu(self, at_global: QPoint) -> None: ...
    def tool_press(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Whether the tool in hand takes this press of the left button."""
        return False

    def tool_double(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Whether a tool that waits for a point takes this double click."""
        return False

    def tool_drag(self, at: QPointF) -> None: ...
    def tool_release(self, at: QPointF) -> None: ...
    def tool_hover(self, at: QPointF) -> None: ...
    def tool_cancel(self) -> bool:
        """Give up what the tool has half done; False if there was nothing."""
        return False

    # Events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = self._last_at = event.position()
        button, shift = event.button(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if button == Qt.MouseButton.MiddleButton or (button == Qt.MouseButton.LeftButton and shift):
            self._begin(_Drag.PAN, Qt.CursorShape.ClosedHandCursor)
        elif button == Qt.MouseButton.LeftButton and self.tool_press(event.position(), event.modifiers()):
            self._begin(_Drag.TOOL)
        elif button == Qt.MouseButton.LeftButton and self.can_pick:
            self._begin(_Drag.PICK)
            self.pick(event.position())
        elif button == Qt.MouseButton.LeftButton:
            self._begin(_Drag.PAN, Qt.CursorShape.ClosedHandCursor)
        elif button == Qt.MouseButton.RightButton:
            self._begin(_Drag.WINDOW)
            self.begin_window_drag()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        self.hover_at = at
        moved, total = at - self._last_at, at - self._pressed_at
        self._last_at = at
        if self._drag is _Drag.PICK:
            self.pick(at)
        elif self._drag is _Drag.TOOL:
            self.tool_drag(at)
        elif self._drag is _Drag.NONE:
            self.tool_hover(at)
        elif self._drag is _Drag.PAN:
            self.pan_by(moved.x(), moved.y())
        elif self._drag is _Drag.WINDOW and (total.manhattanLength() >= _CLICK_PX or self._window_moved):
            self._window_moved = True
            self.setCursor(Qt.CursorShape.SizeAllCursor)
            self.drag_window(total.x(), -total.y())
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_click = self._drag is _Drag.WINDOW and not self._window_moved
        was_tool = self._drag is _Drag.TOOL
        self._begin(_Drag.NONE)
        self.unsetCursor()
        if was_tool:
            self.tool_release(event.position())
        if was_click and event.button() == Qt.MouseButton.RightButton:
            self.open_menu(event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.tool_double(event.position(), event.modifiers()):
            self._begin(_Drag.TOOL)
        else:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._wheel_rest += event.angleDelta().y() / 120.0
        steps = int(self._wheel_rest)
        self._wheel_rest -= steps
        if steps and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1.25**steps, event.position())
        elif steps:
            self.scroll_by(steps)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        if key in _ARROWS:
            right, down = _ARROWS[key]
            if modifiers & Qt.KeyboardModifier.ShiftModifier:
                self.begin_window_drag()
                self.drag_window(right * _KEY_WINDOW_PX, -down * _KEY_WINDOW_PX)
            elif modifiers & Qt.KeyboardModifier.ControlModifier:
                self.pan_by(right * _KEY_PAN_PX, down * _KEY_PAN_PX)
            else:
                self.nudge(right, down)
        elif key == Qt.Key.Key_Escape and self.tool_cancel():
            self.update()
        elif key in _SCROLL_KEYS:
            self.scroll_by(_SCROLL_KEYS[key])
        elif key in _ZOOM_KEYS:
            self.zoom_by(_ZOOM_KEYS[key], self.hover_at or QPointF(self.rect().center()))
        elif key == Qt.Key.Key_R and not modifiers:
            self.fit()
        elif key == Qt.Key.Key_M and not modifiers:
            self._set_magnifying(True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_M and not event.isAutoRepeat():
            self._set_magnifying(False)
        else:
            super().keyReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.open_menu(self.mapToGlobal(self.rect().center()))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.hover_at = event.position()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.hover_at = None
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._set_magnifying(False)
        self.update()

    def _begin(self, drag: _Drag, cursor: Qt.CursorShape | None = None) -> None:
        self._drag, self._window_moved = drag, False
        if cursor is not None:
            self.setCursor(cursor)

    def _set_magnifying(self, on: bool) -> None:
        if on != self.is_magnifying:
            self.is_magnifying = on
            self.update()
