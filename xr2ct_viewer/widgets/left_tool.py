"""What a tool in the left mouse button, and what is drawn over a canvas besides its own overlay, have to offer.

A canvas asks its `left_tool` first (the `ToolRouter`, which asks the tool in hand); one that does not take the press
leaves the canvas' own left drag as it is. A tool that marks points works with clicks as well as with a drag, so that
Enter, which presses and releases at the crosshair, works it from the keyboard. Positions are logical pixels of the
canvas; `canvas.transform()` leads to the image.
"""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu

from xr2ct_viewer.models.planes import ScreenTransform

if TYPE_CHECKING:
    from xr2ct_viewer.widgets.image_canvas import ImageCanvas


class LeftTool(Protocol):
    """A tool held in the left mouse button."""

    def press(self, canvas: "ImageCanvas", at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """True if the tool takes this press and the drag that follows."""

    def drag(self, canvas: "ImageCanvas", at: QPointF) -> None: ...

    def release(self, canvas: "ImageCanvas", at: QPointF) -> None: ...

    def hover(self, canvas: "ImageCanvas", at: QPointF) -> None:
        """The mouse moves with no button held: highlight, set the cursor, draw on."""

    def cancel(self, canvas: "ImageCanvas") -> bool:
        """Give up what is half done; True if there was something."""


class HandTool(LeftTool, Protocol):
    """What a canvas holds: a tool that also answers the keyboard."""

    @property
    def is_busy(self) -> bool:
        """Whether a tool waits for its next point, which a double click or Enter sets."""

    @property
    def takes_escape(self) -> bool:
        """Whether Escape has something to give up or to put down."""

    def mark(self, canvas: "ImageCanvas", at: QPointF) -> bool:
        """Enter was pressed: a click of the tool in hand at the crosshair; False if no tool wants it."""

    def fill_menu(self, canvas: "ImageCanvas", at: QPointF, menu: QMenu) -> None:
        """Add to a menu what can be done with what lies at a position."""


class CanvasOverlay(Protocol):
    """Something drawn over the image and under titles and letters, on screen and in exported pictures."""

    def paint(self, painter: QPainter, canvas: "ImageCanvas", transform: ScreenTransform) -> None: ...
