"""What canvases draw over images: legible text, edge letters, scale bar, crosshair, empty state.

Images stand on black in every theme, as on a reading workstation, so these colours do not follow the theme. Text
carries a dark halo and can be read over bone as well as over air. Sizes are logical pixels.
"""

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from xr2ct_viewer.models.planes import EdgeLetters, Orientation, nice_length_mm
from xr2ct_viewer.tr import in_digits

BACKGROUND: Final = QColor(0, 0, 0)
TEXT: Final = QColor(232, 235, 239)
MUTED: Final = QColor(190, 197, 206)
FAINT: Final = QColor(136, 144, 154)
LETTER: Final = QColor(247, 201, 120)
WARNING: Final = QColor(255, 190, 92)
FOCUS: Final = QColor(88, 148, 214)
PLANE_COLOURS: Final[dict[Orientation, QColor]] = {
    "axial": QColor(235, 110, 40),
    "coronal": QColor(86, 180, 233),
    "sagittal": QColor(240, 228, 66),
}
"""Vermilion, sky blue and yellow of Okabe and Ito's palette, which stay apart in every kind of colour blindness."""

MARGIN: Final = 10.0
LETTER_SPACE: Final = 28.0
_HALO: Final = QColor(0, 0, 0, 190)
_PLATE: Final = QColor(0, 0, 0, 170)
_LINE_HALO: Final = QColor(0, 0, 0, 80)
_HALO_OFFSETS: Final = ((-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, 1), (-1, 1), (1, -1))
_CROSSHAIR_GAP: Final = 9.0


def overlay_font(base: QFont, pixels: int = 12, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(base)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


def draw_text(painter: QPainter, area: QRectF, text: str, align: Qt.AlignmentFlag, colour: QColor = TEXT) -> QRectF:
    """One line inside `area`, elided if it does not fit, with a dark halo. Returns the space it takes."""
    metrics = QFontMetricsF(painter.font())
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.setPen(_HALO)
    for right, down in _HALO_OFFSETS:
        painter.drawText(area.translated(right, down), align, text)
    painter.setPen(colour)
    painter.drawText(area, align, text)
    return painter.boundingRect(area, align, text)


def draw_sentence(painter: QPainter, area: QRectF, text: str, colour: QColor = TEXT) -> QRectF:
    """One line at the left of `area` on a dark plate, to be read over lines too. Returns the space it takes."""
    align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    width = min(QFontMetricsF(painter.font()).horizontalAdvance(text), area.width())
    plate = QRectF(area.left(), area.top(), width, area.height()).adjusted(-4.0, -1.0, 4.0, 1.0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PLATE)
    painter.drawRoundedRect(plate, 3.0, 3.0)
    return draw_text(painter, area, text, align, colour)


def draw_lines(
    painter: QPainter, area: QRectF, lines: Sequence[str], align: Qt.AlignmentFlag, colour: QColor = MUTED
) -> QRectF:
    """Lines of text in a corner of `area`, the first one on top. Returns the space they take."""
    height = QFontMetricsF(painter.font()).height() + 1
    top = area.top()
    if align & Qt.AlignmentFlag.AlignBottom:
        top = area.bottom() - height * len(lines)
    side = align & Qt.AlignmentFlag.AlignHorizontal_Mask
    used = QRectF()
    for number, line in enumerate(lines):
        row = QRectF(area.left(), top + number * height, area.width(), height)
        used = used.united(draw_text(painter, row, line, side | Qt.AlignmentFlag.AlignVCenter, colour))
    return used


def draw_edge_letters(
    painter: QPainter, area: QRectF, letters: EdgeLetters, font: QFont, *, top_px: float = 0.0, bottom_px: float = 0.0
) -> None:
    """Orientation letters at the middle of the left, right, top and bottom edge; the last two so much further inside
    as what stands there already needs."""
    painter.setFont(overlay_font(font, 15, QFont.Weight.Bold))
    inner = area.adjusted(MARGIN, MARGIN - 4 + top_px, -MARGIN, 4 - MARGIN - bottom_px)
    align = Qt.AlignmentFlag
    places = (
        align.AlignLeft | align.AlignVCenter,
        align.AlignRight | align.AlignVCenter,
        align.AlignHCenter | align.AlignTop,
        align.AlignHCenter | align.AlignBottom,
    )
    for letter, place in zip(letters, places, strict=True):
        if letter:
            draw_text(painter, inner, letter, place, LETTER)


def draw_scale_bar(painter: QPainter, right: float, bottom: float, longest_px: float, pixels_per_mm: float) -> None:
    """A bar of round length ending at (right, bottom), labelled in mm, or in cm from 10 mm on."""
    length_mm = nice_length_mm(longest_px / pixels_per_mm)
    left = right - length_mm * pixels_per_mm
    for colour, width in ((_HALO, 4.0), (TEXT, 1.6)):
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(left, bottom), QPointF(right, bottom))
        for x in (left, right):
            painter.drawLine(QPointF(x, bottom - 4), QPointF(x, bottom + 1))
    label = f"{length_mm / 10:g} cm" if length_mm >= 10 else f"{length_mm:g} mm"
    area = QRectF(left - 30, bottom - 22, right - left + 60, 16)
    draw_text(painter, area, label, Qt.AlignmentFlag.AlignCenter, TEXT)


