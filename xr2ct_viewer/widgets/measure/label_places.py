"""Finds room for labels beside what they belong to: on no measured thing, on no other label, inside the image."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF

_GAP_PX: Final = 10.0
_STEPS: Final = (0.0, 26.0, 60.0, 110.0)


def label_place(size: QSizeF, thing: QRectF, taken: Iterable[QRectF], area: QRectF) -> QRectF:
    """A rectangle of `size` near `thing`, clear of it and of `taken`, within `area`.

    Right and below are tried first; where nothing is free, the place that covers least is taken. Logical pixels.
    """
    taken = [*taken, thing]
    best, least = QRectF(QPointF(area.topLeft()), size), float("inf")
    for number, candidate in enumerate(_candidates(size, thing)):
        kept = _within(candidate, area)
        covered = sum(_shared(kept, other) for other in taken)
        cost = covered + 0.001 * number + 0.01 * (kept.center() - candidate.center()).manhattanLength()
        if cost < least:
            best, least = kept, cost
    return best


def _candidates(size: QSizeF, thing: QRectF) -> Iterable[QRectF]:
    width, height = size.width(), size.height()
    middle = thing.center()
    for step in _STEPS:
        gap = _GAP_PX + step
        for left, top in (
            (thing.right() + gap, middle.y() - height / 2),
            (middle.x() - width / 2, thing.bottom() + gap),
            (middle.x() - width / 2, thing.top() - gap - height),
            (thing.left() - gap - width, middle.y() - height / 2),
            (thing.right() + gap, thing.bottom() + step),
            (thing.right() + gap, thing.top() - height - step),
            (thing.left() - gap - width, thing.bottom() + step),
            (thing.left() - gap - width, thing.top() - height - step),
        ):
            yield QRectF(left, top, width, height)


def _within(rectangle: QRectF, area: QRectF) -> QRectF:
    left = min(max(rectangle.left(), area.left()), max(area.right() - rectangle.width(), area.left()))
    top = min(max(rectangle.top(), area.top()), max(area.bottom() - rectangle.height(), area.top()))
    return QRectF(QPointF(left, top), rectangle.size())


def _shared(first: QRectF, second: QRectF) -> float:
    both = first.intersected(second)
    return both.width() * both.height() if both.isValid() else 0.0
