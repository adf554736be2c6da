"""What a radiograph looks like to the pair doctor: 24 x 24 ranks of grey, the same for every monotone tone curve.

Invariants: the look of a mirrored, turned or inverted image is the mirrored, turned or negated look, exactly; plain
borders (collimation, padding) are cut off first. Values lie in [-1, 1].
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.cube import resampling_weights

SIDE: Final = 24
VARIANTS: Final = tuple((mirrored, upside, inverted) for mirrored in (0, 1) for upside in (0, 1) for inverted in (0, 1))
"""Ways in which an image can be stored wrongly; the first is right."""
_PLAIN: Final = 0.03
_CROPS: Final = ((0.0, 0.0, 0.0), (0.0, 0.0, 0.1), (0.0, 0.0, 0.18), (0.1, 0.1, 0.15), (0.1, 0.0, 0.12))
"""Shares that are cut off at the top, at the bottom and at each side."""

Image = NDArray[np.float32]


def content_box(image: Image) -> tuple[slice, slice]:
    """Rows and columns without plain borders; the whole image where nothing would be left."""
    low, high = np.percentile(image, (1.0, 99.0))
    spread = float(high - low) or 1.0
    sides = []
    for axis in (1, 0):
        lively = np.flatnonzero(image.std(axis=axis) > _PLAIN * spread)
        is_enough = lively.size > 0.3 * image.shape[1 - axis]
        sides.append(slice(int(lively[0]), int(lively[-1]) + 1) if is_enough else slice(None))
    return sides[0], sides[1]


def crops_of(image: Image) -> list[Image]:
    """The image without plain borders, and parts of it: real images show more than simulated ones."""
    inside = image[content_box(image)]
    rows, cols = inside.shape
    return [
        np.ascontiguousarray(
            inside[int(top * rows) : rows - int(bottom * rows), int(side * cols) : cols - int(side * cols)]
        )
        for top, bottom, side in _CROPS
    ]


def look_of(image: Image) -> NDArray[np.float32]:
    """The look (24, 24) of an image (row, col)."""
    inside = image[content_box(image)]
    small = shrunk(inside, SIDE, SIDE)
    return ranked(small)


def ranked(image: Image) -> Image:
    """Ranks of the values in [-1, 1]; equal values share the mean of theirs."""
    _, places, counts = np.unique(image, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks: Image = ((2.0 * ends - counts)[places.reshape(image.shape)] / image.size - 1.0).astype(np.float32)
    return ranks


def smoothness(look: NDArray[np.float32]) -> float:
    """Correlation of neighbouring pixels of a look: over 0.8 for chests, about 0 for noise, 0 for a plain image."""
    power = float((look**2).mean())
    beside = float((look[:, 1:] * look[:, :-1]).mean() + (look[1:] * look[:-1]).mean()) / 2.0
    return beside / power if power > 0 else 0.0


def variants(look: NDArray[np.float32]) -> NDArray[np.float32]:
    """A look (..., 24, 24) put right in each of the eight ways of `VARIANTS`: (..., 8, 576)."""
    made = []
    for mirrored, upside, inverted in VARIANTS:
        image = look[..., ::-1] if mirrored else look
        image = image[..., ::-1, :] if upside else image
        made.append((-image if inverted else image).reshape(*look.shape[:-2], -1))
    return np.stack(made, axis=-2)


def shrunk(image: Image, rows: int, cols: int) -> Image:
    """Area means on another number of pixels."""
    weights = []
    for length, count in zip(image.shape, (rows, cols), strict=True):
        step = length / count
        inside, outside = np.arange(length) + 0.5, (np.arange(count) + 0.5) * step
        matrix = resampling_weights(inside, 1.0, outside, step)
        weights.append(matrix / matrix.sum(axis=1, keepdims=True))
    small: Image = weights[0] @ image.astype(np.float32) @ weights[1].T
    return small
