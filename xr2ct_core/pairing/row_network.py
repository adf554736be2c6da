"""What each height of a radiograph says about the body, in numbers that are alike for both views of one body.

One small network for each view looks at 85 mm of height at a time, so moving an image moves its numbers. What two
images differ by is looked at for every shift between them, over all heights and over the upper and lower half alone:
one body differs little without a shift; with wrong distances at another shift; in two breaths at another shift of the
lower half alone; two bodies at every shift. Ranks in, so the tone curve does not matter.

Learned so that of many images the other view of the same body is nearest (contrastive learning; van den Oord et al.,
2018, arXiv 1807.03748).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d

from xr2ct_core.pairing.rows import ROW_MM, ROWS, Rows

KERNELS: Final = (9, 5, 5)
REACH: Final = sum(KERNELS) - len(KERNELS)
"""Rows that are lost by the convolutions, half of them at each end."""
SHIFTS: Final = tuple(range(-12, 13))
"""Rows by which the lateral is moved towards the head."""
SHIFTS_MM: Final = tuple(shift * ROW_MM for shift in SHIFTS)
PARTS: Final = (
    slice(0, ROWS),
    slice(0, ROWS // 2),
    slice(ROWS // 2, ROWS),
    *(slice(first, first + 8) for first in range(8, ROWS - 8, 8)),
)
"""All heights, the upper and the lower half, and six bands of 40 mm."""
HALVES: Final = 3
"""The parts that are looked at for every shift; the bands only as they are."""
_AROUND: Final = 13
_LEAST_SPREAD: Final = 0.08
_FEWEST: Final = 6
"""Rows that both views must show for a comparison."""
Array = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class RowNetwork:
    """Weights of three convolutions along the rows for each view, with biases, and the factor of the differences.

    Weights are (kernel * inputs, outputs).
    """

    frontal: tuple[Array, ...]
    lateral: tuple[Array, ...]
    factor: float

    def codes(self, grey: Array, view: int) -> Array:
        """Codes (n, 64, k) of rows (n, 64, 16) of the frontal (0) or lateral (1) view."""
        return encoded(padded(widened(grey)), (self.frontal, self.lateral)[view])[-1]


def widened(grey: Array) -> Array:
    """Rows (n, 64, bands) with, beside them, what they are against the 65 mm around: contrast enhancement changes that
    less than the ranks themselves."""
    mean = uniform_filter1d(grey, _AROUND, axis=1, mode="nearest")
    spread = np.sqrt(np.maximum(uniform_filter1d(grey**2, _AROUND, axis=1, mode="nearest") - mean**2, 0.0))
    beside = (grey - mean) / (2.0 * (spread + np.float32(_LEAST_SPREAD)))
    return np.concatenate([grey, beside], axis=2).astype(np.float32, copy=False)


def padded(grey: Array) -> Array:
    """Rows with their ends repeated by what the convolutions take off."""
    return np.pad(grey, ((0, 0), (REACH // 2, REACH // 2), (0, 0)), mode="edge")


def windows(values: Array, kernel: int) -> Array:
    """Values (n, rows, k) as windows (n, rows - kernel + 1, kernel * k)."""
    count = values.shape[1] - kernel + 1
    return np.concatenate([values[:, start : start + count] for start in range(kernel)], axis=2)


def encoded(values: Array, weights: Sequence[Array]) -> list[Array]:
    """The values after each layer, the rectified hidden ones first; `weights` are weight and bias in turn."""
    after = []
    for index, kernel in enumerate(KERNELS):
        values = windows(values, kernel) @ weights[2 * index] + weights[2 * index + 1]
        if index < len(KERNELS) - 1:
            values = np.maximum(values, 0.0)
        after.append(values)
    return after


def differences(networks: Sequence[RowNetwork], frontal: Rows, lateral: Rows) -> Array:
    """Mean difference (9 parts, 25 shifts) of two images, the mean of all networks; NaN where too little is shown."""
    found = [
        network.factor
        * differences_of_codes(
            network.codes(frontal.grey[None], 0),
            network.codes(lateral.grey[None], 1),
            frontal.seen[None],
            lateral.seen[None],
        )[0]
        for network in networks
    ]
    return np.asarray(np.mean(found, axis=0), dtype=np.float32)


def differences_of_codes(
    frontal: Array, lateral: Array, frontal_seen: NDArray[np.bool_], lateral_seen: NDArray[np.bool_]
) -> Array:
    """Mean squared differences (n, 9 parts, 25 shifts) of codes (n, 64, k) of n pairs.

    NaN where fewer than 6 rows are shown by both.
    """
    found = np.full((len(frontal), len(PARTS), len(SHIFTS)), np.nan, dtype=np.float32)
    for column, shift in enumerate(SHIFTS):
        first, last = max(0, -shift), min(ROWS, ROWS - shift)
        here, there = slice(first, last), slice(first + shift, last + shift)
        use = frontal_seen[:, here] & lateral_seen[:, there]
        squares = ((frontal[:, here] - lateral[:, there]) ** 2).mean(axis=2) * use
        for line, part in enumerate(PARTS):
            rows = slice(max(part.start - first, 0), max(part.stop - first, 0))
            count = use[:, rows].sum(axis=1)
            enough = count >= _FEWEST
            found[enough, line, column] = squares[enough][:, rows].sum(axis=1) / count[enough]
    return found
