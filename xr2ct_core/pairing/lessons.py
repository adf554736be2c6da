"""What is to be learned from one patient: looks and sides of single images, rows and profiles of pairs.

Each body is taken in two breaths, between which the diaphragm moves by 6 to 30 mm; each image is taken as line
integrals with noise and as several display images.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import ProgressCallback
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.pairing.agreement import profile_of
from xr2ct_core.pairing.bodies import GRID, breathing, lung_frame, varied_body
from xr2ct_core.pairing.films import WIDER, displayed, noisy, processed, stored, wider
from xr2ct_core.pairing.look_network import NO_CHEST
from xr2ct_core.pairing.looks import look_of
from xr2ct_core.pairing.no_chest import no_chest
from xr2ct_core.pairing.rows import BANDS, ROWS, RowLesson, rows_of
from xr2ct_core.pairing.side_network import side_look_of
from xr2ct_core.pairing.simulated import SimulatedPair, geometry_of, random_geometry, taken

BODIES: Final = 48
"""Varied bodies made of each CT."""
TAKES: Final = 7
"""Images of each view: one of line integrals, the others display images, as hospitals store them or less processed."""
BREATHS_MM: Final = (6.0, 30.0)
_SLIP_MM: Final = 2.0
_STRETCH: Final = 0.01
"""Spread of height and scale between the views of a good pair: distances are never quite right."""
_KINDS: Final = [0, 1, NO_CHEST]
_PHANTOM_BODIES: Final = 4
SIDE_TAKES: Final = 4
Array = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Looks:
    """Of single images: looks (n, 24, 24) and their kinds, and of each view looks of sides (m, 32, 32)."""

    seen: Array
    kinds: NDArray[np.int64]
    sides: tuple[Array, Array]


@dataclass(frozen=True, eq=False)
class Lesson:
    """Looks of single images, rows of the bodies, and profiles (bodies, 2 breaths, 36) of both views."""

    looks: Looks
    rows: RowLesson
    profiles: tuple[Array, Array]


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
    """Views of `bodies` varied bodies of a patient, each in two breaths."""
    seen_by_itself = _Gathered(random.spawn(1)[0])
    greys = [np.zeros((bodies, 2, TAKES, ROWS, BANDS), np.float16) for _ in range(2)]
    seen = [np.zeros((bodies, 2, TAKES, ROWS), np.bool_) for _ in range(2)]
    profiles: tuple[list[Array], list[Array]] = ([], [])
    for number in range(bodies):
        body = varied_body(cube_hu, random)
        frame, geometry = lung_frame(body), geometry_of(number)
        apart_mm = random.uniform(*BREATHS_MM)
        for breath, depth_mm in enumerate((-apart_mm / 2.0, apart_mm / 2.0)):
            pair = taken(breathing(body, depth_mm, frame), geometry)
            images = (pair.frontal, pair.lateral)
            slip_mm, stretch = _SLIP_MM * random.standard_normal(), 1.0 + _STRETCH * random.standard_normal()
            for view, (image, seen_by) in enumerate(zip(images, geometry.views, strict=True)):
                profiles[view].append(profile_of(noisy(image, random), seen_by))
                for take in range(TAKES):
                    film, lower_mm = _taking(image, take, seen_by.pixel_at_isocentre_mm, random)
                    rows = rows_of(film, seen_by, slip_mm * view + lower_mm, stretch if view else 1.0)
                    greys[view][number, breath, take], seen[view][number, breath, take] = rows.grey, rows.seen
            seen_by_itself.add(pair, random)
    frontal, lateral = (np.stack(each).reshape(bodies, 2, -1) for each in profiles)
    rows_lesson = RowLesson(greys[0], greys[1], seen[0], seen[1])
    return Lesson(seen_by_itself.looks, rows_lesson, (frontal, lateral))


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


def phantom_looks(cubes: Mapping[str, NDArray[np.int16]], on_progress: ProgressCallback, *, seed: int = 0) -> Looks:
    """Looks of four varied bodies of each phantom, and their kinds.

    Rows are not learned from phantoms: with them, pairs of two real patients were told from one no better.
    """
    gathered = []
    for index, (name, cube_hu) in enumerate(cubes.items()):
        on_progress(index / len(cubes), f"Taking X-rays of {name}")
        random = np.random.default_rng([seed, *name.encode()])
        of_one = _Gathered(random.spawn(1)[0])
        for _ in range(_PHANTOM_BODIES):
            of_one.add(taken(varied_body(cube_hu, random), random_geometry(random)), random)
        gathered.append(of_one.looks)
    return joined_looks(gathered)


def joined_looks(parts: Sequence[Looks]) -> Looks:
    """All looks in one."""
    frontals, laterals = (np.concatenate([part.sides[view] for part in parts]) for view in range(2))
    seen, kinds = np.concatenate([part.seen for part in parts]), np.concatenate([part.kinds for part in parts])
    return Looks(seen, kinds, (frontals, laterals))


class _Gathered:
    """What is seen on single images of pairs, one pair after another; sides are drawn by a generator of their own."""

    def __init__(self, side_random: np.random.Generator) -> None:
        self._side_random = side_random
        self._seen: list[Array] = []
        self._sides: tuple[list[Array], list[Array]] = ([], [])

    def add(self, pair: SimulatedPair, random: np.random.Generator) -> None:
        """Both views and a picture that is no chest, and several takes of both views, as they may be stored."""
        self._seen += _looks_of(pair, random)
        for found, image, view in zip(self._sides, (pair.frontal, pair.lateral), pair.geometry.views, strict=True):
            pixel_mm = view.pixel_at_isocentre_mm
            found += [side_look_of(stored(image, pixel_mm, self._side_random)) for _ in range(SIDE_TAKES)]

    @property
    def looks(self) -> Looks:
        kinds = np.array(_KINDS * (len(self._seen) // len(_KINDS)))
        return Looks(np.stack(self._seen), kinds, (np.stack(self._sides[0]), np.stack(self._sides[1])))


def _taking(image: Array, take: int, pixel_mm: float, random: np.random.Generator) -> tuple[Array, float]:
    """Line integrals as one of the takes: the first as they are, with noise, every other as hospitals store them.

    Display images may show more; then the middle of the image lies lower (mm) than that of the film.
    """
    lower = 0.0
    if take and random.random() < WIDER:
        image, lower = wider(image, random)
    if take % 2 == 0 and take > 0:
        return processed(image, pixel_mm, random), lower * pixel_mm
    grainy = noisy(image, random)
    return displayed(grainy, random) if take else grainy, lower * pixel_mm


def _looks_of(pair: SimulatedPair, random: np.random.Generator) -> list[Array]:
    """Looks of both views, and of a picture that is no chest."""
    images = (pair.frontal, pair.lateral)
    views = zip(images, pair.geometry.views, strict=True)
    chests = [look_of(stored(image, view.pixel_at_isocentre_mm, random)) for image, view in views]
    return [*chests, look_of(no_chest(images[random.integers(2)], random))]
