"""How often the pair doctor sees what is wrong: pairs of patients it never learned from, spoiled on purpose.

Patients are dealt into groups; each is checked by what was learned from the others. Of each patient the CT itself and
varied bodies are taken at `x2ct` and `clinic`: as line integrals with noise, as display images with an unknown tone
curve and mostly CLAHE, as processed images with scatter, letters and collimation as well, and as films, processed
images with more around the chest whose pixel sizes are not known. `flagged` counts any finding, `named` the right one.
A wrong patient is any other of the group. All bodies are resampled alike, so that sharpness tells nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import ProgressCallback
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.pairing.bodies import breathing, lung_frame
from xr2ct_core.pairing.doctor import check_pair
from xr2ct_core.pairing.known_good import GEOMETRIES, WAYS, Shown, as_shown, body_of, pair_of, views_of
from xr2ct_core.pairing.learning import Group, model_without
from xr2ct_core.pairing.simulated import SimulatedPair, taken
from xr2ct_core.radiograph import RadiographPair

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
_HIGHER_MM: Final = 30.0
_BREATHS_MM: Final = {"breath, 10 mm": 10.0, "breath, 20 mm": 20.0}
"""How much lower the diaphragm is in the lateral than in the frontal."""
_UNTOLD: Final = ("30 mm higher", *_BREATHS_MM)
"""What cannot be told of films."""
FEWEST: Final = 4


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
    groups: Sequence[Group],
    on_progress: ProgressCallback,
    *,
    bodies: int = 4,
    seed: int = 0,
) -> list[Row]:
    """The table, leaving patients out; `bodies` of each patient are tested.

    `groups` are those of the sorted names. Needs at least four patients.
    """
    if len(cubes) < FEWEST:
        raise BadInputError(f"{len(cubes)} patients are too few to leave some out.", f"Give at least {FEWEST} CTs.")
    tallies: dict[tuple[str, Shown, str], list[tuple[bool, bool]]] = {}
    names = sorted(cubes)
    folds = len(groups)
    for fold in range(folds):
        tested = names[fold::folds]
        model = model_without(groups, fold)
        random = np.random.default_rng([seed, fold])
        for number in range(bodies):
            on_progress((fold * bodies + number) / (folds * bodies), f"Checking fold {fold + 1}")
            shapes = {name: body_of(cubes[name], number, random) for name in tested}
            for geometry in GEOMETRIES:
                views = views_of(geometry)
                shots = {name: _shots(shape, views) for name, shape in shapes.items()}
                for name, shown in product(tested, [shown for one, shown in WAYS if one == geometry]):
                    others = [shots[other]["nothing"] for other in tested if other != name]
                    for wrong, right_ids in WRONGS.items():
                        if shown == "film" and wrong in _UNTOLD:
                            continue
                        for lateral in others if wrong == "wrong patient" else [shots[name].get(wrong)]:
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
    images = as_shown(images, geometry, shown, random)
    if wrong == "swapped":
        images.reverse()
    pair = pair_of(images, geometry, shown)
    frontal, lateral = pair.radiographs
    if wrong == "mirrored frontal":
        frontal = frontal.flipped_horizontally()
    elif wrong == "mirrored lateral":
        lateral = lateral.flipped_horizontally()
    elif wrong == "inverted":
        frontal, lateral = frontal.inverted(), lateral.inverted()
    elif wrong == "upside down":
        frontal, lateral = (replace(one, image=np.ascontiguousarray(one.image[::-1])) for one in (frontal, lateral))
    return RadiographPair(frontal, lateral, geometry)


def _shots(body: NDArray[np.float32], views: BiplanarGeometry) -> dict[str, SimulatedPair]:
    """The body as it is and, by what is wrong, in deeper breaths."""
    frame = lung_frame(body)
    depths_mm = {"nothing": 0.0, **_BREATHS_MM}
    half_mm = max(_BREATHS_MM.values()) / 2.0
    return {name: taken(breathing(body, depth - half_mm, frame), views) for name, depth in depths_mm.items()}
