"""The part of a canvas that lends its left button, Enter and Escape to the tool in hand.

Subclasses say where the crosshair is on the canvas (`crosshair_at`), which is where Enter sets a point.
"""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from xr2ct_viewer.widgets.gestures import GestureWidget
from xr2ct_viewer.widgets.left_tool import CanvasOverlay, HandTool

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from xr2ct_viewer.widgets.image_canvas import ImageCanvas


class ToolCanvas(GestureWidget):
    """Holds the tool and the overlays that belong to tools."""

    def __init__(self, parent: "QWidget | None" = None) -> None:
        super().__init__(parent)
        self.left_tool: HandTool | None = None
        self.overlays: list[CanvasOverlay] = []

    @property
    def has_image(self) -> bool:
        raise NotImplementedError

    def crosshair_at(self) -> QPointF | None:
        """Where the crosshair is; None where there is none."""
        return None

    def tool_press(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        return self.left_tool is not None and self.has_image and self.left_tool.press(self._self, at, modifiers)

    def tool_double(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """A double click belongs to a tool only while it waits for a point."""
        return self.left_tool is not None and self.left_tool.is_busy and self.tool_press(at, modifiers)

    def tool_drag(self, at: QPointF) -> None:
        if self.left_tool is not None:
            self.left_tool.drag(self._self, at)

    def tool_release(self, at: QPointF) -> None:
        if self.left_tool is not None:
            self.left_tool.release(self._self, at)

    def tool_hover(self, at: QPointF) -> None:
        if self.left_tool is not None and self.has_image:
            self.left_tool.hover(self._self, at)

    def tool_cancel(self) -> bool:
        return self.left_tool is not None and self.left_tool.cancel(self._self)

    def fill_tool_menu(self, menu: QMenu) -> None:
        """What can be done with what lies under the mouse, above everything else."""
        if self.left_tool is not None and self.hover_at is not None:
            self.left_tool.fill_menu(self._self, self.hover_at, menu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter clicks at the crosshair; a tool that waits follows the crosshair when arrows move it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._mark_crosshair():
            self.update()
            return
        super().keyPressEvent(event)
        at = self.crosshair_at()
        if self.left_tool is not None and self.left_tool.is_busy and at is not None:
            self.left_tool.hover(self._self, at)
            self.update()

    def event(self, event: QEvent) -> bool:
        """Escape puts a tool down before it is any command's shortcut."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and cast(QKeyEvent, event).key() == Qt.Key.Key_Escape
            and self.left_tool is not None
            and self.left_tool.takes_escape
        ):
            event.accept()
            return True
        return super().event(event)

    def _mark_crosshair(self) -> bool:
        at = self.crosshair_at()
        return self.left_tool is not None and self.has_image and at is not None and self.left_tool.mark(self._self, at)

    @property
    def _self(self) -> "ImageCanvas":
        return cast("ImageCanvas", self)
