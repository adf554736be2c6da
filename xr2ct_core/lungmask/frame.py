"""A radiograph as the network sees it: its content in a square, its greys as ranks and as a standard score.

Invariants: plain borders (collimation, padding) are cut off; the longer side of what is left fills the square and the
rest is marked as outside; ranks do not change with a monotone tone curve. White = dense, `SIDE` pixels, no torch.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.pairing.looks import content_box, shrunk

SIDE: Final = 160
CHANNELS: Final = 4
"""Ranks, standard score, inside the image, and which view."""
_LEVELS: Final = 97
_CLIP: Final = 3.0

Image = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Framed:
    """An image (SIDE, SIDE), zero outside, with the way back: `box` in the radiograph and `place` in the square."""

    image: Image
    inside: Mask
    box: tuple[slice, slice]
    place: tuple[slice, slice]

    def back(self, square: Image, shape: tuple[int, int]) -> Image:
        """Values (SIDE, SIDE) on the pixels of the radiograph, zero where the square does not reach."""
        whole = np.zeros(shape, dtype=np.float32)
        rows, cols = (side.stop - side.start for side in self.box)
        whole[self.box] = _enlarged(square[self.place], rows, cols)
        return whole


def framed(image: Image) -> Framed:
    """The content of a radiograph (rows, cols) of any size in the square."""
    box = content_box(image)
    box = tuple(slice(*side.indices(length)[:2]) for side, length in zip(box, image.shape, strict=True))  # type: ignore[assignment]
    content = image[box]
    scale = SIDE / max(content.shape)
    rows, cols = (max(1, min(SIDE, round(length * scale))) for length in content.shape)
    first = ((SIDE - rows) // 2, (SIDE - cols) // 2)
    place = (slice(first[0], first[0] + rows), slice(first[1], first[1] + cols))
    square, inside = np.zeros((SIDE, SIDE), dtype=np.float32), np.zeros((SIDE, SIDE), dtype=bool)
    square[place] = shrunk(content, rows, cols) if scale < 1.0 else _enlarged(content, rows, cols)
    inside[place] = True
    return Framed(square, inside, (box[0], box[1]), place)


def channels(image: Image, inside: Mask, *, is_frontal: bool) -> Image:
    """What goes into the network, (CHANNELS, SIDE, SIDE), of an image in the square."""
    values = image[inside]
    share = np.linspace(0.0, 1.0, _LEVELS)
    levels = np.quantile(values, share)
    ranks = np.interp(image, levels, 2.0 * share - 1.0)
    spread = float(values.std()) or 1.0
    score = np.clip((image - float(values.mean())) / spread, -_CLIP, _CLIP) / 2.0
    stack = np.stack([ranks * inside, score * inside, inside, np.full_like(image, 1.0 if is_frontal else -1.0)])
    return np.asarray(stack, dtype=np.float32)


def _enlarged(image: Image, rows: int, cols: int) -> Image:
    """Linear interpolation between pixel centres on another number of pixels."""
    enlarged = image
    for axis, count in enumerate((rows, cols)):
        length = image.shape[axis]
        at = np.clip((np.arange(count) + 0.5) * length / count - 0.5, 0.0, length - 1.0)
        low = np.floor(at).astype(int)
        share = (at - low).astype(np.float32).reshape((-1, 1) if axis == 0 else (1, -1))
        high = np.minimum(low + 1, length - 1)
        enlarged = (1.0 - share) * enlarged.take(low, axis) + share * enlarged.take(high, axis)
    return np.asarray(enlarged, dtype=np.float32)
