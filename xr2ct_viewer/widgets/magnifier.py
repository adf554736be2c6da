"""A round magnifier under the mouse, resampled from the original pixels."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPen

from xr2ct_viewer.models.imaging import Pyramid
from xr2ct_viewer.models.planes import ScreenTransform
from xr2ct_viewer.widgets import painting
from xr2ct_viewer.widgets.screen_image import ScreenImage

_RADIUS_PX = 80.0
_FACTOR = 2.5


def lens_transform(transform: ScreenTransform, at: QPointF) -> ScreenTransform:
    """Where the image lies inside the lens: what is under `at` stays there, 2.5 times as large."""
    row, col = transform.to_image(at.x(), at.y())
    rows, cols = transform.shape
    area = (at.x() - _RADIUS_PX, at.y() - _RADIUS_PX, 2 * _RADIUS_PX, 2 * _RADIUS_PX)
    lens = ScreenTransform(transform.shape, transform.pixel_mm, area, centre=((col + 0.5) / cols, (row + 0.5) / rows))
    return lens.with_pixels_per_mm(transform.pixels_per_mm * _FACTOR)


class Magnifier:
    """Draws the lens; `screen` brings its own cache and colours."""

    def __init__(self, screen: ScreenImage) -> None:
        self._screen = screen

    def paint(
        self, painter: QPainter, pyramid: Pyramid, transform: ScreenTransform, at: QPointF, window: tuple[float, float]
    ) -> None:
        circle = QPainterPath()
        circle.addEllipse(at, _RADIUS_PX, _RADIUS_PX)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(circle)
        painter.fillPath(circle, painting.BACKGROUND)
        ratio = painter.device().devicePixelRatio()
        if drawn := self._screen.render(pyramid, lens_transform(transform, at), ratio, window):
            picture, target = drawn
            painter.drawImage(target, picture, QRectF(picture.rect()))
        painter.setClipping(False)
        painter.setPen(QPen(painting.MUTED, 1.5))
        painter.drawEllipse(at, _RADIUS_PX, _RADIUS_PX)
        painter.restore()
