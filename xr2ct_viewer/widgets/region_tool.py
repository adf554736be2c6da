"""Window and level from a dragged rectangle: black and white become the robust range of what lies in it."""

from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from xr2ct_viewer.models.planes import ScreenTransform
from xr2ct_viewer.models.tools import ToolChoice
from xr2ct_viewer.widgets import painting

if TYPE_CHECKING:
    from xr2ct_viewer.widgets.image_canvas import ImageCanvas

_SMALLEST_PX: Final = 4.0
_SHADE: Final = QColor(0, 0, 0, 150)


@runtime_checkable
class TakesWindow(Protocol):
    """A canvas whose window can follow values."""

    def region_values(self, rows: slice, cols: slice) -> NDArray[np.float32]:
        """The values of a part of the image that belong to the patient."""

    def fit_window(self, values: NDArray[np.float32]) -> None:
        """Use the robust range of values as the window."""


class RegionTool:
    """A `LeftTool` and the overlay that shows its rectangle."""

    def __init__(self, choice: ToolChoice) -> None:
        self._choice = choice
        self._canvas: ImageCanvas | None = None
        self._start = self._end = QPointF()

    def press(self, canvas: "ImageCanvas", at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        if not isinstance(canvas, TakesWindow):
            return False
        self._canvas, self._start, self._end = canvas, at, at
        return True

    def drag(self, canvas: "ImageCanvas", at: QPointF) -> None:
        self._end = at
        canvas.update()

    def release(self, canvas: "ImageCanvas", at: QPointF) -> None:
        """Window the values inside; a mere click is no region and leaves the tool in hand."""
        self._canvas, transform = None, canvas.transform()
        box = QRectF(self._start, at).normalized()
        canvas.update()
        if transform is None or not isinstance(canvas, TakesWindow) or max(box.width(), box.height()) < _SMALLEST_PX:
            return
        values = canvas.region_values(*pixels_in(transform, box))
        if values.size:
            canvas.fit_window(values)
            self._choice.used()

    def hover(self, canvas: "ImageCanvas", at: QPointF) -> None:
        canvas.setCursor(Qt.CursorShape.CrossCursor)

    def cancel(self, canvas: "ImageCanvas") -> bool:
        was_dragging, self._canvas = self._canvas is not None, None
        canvas.update()
        return was_dragging

    def paint(self, painter: QPainter, canvas: "ImageCanvas", transform: ScreenTransform) -> None:
        """The rectangle while it is dragged."""
        if canvas is not self._canvas:
            return
        box = QRectF(self._start, self._end).normalized()
        for colour, width in ((_SHADE, 3.0), (painting.LETTER, 1.2)):
            painter.setPen(QPen(colour, width))
            painter.drawRect(box)


def pixels_in(transform: ScreenTransform, box: QRectF) -> tuple[slice, slice]:
    """Rows and columns of an image under a rectangle of the screen, at least one of each where it meets the image."""
    rows, cols = transform.shape
    top, left = transform.to_image(box.left(), box.top())
    bottom, right = transform.to_image(box.right(), box.bottom())
    return _span(top, bottom, rows), _span(left, right, cols)


def _span(low: float, high: float, count: int) -> slice:
    if high < -0.5 or low > count - 0.5:
        return slice(0, 0)
    first, last = max(0, round(low)), min(count - 1, round(high))
    return slice(first, max(first, last) + 1)
