"""Makes the pair doctor's model from the lessons of patients: `xr2ct check --learn`. Seeded.

Patients are dealt into three groups. A row network learns from two of them and is asked about the third, so the judges
are calibrated on people nobody learned from; all three networks together are asked later. The same three networks
serve to measure: a group is judged by the network that does not know it, and by judges that do not know it either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import ProgressCallback
from xr2ct_core.pairing.agreement import (
    Agreement,
    learned,
    moved,
    rank_profiles,
    rank_scores_of,
    scores_of,
)
from xr2ct_core.pairing.judge import BREATH, HEIGHTS, PATIENT, RIGHT, Judge, features_of, learned_judge
from xr2ct_core.pairing.lessons import Lesson
from xr2ct_core.pairing.look_learning import taught
from xr2ct_core.pairing.look_network import LookNetwork
from xr2ct_core.pairing.model import DoctorModel
from xr2ct_core.pairing.row_learning import taught_rows
from xr2ct_core.pairing.row_network import RowNetwork, differences_of_codes
from xr2ct_core.pairing.rows import ROW_MM, ROWS

GROUPS: Final = 3
STEPS: Final = 2000
ROW_STEPS: Final = 400
DIRECTIONS: Final = 12
SUMS_RIDGE: Final = 0.2
RANKS_RIDGE: Final = 0.1
FALSE_ALARMS: Final = {"physical": 0.006, "display": 0.09}
"""Shares of the good pairs of the lessons that are doubted, of patients nobody learned from.

These pairs are harder than those of the benchmark: their heights slip by 2 mm and their scales by 1 %.
"""
_SHIFTED_ROWS: Final = (2, 10)
Array = NDArray[np.float32]
Mask = NDArray[np.bool_]
Examples = tuple[Array, NDArray[np.int64]]


@dataclass(frozen=True, eq=False)
class Group:
    """What was learned without a group of patients, and pairs of that group to judge by: features and kinds."""

    rows: RowNetwork
    sums: Agreement
    ranks: tuple[Agreement, Agreement]
    physical: Examples
    display: Examples


def model_of(
    lessons: Sequence[Lesson],
    groups: Sequence[Group],
    on_progress: ProgressCallback,
    *,
    steps: int = STEPS,
    seed: int = 0,
) -> DoctorModel:
    """The model of these patients, dealt into these groups; at least two patients."""
    network = looks_of(lessons, on_progress, steps=steps, seed=seed)
    rows = tuple(group.rows for group in groups)
    return DoctorModel(network, rows, sums_of(lessons), ranks_of(lessons), *judges_of(groups))


def model_without(
    lessons: Sequence[Lesson],
    groups: Sequence[Group],
    number: int,
    on_progress: ProgressCallback,
    *,
    steps: int = STEPS,
    seed: int = 0,
) -> DoctorModel:
    """The model to measure a group of patients with: looks, rows and judges that know none of them."""
    others = [lesson for index, lesson in enumerate(lessons) if index % len(groups) != number]
    network = looks_of(others, on_progress, steps=steps, seed=seed)
    judges = judges_of([group for index, group in enumerate(groups) if index != number])
    group = groups[number]
    return DoctorModel(network, (group.rows,), group.sums, group.ranks, *judges)


def groups_of(
    lessons: Sequence[Lesson], on_progress: ProgressCallback, *, row_steps: int = ROW_STEPS, seed: int = 0
) -> list[Group]:
    """Every group, with what was learned from the other patients."""
    random = np.random.default_rng(seed)
    groups = []
    count = min(GROUPS, len(lessons))
    for number in range(count):
        asked = list(lessons[number::count])
        others = [lesson for index, lesson in enumerate(lessons) if index % count != number]
        rows = taught_rows([lesson.rows for lesson in others], steps=row_steps, seed=seed, on_progress=on_progress)
        sums, ranks = sums_of(others), ranks_of(others)
        people = asked if len(asked) > 1 else [*asked, *others]
        physical, display = [], []
        for index, lesson in enumerate(asked):
            stranger = people[(index + 1) % len(people)]
            physical.append(_examples(rows, lesson, stranger, random, sums))
            display.append(_examples(rows, lesson, stranger, random, ranks))
        groups.append(Group(rows, sums, ranks, _joined(physical), _joined(display)))
    return groups


def looks_of(
    lessons: Sequence[Lesson], on_progress: ProgressCallback, *, steps: int = STEPS, seed: int = 0
) -> LookNetwork:
    """The network of looks of these patients."""
    looks = np.concatenate([lesson.looks for lesson in lessons])
    kinds = np.concatenate([lesson.kinds for lesson in lessons])
    return taught(looks, kinds, steps=steps, seed=seed, on_progress=on_progress)


def judges_of(groups: Sequence[Group]) -> tuple[Judge, Judge]:
    """The judges of line integrals and of display images."""
    physical, display = _joined([group.physical for group in groups]), _joined([group.display for group in groups])
    return learned_judge(*physical, FALSE_ALARMS["physical"]), learned_judge(*display, FALSE_ALARMS["display"])


def sums_of(lessons: Sequence[Lesson]) -> Agreement:
    """The agreement of row sums of these patients' line integrals."""
    frontal, lateral = (
        np.concatenate([lesson.profiles[view].reshape(-1, lesson.profiles[view].shape[-1]) for lesson in lessons])
        for view in range(2)
    )
    return learned(frontal, lateral, directions=DIRECTIONS, ridge=SUMS_RIDGE)


