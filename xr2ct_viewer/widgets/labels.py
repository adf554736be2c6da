"""The words and marks around an image: title, tags, metrics, window, scale bar, probe and edge letters.

Every canvas has them at the same places: title top left, tags and metrics top right, probe bottom left, scale bar and
window bottom right, letters at the middle of the edges. Small canvases keep the letters, the first line of the title
and the tags, which then stand bottom right. A title that reaches the middle has the letter of the top edge below it.
"""

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from xr2ct_viewer.models.planes import EdgeLetters
from xr2ct_viewer.widgets import painting

_COMPACT_PX: Final = 220.0
_SMALL_PX: Final = (190.0, 130.0)
_NARROW_PX: Final = 160.0
_SMALL_TAG_PX: Final = 18.0
_LONGEST_BAR_PX: Final = 130.0
_TITLE_SHARE: Final = 0.62
_TAG_SPACE_PX: Final = 24.0
_MARK_PX: Final = 9.0
_LETTER_HALF_PX: Final = 12.0
_LETTER_HIGH_PX: Final = 13.0


@dataclass(frozen=True)
class Labels:
    """What stands around one image. `pixels_per_mm` is 0 where there is no image to measure."""

    title: tuple[str, ...]
    title_colour: QColor | None = None
    letters: EdgeLetters = ("", "", "", "")
    tags: tuple[str, ...] = ()
    corner: tuple[str, ...] = ()
    window: str = ""
    probe: tuple[str, ...] = ()
    pixels_per_mm: float = 0.0

    def paint(self, painter: QPainter, area: QRectF, font: QFont) -> None:
        """Write everything into `area`."""
        margin = painting.MARGIN
        inner = area.adjusted(margin, margin - 2, -margin, 2 - margin)
        if self.pixels_per_mm and (inner.width() < _SMALL_PX[0] or inner.height() < _SMALL_PX[1]):
            self._paint_small(painter, area, inner, font)
            return
        painting.draw_edge_letters(painter, area, self.letters, font, top_px=self.letter_drop(inner, font))
        self._paint_title(painter, inner, font)
        self._paint_top_right(painter, inner, font)
        if self.pixels_per_mm and min(inner.width(), inner.height()) >= _COMPACT_PX:
            self._paint_bottom(painter, inner)

    def _paint_small(self, painter: QPainter, area: QRectF, inner: QRectF, font: QFont) -> None:
        """Letters, the first line of the title, and the tags; letters make room for both where it is narrow."""
        title = replace(self, title=self.title[:1], tags=(), corner=())
        bottom_px = _SMALL_TAG_PX * len(self.tags) if inner.width() < _NARROW_PX else 0.0
        top_px = title.letter_drop(inner, font)
        painting.draw_edge_letters(painter, area, self.letters, font, top_px=top_px, bottom_px=bottom_px)
        title._paint_title(painter, inner, font)
        painter.setFont(painting.overlay_font(font, 9, QFont.Weight.DemiBold))
        for number, tag in enumerate(reversed(self.tags), start=1):
            painting.draw_tag(painter, inner.right() + 4, inner.bottom() + 6 - number * _SMALL_TAG_PX, tag)

    def letter_drop(self, inner: QRectF, font: QFont) -> float:
        """How far the letter of the top edge must come down for every line of the title to stay clear of it."""
        if not self.letters[2]:
            return 0.0
        left, widths = self._title_place(inner)
        drop, top = 0.0, 0.0
        for number, (line, width) in enumerate(zip(self.title, widths, strict=True)):
            metrics = QFontMetricsF(_title_font(font, number))
            bottom = top + metrics.height() + 1
            is_long = left + min(metrics.horizontalAdvance(line), width) > inner.center().x() - _LETTER_HALF_PX
            if is_long and drop < bottom and drop + _LETTER_HIGH_PX > top:
                drop = bottom
            top = bottom
        return drop

    def _title_place(self, inner: QRectF) -> tuple[float, tuple[float, ...]]:
        """Where the lines of the title begin, and how wide each may be."""
        left = inner.left() + (_MARK_PX if self.title_colour is not None else 0.0)
        full = inner.right() - left
        narrow = full * _TITLE_SHARE
        first = narrow if self.tags or self.corner else full
        below = narrow if self.corner or len(self.tags) > 1 else full
        return left, (first, *[below] * (len(self.title) - 1))

    def _paint_title(self, painter: QPainter, inner: QRectF, font: QFont) -> None:
        top_left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        left, widths = self._title_place(inner)
        if self.title_colour is not None:
            painting.draw_plane_mark(painter, inner.left(), inner.top() + 1, self.title_colour)
        top = inner.top()
        for number, (line, width) in enumerate(zip(self.title, widths, strict=True)):
            painter.setFont(_title_font(font, number))
            row = QRectF(left, top, width, inner.height())
            colour = painting.TEXT if number == 0 else painting.MUTED
            used = painting.draw_lines(painter, row, [line], top_left, colour)
            top += used.height() + (2 if number == 0 else 1)

    def _paint_top_right(self, painter: QPainter, inner: QRectF, font: QFont) -> None:
        painter.setFont(painting.overlay_font(font, 11, QFont.Weight.DemiBold))
        for tag in self.tags:
            painting.draw_tag(painter, inner.right(), inner.top(), tag)
            inner = inner.adjusted(0, _TAG_SPACE_PX, 0, 0)
        painter.setFont(painting.overlay_font(font, 12))
        top_right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        painting.draw_lines(painter, inner, self.corner, top_right, painting.TEXT)

    def _paint_bottom(self, painter: QPainter, inner: QRectF) -> None:
        align = Qt.AlignmentFlag
        painting.draw_lines(painter, inner, [self.window], align.AlignRight | align.AlignBottom)
        longest_px = min(inner.width() / 4, _LONGEST_BAR_PX)
        painting.draw_scale_bar(painter, inner.right(), inner.bottom() - 22, longest_px, self.pixels_per_mm)
        painting.draw_lines(painter, inner, self.probe, align.AlignLeft | align.AlignBottom, painting.TEXT)


def _title_font(font: QFont, number: int) -> QFont:
    """The first line of a title stands out."""
    return painting.overlay_font(font, 12, QFont.Weight.DemiBold if number == 0 else QFont.Weight.Normal)
