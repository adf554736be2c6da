"""What a tool in the left mouse button, and what is drawn over a canvas besides its own overlay, have to offer.

A canvas asks its `left_tool` first; one that does not take the press leaves the canvas' own left drag as it is.
Positions are logical pixels of the canvas; `canvas.transform()` leads to the image.
"""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

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


class CanvasOverlay(Protocol):
    """Something drawn over the image and under titles and letters, on screen and in exported pictures."""

    def paint(self, painter: QPainter, canvas: "ImageCanvas", transform: ScreenTransform) -> None: ...
