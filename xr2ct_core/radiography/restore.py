"""The first estimate: a pair of display images made into line integrals, from the images and what chests are like.

Letters are filled, what lies outside the exposed field continues its edge, unattenuated pixels become zero. Each view
gets the mean of two curves: straight from air, and the one that gives its body the distribution of line integrals of
the bundled chests. Both views then get one total (Helgason-Ludwig condition of order zero), that of a chest in the
box of the two outlines, with the lungs that are seen in it. `inference.fit_display` goes on from here.

Totals are integrals of attenuation over volume, in mm²; lengths in millimetres at the isocentre.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.linearise import Band, shared_band_mm, total_mm2
from xr2ct_core.methods.blocks.templates.library import three_others
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.radiograph import ESTIMATED_ERROR, Radiograph, RadiographPair
from xr2ct_core.radiography.filling import filled_mm2, outlined_mm3
from xr2ct_core.radiography.parts import Parts, find_parts, without_parts
from xr2ct_core.radiography.reference import typical_line_integrals
from xr2ct_core.radiography.tone import MonotoneCurve, from_distribution

_VOXELS: Final = 32
_LEAST_SHARE: Final = 0.05
_INSIDE, _WHOLE_DEPTH, _DENSEST = 0.5, 0.95, 0.995

Image = NDArray[np.float32]
Mask = NDArray[np.bool_]
ESTIMATED: Final = (
    "{view}: a display image. Its grey values were made into line integrals by a curve that was estimated from the "
    "image and from bundled chest CTs. Absolute HU are therefore rough."
)


@dataclass(frozen=True, eq=False)
class DisplayView:
    """One display image taken apart: grey values without what is not the patient, and where the patient is.

    `inside` are pixels that look into the working cube, `body` those of them that show the patient. `share` is how
    much of the cube's depth a ray passes, from 0 to 1: what lies beside the cube no volume in it can explain.
    """

    grey: Image
    parts: Parts
    inside: Mask
    body: Mask
    share: Image

    def through(self, curve: MonotoneCurve) -> Image:
        """Line integrals by a curve; zero where nothing attenuates."""
        return self.attenuated(curve.values(self.grey))

    def attenuated(self, image: Image) -> Image:
        """The image with zero where nothing attenuates, and nowhere more than the cube can hold along its rays.

        What continues the field fades as the rays leave the cube.
        """
        most = float(np.quantile(image[self.body], _DENSEST)) if self.body.any() else np.inf
        rows, cols = self.parts.field
        outside = tuple((side.start, n - side.stop) for side, n in zip((rows, cols), image.shape, strict=True))
        at_edge = np.pad(self.share[rows, cols], outside, mode="edge")
        fading = np.clip(self.share / np.maximum(at_edge, _LEAST_SHARE), 0.0, 1.0)
        held = np.minimum(image * fading, most * self.share)
        return np.where(self.parts.direct, np.float32(0.0), held).astype(np.float32)


@dataclass(frozen=True, eq=False)
class Restored:
    """A pair of line integrals with what was found on the way; `total_mm2` is what each view holds in the band."""

    pair: RadiographPair
    views: tuple[DisplayView, DisplayView]
    band_mm: Band
    total_mm2: float
    notes: tuple[str, ...]


def restored(pair: RadiographPair, lung_paths_mm: Sequence[Image] = ()) -> Restored:
    """The first estimate for a pair of two display images.

    `lung_paths_mm` are the lengths of the rays' paths through lung (rows, cols) of both views; none if not known.
    Raises `BadInputError` if an image is of one grey level, so that it shows nothing.
    """
    shares = share_of_depth(pair.geometry.views, pair.cube_mm)
    views = tuple(
        taken_apart(radiograph, view, share)
        for radiograph, view, share in zip(pair.radiographs, pair.geometry.views, shares, strict=True)
    )
    greys = [replace(each, image=view.grey) for each, view in zip(pair.radiographs, views, strict=True)]
    band_mm = shared_band_mm(greys[0], greys[1], pair)
    target_mm2 = _total_by_outlines(views, pair, band_mm, lung_paths_mm)
    images = []
    of_chests = typical_line_integrals(pair.geometry, pair.cube_mm, three_others(pair))
    for seen, typical, view, radiograph in zip(views, of_chests, pair.geometry.views, pair.radiographs, strict=True):
        estimates = [seen.attenuated(np.maximum(seen.grey - seen.parts.air, 0.0))]
        curve = from_distribution(seen.grey[seen.body], typical, seen.parts.air)
        if curve is not None:
            estimates.append(seen.through(curve))
        each = [with_total(estimate, radiograph, view, band_mm, pair.cube_mm, target_mm2) for estimate in estimates]
        images.append(np.mean(each, axis=0).astype(np.float32))
    return Restored(
        as_line_integrals(pair, images, ESTIMATED),
        (views[0], views[1]),
        band_mm,
        target_mm2,
        tuple(
            sentence
            for radiograph, view in zip(pair.radiographs, views, strict=True)
            if (sentence := _found(radiograph, view.parts))
        ),
    )


def with_total(
    image: Image, radiograph: Radiograph, view: ViewGeometry, band_mm: Band, width_mm: float, target_mm2: float
) -> Image:
    """The image times the factor that gives it this total over the band; raises `BadInputError` if it shows nothing."""
    total = total_mm2(replace(radiograph, image=image.astype(np.float32)), view, band_mm, width_mm)
    if total <= 0.0:
        raise BadInputError(
            f"{view.view.label}: there is no body where the two views meet.", "Check both images and their inversion."
        )
    return (image * np.float32(target_mm2 / total)).astype(np.float32)


def as_line_integrals(pair: RadiographPair, images: list[Image], assumption: str) -> RadiographPair:
    """The pair with these images, and the assumption said for both."""
    frontal, lateral = (
        replace(
            radiograph,
            image=np.ascontiguousarray(image, dtype=np.float32),
            scale="line_integral",
            error=ESTIMATED_ERROR,
            assumptions=(*radiograph.assumptions, assumption.format(view=radiograph.view.label)),
        )
        for radiograph, image in zip(pair.radiographs, images, strict=True)
    )
    return replace(pair, frontal=frontal, lateral=lateral)


def taken_apart(radiograph: Radiograph, view: ViewGeometry, share: Image) -> DisplayView:
    """A display image taken apart; `share` is that of `share_of_depth`. Raises `BadInputError` if it shows nothing."""
    if np.ptp(radiograph.image) == 0.0:
        raise BadInputError(
            f"{view.view.label}: the image shows nothing, its pixels have the same value.", "Open another image."
        )
    parts = find_parts(radiograph)
    inside = share > _INSIDE
    body = inside & parts.exposed & ~parts.letters & ~parts.direct
    return DisplayView(without_parts(radiograph, parts), parts, inside, body, share)


def share_of_depth(views: Sequence[ViewGeometry], cube_mm: float) -> tuple[Image, ...]:
    """How much of the working cube's depth each ray of each view passes, from 0 to 1."""
    grid = WorkingGrid(_VOXELS, cube_mm)
    full = np.full(grid.shape_zyx, 1.0 / (_WHOLE_DEPTH * cube_mm), dtype=np.float32)
    return tuple(np.clip(image, 0.0, 1.0) for image in project_numpy(full, views, grid))


def _total_by_outlines(
    views: tuple[DisplayView, ...], pair: RadiographPair, band_mm: Band, lung_paths_mm: Sequence[Image]
) -> float:
    """What a chest in the box of both outlines holds over the band, with the lungs that both views show on average."""
    box_mm3 = outlined_mm3([seen.inside & ~seen.parts.unattenuated for seen in views], pair.geometry.views, band_mm)
    if not lung_paths_mm:
        return filled_mm2(box_mm3, None)
    lungs_mm3 = [
        total_mm2(replace(radiograph, image=path_mm), view, band_mm, pair.cube_mm)
        for radiograph, path_mm, view in zip(pair.radiographs, lung_paths_mm, pair.geometry.views, strict=True)
    ]
    return filled_mm2(box_mm3, float(np.mean(lungs_mm3)))


def _found(radiograph: Radiograph, parts: Parts) -> str:
    """What was masked, in one sentence; empty if nothing."""
    found = []
    outside = 1.0 - float(parts.exposed.mean())
    if outside > 0.0:
        found.append(f"a border ({outside:.0%} of the image)")
    if parts.letters.any():
        found.append("letters or marks")
    if not found:
        return ""
    return f"{radiograph.view.label}: {' and '.join(found)} left out, filled from what is beside it."
