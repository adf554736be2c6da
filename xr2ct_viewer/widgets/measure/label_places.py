"""Finds room for labels beside what they belong to: on no measured line, on no other label, inside the image.

Labels may stand on what is merely tinted (the voxels of a volume) but never on each other while there is room. Units:
logical pixels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF

_GAP_PX: Final = 10.0
_STEPS: Final = (0.0, 24.0, 56.0)
_GRID_PX: Final = 22.0
_PER_PX: Final = 2.0
"""Covering so many square pixels of a line is as bad as one pixel of distance."""


@dataclass(frozen=True)
class Obstacle:
    """What a label should not cover, and how bad it is to: 1 for a line, more for another label."""

    area: QRectF
    weight: float = 1.0


def label_place(size: QSizeF, thing: QRectF, obstacles: Sequence[Obstacle], area: QRectF) -> QRectF:
    """A rectangle of `size` near `thing`, clear of `obstacles` and within `area`.

    Right of it and below are tried first; a place is the better the less it covers and the nearer it is.
    """
    best, least = QRectF(area.topLeft(), size), float("inf")
    for number, candidate in enumerate(_candidates(size, thing, area)):
        kept = _within(candidate, area)
        cost = _distance(kept, thing) + 0.5 * number
        for obstacle in obstacles:
            cost += obstacle.weight * _shared(kept, obstacle.area) / _PER_PX
            if cost >= least:
                break
        if cost < least:
            best, least = kept, cost
    return best


def _candidates(size: QSizeF, thing: QRectF, area: QRectF) -> Iterable[QRectF]:
    """Around the thing, nearest first, then all over the area."""
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
    top = area.top()
    while top + height <= area.bottom():
        left = area.left()
        while left + width <= area.right():
            yield QRectF(left, top, width, height)
            left += _GRID_PX
        top += _GRID_PX


def _within(rectangle: QRectF, area: QRectF) -> QRectF:
    left = min(max(rectangle.left(), area.left()), max(area.right() - rectangle.width(), area.left()))
    top = min(max(rectangle.top(), area.top()), max(area.bottom() - rectangle.height(), area.top()))
    return QRectF(QPointF(left, top), rectangle.size())


def _distance(label: QRectF, thing: QRectF) -> float:
    """Space between two rectangles; 0 where they touch."""
    across = max(thing.left() - label.right(), label.left() - thing.right(), 0.0)
    along = max(thing.top() - label.bottom(), label.top() - thing.bottom(), 0.0)
    return across + along


def _shared(first: QRectF, second: QRectF) -> float:
    width = min(first.right(), second.right()) - max(first.left(), second.left())
    height = min(first.bottom(), second.bottom()) - max(first.top(), second.top())
    return width * height if width > 0 and height > 0 else 0.0
