"""Pairs with which nothing is wrong, and what networks that do not know the patients say of them: this sets the limits.

The CT itself and varied bodies, at `x2ct` and `clinic`, as line integrals with noise, as display images and as
processed ones: taken like those of the benchmark, of other patients.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import ProgressCallback
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.pairing.agreement import Agreement
from xr2ct_core.pairing.bodies import as_scanned, varied_body
from xr2ct_core.pairing.compare import features_of_pair
from xr2ct_core.pairing.look_network import LookNetwork, ways_of
from xr2ct_core.pairing.looks import look_of
from xr2ct_core.pairing.row_network import RowNetwork
from xr2ct_core.pairing.side_network import SideNetwork, mirrored_of
from xr2ct_core.pairing.simulated import Image, displayed, noisy, processed, resampled, taken
from xr2ct_core.radiograph import Radiograph, RadiographPair, RadiographScale

GEOMETRIES: Final = ("x2ct", "clinic")
Shown = Literal["line_integral", "display", "processed"]
SHOWN: Final[tuple[Shown, ...]] = ("line_integral", "display", "processed")
DETECTOR: Final = 128
BODIES: Final = 6
Array = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class KnownGood:
    """Of n pairs: how likely frontal and lateral are called mirrored (n, 2), features of the rows, and their scale."""

    mirrored: Array
    features: Array
    is_physical: NDArray[np.bool_]


def body_of(cube_hu: NDArray[np.int16], number: int, random: np.random.Generator) -> Array:
    """The patient as scanned first, then varied."""
    return as_scanned(cube_hu) if number == 0 else varied_body(cube_hu, random)


def views_of(geometry: str) -> BiplanarGeometry:
    """A preset on the detectors that the check is measured on."""
    return resampled(BiplanarGeometry.preset(geometry), DETECTOR)


def as_shown(
    images: Sequence[Image], geometry: BiplanarGeometry, shown: Shown, random: np.random.Generator
) -> list[Image]:
    """Line integrals of both views as they are stored."""
    if shown == "processed":
        pairs = zip(images, geometry.views, strict=True)
        return [processed(image, view.pixel_at_isocentre_mm, random) for image, view in pairs]
    grainy = [noisy(image, random) for image in images]
    return [displayed(image, random) for image in grainy] if shown == "display" else grainy


def pair_of(images: Sequence[Image], geometry: BiplanarGeometry, shown: Shown) -> RadiographPair:
    """A pair of images that are shown so."""
    scale: RadiographScale = "line_integral" if shown == "line_integral" else "display"
    frontal, lateral = (
        Radiograph(np.ascontiguousarray(image), view.pixel_mm, view.view, scale)
        for image, view in zip(images, geometry.views, strict=True)
    )
    return RadiographPair(frontal, lateral, geometry)


def good_pairs(cube_hu: NDArray[np.int16], random: np.random.Generator, bodies: int = BODIES) -> list[RadiographPair]:
    """Six pairs of each of `bodies` bodies of a patient: both geometries, shown in three ways."""
    pairs = []
    for number in range(bodies):
        body = body_of(cube_hu, number, random)
        for geometry in map(views_of, GEOMETRIES):
            shot = taken(body, geometry)
            for shown in SHOWN:
                images = as_shown((shot.frontal, shot.lateral), geometry, shown, random)
                pairs.append(pair_of(images, geometry, shown))
    return pairs


def good_pairs_of(
    cubes: Mapping[str, NDArray[np.int16]], on_progress: ProgressCallback, *, bodies: int = BODIES, seed: int = 0
) -> list[list[RadiographPair]]:
    """The good pairs of each patient; those of one do not depend on the others."""
    found = []
    for index, (subject, cube_hu) in enumerate(cubes.items()):
        on_progress(index / len(cubes), f"Taking good pairs of {subject}")
        found.append(good_pairs(cube_hu, np.random.default_rng([seed, 1, *subject.encode()]), bodies))
    return found


def known_good(
    pairs: Sequence[RadiographPair],
    looks: LookNetwork,
    sides: SideNetwork,
    rows: RowNetwork,
    sums: Agreement,
    ranks: tuple[Agreement, Agreement],
) -> KnownGood:
    """What these say of the pairs."""
    frontal = np.array([mirrored_of((sides,), pair.frontal.image) for pair in pairs], dtype=np.float32)
    lateral = ways_of(looks.beliefs(np.stack([look_of(pair.lateral.image) for pair in pairs])))[:, 0]
    return KnownGood(
        np.stack((frontal, lateral), axis=1),
        np.stack([features_of_pair(pair, (rows,), sums, ranks)[0] for pair in pairs]),
        np.array([pair.is_physical for pair in pairs]),
    )
