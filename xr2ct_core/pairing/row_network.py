"""What each height of a radiograph says about the body, in numbers that are alike for both views of one body.

One small convolutional network for each view looks at 85 mm of height at a time and at the whole width, so moving an
image up or down moves its numbers. What two images differ by is looked at for every shift between them, over all
heights and over the upper and lower half alone: one body differs little without a shift; with wrong distances at
another shift; in two breaths at another shift of the lower half alone; two bodies at every shift. Ranks in, so the tone
curve does not matter.

How little is little depends on the images: of a poor one all others are far. So what two images differ by is also held
against what each differs by from strangers, people the network learned from (as speakers are verified against a cohort:
Auckenthaler et al., 2000, Digital Signal Processing 10:42-54).

Learned so that of many images the other view of the same body is nearest (contrastive learning; van den Oord et al.,
2018, arXiv 1807.03748).
Shape legend: n images or pairs, m strangers, k numbers a row, C channels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter

from xr2ct_core.pairing.rows import BANDS, ROW_MM, ROWS

KERNELS: Final = ((5, 3), (3, 3), (3, 3), (5, BANDS // 8), (5, 1))
"""Rows and bands that each convolution looks at; the last but one sees all that is left of the width."""
STEPS: Final = (2, 2, 2, 1, 1)
"""Of each convolution across the bands; down the rows always 1."""
PADS: Final = (1, 1, 1, 0, 0)
"""Zeros beside the bands."""
CHANNELS: Final = (2, 16, 32, 32, 64, 16)
"""In and after each convolution; the first are the ranks and what they are against their surroundings."""
REACH: Final = sum(rows - 1 for rows, _ in KERNELS)
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
"""The parts that are looked at for every shift and held against strangers; the bands only as they are."""
NEAREST: Final = 10
"""The strangers that an image is most like, whose mean difference counts."""
_AROUND: Final = (0, 13, 9)
"""Rows and bands of the surroundings: 65 mm of height, a quarter of the width."""
_LEAST_SPREAD: Final = 0.08
_FEWEST: Final = 6
"""Rows that both views must show for a comparison."""
Array = NDArray[np.float32]
Mask = NDArray[np.bool_]
Taken = tuple[NDArray[np.floating], Mask]
"""Rows (n, 64, 32), and which are seen (n, 64)."""


@dataclass(frozen=True, eq=False)
class Codes:
    """`values` (n, 64, k) of the rows of n images, and the rows `seen` (n, 64) of each."""

    values: Array
    seen: Mask


@dataclass(frozen=True, eq=False)
class RowNetwork:
    """Weights and biases of the convolutions of each view in turn, (rows * bands * C, C) and (C), the factor of the
    differences, and codes of both views of strangers."""

    frontal: tuple[Array, ...]
    lateral: tuple[Array, ...]
    factor: float
    strangers: tuple[Codes, Codes]

    def codes(self, grey: NDArray[np.floating], seen: Mask, view: int) -> Codes:
        """Of rows (n, 64, 32) of the frontal (0) or lateral (1) view, and the rows seen (n, 64)."""
        return Codes(encoded(padded(widened(grey)), (self.frontal, self.lateral)[view]), seen)


def widened(grey: NDArray[np.floating]) -> Array:
    """Rows (n, 64, bands) as (n, 64, bands, 2) with what they are against their surroundings: contrast enhancement
    changes that less than the ranks themselves."""
    grey = grey.astype(np.float32, copy=False)
    mean = uniform_filter(grey, _AROUND, mode="nearest")
    spread = np.sqrt(np.maximum(uniform_filter(grey**2, _AROUND, mode="nearest") - mean**2, 0.0))
    return np.stack([grey, (grey - mean) / (2.0 * (spread + np.float32(_LEAST_SPREAD)))], axis=-1)


def padded(values: Array) -> Array:
    """Rows (n, 64, bands, C) with their ends repeated by what the convolutions take off."""
    return np.pad(values, ((0, 0), (REACH // 2, REACH // 2), (0, 0), (0, 0)), mode="edge")


def encoded(values: Array, weights: Sequence[Array]) -> Array:
    """Codes (n, 64, k) of padded rows (n, 80, bands, 2)."""
    for layer, (kernel, step, pad) in enumerate(zip(KERNELS, STEPS, PADS, strict=True)):
        wide = np.pad(values, ((0, 0), (0, 0), (pad, pad), (0, 0)))
        windows = sliding_window_view(wide, kernel, axis=(1, 2))[:, :, ::step]
        patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
        values = patches @ weights[2 * layer] + weights[2 * layer + 1]
        if layer < len(KERNELS) - 1:
            values = np.maximum(values, 0.0)
    return values[:, :, 0]


def compared(networks: Sequence[RowNetwork], frontal: Taken, lateral: Taken) -> tuple[Array, Array]:
    """Mean differences (n, 9 parts, 25 shifts) of n pairs, NaN where too little is shown, and how much further apart
    they are than from strangers (n, 3 parts); means of all networks."""
    found, strange = [], []
    for network in networks:
        ours, theirs = network.codes(*frontal, 0), network.codes(*lateral, 1)
        found.append(network.factor * differences_of_codes(ours, theirs))
        strange.append(strangeness(network, ours, theirs))
    return np.asarray(np.mean(found, axis=0), np.float32), np.asarray(np.mean(strange, axis=0), np.float32)


def strangeness(network: RowNetwork, frontal: Codes, lateral: Codes) -> Array:
    """How much further apart n pairs are than both images from the strangers that they are most like (n, 3 parts).

    Below 0 for one body, mostly. 0 where too little is shown by both.
    """
    found = np.zeros((len(frontal.values), HALVES), np.float32)
    of_frontal, of_lateral = network.strangers
    for line, part in enumerate(PARTS[:HALVES]):
        one, other = _part_of(frontal, part), _part_of(lateral, part)
        own, count = _apart_in_pairs(one, other)
        ends = [
            np.sort(_apart(*images), axis=1)[:, :NEAREST].mean(axis=1)
            for images in ((one, _part_of(of_lateral, part)), (other, _part_of(of_frontal, part)))
        ]
        found[:, line] = np.where(count >= _FEWEST, network.factor * (own - (ends[0] + ends[1]) / 2.0), 0.0)
    return found


def _part_of(codes: Codes, part: slice) -> Codes:
    return Codes(codes.values[:, part], codes.seen[:, part])


def _apart_in_pairs(one: Codes, other: Codes) -> tuple[Array, NDArray[np.int64]]:
    """Mean squared differences of n pairs over the rows that both show, and the number of these rows."""
    use = one.seen & other.seen
    count = use.sum(axis=1)
    squares = ((one.values - other.values) ** 2).mean(axis=2) * use
    return np.asarray(squares.sum(axis=1) / np.maximum(count, 1), np.float32), count


def _apart(one: Codes, other: Codes) -> Array:
    """Mean squared differences (n, m) of each of n images from each of m, over the rows that both show."""
    masks = [codes.seen.astype(np.float32) for codes in (one, other)]
    flat, others = (
        (codes.values * mask[..., None]).reshape(len(mask), -1) for codes, mask in zip((one, other), masks, strict=True)
    )
    powers = [(codes.values**2).sum(axis=2) * mask for codes, mask in zip((one, other), masks, strict=True)]
    shared = np.maximum(masks[0] @ masks[1].T, 1.0) * one.values.shape[2]
    found: Array = (powers[0] @ masks[1].T + masks[0] @ powers[1].T - 2.0 * flat @ others.T) / shared
    return found


def differences_of_codes(frontal: Codes, lateral: Codes, parts: Sequence[slice] = PARTS) -> Array:
    """Mean squared differences (n, parts, 25 shifts) of n pairs.

    NaN where fewer than 6 rows are shown by both.
    """
    found = np.full((len(frontal.values), len(parts), len(SHIFTS)), np.nan, dtype=np.float32)
    for column, shift in enumerate(SHIFTS):
        first, last = max(0, -shift), min(ROWS, ROWS - shift)
        here, there = _part_of(frontal, slice(first, last)), _part_of(lateral, slice(first + shift, last + shift))
        for line, part in enumerate(parts):
            rows = slice(max(part.start - first, 0), max(part.stop - first, 0))
            apart, count = _apart_in_pairs(_part_of(here, rows), _part_of(there, rows))
            enough = count >= _FEWEST
            found[enough, line, column] = apart[enough]
    return found
