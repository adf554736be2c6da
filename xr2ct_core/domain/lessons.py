"""Simulated pairs of one patient with what is true of them and all that the gate measures: to learn from, or to be
tested on by a gate that learned from other patients.

Per patient: adults and children, turned or straight, whole or cut, in random geometries; hardware in front of the CT at
full resolution; one view twice; and pairs that are no chest. Each as line integrals, display images and whole films.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import ProgressCallback
from xr2ct_core.domain import hardware, others
from xr2ct_core.domain.frames import frames_of
from xr2ct_core.domain.metal import metal_measures
from xr2ct_core.domain.same_view import is_one_view
from xr2ct_core.domain.shown import SHOWN, Shown, scale_of, stored_pair
from xr2ct_core.domain.simulated import Shot, adult, child, collimated, cut, lungs_of, taken
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.pairing.doctor import check_pair
from xr2ct_core.pairing.simulated import random_geometry
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.radiograph import RadiographPair, RadiographScale
from xr2ct_core.units import hu_to_mu_per_mm

FINE: Final = WorkingGrid(128)
LEARNED_OTHERS: Final = ("head", "limb", "pelvis", "abdomen")
"""No chests that networks learn from; the other kinds are only tested."""
TURNS_DEG: Final = (10.0, 15.0, 20.0)
GEOMETRIES: Final = ("x2ct", "clinic")
_TURNED: Final[tuple[Shown, ...]] = ("line_integral", "display")
"""How turned patients are stored: line integrals are looked at, or what is made of display images."""
TurnOf = Callable[[RadiographPair], float]
Array = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Sample:
    """One pair. `kind` is what is wrong with it, "good" for nothing, "any" for what only teaches.

    `truth` are log size, shares of the lungs cut off in both views, and whether it is no chest; `doctor` whether the
    pair doctor or `same_view` call it no chest or one view twice.
    """

    kind: str
    shown: Shown
    frames: Array | None = None
    truth: tuple[float, float, float, float] = (np.nan,) * 4
    metal: Array | None = None
    turn_deg: float | None = None
    doctor: bool | None = None

    @property
    def scale(self) -> RadiographScale:
        return scale_of(self.shown)


@dataclass(frozen=True, eq=False)
class Lesson:
    """All samples of one patient; `has_metal` keeps those of a patient with hardware from counting as clean."""

    samples: list[Sample] = field(default_factory=list)
    has_metal: bool = False


def lessons_of(
    cubes: Mapping[str, NDArray[np.int16]],
    turn_of: TurnOf,
    on_progress: ProgressCallback,
    *,
    with_metal: tuple[str, ...] = (),
    bodies: int = 60,
    seed: int = 0,
) -> dict[str, Lesson]:
    """Lessons of patients from CTs on the 128-voxel cube; `with_metal` names those who carry hardware."""
    lessons = {}
    for index, (name, fine) in enumerate(cubes.items()):
        random = np.random.default_rng([seed, *name.encode()])
        small = np.rint(fine.reshape(64, 2, 64, 2, 64, 2).mean(axis=(1, 3, 5))).astype(np.int16)
        lungs = lungs_of(small)
        on_progress(index / len(cubes), f"Taking X-rays of {name}")
        samples = [
            *_shapes(small, lungs, bodies, random),
            *_turned(small, lungs, name, turn_of, random),
            *_with_hardware(fine, bodies // 6, random),
            *_no_chests(small, lungs, bodies // 10, random),
        ]
        lessons[name] = Lesson(samples, name in with_metal)
    return lessons


def _shapes(cube: NDArray[np.int16], lungs: Array, bodies: int, random: np.random.Generator) -> list[Sample]:
    """Good adults, children and cut fields, in equal parts, and mixtures that only teach; one view twice."""
    samples = []
    for number in range(bodies):
        kind = ("good", "good", "child", "cut", "any")[number % 5]
        stretch = child(random) if kind == "child" else adult(random)
        if kind == "any" and random.random() < 0.7:
            stretch = child(random, (0.4, 0.9))
        angle = float(np.clip(random.normal(0.0, 2.0), -5, 5)) if kind != "any" else random.uniform(-20, 20)
        shot = taken(cube, lungs, random_geometry(random), random, stretch=stretch, turn_deg=(angle, angle))
        shot = collimated(shot, random) if random.random() < 0.6 else shot
        if kind == "cut" or (kind == "any" and random.random() < 0.5):
            share = random.uniform(0.15, 0.5) if kind == "cut" else random.uniform(0.02, 0.3)
            shot = cut(shot, int(random.integers(2)), share, random)
        truth = (float(np.log(shot.truth.size)), *shot.truth.cut, 0.0)
        for shown in SHOWN:
            pair = shot.pair(shown, random)
            judged = _doctor(pair) if kind == "good" else None
            samples.append(Sample(kind, shown, frames_of(pair), truth, doctor=judged))
            if number % 10 == 0:
                samples += [
                    Sample("one view twice", shown, doctor=_doctor(each)) for each in _twice(shot, shown, random)
                ]
    return samples


def _twice(shot: Shot, shown: Shown, random: np.random.Generator) -> list[RadiographPair]:
    """The frontal in both places, then the lateral; each time with its own noise and curve."""
    made = []
    for place in (0, 1):
        image = shot.images[place]
        pair = Shot((image, image), shot.lungs, shot.geometry, shot.truth).pair(shown, random)
        made.append(pair)
    return made


def _turned(
    cube: NDArray[np.int16], lungs: Array, name: str, turn_of: TurnOf, random: np.random.Generator
) -> list[Sample]:
    """Straight patients (within 5 degrees, mostly 2), and turned ones to either side; `name` is whose CT it is."""
    samples = []
    wanted = [("good", float(np.clip(random.normal(0.0, 2.0), -5, 5))) for _ in range(4)]
    wanted += [(f"turned by {turn:.0f}°", side * turn) for turn in TURNS_DEG for side in (-1, 1)]
    for number, (kind, angle) in enumerate(wanted):
        geometry = random_geometry(random)
        shot = taken(cube, lungs, geometry, random, stretch=adult(random), turn_deg=(angle, angle))
        shown = _TURNED[(number + number // 2) % 2] if kind != "good" else _TURNED[number % 2]
        samples.append(Sample(kind, shown, turn_deg=turn_of(shot.pair(shown, random, subject=name))))
    return samples


def _with_hardware(cube: NDArray[np.int16], count: int, random: np.random.Generator) -> list[Sample]:
    """Pairs of the CT at full resolution without hardware and with it, a part of it blurred as a CT shows it."""
    samples = []
    body = hardware.body_of(cube, FINE.cube_mm)
    for name in GEOMETRIES:
        geometry = BiplanarGeometry.preset(name)
        clean = project_numpy(hu_to_mu_per_mm(cube), geometry.views, FINE)
        for number in range(count):
            kinds = ["good", hardware.KINDS[(number + (name == "clinic") * 2) % len(hardware.KINDS)]]
            for kind in kinds:
                images = list(clean)
                if kind != "good":
                    images = hardware.added(images, kind, body, geometry, random)
                for shown in SHOWN:
                    pair = stored_pair(images, geometry, shown, random)
                    samples.append(Sample(kind, shown, metal=metal_measures(pair)))
    return samples


def _no_chests(cube: NDArray[np.int16], lungs: Array, count: int, random: np.random.Generator) -> list[Sample]:
    samples = []
    for kind in others.KINDS:
        for _ in range(max(1, count if kind in LEARNED_OTHERS else count // 3)):
            for shown in SHOWN:
                pair = others.other_pair(kind, random_geometry(random), shown, random, cube, lungs)
                truth = (np.nan, np.nan, np.nan, 1.0)
                samples.append(Sample(kind, shown, frames_of(pair), truth, doctor=_doctor(pair)))
    return samples


def _doctor(pair: RadiographPair) -> bool:
    """Whether the pair doctor or the comparison of both images see no chest or one view twice."""
    kinds = {finding.kind for finding in check_pair(pair).findings}
    return bool(kinds & {"no-chest", "same-view"}) or is_one_view(pair)
