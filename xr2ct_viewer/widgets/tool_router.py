"""Gives every press of the left button to the tool in hand. One router for all canvases of a window.

Tools are registered by the name they have in `ToolChoice`; what marks on the image can be taken hold of whatever the
tool is registers with `register_first` and is asked before it. Invariant: drag and release go to the tool that took
the press, also when another one is chosen meanwhile; a tool that is put down gives up what it had half done.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QMenu
from shiboken6 import isValid

from xr2ct_viewer.models.tools import ToolChoice, ToolName
from xr2ct_viewer.widgets.left_tool import LeftTool

if TYPE_CHECKING:
    from xr2ct_viewer.widgets.image_canvas import ImageCanvas

MenuFiller = Callable[["ImageCanvas", QPointF, QMenu], None]


class ToolRouter:
    """The `left_tool` of canvases: `router.install(canvas)`, `router.register("distance", tool)`."""

    def __init__(self, choice: ToolChoice) -> None:
        self.choice = choice
        self._tools: dict[ToolName, LeftTool] = {}
        self._first: list[LeftTool] = []
        self._menus: list[MenuFiller] = []
        self._active: LeftTool | None = None
        self._canvases: list[ImageCanvas] = []
        self._unfinished: tuple[LeftTool, ImageCanvas] | None = None
        choice.events.tool.connect(self._on_choice)

    def register(self, name: ToolName, tool: LeftTool) -> None:
        """Use `tool` while `name` is in hand."""
        self._tools[name] = tool

    def register_first(self, tool: LeftTool, *, ahead: bool = False) -> None:
        """Ask `tool` before the one in hand, whatever that is: it takes what lies under the mouse.

        `ahead` asks it before the others of this kind.
        """
        self._first.insert(0 if ahead else len(self._first), tool)

    def install(self, *canvases: "ImageCanvas") -> None:
        """Let the tool in hand work on these canvases."""
        for canvas in canvases:
            canvas.left_tool = self
            self._canvases.append(canvas)

    @property
    def names(self) -> tuple[ToolName, ...]:
        """The tools there are, besides the crosshair."""
        return tuple(self._tools)

    @property
    def canvases(self) -> "tuple[ImageCanvas, ...]":
        return tuple(canvas for canvas in self._canvases if isValid(canvas))

    @property
    def is_busy(self) -> bool:
        return self._unfinished is not None

    @property
    def takes_escape(self) -> bool:
        return self.is_busy or self.choice.tool != "crosshair"

    def press(self, canvas: "ImageCanvas", at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Ask what lies under the mouse, then the tool in hand."""
        if self._unfinished is not None and self._unfinished[1] is not canvas:
            self._give_up()
        asked = [self._unfinished[0]] if self._unfinished is not None else [*self._first, *self._in_hand()]
        self._active = next((tool for tool in asked if tool.press(canvas, at, modifiers)), None)
        return self._active is not None

    def drag(self, canvas: "ImageCanvas", at: QPointF) -> None:
        if self._active is not None:
            self._active.drag(canvas, at)

    def release(self, canvas: "ImageCanvas", at: QPointF) -> None:
        tool, self._active = self._active, None
        if tool is not None:
            tool.release(canvas, at)

    def hover(self, canvas: "ImageCanvas", at: QPointF) -> None:
        """The tool in hand first, so that what would be taken hold of has the last word about the cursor."""
        canvas.unsetCursor()
        busy = [self._unfinished[0]] if self._unfinished is not None else [*self._in_hand(), *reversed(self._first)]
        for tool in busy:
            tool.hover(canvas, at)

    def mark(self, canvas: "ImageCanvas", at: QPointF) -> bool:
        """A click of the tool in hand; what lies under the crosshair is not taken hold of."""
        tool = self._unfinished[0] if self._unfinished is not None else next(iter(self._in_hand()), None)
        if tool is None or not tool.press(canvas, at, Qt.KeyboardModifier.NoModifier):
            return False
        tool.release(canvas, at)
        return True

    def add_menu(self, filler: MenuFiller) -> None:
        """Let something add to the menus of canvases what can be done with what lies under the mouse."""
        self._menus.append(filler)

    def fill_menu(self, canvas: "ImageCanvas", at: QPointF, menu: QMenu) -> None:
        for filler in self._menus:
            filler(canvas, at, menu)

    def abandon(self) -> None:
        """Give up what is half done, because what it was drawn on goes away."""
        self._give_up()

    def wait(self, tool: LeftTool, canvas: "ImageCanvas") -> None:
        """A tool says that it has a first point and needs another: the next press is its own."""
        self._unfinished = (tool, canvas)

    def done(self) -> None:
        """The tool that waited has what it needed."""
        self._unfinished = None

    def cancel(self, canvas: "ImageCanvas") -> bool:
        """Give up what is half done, or else put the tool down for the crosshair."""
        gave_up = self._give_up()
        gave_up = any([tool.cancel(canvas) for tool in (*self._in_hand(), *self._first)]) or gave_up
        if gave_up or self.choice.tool == "crosshair":
            return gave_up
        self.choice.locked = False
        self.choice.tool = "crosshair"
        return True

    def _in_hand(self) -> list[LeftTool]:
        tool = self._tools.get(self.choice.tool)
        return [] if tool is None else [tool]

    def _give_up(self) -> bool:
        waiting, self._unfinished = self._unfinished, None
        return waiting is not None and waiting[0].cancel(waiting[1])

    def _on_choice(self) -> None:
        self._give_up()
        for canvas in self.canvases:
            canvas.unsetCursor()
            canvas.update()
