"""Pairs with which nothing is wrong, and what networks that do not know the patients say of them: this sets the limits.

The CT itself and varied bodies, at `x2ct` and `clinic`, as line integrals with noise, as display images, as processed
ones and as films of unknown size: taken like those of the benchmark, of other patients.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import ProgressCallback
from xr2ct_core.geometry import BiplanarGeometry, ViewGeometry
from xr2ct_core.io.facts import TYPICAL_LONG_SIDE_MM
from xr2ct_core.io.pair_images import fitted_to_detector
from xr2ct_core.origins import PIXEL_UNKNOWN
from xr2ct_core.pairing.agreement import Agreement
from xr2ct_core.pairing.bodies import as_scanned, varied_body
from xr2ct_core.pairing.compare import case_of, compared_rows
from xr2ct_core.pairing.films import Image, displayed, noisy, processed, wider
from xr2ct_core.pairing.judge import Case
from xr2ct_core.pairing.row_network import RowNetwork
from xr2ct_core.pairing.side_network import Sides, mirrored_of
from xr2ct_core.pairing.simulated import resampled, taken
from xr2ct_core.radiograph import Radiograph, RadiographPair, RadiographScale

GEOMETRIES: Final = ("x2ct", "clinic")
Shown = Literal["line_integral", "display", "processed", "film"]
SHOWN: Final[tuple[Shown, ...]] = ("line_integral", "display", "processed", "film")
"""Films are processed images with more around the chest that state no pixel size."""
WAYS: Final[tuple[tuple[str, Shown], ...]] = (*product(GEOMETRIES, SHOWN[:-1]), ("clinic", SHOWN[-1]))
"""Geometries, and how pairs of them are shown; films are those of a chest stand."""
DETECTOR: Final = 128
BODIES: Final = 6
Array = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class KnownGood:
    """Of n pairs: how likely frontal and lateral are called mirrored (n, 2), features of the rows, and their cases."""

    mirrored: Array
    features: Array
    cases: tuple[Case, ...]


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
    if shown == "film":
        images = [wider(image, random)[0] for image in images]
    if shown in ("processed", "film"):
        pairs = zip(images, geometry.views, strict=True)
        return [processed(image, view.pixel_at_isocentre_mm, random) for image, view in pairs]
    grainy = [noisy(image, random) for image in images]
    return [displayed(image, random) for image in grainy] if shown == "display" else grainy


def pair_of(images: Sequence[Image], geometry: BiplanarGeometry, shown: Shown) -> RadiographPair:
    """A pair of images that are shown so. Films are put on the detectors as files that state no size are."""
    scale: RadiographScale = "line_integral" if shown == "line_integral" else "display"
    frontal, lateral = (
        _film(image, view)
        if shown == "film"
        else Radiograph(np.ascontiguousarray(image), view.pixel_mm, view.view, scale)
        for image, view in zip(images, geometry.views, strict=True)
    )
    return RadiographPair(frontal, lateral, geometry)


def _film(image: Image, view: ViewGeometry) -> Radiograph:
    pixel_mm = TYPICAL_LONG_SIDE_MM / max(image.shape)
    on_detector = fitted_to_detector(image, pixel_mm, view.rows, view.cols, view.pixel_mm)
    return Radiograph(on_detector, view.pixel_mm, view.view, "display", assumptions=(PIXEL_UNKNOWN,))


def good_pairs(cube_hu: NDArray[np.int16], random: np.random.Generator, bodies: int = BODIES) -> list[RadiographPair]:
    """A pair of each of `bodies` bodies of a patient in each of `WAYS`."""
    pairs = []
    for number in range(bodies):
        body = body_of(cube_hu, number, random)
        shots = {name: taken(body, views_of(name)) for name in GEOMETRIES}
        for name, shown in WAYS:
            shot = shots[name]
            images = as_shown((shot.frontal, shot.lateral), shot.geometry, shown, random)
            pairs.append(pair_of(images, shot.geometry, shown))
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
    sides: Sides,
    rows: Sequence[RowNetwork],
    sums: Agreement,
    ranks: tuple[Agreement, Agreement],
) -> KnownGood:
    """What these say of the pairs."""
    images = ((pair.frontal.image, pair.lateral.image) for pair in pairs)
    return KnownGood(
        np.array([list(map(mirrored_of, sides, both)) for both in images], dtype=np.float32),
        np.stack([compared_rows(pair, rows, sums, ranks).features for pair in pairs]),
        tuple(case_of(pair) for pair in pairs),
    )
