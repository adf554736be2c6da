"""The voxels of a measured volume on a slice: a tint, and the edge of the voxels as a line.

A slice takes a few milliseconds and is kept until the slice, the plane or the region is another.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from xr2ct_viewer.models.measure.reading import Region
from xr2ct_viewer.models.planes import Plane, ScreenTransform

_TINT_ALPHA: Final = 46
_MOST_KEPT: Final = 24
_STRAIGHT: Final = 1e-9
Line = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _Picture:
    region: Region
    plane: Plane
    index: int
    tint: QImage | None
    edges: tuple[QLineF, ...]
    bounds: QRectF


class RegionPictures:
    """Draws regions; one for all canvases."""

    def __init__(self, colour: QColor) -> None:
        self._colour = colour
        self._kept: list[_Picture] = []

    def clear(self) -> None:
        """Forget the pictures: their regions are gone."""
        self._kept = []

    def paint(
        self, painter: QPainter, region: Region, plane: Plane, index: int, transform: ScreenTransform, width_px: float
    ) -> QRectF:
        """Draw the region where slice `index` of `plane` cuts it; returns its bounds on the canvas, null if nowhere."""
        picture = self._picture(region, plane, index)
        if picture.tint is None:
            return QRectF()
        origin = QPointF(*transform.to_screen(-0.5, -0.5))
        corner = QPointF(*transform.to_screen(transform.shape[0] - 0.5, transform.shape[1] - 0.5))
        painter.save()
        painter.translate(origin)
        painter.scale((corner.x() - origin.x()) / transform.shape[1], (corner.y() - origin.y()) / transform.shape[0])
        painter.drawImage(QRectF(0, 0, picture.tint.width(), picture.tint.height()), picture.tint)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        pen = QPen(self._colour, width_px)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawLines(list(picture.edges))
        bounds = painter.worldTransform().mapRect(picture.bounds)
        painter.restore()
        inverse, _ = painter.worldTransform().inverted()
        return inverse.mapRect(bounds)

    def _picture(self, region: Region, plane: Plane, index: int) -> _Picture:
        for kept in self._kept:
            if kept.region is region and kept.index == index and kept.plane == plane:
                return kept
        mask = cut(region, plane, index)
        picture = _Picture(region, plane, index, *_drawn(mask, self._colour))
        self._kept = [*self._kept[1 - _MOST_KEPT :], picture]
        return picture


def cut(region: Region, plane: Plane, index: int) -> NDArray[np.bool_]:
    """The region on slice `index` of a plane: (row, col), by the voxel nearest to each pixel."""
    rows, cols = plane.shape
    start, down, right = (
        region.affine.world_to_voxel(plane.to_world(row, col, index)) for row, col in ((0, 0), (1, 0), (0, 1))
    )
    down, right = down - start, right - start
    along_rows = [start[axis] + down[axis] * np.arange(rows) for axis in range(3)]
    along_cols = [right[axis] * np.arange(cols) for axis in range(3)]
    if all(abs(down[axis]) < _STRAIGHT or abs(right[axis]) < _STRAIGHT for axis in range(3)):
        return _cut_straight(region.mask, along_rows, along_cols, down)
    inside = np.ones((rows, cols), dtype=bool)
    flat = np.zeros((rows, cols), dtype=np.intp)
    for axis, size in enumerate(region.mask.shape):
        at = np.rint(along_rows[axis][:, None] + along_cols[axis]).astype(int)
        inside &= (at >= 0) & (at < size)
        flat = flat * size + np.clip(at, 0, size - 1)
    return np.asarray(inside & region.mask.reshape(-1)[flat])


def _cut_straight(
    mask: NDArray[np.bool_], along_rows: list[Line], along_cols: list[Line], down: Line
) -> NDArray[np.bool_]:
    """The same where each axis of the region runs along rows or along columns alone: rows and columns are taken."""
    found = np.zeros((len(along_rows[0]), len(along_cols[0])), dtype=bool)
    kept_rows, kept_cols = (np.ones(len(line), dtype=bool) for line in (along_rows[0], along_cols[0]))
    lines: list[tuple[bool, NDArray[np.intp]]] = []
    for axis, size in enumerate(mask.shape):
        is_row = abs(down[axis]) >= _STRAIGHT
        line = along_rows[axis] if is_row else along_rows[axis][0] + along_cols[axis]
        at = np.rint(line).astype(np.intp)
        kept = kept_rows if is_row else kept_cols
        kept &= (at >= 0) & (at < size)
        lines.append((is_row, np.clip(at, 0, size - 1)))
    rows, cols = np.flatnonzero(kept_rows), np.flatnonzero(kept_cols)
    if len(rows) and len(cols):
        taken = [at[rows][:, None] if is_row else at[cols][None, :] for is_row, at in lines]
        found[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1] = mask[taken[0], taken[1], taken[2]]
    return found


def _drawn(mask: NDArray[np.bool_], colour: QColor) -> tuple[QImage | None, tuple[QLineF, ...], QRectF]:
    """Tint, edges and bounds in pixels of the image, its corner at (0, 0)."""
    if not mask.any():
        return None, (), QRectF()
    rows, cols = mask.shape
    argb = np.zeros((rows, cols), dtype=np.uint32)
    share = _TINT_ALPHA / 255
    red, green, blue = (round(value * share) for value in (colour.red(), colour.green(), colour.blue()))
    argb[mask] = (_TINT_ALPHA << 24) | (red << 16) | (green << 8) | blue
    tint = QImage(argb.data, cols, rows, 4 * cols, QImage.Format.Format_ARGB32_Premultiplied).copy()
    padded = np.pad(mask, 1)
    across = _runs(padded[:-1, 1:-1] != padded[1:, 1:-1])
    upright = _runs((padded[1:-1, :-1] != padded[1:-1, 1:]).T)
    edges = tuple(QLineF(first, row, last, row) for row, first, last in across)
    edges += tuple(QLineF(col, first, col, last) for col, first, last in upright)
    set_rows, set_cols = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    bounds = QRectF(QPointF(set_cols[0], set_rows[0]), QPointF(set_cols[-1] + 1, set_rows[-1] + 1))
    return tint, edges, bounds


def _runs(border: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Unbroken runs in each line: (line, first, one past the last)."""
    outside = np.zeros((len(border), 1), dtype=bool)
    steps = np.diff(np.concatenate([outside, border, outside], axis=1).astype(np.int8), axis=1)
    starts, ends = np.argwhere(steps == 1), np.argwhere(steps == -1)
    return [(line, first, last) for (line, first), (_, last) in zip(starts.tolist(), ends.tolist(), strict=True)]
