"""The right image of a comparison over the left one in the same canvas: beyond a divider, on tiles, or in turns.

Both images have the same pixels, so one transform places both. What belongs to which image is written on the canvas:
names stand beside the divider, or above the image.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from xr2ct_viewer.models.comparison import Comparison
from xr2ct_viewer.models.imaging import Pyramid
from xr2ct_viewer.models.planes import ScreenTransform
from xr2ct_viewer.widgets import painting
from xr2ct_viewer.widgets.screen_image import ScreenImage

GRIP_PX: Final = 16.0
_GRIP_RADIUS_PX: Final = 13.0


class SecondImage:
    """Holds the right image and draws it as the comparison's mode says."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._screen = ScreenImage()
        self._tiled: tuple[tuple[object, ...], QImage] | None = None
        self.pyramid: Pyramid | None = None
        self.names = ("Left", "Right")

    @property
    def is_blended(self) -> bool:
        """Whether there is something to draw over the left image."""
        return self.pyramid is not None and self._comparison.mode in ("swipe", "checkerboard", "blink")

    def divider_x(self, area: QRectF) -> float:
        return area.left() + self._comparison.divider * area.width()

    def is_at(self, at: QPointF, area: QRectF, transform: ScreenTransform | None) -> bool:
        """Whether the right image is what is seen at a position of the canvas."""
        if not self.is_blended or transform is None:
            return False
        match self._comparison.mode:
            case "swipe":
                return at.x() >= self.divider_x(area)
            case "blink":
                return self._comparison.shows_right
            case _:
                return bool(self._on_tile(transform, np.array([at.x()]), np.array([at.y()]))[0, 0])

    def paint(self, painter: QPainter, transform: ScreenTransform, area: QRectF, window: tuple[float, float]) -> None:
        """Draw the right image where it is to be seen; `window` are the values shown black and white."""
        if self.pyramid is None or not self.is_blended:
            return
        mode = self._comparison.mode
        ratio = painter.device().devicePixelRatio()
        if mode == "blink" and not self._comparison.shows_right:
            return
        painter.save()
        if mode == "swipe":
            x = round(self.divider_x(area))
            right = QRectF(x, area.top(), area.right() - x, area.height())
            painter.setClipRect(right)
            painter.fillRect(right, painting.BACKGROUND)
        if drawn := self._screen.render(self.pyramid, transform, ratio, window):
            picture, target = drawn
            if mode == "checkerboard":
                picture = self._on_tiles(picture, target, transform, ratio)
            painter.drawImage(target, picture)
        painter.restore()

    def paint_names(self, painter: QPainter, area: QRectF, font: QFont) -> None:
        """The divider, and the names of the two images."""
        if not self.is_blended:
            return
        painter.setFont(painting.overlay_font(font, 12))
        if self._comparison.mode == "swipe":
            x = round(self.divider_x(area))
            _draw_divider(painter, area, x)
            self._name_sides(painter, area, x)
        elif self._comparison.mode == "blink":
            self._name_turn(painter, area, font)

    def _on_tile(self, transform: ScreenTransform, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
        """(len(y), len(x)), whether screen positions lie on a tile of the right image."""
        left, top = transform.to_screen(-0.5, -0.5)
        scale = transform.pixels_per_mm
        return self._comparison.is_right_tile((x[None, :] - left) / scale, (y[:, None] - top) / scale)

    def _on_tiles(self, picture: QImage, target: QRectF, transform: ScreenTransform, ratio: float) -> QImage:
        """The picture with the tiles of the left image cut out."""
        key = (picture.cacheKey(), transform, ratio, self._comparison.tile_mm)
        if self._tiled is None or self._tiled[0] != key:
            opaque = picture.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
            height, width = opaque.height(), opaque.width()
            bits = np.frombuffer(opaque.constBits(), dtype=np.uint32).reshape(height, opaque.bytesPerLine() // 4)
            x = target.left() + (np.arange(width) + 0.5) / ratio
            y = target.top() + (np.arange(height) + 0.5) / ratio
            cut = np.where(self._on_tile(transform, x, y), bits[:, :width], np.uint32(0))
            made = QImage(cut.data, width, height, cut.strides[0], QImage.Format.Format_ARGB32_Premultiplied)
            self._tiled = (key, made.copy())
        return self._tiled[1]

    def _name_sides(self, painter: QPainter, area: QRectF, x: float) -> None:
        top = area.center().y() + _GRIP_RADIUS_PX + 8
        align = Qt.AlignmentFlag
        left = QRectF(area.left() + 24, top, x - area.left() - 34, 16)
        right = QRectF(x + 10, top, area.right() - x - 34, 16)
        if left.width() > 44:
            painting.draw_text(painter, left, self.names[0], align.AlignRight | align.AlignVCenter, painting.TEXT)
        if right.width() > 44:
            painting.draw_text(painter, right, self.names[1], align.AlignLeft | align.AlignVCenter, painting.TEXT)

    def _name_turn(self, painter: QPainter, area: QRectF, font: QFont) -> None:
        """Which of the two is on screen now: a word that stays in place, so that only the image seems to change."""
        painter.setFont(painting.overlay_font(font, 13, QFont.Weight.DemiBold))
        name = self.names[1] if self._comparison.shows_right else self.names[0]
        metrics = QFontMetricsF(painter.font())
        room = area.width() - 24
        widest = max(metrics.horizontalAdvance(text) for text in self.names)
        width = min(widest + 34, room)
        box = QRectF(area.center().x() - width / 2, area.bottom() - 62, width, 22)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 190))
        painter.drawRoundedRect(box, 4, 4)
        for index, shown in enumerate((not self._comparison.shows_right, self._comparison.shows_right)):
            painter.setBrush(painting.TEXT if shown else QColor(95, 102, 110))
            painter.drawEllipse(QPointF(box.left() + 9 + 8 * index, box.center().y()), 2.6, 2.6)
        painter.restore()
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painting.draw_text(painter, box.adjusted(25, 0, -4, 0), name, align, painting.TEXT)


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
