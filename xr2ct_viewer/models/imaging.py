"""From numbers to grey levels: windowing, resampling to the screen and colour tables, in numpy.

Images are (row, col). Resampling takes fractional pixel indices, where whole numbers are pixel centres, and computes
every screen pixel once, so the cost follows the size of the screen and not of the radiograph.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_viewer.models.display import GreyWindow

Image = NDArray[np.float32] | NDArray[np.int16]

_BLOCK: Final = 64
_DIFFERENCE_ANCHORS: Final = ((18, 58, 140), (98, 158, 214), (246, 246, 246), (232, 132, 100), (152, 20, 36))


def window_to_grey(values: NDArray[np.float32], low: float, high: float) -> NDArray[np.uint8]:
    """Values spread linearly over 0...255: `low` and below is black, `high` and above white."""
    factor = np.float32(255.0 / max(high - low, 1e-6))
    grey = (values - np.float32(low)) * factor
    np.clip(grey, 0.0, 255.0, out=grey)
    np.rint(grey, out=grey)
    return grey.astype(np.uint8)


def auto_window(image: Image, lowest: float = 0.5, highest: float = 99.5) -> GreyWindow:
    """Window between two percentiles of an image; never empty."""
    step = max(1, int(np.sqrt(image.size / 65536)))
    low, high = np.percentile(image[::step, ::step], (lowest, highest))
    if high - low < 1e-6:
        low, high = low - 0.5, high + 0.5
    return GreyWindow(float(low), float(high))


def robust_window(values: Image, narrowest: float = 20.0) -> GreyWindow:
    """Window over what a part of an image holds, without its most extreme hundredths."""
    low, high = (float(end) for end in np.percentile(values, (1.0, 99.0)))
    missing = max(0.0, narrowest - (high - low)) / 2
    return GreyWindow(low - missing, high + missing)


def symmetric_limit(difference: Image) -> float:
    """Half width of a colour scale around zero that leaves out the most extreme half per cent, rounded up."""
    extreme = float(np.percentile(np.abs(difference), 99.5))
    if extreme < 1e-9:
        return 1.0
    decade = 10.0 ** np.floor(np.log10(extreme))
    return float(next(step * decade for step in (1, 1.5, 2, 3, 5, 10) if step * decade >= extreme * (1 - 1e-6)))


@lru_cache(maxsize=1)
def difference_colours() -> NDArray[np.uint8]:
    """(256, 3) red, green, blue: blue below zero, white at zero, red above."""
    anchors = np.array(_DIFFERENCE_ANCHORS, dtype=np.float64)
    where = np.linspace(0, len(anchors) - 1, 256)
    table = np.stack([np.interp(where, np.arange(len(anchors)), anchors[:, channel]) for channel in range(3)], axis=1)
    return np.rint(table).astype(np.uint8)


class Pyramid:
    """An image and its halvings, made when first needed, so that shrinking it neither aliases nor takes long."""

    def __init__(self, image: Image, *, is_smooth: bool = True) -> None:
        self._is_smooth = is_smooth
        self._levels: list[NDArray[np.float32]] = [np.asarray(image, dtype=np.float32)]

    @property
    def shape(self) -> tuple[int, int]:
        rows, cols = self._levels[0].shape
        return rows, cols

    @property
    def image(self) -> NDArray[np.float32]:
        return self._levels[0]

    def resample(self, row_at: NDArray[np.float64], col_at: NDArray[np.float64]) -> NDArray[np.float32]:
        """Values (len(row_at), len(col_at)) at fractional row and column indices: smoothly interpolated, or those of
        the nearest pixel."""
        step = min(_mean_step(row_at), _mean_step(col_at))
        if not self._is_smooth and step < 1.0:
            return _nearest(self.image, row_at, col_at)
        level = int(np.clip(np.floor(np.log2(max(step, 1.0)) + 0.25), 0, 12))
        image = self._level(level)
        shrink = 2.0**level
        return resample(image, (row_at + 0.5) / shrink - 0.5, (col_at + 0.5) / shrink - 0.5)

    def _level(self, level: int) -> NDArray[np.float32]:
        while len(self._levels) <= level:
            image = self._levels[-1]
            rows, cols = image.shape
            image = np.pad(image, ((0, rows % 2), (0, cols % 2)), mode="edge")
            halved = image[0::2, 0::2] + image[1::2, 0::2] + image[0::2, 1::2] + image[1::2, 1::2]
            self._levels.append(halved * np.float32(0.25))
        return self._levels[level]


def _nearest(
    image: NDArray[np.float32], row_at: NDArray[np.float64], col_at: NDArray[np.float64]
) -> NDArray[np.float32]:
    rows, cols = (
        np.clip(np.floor(at + 0.5), 0, size - 1).astype(np.intp)
        for at, size in zip((row_at, col_at), image.shape, strict=True)
    )
    return np.ascontiguousarray(image[np.ix_(rows, cols)])


def resample(
    image: NDArray[np.float32], row_at: NDArray[np.float64], col_at: NDArray[np.float64]
) -> NDArray[np.float32]:
    """Catmull-Rom interpolation of `image` on the product of fractional row and column indices.

    Indices beyond the edge take the value of the edge. Source: Keys, IEEE Trans ASSP 1981;29:1153, a = -1/2.
    """
    first, last = _support(col_at, image.shape[1])
    image, col_at = image[:, first : last + 1], col_at - first
    rows = np.empty((len(row_at), image.shape[1]), dtype=np.float32)
    for block, support, weights in _blocks(row_at, image.shape[0]):
        rows[block] = weights @ image[support]
    result = np.empty((len(row_at), len(col_at)), dtype=np.float32)
    for block, support, weights in _blocks(col_at, image.shape[1]):
        result[:, block] = rows[:, support] @ weights.T
    return result


def _mean_step(positions: NDArray[np.float64]) -> float:
    return float(abs(positions[-1] - positions[0]) / (len(positions) - 1)) if len(positions) > 1 else 1.0


def _support(positions: NDArray[np.float64], size: int) -> tuple[int, int]:
    """First and last pixel that ascending `positions` need."""
    first, last = np.clip([np.floor(positions[0]) - 1, np.floor(positions[-1]) + 2], 0, size - 1)
    return int(first), int(last)


def _blocks(positions: NDArray[np.float64], size: int) -> Iterator[tuple[slice, slice, NDArray[np.float32]]]:
    """Interpolation as small matrix products: which outputs, from which inputs, with weights (output, input).

    `positions` ascend. A block touches few inputs, so the work does not grow with the size of the image.
    """
    for start in range(0, len(positions), _BLOCK):
        block = positions[start : start + _BLOCK]
        base = np.floor(block)
        first, last = _support(block, size)
        weights = np.zeros((len(block), last - first + 1), dtype=np.float32)
        outputs = np.arange(len(block))
        for offset, weight in enumerate(_cubic_weights(block - base), start=-1):
            inputs = np.clip(base + offset, 0, size - 1).astype(np.intp) - first
            np.add.at(weights, (outputs, inputs), weight.astype(np.float32))
        yield slice(start, start + len(block)), slice(first, last + 1), weights


def _cubic_weights(t: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Weights of the pixels at -1, 0, 1 and 2 for a position `t` between 0 and 1."""
    return (
        ((-0.5 * t + 1.0) * t - 0.5) * t,
        (1.5 * t - 2.5) * t * t + 1.0,
        ((-1.5 * t + 2.0) * t + 0.5) * t,
        (0.5 * t - 0.5) * t * t,
    )
