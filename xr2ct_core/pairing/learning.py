"""Makes the pair doctor's model from chest CTs: `xr2ct check --learn`. Seeded; a few minutes on one core.

The limits of agreement are found leaving one patient out at a time, so that they hold for people nobody learned from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import ProgressCallback
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.pairing.agreement import Agreement, learned, profile_of
from xr2ct_core.pairing.look_learning import NO_CHEST, no_chest, shown, taught
from xr2ct_core.pairing.looks import look_of
from xr2ct_core.pairing.model import DoctorModel
from xr2ct_core.pairing.simulated import GRID, displayed, noisy, random_geometry, taken, varied_body

BODIES: Final = 50
"""Varied bodies made of each CT."""
DIRECTIONS: Final = {"physical": 12, "display": 16}
RIDGE: Final = {"physical": 0.2, "display": 0.02}
FALSE_ALARMS: Final = 0.03
Array = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Lesson:
    """What is to be learned from one patient: looks and their kinds, profiles (n, k) of both views of each kind."""

    looks: Array
    kinds: NDArray[np.int64]
    physical: tuple[Array, Array]
    display: tuple[Array, Array]


def cubes_of(folder: Path, on_progress: ProgressCallback) -> dict[str, NDArray[np.int16]]:
    """The CTs of a folder on the 64-voxel working cube, by patient; the first one of each."""
    from xr2ct_core.data.ct_folder import CtFolder

    cts = CtFolder([folder], GRID, BiplanarGeometry.preset("x2ct"))
    cubes: dict[str, NDArray[np.int16]] = {}
    for index, subject in enumerate(cts.subjects):
        on_progress(index / len(cts), f"Reading {subject}")
        if subject not in cubes:
            cubes[subject] = cts[index].cube_hu
    return cubes


def lesson_of(cube_hu: NDArray[np.int16], random: np.random.Generator, bodies: int = BODIES) -> Lesson:
    """Views of `bodies` varied bodies of a patient, for looks and for profiles."""
    looks, kinds = [], []
    profiles: dict[str, list[list[Array]]] = {"line_integral": [[], []], "display": [[], []]}
    for _ in range(bodies):
        pair = taken(varied_body(cube_hu, random), random_geometry(random))
        images = (pair.frontal, pair.lateral)
        for kind, (image, view) in enumerate(zip(images, pair.geometry.views, strict=True)):
            looks.append(look_of(shown(image, random)))
            kinds.append(kind)
            grainy = noisy(image, random)
            profiles["line_integral"][kind].append(profile_of(grainy, view, "line_integral"))
            profiles["display"][kind].append(profile_of(displayed(grainy, random), view, "display"))
        looks.append(look_of(no_chest(images[random.integers(2)], random)))
        kinds.append(NO_CHEST)
    physical, display = (
        (np.stack(profiles[scale][0]), np.stack(profiles[scale][1])) for scale in ("line_integral", "display")
    )
    return Lesson(np.stack(looks), np.array(kinds), physical, display)


def lessons_of(
    cubes: Mapping[str, NDArray[np.int16]], on_progress: ProgressCallback, *, bodies: int = BODIES, seed: int = 0
) -> dict[str, Lesson]:
    """The lessons of all patients; that of one does not depend on the others."""
    lessons = {}
    for index, (subject, cube_hu) in enumerate(cubes.items()):
        on_progress(index / len(cubes), f"Taking X-rays of {subject}")
        random = np.random.default_rng([seed, *subject.encode()])
        lessons[subject] = lesson_of(cube_hu, random, bodies)
    return lessons


def model_of(
    lessons: Sequence[Lesson], on_progress: ProgressCallback, *, steps: int = 2000, seed: int = 0
) -> DoctorModel:
    """The model of these patients; at least two."""
    looks = np.concatenate([lesson.looks for lesson in lessons])
    kinds = np.concatenate([lesson.kinds for lesson in lessons])
    network = taught(looks, kinds, steps=steps, seed=seed, on_progress=on_progress)
    return DoctorModel(network, _agreement(lessons, "physical"), _agreement(lessons, "display"))


def _agreement(lessons: Sequence[Lesson], kind: str) -> Agreement:
    """The agreement of all patients, its limit from each by the agreement of the others."""
    profiles = [getattr(lesson, kind) for lesson in lessons]
    left_out = []
    for index, (frontal, lateral) in enumerate(profiles):
        others = profiles[:index] + profiles[index + 1 :]
        left_out.append(_joint(others, kind, 0.0).score(frontal, lateral))
    return _joint(profiles, kind, float(np.quantile(np.concatenate(left_out), FALSE_ALARMS)))


def _joint(profiles: Sequence[tuple[Array, Array]], kind: str, limit: float) -> Agreement:
    frontal, lateral = (np.concatenate([both[side] for both in profiles]) for side in (0, 1))
    return learned(frontal, lateral, directions=DIRECTIONS[kind], ridge=RIDGE[kind], limit=limit)
