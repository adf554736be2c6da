"""What canvases that show two images at once have in common, radiographs and slices alike.

`Blending` stands before a canvas class in the bases; it draws the second image below the crosshair and moves the
divider of a swipe: the divider where it is pressed, elsewhere the crosshair as in every canvas.
"""

from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from xr2ct_viewer.models.comparison import Comparison
from xr2ct_viewer.models.imaging import Pyramid
from xr2ct_viewer.models.planes import ScreenTransform
from xr2ct_viewer.widgets.second_image import GRIP_PX, SecondImage

KEY_STEP: Final = 0.02


class Blending:
    """Needs `comparison` and `second` from the class it is mixed into."""

    comparison: Comparison
    second: SecondImage
    _moves_divider = False

    @property
    def divider(self) -> float:
        """Share of the canvas' width left of the divider, the same in all canvases."""
        return self.comparison.divider

    def set_divider(self, fraction: float) -> None:
        self.comparison.divider = min(max(fraction, 0.0), 1.0)

    def divider_x(self) -> float:
        return self.second.divider_x(self.image_area())  # type: ignore[attr-defined]

    def is_over_divider(self, at: QPointF) -> bool:
        return self.second.is_blended and self.comparison.mode == "swipe" and abs(at.x() - self.divider_x()) < GRIP_PX

    def pyramid_at(self, at: QPointF) -> Pyramid:
        pyramid = self.second.pyramid
        if pyramid is not None and self.second.is_at(at, self.image_area(), self.transform()):  # type: ignore[attr-defined]
            return pyramid
        return super().pyramid_at(at)  # type: ignore[misc]

    def paint_overlay(self, painter: QPainter, transform: ScreenTransform) -> None:
        area = self.image_area()  # type: ignore[attr-defined]
        self.second.paint(painter, transform, area, self.grey_range())  # type: ignore[attr-defined]
        super().paint_overlay(painter, transform)  # type: ignore[misc]
        self.second.paint_names(painter, area, self.font())  # type: ignore[attr-defined]

    def pick(self, at: QPointF) -> None:
        """The first call of a drag decides what it moves."""
        if at == self._pressed_at:  # type: ignore[attr-defined]
            self._moves_divider = self.is_over_divider(at)
        if self._moves_divider:
            area = self.image_area()  # type: ignore[attr-defined]
            self.set_divider((at.x() - area.left()) / area.width())
        else:
            super().pick(at)  # type: ignore[misc]

    def tool_press(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """The divider comes before the tool in hand."""
        return not self.is_over_divider(at) and super().tool_press(at, modifiers)  # type: ignore[misc]

    def tool_hover(self, at: QPointF) -> None:
        super().tool_hover(at)  # type: ignore[misc]
        if self.is_over_divider(at):
            self.setCursor(Qt.CursorShape.SplitHCursor)  # type: ignore[attr-defined]
        elif self.left_tool is None:  # type: ignore[attr-defined]
            self.unsetCursor()  # type: ignore[attr-defined]

    def nudge(self, right: int, down: int) -> None:
        """Left and right move the divider of a swipe."""
        if self.comparison.mode == "swipe" and self.second.is_blended and right:
            self.set_divider(self.divider + right * KEY_STEP)
        else:
            super().nudge(right, down)  # type: ignore[misc]
