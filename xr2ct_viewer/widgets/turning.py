"""Turns the planes: a line's round grip, dragged about the crosshair, takes the two other planes along.

Asked before the tool in hand, but only while that is the crosshair, so that measuring near a grip still measures.
Ctrl turns in steps of 15 degrees; near upright and level a line is pulled there.
"""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication

from xr2ct_viewer.models.crossing import Place, distance, settled_deg, turn_deg, turned_about
from xr2ct_viewer.models.display import new_gesture
from xr2ct_viewer.models.frames import PlaneFrames
from xr2ct_viewer.models.tools import ToolChoice
from xr2ct_viewer.widgets.slice_canvas import SliceCanvas
from xr2ct_viewer.widgets.slice_lines import GRIP_REACH_PX

if TYPE_CHECKING:
    from xr2ct_viewer.widgets.image_canvas import ImageCanvas

_STEP_DEG: Final = 15.0


class TurnTool:
    """A `LeftTool` for slice views; leaves every press that is not on a grip."""

    def __init__(self, choice: ToolChoice) -> None:
        self._choice = choice
        self._start: tuple[PlaneFrames, Place, Place, float] | None = None
        self._gesture = ""

    def press(self, canvas: "ImageCanvas", at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        grip = self._grip(canvas, at)
        if grip is None or not isinstance(canvas, SliceCanvas):
            return False
        pivot = canvas.crosshair_at()
        assert pivot is not None
        centre = (pivot.x(), pivot.y())
        direction = (grip[0] - centre[0], grip[1] - centre[1])
        self._start = canvas.display.frames, centre, grip, turn_deg((0.0, 0.0), (1.0, 0.0), direction)
        self._gesture = new_gesture("turn")
        canvas.lines.held, canvas.lines.turning = grip, 0.0
        canvas.display.is_turning = True
        canvas.setCursor(Qt.CursorShape.ClosedHandCursor)
        return True

    def drag(self, canvas: "ImageCanvas", at: QPointF) -> None:
        if self._start is None or not isinstance(canvas, SliceCanvas):
            return
        frames, centre, grip, direction = self._start
        if distance(centre, (at.x(), at.y())) < 2:
            return
        in_steps = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier
        free = turn_deg(centre, grip, (at.x(), at.y()))
        turn = settled_deg(free, direction, step_deg=_STEP_DEG if in_steps else 0.0)
        canvas.lines.held, canvas.lines.turning = turned_about(centre, grip, turn), turn
        canvas.turn(turn, frames, self._gesture)

    def release(self, canvas: "ImageCanvas", at: QPointF) -> None:
        self._start = None
        if isinstance(canvas, SliceCanvas):
            canvas.lines.turning = None
            canvas.display.is_turning = False
            self.hover(canvas, at)
            canvas.update()

    def hover(self, canvas: "ImageCanvas", at: QPointF) -> None:
        if isinstance(canvas, SliceCanvas):
            canvas.lines.held = self._grip(canvas, at)
            if canvas.lines.held is not None:
                canvas.setCursor(Qt.CursorShape.OpenHandCursor)

    def cancel(self, canvas: "ImageCanvas") -> bool:
        """Put the planes back where the drag began."""
        if self._start is None or not isinstance(canvas, SliceCanvas):
            return False
        canvas.display.change("frames", self._start[0], self._gesture)
        self._start = None
        canvas.display.is_turning = False
        canvas.lines.held = canvas.lines.turning = None
        return True

    def _grip(self, canvas: "ImageCanvas", at: QPointF) -> Place | None:
        if self._choice.tool != "crosshair" or not isinstance(canvas, SliceCanvas):
            return None
        place = (at.x(), at.y())
        near = [grip for grip in canvas.grips() if distance(grip, place) <= GRIP_REACH_PX]
        return min(near, key=lambda grip: distance(grip, place), default=None)
