"""Two radiographs of one view in one canvas: divided by a handle one can drag, or as their difference in colours."""

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen
from PySide6.QtWidgets import QMenu, QWidget

from xr2ct_viewer.models.display import ColourRange, PanZoom, RadiographDisplay
from xr2ct_viewer.models.imaging import Pyramid, difference_colours
from xr2ct_viewer.models.planes import ScreenTransform
from xr2ct_viewer.widgets import painting
from xr2ct_viewer.widgets.radiograph_canvas import RadiographCanvas
from xr2ct_viewer.widgets.screen_image import ScreenImage

_GRIP_RADIUS_PX = 13.0
_BAR_WIDTH_PX = 12.0
_BAR_SPACE_PX = 76.0


class SwipeCanvas(RadiographCanvas):
    """The X-ray left of the divider, its re-projection right of it, in the same window."""

    hint: ClassVar[str] = (
        "Left-drag or arrow keys divider · right-drag window/level · wheel zoom · middle-drag or Shift+drag pan"
        " · double-click or R fit · hold M magnifier"
    )

    def __init__(self, display: RadiographDisplay, parent: QWidget | None = None, *, pan_zoom: PanZoom) -> None:
        super().__init__(display, parent, pan_zoom=pan_zoom)
        self.divider = 0.5
        self._second: Pyramid | None = None
        self._second_screen = ScreenImage()

    def set_second(self, image: NDArray[np.float32] | None) -> None:
        """The image shown right of the divider; of the same shape as the first."""
        self._second = None if image is None else Pyramid(image)
        self.update()

    def set_divider(self, fraction: float) -> None:
        """Move the divider to a fraction of the canvas' width."""
        self.divider = min(max(fraction, 0.0), 1.0)
        self.update()

    @property
    def can_pick(self) -> bool:
        return self._second is not None

    def pyramid_at(self, at: QPointF) -> Pyramid:
        if self._second is not None and at.x() >= self.divider_x():
            return self._second
        return super().pyramid_at(at)

    def divider_x(self) -> float:
        return self.image_area().left() + self.divider * self.image_area().width()

    def paint_overlay(self, painter: QPainter, transform: ScreenTransform) -> None:
        if self._second is None:
            return
        area, x = self.image_area(), round(self.divider_x())
        right = QRectF(x, area.top(), area.right() - x, area.height())
        painter.save()
        painter.setClipRect(right)
        painter.fillRect(right, painting.BACKGROUND)
        ratio = painter.device().devicePixelRatio()
        if drawn := self._second_screen.render(self._second, transform, ratio, self.grey_range()):
            painter.drawImage(drawn[1], drawn[0])
        painter.restore()
        _draw_divider(painter, area, x)
        self._draw_names(painter, area, x)

    def pick(self, at: QPointF) -> None:
        area = self.image_area()
        self.set_divider((at.x() - area.left()) / area.width())

    def nudge(self, right: int, down: int) -> None:
        self.set_divider(self.divider + right * 0.02)

    def _draw_names(self, painter: QPainter, area: QRectF, x: float) -> None:
        painter.setFont(painting.overlay_font(self.font(), 12))
        top = area.center().y() + _GRIP_RADIUS_PX + 8
        align = Qt.AlignmentFlag
        left = QRectF(area.left() + 24, top, x - area.left() - 34, 16)
        right = QRectF(x + 10, top, area.right() - x - 34, 16)
        if left.width() > 44:
            painting.draw_text(painter, left, "X-ray", align.AlignRight | align.AlignVCenter, painting.TEXT)
        if right.width() > 84:
            painting.draw_text(painter, right, "Re-projection", align.AlignLeft | align.AlignVCenter, painting.TEXT)


class DifferenceCanvas(RadiographCanvas):
    """Re-projection minus X-ray: red where the volume attenuates too much, blue where too little."""

    hint: ClassVar[str] = "Right-drag sideways colour range · wheel zoom · drag pan · double-click or R fit"

    def __init__(self, colour_range: ColourRange, parent: QWidget | None = None, *, pan_zoom: PanZoom) -> None:
        super().__init__(RadiographDisplay(), parent, pan_zoom=pan_zoom)
        self.colour_range = colour_range
        self._limit_at_drag = colour_range.limit
        colour_range.events.connect(self.refresh)

    def colours(self) -> NDArray[np.uint8]:
        return difference_colours()

    def reserved_right_px(self) -> float:
        return _BAR_SPACE_PX if self.has_image else 0.0

    @property
    def limit(self) -> float:
        """The difference shown in the darkest red."""
        return self.colour_range.limit

    @property
    def can_pick(self) -> bool:
        return False

    def grey_range(self) -> tuple[float, float]:
        return -self.limit, self.limit

    def title_lines(self) -> tuple[str, ...]:
        if not self.has_image:
            return (self.title,)
        return self.title, "Re-projection − X-ray", "red too dense, blue too thin"

    def window_text(self) -> str:
        return ""

    def fill_menu(self, menu: QMenu) -> None:
        """Nothing but "Fit to view": a difference has no window and no crosshair."""

    def probe_lines(self, image: NDArray[np.float32], row: float, col: float) -> tuple[str, ...]:
        where = super().probe_lines(image, row, col)[0]
        return where, f"difference {painting.signed(float(image[round(row), round(col)]), 3)}"

    def begin_window_drag(self) -> None:
        self._limit_at_drag = self.limit

    def drag_window(self, right_px: float, up_px: float) -> None:
        self.colour_range.limit = max(self._limit_at_drag * 2.0 ** (right_px / 128), 1e-6)

    def paint_overlay(self, painter: QPainter, transform: ScreenTransform) -> None:
        area = self.image_area()
        bar = QRectF(area.right() + 10, area.top() + 40, _BAR_WIDTH_PX, area.height() - 80)
        gradient = QLinearGradient(bar.bottomLeft(), bar.topLeft())
        table = self.colours()
        for position in np.linspace(0, 1, 17):
            red, green, blue = table[round(position * 255)]
            gradient.setColorAt(float(position), QColor(int(red), int(green), int(blue)))
        painter.fillRect(bar, gradient)
        painter.setFont(painting.overlay_font(self.font(), 11))
        for fraction in (1.0, 0.5, 0.0, -0.5, -1.0):
            y = bar.center().y() - fraction * bar.height() / 2
            label = painting.signed_short(fraction * self.limit)
            place = QRectF(bar.right() + 5, y - 8, _BAR_SPACE_PX - _BAR_WIDTH_PX - 16, 16)
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painting.draw_text(painter, place, label, align, painting.MUTED)


def _draw_divider(painter: QPainter, area: QRectF, x: float) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    centre = QPointF(x, area.center().y())
    painter.setPen(QPen(QColor(0, 0, 0, 130), 4.0))
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
    painter.setPen(QPen(painting.TEXT, 1.6))
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
    painter.setBrush(QColor(24, 27, 31, 235))
    painter.drawEllipse(centre, _GRIP_RADIUS_PX, _GRIP_RADIUS_PX)
    for side in (-1, 1):
        tip = centre + QPointF(side * 7.5, 0)
        for end in (-4, 4):
            painter.drawLine(tip, tip + QPointF(-side * 4, end))
    painter.restore()
