"""Makes the pair doctor's model from the lessons of patients: `xr2ct check --learn`. Seeded.

Patients are dealt into groups. Networks learn without one group and are asked about it, so the judges and limits are
those of people nobody learned from. Three networks are asked together, here and later: of a group three that began
otherwise, in the program one of each group. The same networks serve to measure: a group is judged by those that do not
know it, and by judges and limits that do not know it either.

Limits are set on known-good pairs: the shares of `FALSE_ALARMS` of them are doubted, whatever that means for finding
what is wrong. Judges of these pairs do not know the patients either.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import ProgressCallback
from xr2ct_core.pairing.agreement import Agreement, learned, rank_profiles
from xr2ct_core.pairing.examples import Examples, examples_of, free_examples_of, joined
from xr2ct_core.pairing.judge import CASES, RIGHT, Case, Judge, learned_judge
from xr2ct_core.pairing.known_good import KnownGood, known_good
from xr2ct_core.pairing.lessons import Lesson, Looks, joined_looks
from xr2ct_core.pairing.look_learning import taught_looks
from xr2ct_core.pairing.look_network import LookNetwork
from xr2ct_core.pairing.model import DoctorModel
from xr2ct_core.pairing.row_learning import taught_rows
from xr2ct_core.pairing.row_network import RowNetwork
from xr2ct_core.pairing.side_learning import taught_sides
from xr2ct_core.pairing.side_network import Sides
from xr2ct_core.radiograph import RadiographPair

GROUPS: Final = 3
ASKED: Final = 3
"""Networks that are asked about a group; as many as groups, so that the program judges by means of as many."""
DIRECTIONS: Final = 12
SUMS_RIDGE: Final = 0.2
RANKS_RIDGE: Final = 0.1
FALSE_ALARMS: Final = {"rows": 0.05, "mirrored": 0.01}
"""Shares of known-good pairs that are doubted for their rows, and for either view; of those of the benchmark fewer."""
FREE_CAUTION: Final = 0.02
"""Films of unknown size are doubted where one body is this much less likely than for any known-good pair: real ones
differ more from simulated ones than these do from each other. Set with one real pair in sight."""
_LEAST_MIRRORED: Final = 0.6
"""Set with six real frontals in sight, which show arms and necks that simulated ones lack."""
Array = NDArray[np.float32]


@dataclass(frozen=True)
class Steps:
    """Batches that each network of looks, of sides and of rows learns from."""

    looks: int = 2500
    sides: int = 1500
    rows: int = 5000


STEPS: Final = Steps()


@dataclass(frozen=True, eq=False)
class Group:
    """What was learned without a group of patients, and what it says of that group; networks are asked together.

    `examples` are pairs to judge by, of each case, `good` those to set limits on.
    """

    looks: tuple[LookNetwork, ...]
    sides: Sides
    rows: tuple[RowNetwork, ...]
    sums: Agreement
    ranks: tuple[Agreement, Agreement]
    examples: dict[Case, Examples]
    good: KnownGood


def model_of(lessons: Sequence[Lesson], groups: Sequence[Group]) -> DoctorModel:
    """The model of these patients, dealt into these groups, with one network of each; at least two patients."""
    looks, rows = tuple(group.looks[0] for group in groups), tuple(group.rows[0] for group in groups)
    frontals, laterals = (tuple(group.sides[view][0] for group in groups) for view in range(2))
    agreements = sums_of(lessons), ranks_of(lessons)
    return DoctorModel(looks, (frontals, laterals), rows, *agreements, judges_of(groups), mirror_limits_of(groups))


def model_without(groups: Sequence[Group], number: int) -> DoctorModel:
    """The model to measure a group of patients with: looks, rows, judges and limits that know none of them."""
    others = [group for index, group in enumerate(groups) if index != number]
    group = groups[number]
    judges, limits = judges_of(others), mirror_limits_of(others)
    return DoctorModel(group.looks, group.sides, group.rows, group.sums, group.ranks, judges, limits)


def groups_of(
    lessons: Sequence[Lesson],
    good: Sequence[Sequence[RadiographPair]],
    on_progress: ProgressCallback,
    *,
    more_looks: Looks | None = None,
    steps: Steps = STEPS,
    seed: int = 0,
) -> list[Group]:
    """Every group, with what was learned from the other patients.

    `good` are known-good pairs of each patient; from `more_looks`, those of phantoms, all groups learn.
    """
    count = group_count(len(lessons))
    return [
        group_of(
            number,
            lessons,
            [pair for of_one in good[number::count] for pair in of_one],
            on_progress,
            more_looks=more_looks,
            steps=steps,
            seed=seed,
        )
        for number in range(count)
    ]


def group_count(patients: int) -> int:
    """How many groups so many patients are dealt into."""
    return min(GROUPS, max(patients // 2, 2), patients)


def group_of(
    number: int,
    lessons: Sequence[Lesson],
    good: Sequence[RadiographPair],
    on_progress: ProgressCallback,
    *,
    more_looks: Looks | None = None,
    steps: Steps = STEPS,
    seed: int = 0,
) -> Group:
    """One of the groups; no other is needed for it. `good` are known-good pairs of its patients."""
    random, count = np.random.default_rng([seed, number]), group_count(len(lessons))
    asked = list(lessons[number::count])
    others = [lesson for index, lesson in enumerate(lessons) if index % count != number]
    seeds = range(seed, seed + ASKED)
    images = joined_looks([*(lesson.looks for lesson in others), *([] if more_looks is None else [more_looks])])
    looks = tuple(
        taught_looks(images.seen, images.kinds, steps=steps.looks, seed=each, on_progress=on_progress) for each in seeds
    )
    frontals, laterals = (
        tuple(taught_sides(side, steps=steps.sides, seed=each, on_progress=on_progress) for each in seeds)
        for side in images.sides
    )
    shown = [lesson.rows for lesson in others]
    rows = tuple(taught_rows(shown, steps=steps.rows, seed=each, on_progress=on_progress) for each in seeds)
    sums, ranks = sums_of(others), ranks_of(others)
    people = asked if len(asked) > 1 else [*asked, *others]
    examples: dict[Case, list[Examples]] = {case: [] for case in CASES}
    for index, lesson in enumerate(asked):
        stranger = people[(index + 1) % len(people)]
        examples["physical"].append(examples_of(rows, lesson, stranger, random, sums))
        examples["display"].append(examples_of(rows, lesson, stranger, random, ranks))
        examples["free"].append(free_examples_of(rows, lesson, stranger, random, ranks))
    known = known_good(good, (frontals, laterals), rows, sums, ranks)
    found = {case: joined(each) for case, each in examples.items()}
    return Group(looks, (frontals, laterals), rows, sums, ranks, found, known)


def judges_of(groups: Sequence[Group]) -> dict[Case, Judge]:
    """The judge of each case, with limits from known-good pairs."""
    return {case: _with_limit(case, groups) for case in CASES}


def _with_limit(case: Case, groups: Sequence[Group]) -> Judge:
    """Each group's known-good pairs are judged by what the others say."""
    shares = []
    for group in groups:
        others = [other for other in groups if other is not group] or [group]
        is_asked = np.array([each == case for each in group.good.cases])
        shares.append(_without_limit(case, others).shares(group.good.features[is_asked])[:, RIGHT])
    found = np.concatenate(shares)
    limit = FREE_CAUTION * found.min() if case == "free" else np.quantile(found, FALSE_ALARMS["rows"])
    return replace(_without_limit(case, groups), limit=float(limit))


def _without_limit(case: Case, groups: Sequence[Group]) -> Judge:
    found = joined([group.examples[case] for group in groups])
    return learned_judge(found.features, found.kinds)


def mirror_limits_of(groups: Sequence[Group]) -> tuple[float, float]:
    """From where on the frontal and the lateral are called mirrored; at least where that is more likely than not."""
    found = np.concatenate([group.good.mirrored for group in groups])
    frontal, lateral = np.maximum(np.quantile(found, 1.0 - FALSE_ALARMS["mirrored"], axis=0), _LEAST_MIRRORED).tolist()
    return frontal, lateral


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


def _flat(grey: NDArray[np.float16]) -> NDArray[np.float16]:
    return grey.reshape(-1, *grey.shape[-2:])