def draw_crosshair(
    painter: QPainter, area: QRectF, reach: QRectF, at: QPointF, colours: tuple[QColor, QColor], *, halo: bool
) -> None:
    """A vertical and a horizontal line through `at`, with a gap, so that what is pointed at stays visible.

    Drawn inside `area`; the lines end at `reach`, which spares the edge letters. Each of the two `colours` is that of
    the plane its line stands for.
    """
    x, y, gap = math.floor(at.x()) + 0.5, math.floor(at.y()) + 0.5, _CROSSHAIR_GAP
    vertical, horizontal = colours
    segments = (
        (QPointF(x, max(area.top(), reach.top())), QPointF(x, y - gap), vertical),
        (QPointF(x, y + gap), QPointF(x, min(area.bottom(), reach.bottom())), vertical),
        (QPointF(max(area.left(), reach.left()), y), QPointF(x - gap, y), horizontal),
        (QPointF(x + gap, y), QPointF(min(area.right(), reach.right()), y), horizontal),
    )
    painter.save()
    painter.setClipRect(area)
    for start, end, colour in segments:
        if end.x() >= start.x() and end.y() >= start.y():
            if halo:
                painter.setPen(QPen(_LINE_HALO, 3.0))
                painter.drawLine(start, end)
            line = QColor(colour)
            line.setAlpha(215)
            painter.setPen(QPen(line, 1.0))
            painter.drawLine(start, end)
    painter.restore()


def draw_plane_mark(painter: QPainter, left: float, top: float, colour: QColor) -> None:
    """A short bar before a title, in the colour that the plane has as a line in the other views."""
    painter.fillRect(QRectF(left - 1, top - 1, 5, 15), _HALO)
    painter.fillRect(QRectF(left, top, 3, 13), colour)


def draw_tag(painter: QPainter, right: float, top: float, text: str) -> None:
    """A small framed word in the warning colour, ending at (right, top)."""
    width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 12
    box = QRectF(right - width, top, width, 18)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(0, 0, 0, 225))
    painter.setPen(QPen(WARNING, 1.0))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def draw_empty(painter: QPainter, area: QRectF, title: str, detail: str, font: QFont) -> None:
    """Calm words in the middle of a canvas that has nothing to show yet."""
    align = Qt.AlignmentFlag
    middle = area.center().y()
    painter.setFont(overlay_font(font, 14, QFont.Weight.Medium))
    painter.setPen(MUTED)
    upper = QRectF(area.left() + 16, area.top(), area.width() - 32, middle - area.top() - 2)
    painter.drawText(upper, align.AlignHCenter | align.AlignBottom | Qt.TextFlag.TextWordWrap, title)
    painter.setFont(overlay_font(font, 12))
    painter.setPen(FAINT)
    lower = QRectF(area.left() + 16, middle + 4, area.width() - 32, area.bottom() - middle)
    painter.drawText(lower, align.AlignHCenter | align.AlignTop | Qt.TextFlag.TextWordWrap, detail)


def signed(value: float, decimals: int = 1) -> str:
    """A number with its sign, using the true minus sign."""
    return in_digits(f"{value:+.{decimals}f}".replace("-", "−"))


def plain(value: float) -> str:
    """A whole number with the true minus sign."""
    return f"{round(value):d}".replace("-", "−")


def signed_short(value: float) -> str:
    """A number of a colour bar: signed, as few digits as it needs, zero plain."""
    if abs(value) < 1e-12:
        return "0"
    return f"{value:+.0f}".replace("-", "−") if abs(value) >= 999.5 else f"{value:+.3g}".replace("-", "−")
