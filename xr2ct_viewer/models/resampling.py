"""Values of a volume on a turned plane, by trilinear interpolation in numpy.

Work goes row block by row block, so that everything stays in the processor's cache, and only over the part of each row
that lies in the volume: a plane through 256 cubed voxels takes a few milliseconds. Positions are voxel indices z, y, x.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.volume import HuArray

Vector = NDArray[np.float64]
_BLOCK_ROWS: Final = 16
_BEYOND: Final = 2
"""Pixels beyond the volume that still get the value of its edge, so that smoothing does not darken the edge."""


def plane_values(
    array: HuArray, start: Vector, row_step: Vector, col_step: Vector, shape: tuple[int, int], outside: float
) -> NDArray[np.float32]:
    """An image (row, col) whose pixel lies at `start + row * row_step + col * col_step`.

    `array`: (z, y, x); `start`, `row_step`, `col_step`: (3,) in voxels; `shape`: rows and columns; `outside`: value of
    pixels that do not lie in the volume.
    """
    rows, cols = shape
    image = np.full(shape, outside, dtype=np.float32)
    flat = array.reshape(-1)
    first, last = _columns_inside(array.shape, start, row_step, col_step, shape)
    for top in range(0, rows, _BLOCK_ROWS):
        block = slice(top, min(top + _BLOCK_ROWS, rows))
        left, right = int(first[block].min()), int(last[block].max())
        if right < left:
            continue
        row = np.arange(block.start, block.stop, dtype=np.float64)
        col = np.arange(left, right + 1, dtype=np.float64)
        at = [
            (start[axis] + row_step[axis] * row)[:, None].astype(np.float32) + (col_step[axis] * col).astype(np.float32)
            for axis in range(3)
        ]
        image[block, left : right + 1] = _trilinear(flat, array.shape, at)
    if _BEYOND:
        column = np.arange(cols)
        image[(column < first[:, None]) | (column > last[:, None])] = outside
    return image


def _columns_inside(
    size: tuple[int, ...], start: Vector, row_step: Vector, col_step: Vector, shape: tuple[int, int]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """First and last column of each row that lie in the volume or just beyond; an empty row has last < first."""
    rows, cols = shape
    row = np.arange(rows)[:, None]
    low, high = np.full(rows, 0.0), np.full(rows, cols - 1.0)
    for axis in range(3):
        margin = 0.5 + _BEYOND * (abs(row_step[axis]) + abs(col_step[axis]))
        at = (start[axis] + row_step[axis] * row)[:, 0]
        near, far = -margin - at, size[axis] - 1 + margin - at
        step = col_step[axis]
        if abs(step) < 1e-9:
            high = np.where((near > 0) | (far < 0), -1.0, high)
            continue
        ends = np.sort(np.stack([near / step, far / step]), axis=0)
        low, high = np.maximum(low, ends[0]), np.minimum(high, ends[1])
    first = np.ceil(low).astype(np.intp)
    last = np.floor(high).astype(np.intp)
    is_empty = last < first
    return np.where(is_empty, cols, first), np.where(is_empty, -1, last)


def _trilinear(
    flat: NDArray[np.float32] | NDArray[np.int16], size: tuple[int, ...], at: list[NDArray[np.float32]]
) -> NDArray[np.float32]:
    """Values at positions `at` (z, y, x), clamped to the volume."""
    strides = size[1] * size[2], size[2], 1
    index: NDArray[np.int64] | None = None
    steps = []
    for axis in range(3):
        position = at[axis]
        np.clip(position, 0.0, size[axis] - 1, out=position)
        whole = np.minimum(position.astype(np.int64), max(size[axis] - 2, 0))
        position -= whole
        steps.append(strides[axis] if size[axis] > 1 else 0)
        whole *= strides[axis]
        index = whole if index is None else np.add(index, whole, out=index)
    assert index is not None
    step_z, step_y, step_x = steps
    along_z, along_y, along_x = at

    def between(offset: int) -> NDArray[np.float32]:
        first = flat.take(index + offset)
        second: NDArray[np.float32] = np.subtract(flat.take(index + (offset + step_x)), first, dtype=np.float32)
        second *= along_x
        second += first
        return second

    near, far = between(0), between(step_z)
    near_next, far_next = between(step_y), between(step_z + step_y)
    for base, following in ((near, near_next), (far, far_next)):
        following -= base
        following *= along_y
        base += following
    far -= near
    far *= along_z
    near += far
    return near


def values_at(array: HuArray, index_zyx: NDArray[np.float64]) -> NDArray[np.float32]:
    """Values (n,) at voxel positions (n, 3), by trilinear interpolation; beyond the ends those of the outer voxels."""
    return _trilinear(array.reshape(-1), array.shape, [index_zyx[:, axis].astype(np.float32) for axis in range(3)])
