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
from xr2ct_core.pairing.placing import placed
from xr2ct_core.pairing.row_network import RowNetwork, Taken, compared
from xr2ct_core.pairing.rows import ROW_MM, moved_rows
from xr2ct_core.pairing.simulated import GEOMETRIES

_SHIFTED_ROWS: Final = (2, 10)
_FREE_ROWS: Final = 8.0
_FREE_STRETCH: Final = 0.12
"""Most that a lateral of unknown size is moved, and the spread of the logarithm of its size."""
Array = NDArray[np.float32]


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


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Which body (n) of a patient is in which breath (n), and the takes (n) of its frontal and of its lateral."""

    bodies: NDArray[np.int64]
    breaths: NDArray[np.int64]
    takes: tuple[NDArray[np.int64], NDArray[np.int64]]

    def frontal(self, lesson: Lesson) -> Taken:
        which = (self.bodies, self.breaths, self.takes[0])
        return lesson.rows.frontal[which], lesson.rows.frontal_seen[which]

    def lateral_at(self, kind: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Bodies and breaths of the laterals of pairs of a kind; strangers are taken in the same geometry."""
        bodies = np.roll(self.bodies, 2 * GEOMETRIES) if kind == PATIENT else self.bodies
        return bodies, 1 - self.breaths if kind == BREATH else self.breaths

    def lateral(self, source: Lesson, kind: int) -> Taken:
        which = (*self.lateral_at(kind), self.takes[1])
        return source.rows.lateral[which], source.rows.lateral_seen[which]


def examples_of(
    networks: Sequence[RowNetwork],
    lesson: Lesson,
    stranger: Lesson,
    random: np.random.Generator,
    agreement: Agreement | tuple[Agreement, Agreement],
) -> Examples:
    """Features and kinds of pairs of a patient: good, at other heights, in two breaths, and with another patient.

    With one agreement, that of sums, pairs of line integrals; with those of ranks pairs of display images.
    """
    pairs = _pairs_of(lesson, stranger, is_physical=isinstance(agreement, Agreement))
    count = len(pairs.bodies)
    frontal = pairs.frontal(lesson)
    features, kinds = [], []
    for kind in (RIGHT, HEIGHTS, BREATH, PATIENT):
        source = stranger if kind == PATIENT else lesson
        shifts = np.zeros(count)
        if kind == HEIGHTS:
            shifts = random.integers(*_SHIFTED_ROWS, count) * random.choice((-1.0, 1.0), count)
        lateral = moved_rows(*pairs.lateral(source, kind), shifts, np.ones(count))
        if isinstance(agreement, Agreement):
            others = zip(source.profiles[1][pairs.lateral_at(kind)], shifts, strict=True)
            profiles = np.concatenate([moved(one[None], ROW_MM * by) for one, by in others])
            scores = scores_of(agreement, lesson.profiles[0][pairs.bodies, pairs.breaths], profiles)
        else:
            scores = rank_scores_of(agreement, frontal[0], lateral[0])
        features += _features(networks, frontal, lateral, scores)
        kinds += [kind] * count
    return Examples(np.stack(features), np.array(kinds))


def free_examples_of(
    networks: Sequence[RowNetwork],
    lesson: Lesson,
    stranger: Lesson,
    random: np.random.Generator,
    ranks: tuple[Agreement, Agreement],
) -> Examples:
    """Those of display images whose sizes and heights are unknown: good ones and with another patient, where they fit
    best."""
    pairs = _pairs_of(lesson, stranger, is_physical=False)
    count = len(pairs.bodies)
    features, kinds = [], []
    for kind in (RIGHT, PATIENT):
        both = np.exp(_FREE_STRETCH * random.standard_normal(count))
        apart = np.exp(_FREE_STRETCH * random.standard_normal(count))
        by = random.uniform(-_FREE_ROWS, _FREE_ROWS, count)
        frontal = moved_rows(*pairs.frontal(lesson), np.zeros(count), both)
        drawn = moved_rows(*pairs.lateral(stranger if kind == PATIENT else lesson, kind), by, both * apart)
        found = placed(networks, frontal, drawn)
        scores = rank_scores_of(ranks, frontal[0], found.grey)
        features += _features(networks, frontal, (found.grey, found.seen), scores)
        kinds += [kind] * count
    return Examples(np.stack(features), np.array(kinds))


def _pairs_of(lesson: Lesson, stranger: Lesson, *, is_physical: bool) -> _Pairs:
    count = 2 * min(len(lesson.rows.frontal), len(stranger.rows.frontal))
    numbers, displayed = np.arange(count), lesson.rows.frontal.shape[2] - 1
    frontal, lateral = (
        np.zeros_like(numbers) if is_physical else 1 + (numbers + view) % displayed for view in range(2)
    )
    return _Pairs(numbers // 2, numbers % 2, (frontal, lateral))


def _features(networks: Sequence[RowNetwork], frontal: Taken, lateral: Taken, scores: Array) -> list[Array]:
    parts = zip(*compared(networks, frontal, lateral), scores, strict=True)
    return [features_of(one, other, score.tolist()) for one, other, score in parts]
