"""Window, pan and zoom in the left button, for those who hold a tool instead of remembering buttons and keys."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt

from xr2ct_viewer.widgets.tool_router import ToolRouter

if TYPE_CHECKING:
    from xr2ct_viewer.widgets.image_canvas import ImageCanvas

_PIXELS_PER_DOUBLING: Final = 120.0


class _ViewTool:
    """A tool that changes how an image is shown and marks nothing."""

    cursor: Qt.CursorShape

    def __init__(self) -> None:
        self._pressed_at = self._last_at = QPointF()

    def press(self, canvas: "ImageCanvas", at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        self._pressed_at = self._last_at = at
        self.begin(canvas)
        return True

    def drag(self, canvas: "ImageCanvas", at: QPointF) -> None:
        self.move(canvas, at - self._last_at, at - self._pressed_at)
        self._last_at = at

    def release(self, canvas: "ImageCanvas", at: QPointF) -> None:
        canvas.setCursor(self.cursor)

    def hover(self, canvas: "ImageCanvas", at: QPointF) -> None:
        canvas.setCursor(self.cursor)

    def cancel(self, canvas: "ImageCanvas") -> bool:
        return False

    def begin(self, canvas: "ImageCanvas") -> None: ...
    def move(self, canvas: "ImageCanvas", step: QPointF, total: QPointF) -> None: ...


class WindowTool(_ViewTool):
    """To the right widens the window, up raises the level, as a drag with the right button does."""

    cursor = Qt.CursorShape.SizeAllCursor

    def begin(self, canvas: "ImageCanvas") -> None:
        canvas.begin_window_drag()

    def move(self, canvas: "ImageCanvas", step: QPointF, total: QPointF) -> None:
        canvas.drag_window(total.x(), -total.y())


class PanTool(_ViewTool):
    """The image follows the mouse."""

    cursor = Qt.CursorShape.OpenHandCursor

    def move(self, canvas: "ImageCanvas", step: QPointF, total: QPointF) -> None:
        canvas.pan_by(step.x(), step.y())


class ZoomTool(_ViewTool):
    """Up magnifies, down reduces, about the point where the drag began."""

    cursor = Qt.CursorShape.SizeVerCursor

    def move(self, canvas: "ImageCanvas", step: QPointF, total: QPointF) -> None:
        canvas.zoom_by(2.0 ** (-step.y() / _PIXELS_PER_DOUBLING), self._pressed_at)


def register_view_tools(router: ToolRouter) -> None:
    """Put the three tools where `ToolChoice` finds them."""
    router.register("window", WindowTool())
    router.register("pan", PanTool())
    router.register("zoom", ZoomTool())
