"""How often the pair doctor sees what is wrong: pairs of patients it never learned from, spoiled on purpose.

Patients are dealt into three groups; each is checked by what was learned from the others. Of each patient the CT
itself and varied bodies are taken at `x2ct` and `clinic`: as line integrals with noise, as display images with an
unknown tone curve and mostly CLAHE, and as processed images with scatter, letters and collimation as well. `flagged`
counts any finding, `named` the right one. All bodies are resampled alike, so that sharpness tells nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import ProgressCallback
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.pairing.bodies import as_scanned, breathing, lung_frame, varied_body
from xr2ct_core.pairing.doctor import check_pair
from xr2ct_core.pairing.learning import GROUPS, STEPS, Group, model_without
from xr2ct_core.pairing.lessons import Lesson
from xr2ct_core.pairing.simulated import SimulatedPair, displayed, noisy, processed, resampled, taken
from xr2ct_core.radiograph import Radiograph, RadiographPair, RadiographScale

GEOMETRIES: Final = ("x2ct", "clinic")
Shown = Literal["line_integral", "display", "processed"]
SHOWN: Final[tuple[Shown, ...]] = ("line_integral", "display", "processed")
WRONGS: Final = {
    "nothing": (),
    "swapped": ("swapped",),
    "mirrored frontal": ("mirrored-frontal",),
    "mirrored lateral": ("mirrored-lateral",),
    "inverted": ("inverted-frontal", "inverted-lateral"),
    "upside down": ("upside-down-frontal", "upside-down-lateral"),
    "wrong patient": ("patient", "heights", "breath"),
    "30 mm higher": ("heights",),
    "breath, 10 mm": ("breath",),
    "breath, 20 mm": ("breath",),
}
DETECTOR: Final = 128
_HIGHER_MM: Final = 30.0
_BREATHS_MM: Final = {"breath, 10 mm": 10.0, "breath, 20 mm": 20.0}
"""How much lower the diaphragm is in the lateral than in the frontal."""
FEWEST: Final = 2 * GROUPS


@dataclass(frozen=True)
class Row:
    """Of `count` pairs with this wrong: how many were flagged at all, and how many by its name."""

    geometry: str
    shown: Shown
    wrong: str
    count: int
    flagged: int
    named: int

    @property
    def share(self) -> float:
        return self.flagged / self.count


def measure(
    cubes: Mapping[str, NDArray[np.int16]],
    lessons: Mapping[str, Lesson],
    groups: Sequence[Group],
    on_progress: ProgressCallback,
    *,
    bodies: int = 4,
    steps: int = STEPS,
    seed: int = 0,
) -> list[Row]:
    """The table, leaving patients out; `bodies` of each patient are tested.

    `lessons` and `groups` are those of the sorted names. Needs at least six patients.
    """
    if len(cubes) < FEWEST:
        raise BadInputError(f"{len(cubes)} patients are too few to leave some out.", f"Give at least {FEWEST} CTs.")
    tallies: dict[tuple[str, Shown, str], list[tuple[bool, bool]]] = {}
    names = sorted(cubes)
    folds = len(groups)
    for fold in range(folds):
        tested = names[fold::folds]
        model = model_without([lessons[name] for name in names], groups, fold, on_progress, steps=steps, seed=seed)
        random = np.random.default_rng([seed, fold])
        for number in range(bodies):
            on_progress((fold * bodies + number) / (folds * bodies), f"Checking fold {fold + 1}")
            shapes = {name: _body(cubes[name], number, random) for name in tested}
            for geometry in GEOMETRIES:
                views = resampled(BiplanarGeometry.preset(geometry), DETECTOR)
                shots = {name: _shots(shape, views) for name, shape in shapes.items()}
                for index, name in enumerate(tested):
                    other = shots[tested[(index + 1) % len(tested)]]["nothing"]
                    for shown in SHOWN:
                        for wrong, right_ids in WRONGS.items():
                            lateral = other if wrong == "wrong patient" else shots[name].get(wrong)
                            pair = spoiled(shots[name]["nothing"], lateral, wrong, shown, random)
                            ids = {finding.id for finding in check_pair(pair, model).findings}
                            tallies.setdefault((geometry, shown, wrong), []).append(
                                (bool(ids), bool(ids & set(right_ids)))
                            )
    return [
        Row(*key, len(found), sum(any_ for any_, _ in found), sum(named for _, named in found))
        for key, found in tallies.items()
    ]


def spoiled(
    shot: SimulatedPair, other: SimulatedPair | None, wrong: str, shown: Shown, random: np.random.Generator
) -> RadiographPair:
    """A pair with something wrong: a key of `WRONGS`.

    `other` is where the lateral comes from, of another patient or breath in the same geometry; None: from `shot`.
    """
    geometry = shot.geometry
    images = [shot.frontal, (other or shot).lateral]
    if wrong == "30 mm higher":
        pixels = round(_HIGHER_MM / geometry.lateral.pixel_at_isocentre_mm)
        images[1] = np.concatenate([images[1][pixels:], np.repeat(images[1][-1:], pixels, axis=0)])
    if shown == "processed":
        pairs = zip(images, geometry.views, strict=True)
        images = [processed(image, view.pixel_at_isocentre_mm, random) for image, view in pairs]
    else:
        images = [noisy(image, random) for image in images]
        images = [displayed(image, random) for image in images] if shown == "display" else images
    if wrong == "swapped":
        images.reverse()
    scale: RadiographScale = "line_integral" if shown == "line_integral" else "display"
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
    return as_scanned(cube_hu) if number == 0 else varied_body(cube_hu, random)


def _shots(body: NDArray[np.float32], views: BiplanarGeometry) -> dict[str, SimulatedPair]:
    """The body as it is and, by what is wrong, in deeper breaths."""
    frame = lung_frame(body)
    depths_mm = {"nothing": 0.0, **_BREATHS_MM}
    half_mm = max(_BREATHS_MM.values()) / 2.0
    return {name: taken(breathing(body, depth - half_mm, frame), views) for name, depth in depths_mm.items()}
