"""How often the pair doctor sees what is wrong: pairs of patients it never learned from, spoiled on purpose.

Patients are dealt into folds; each fold's model learns from the others. Of each patient the CT itself and varied bodies
are taken at `x2ct` and `clinic`, as line integrals with noise and as display images with an unknown tone curve and
mostly CLAHE. `flagged` counts any finding, `named` the right one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import ProgressCallback
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.pairing.doctor import check_pair
from xr2ct_core.pairing.learning import lessons_of, model_of
from xr2ct_core.pairing.simulated import SimulatedPair, displayed, noisy, resampled, taken, varied_body
from xr2ct_core.radiograph import Radiograph, RadiographPair, RadiographScale

GEOMETRIES: Final = ("x2ct", "clinic")
SCALES: Final[tuple[RadiographScale, ...]] = ("line_integral", "display")
WRONGS: Final = {
    "nothing": (),
    "swapped": ("swapped",),
    "mirrored frontal": ("mirrored-frontal",),
    "mirrored lateral": ("mirrored-lateral",),
    "inverted": ("inverted-frontal", "inverted-lateral"),
    "upside down": ("upside-down-frontal", "upside-down-lateral"),
    "wrong patient": ("patient", "heights", "breath"),
    "30 mm higher": ("heights",),
}
DETECTOR: Final = 160
_HIGHER_MM: Final = 30.0
FOLDS: Final = 4


@dataclass(frozen=True)
class Row:
    """Of `count` pairs with this wrong: how many were flagged at all, and how many by its name."""

    geometry: str
    scale: RadiographScale
    wrong: str
    count: int
    flagged: int
    named: int

    @property
    def share(self) -> float:
        return self.flagged / self.count


def measure(
    cubes: Mapping[str, NDArray[np.int16]],
    on_progress: ProgressCallback,
    *,
    bodies: int = 4,
    lesson_bodies: int = 50,
    steps: int = 2000,
    seed: int = 0,
) -> list[Row]:
    """The table, leaving patients out; `bodies` of each patient are tested. Needs at least four patients."""
    if len(cubes) < FOLDS:
        raise BadInputError(f"{len(cubes)} patients are too few to leave some out.", f"Give at least {FOLDS} CTs.")
    lessons = lessons_of(cubes, on_progress, bodies=lesson_bodies, seed=seed)
    tallies: dict[tuple[str, RadiographScale, str], list[tuple[bool, bool]]] = {}
    names = sorted(cubes)
    folds = min(FOLDS, len(names) // 2)
    for fold in range(folds):
        tested = names[fold::folds]
        model = model_of([lessons[name] for name in names if name not in tested], on_progress, steps=steps, seed=seed)
        random = np.random.default_rng([seed, fold])
        for number in range(bodies):
            on_progress((fold * bodies + number) / (folds * bodies), f"Checking fold {fold + 1}")
            shapes = {name: _body(cubes[name], number, random) for name in tested}
            for geometry in GEOMETRIES:
                views = resampled(BiplanarGeometry.preset(geometry), DETECTOR)
                shots = {name: taken(shape, views) for name, shape in shapes.items()}
                for index, name in enumerate(tested):
                    other = shots[tested[(index + 1) % len(tested)]]
                    for scale in SCALES:
                        for wrong, right_ids in WRONGS.items():
                            pair = spoiled(shots[name], other, wrong, scale, random)
                            ids = {finding.id for finding in check_pair(pair, model).findings}
                            tallies.setdefault((geometry, scale, wrong), []).append(
                                (bool(ids), bool(ids & set(right_ids)))
                            )
    return [
        Row(*key, len(found), sum(any_ for any_, _ in found), sum(named for _, named in found))
        for key, found in tallies.items()
    ]


def spoiled(
    shot: SimulatedPair, other: SimulatedPair, wrong: str, scale: RadiographScale, random: np.random.Generator
) -> RadiographPair:
    """A pair with something wrong: a key of `WRONGS`. `other` is another patient in the same geometry."""
    geometry = shot.geometry
    lateral_image = other.lateral if wrong == "wrong patient" else shot.lateral
    images = [noisy(shot.frontal, random), noisy(lateral_image, random)]
    if wrong == "30 mm higher":
        pixels = round(_HIGHER_MM / geometry.lateral.pixel_at_isocentre_mm)
        images[1] = np.concatenate([images[1][pixels:], np.repeat(images[1][-1:], pixels, axis=0)])
    if scale == "display":
        images = [displayed(image, random) for image in images]
    if wrong == "swapped":
        images.reverse()
    frontal, lateral = (
        Radiograph(np.ascontiguousarray(image), view.pixel_mm, view.view, scale)
        for image, view in zip(images, geometry.views, strict=True)
    )
    if wrong == "mirrored frontal":
        frontal = frontal.flipped_horizontally()
    elif wrong == "mirrored lateral":
        lateral = lateral.flipped_horizontally()
    elif wrong == "inverted":
        frontal, lateral = frontal.inverted(), lateral.inverted()
    elif wrong == "upside down":
        frontal, lateral = (replace(one, image=np.ascontiguousarray(one.image[::-1])) for one in (frontal, lateral))
    return RadiographPair(frontal, lateral, geometry)


def _body(cube_hu: NDArray[np.int16], number: int, random: np.random.Generator) -> NDArray[np.float32]:
    """The patient as scanned first, then varied."""
    return cube_hu.astype(np.float32) if number == 0 else varied_body(cube_hu, random)
