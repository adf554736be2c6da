"""Pictures that leave the program: the banner is part of their pixels.

Invariant: every exported picture passes through `with_banner`; without a text it carries the research banner.
"""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QImage, QPainter

from xr2ct_core.provenance import RESEARCH_BANNER

_STRIP: Final = QColor(58, 41, 8)
_INK: Final = QColor(255, 205, 120)
_PADDING_PX: Final = 8.0
_FLAGS: Final = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


def with_banner(image: QImage, text: str) -> QImage:
    """The picture with a strip below it that carries `text`; nothing of the picture is covered.

    Sizes follow the picture's device pixel ratio; long sentences wrap, and shrink only on very narrow pictures.
    """
    text = text.strip() or RESEARCH_BANNER
    ratio = image.devicePixelRatio()
    inner_width = max(image.width() / ratio - 2 * _PADDING_PX, 1.0)
    strip_px = round(strip_height(image.width() / ratio, text) * ratio)
    result = QImage(image.width(), image.height() + strip_px, QImage.Format.Format_RGB32)
    result.setDevicePixelRatio(ratio)
    result.fill(_STRIP)
    painter = QPainter(result)
    painter.drawImage(0, 0, image)
    painter.setFont(_fitting_font(text, inner_width))
    painter.setPen(_INK)
    strip = QRectF(_PADDING_PX, image.height() / ratio, inner_width, strip_px / ratio)
    painter.drawText(strip, _FLAGS, text)
    painter.end()
    return result


def strip_height(width: float, text: str) -> float:
    """Height of the strip below a picture of this width, both in logical pixels."""
    text, inner_width = text.strip() or RESEARCH_BANNER, max(width - 2 * _PADDING_PX, 1.0)
    metrics = QFontMetricsF(_fitting_font(text, inner_width))
    return metrics.boundingRect(QRectF(0, 0, inner_width, 10_000), _FLAGS, text).height() + 2 * _PADDING_PX


def _fitting_font(text: str, width: float) -> QFont:
    """A font in which the longest word fits the width."""
    font = QGuiApplication.font()
    font.setWeight(QFont.Weight.DemiBold)
    longest = max(text.split(), key=len)
    for pixels in range(14 if width >= 400 else 12, 5, -1):
        font.setPixelSize(pixels)
        if QFontMetricsF(font).horizontalAdvance(longest) <= width:
            break
    return font


def composed(parts: Iterable[tuple[QImage, QPointF]], size: QSize, ratio: float) -> QImage:
    """Pictures at their places (logical pixels) in one of `size`, on black, in device pixels."""
    result = QImage(size * ratio, QImage.Format.Format_RGB32)
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.black)
    painter = QPainter(result)
    for image, place in parts:
        painter.drawImage(place, image)
    painter.end()
    return result
