"""Pairs of left-out patients to judge by, and what the networks that do not know them say: features and kinds.

Of each patient: good pairs, pairs at other heights, in two breaths, and with another patient's lateral.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.pairing.agreement import Agreement, moved, rank_scores_of, scores_of
from xr2ct_core.pairing.judge import BREATH, HEIGHTS, PATIENT, RIGHT, features_of
from xr2ct_core.pairing.lessons import Lesson
from xr2ct_core.pairing.row_network import RowNetwork, differences_of_codes, strangeness
from xr2ct_core.pairing.rows import ROW_MM, ROWS
from xr2ct_core.pairing.simulated import GEOMETRIES

_SHIFTED_ROWS: Final = (2, 10)
Array = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Examples:
    """Features (n, k) and kinds (n)."""

    features: Array
    kinds: NDArray[np.int64]


def joined(examples: Sequence[Examples]) -> Examples:
    """All examples in one."""
    return Examples(
        np.concatenate([each.features for each in examples]),
        np.concatenate([each.kinds for each in examples]),
    )


def examples_of(
    network: RowNetwork,
    lesson: Lesson,
    stranger: Lesson,
    random: np.random.Generator,
    agreement: Agreement | tuple[Agreement, Agreement],
) -> Examples:
    """Features and kinds of pairs of a patient: good, at other heights, in two breaths, and with another patient.

    With one agreement, that of sums, pairs of line integrals; with those of ranks pairs of display images.
    """
    rows = lesson.rows
    count = min(len(rows.frontal), len(stranger.rows.frontal))
    bodies, breaths = np.arange(2 * count) // 2, np.arange(2 * count) % 2
    is_physical = isinstance(agreement, Agreement)
    takes = [
        np.zeros_like(bodies) if is_physical else 1 + (np.arange(2 * count) + view) % (rows.frontal.shape[2] - 1)
        for view in range(2)
    ]
    frontal = (rows.frontal[bodies, breaths, takes[0]], rows.frontal_seen[bodies, breaths, takes[0]])
    frontal_codes = network.codes(*frontal, 0)
    features, kinds = [], []
    for kind in (RIGHT, HEIGHTS, BREATH, PATIENT):
        source = stranger if kind == PATIENT else lesson
        which = (
            np.roll(bodies, 2 * GEOMETRIES) if kind == PATIENT else bodies,
            1 - breaths if kind == BREATH else breaths,
        )
        shifts = np.zeros_like(bodies)
        if kind == HEIGHTS:
            shifts = random.integers(*_SHIFTED_ROWS, 2 * count) * random.choice((-1, 1), 2 * count)
        lateral = _shifted(
            source.rows.lateral[(*which, takes[1])], source.rows.lateral_seen[(*which, takes[1])], shifts
        )
        lateral_codes = network.codes(*lateral, 1)
        apart = network.factor * differences_of_codes(frontal_codes, lateral_codes)
        strange = strangeness(network, frontal_codes, lateral_codes)
        if isinstance(agreement, Agreement):
            others = zip(source.profiles[1][which], shifts, strict=True)
            profiles = np.concatenate([moved(one[None], ROW_MM * by) for one, by in others])
            scores = scores_of(agreement, lesson.profiles[0][bodies, breaths], profiles)
        else:
            scores = rank_scores_of(agreement, frontal[0], lateral[0])
        parts = zip(apart, strange, scores, strict=True)
        features += [features_of(one, other, score.tolist()) for one, other, score in parts]
        kinds += [kind] * (2 * count)
    return Examples(np.stack(features), np.array(kinds))


def _shifted(grey: NDArray[np.float16], seen: Mask, shifts: NDArray[np.int64]) -> tuple[NDArray[np.float16], Mask]:
    """Rows (n, 64, bands) moved towards the head; the ends are repeated where nothing is seen."""
    places = np.arange(ROWS)[None] + shifts[:, None]
    inside = (places >= 0) & (places < ROWS)
    places = np.clip(places, 0, ROWS - 1)
    lines = np.arange(len(grey))[:, None]
    return grey[lines, places], seen[lines, places] & inside