def ranks_of(lessons: Sequence[Lesson]) -> tuple[Agreement, Agreement]:
    """The agreements of mean ranks, and of these with their spreads, of these patients' display images."""
    greys = [
        np.concatenate([_flat(rows[:, :, 1:]) for rows in each])
        for each in ([lesson.rows.frontal for lesson in lessons], [lesson.rows.lateral for lesson in lessons])
    ]
    means, spreads = (
        learned(frontal, lateral, directions=DIRECTIONS, ridge=RANKS_RIDGE)
        for frontal, lateral in zip(rank_profiles(greys[0]), rank_profiles(greys[1]), strict=True)
    )
    return means, spreads


def _examples(
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
    features, kinds = [], []
    for kind in (RIGHT, HEIGHTS, BREATH, PATIENT):
        source = stranger if kind == PATIENT else lesson
        which = (np.roll(bodies, 6) if kind == PATIENT else bodies, 1 - breaths if kind == BREATH else breaths)
        shifts = np.zeros_like(bodies)
        if kind == HEIGHTS:
            shifts = random.integers(*_SHIFTED_ROWS, 2 * count) * random.choice((-1, 1), 2 * count)
        lateral = _shifted(
            source.rows.lateral[(*which, takes[1])], source.rows.lateral_seen[(*which, takes[1])], shifts
        )
        apart = network.factor * differences_of_codes(
            network.codes(frontal[0].astype(np.float32), 0),
            network.codes(lateral[0].astype(np.float32), 1),
            frontal[1],
            lateral[1],
        )
        if isinstance(agreement, Agreement):
            others = zip(source.profiles[1][which], shifts, strict=True)
            profiles = np.concatenate([moved(one[None], ROW_MM * by) for one, by in others])
            scores = scores_of(agreement, lesson.profiles[0][bodies, breaths], profiles)
        else:
            scores = rank_scores_of(agreement, frontal[0], lateral[0])
        features += [features_of(one, score.tolist()) for one, score in zip(apart, scores, strict=True)]
        kinds += [kind] * (2 * count)
    return np.stack(features), np.array(kinds)


def _flat(grey: NDArray[np.float16]) -> NDArray[np.float16]:
    return grey.reshape(-1, *grey.shape[-2:])


def _joined(examples: Sequence[Examples]) -> Examples:
    return np.concatenate([features for features, _ in examples]), np.concatenate([kinds for _, kinds in examples])


def _shifted(grey: NDArray[np.float16], seen: Mask, shifts: NDArray[np.int64]) -> tuple[NDArray[np.float16], Mask]:
    """Rows (n, 64, bands) moved towards the head; the ends are repeated where nothing is seen."""
    places = np.arange(ROWS)[None] + shifts[:, None]
    inside = (places >= 0) & (places < ROWS)
    places = np.clip(places, 0, ROWS - 1)
    lines = np.arange(len(grey))[:, None]
    return grey[lines, places], seen[lines, places] & inside
