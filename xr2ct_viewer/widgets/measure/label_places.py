"""Finds room for labels beside what they belong to: on no measured line, on no other label, inside the image.

Labels may stand on what is merely tinted (the voxels of a volume) but never on each other while there is room. All
places are weighed at once in numpy, because this happens with every paint. Units: logical pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF

_GAP_PX: Final = 10.0
_STEPS: Final = (0.0, 24.0, 56.0)
_GRID_PX: Final = 22.0
_PER_PX: Final = 2.0
"""Covering so many square pixels of a line is as bad as one pixel of distance."""

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Obstacle:
    """What a label should not cover, and how bad it is to: 1 for a line, more for another label."""

    area: QRectF
    weight: float = 1.0


def label_place(size: QSizeF, thing: QRectF, obstacles: Sequence[Obstacle], area: QRectF) -> QRectF:
    """A rectangle of `size` near `thing`, clear of `obstacles` and within `area`.

    Right of it and below are tried first; a place is the better the less it covers and the nearer it is.
    """
    width, height = size.width(), size.height()
    corners = _corners(width, height, thing, area)
    corners[:, 0] = corners[:, 0].clip(area.left(), max(area.right() - width, area.left()))
    corners[:, 1] = corners[:, 1].clip(area.top(), max(area.bottom() - height, area.top()))
    left, top = corners.T
    across = np.maximum(thing.left() - left - width, left - thing.right()).clip(0.0)
    along = np.maximum(thing.top() - top - height, top - thing.bottom()).clip(0.0)
    cost = across + along + 0.5 * np.arange(len(corners))
    if obstacles:
        boxes = np.array([_edges(obstacle.area) for obstacle in obstacles])
        weights = np.array([obstacle.weight for obstacle in obstacles])
        shared = _overlap(left, width, boxes[:, 0], boxes[:, 2]) * _overlap(top, height, boxes[:, 1], boxes[:, 3])
        cost += shared @ weights / _PER_PX
    best = corners[int(np.argmin(cost))]
    return QRectF(QPointF(float(best[0]), float(best[1])), size)


def _corners(width: float, height: float, thing: QRectF, area: QRectF) -> Values:
    """Top left corners (n, 2) around the thing, nearest first, then all over the area."""
    middle = thing.center()
    around = []
    for step in _STEPS:
        gap = _GAP_PX + step
        around += [
            (thing.right() + gap, middle.y() - height / 2),
            (middle.x() - width / 2, thing.bottom() + gap),
            (middle.x() - width / 2, thing.top() - gap - height),
            (thing.left() - gap - width, middle.y() - height / 2),
            (thing.right() + gap, thing.bottom() + step),
            (thing.right() + gap, thing.top() - height - step),
            (thing.left() - gap - width, thing.bottom() + step),
            (thing.left() - gap - width, thing.top() - height - step),
        ]
    rows = np.arange(area.top(), area.bottom() - height, _GRID_PX)
    cols = np.arange(area.left(), area.right() - width, _GRID_PX)
    grid = np.stack(np.meshgrid(cols, rows), axis=-1).reshape(-1, 2)
    return np.concatenate([np.array(around), grid])


def _edges(rectangle: QRectF) -> tuple[float, float, float, float]:
    return rectangle.left(), rectangle.top(), rectangle.right(), rectangle.bottom()


def _overlap(start: Values, length: float, low: Values, high: Values) -> Values:
    """Shared length (n, m) of n spans of `length` with m spans from `low` to `high`."""
    shared: Values = np.minimum(start[:, None] + length, high) - np.maximum(start[:, None], low)
    return shared.clip(0.0)
