"""Two estimates of the same line integrals made one: that of the networks, and that of CTs laid over the images.

Each errs in its own way, the networks in how large and how dense a body is, the CTs in how it is shaped. So a monotone
curve and a slow field bring what is shown near to the CTs, and the result is averaged with what the networks say. What
a body attenuates is the same from both sides, so both views get one total (to make row by row equal brought nothing on
stand-ins: their views are taken in two breaths and heights, as real ones are).

Totals are integrals of attenuation over volume, in mm²; lengths in millimetres at the isocentre.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from xr2ct_core.inference.linearise import total_mm2
from xr2ct_core.radiography.reference import IN_BODY
from xr2ct_core.radiography.restore import DisplayView, Restored, with_total
from xr2ct_core.radiography.tone import from_image

TRUST_IN_TEMPLATES: Final = 0.35
"""Weight of the logarithm of their total against that by outlines and lungs."""
TRUST_IN_NETWORKS: Final = 0.5
"""Weight of their line integrals against those by curves."""
FIELD_SHARE: Final = 0.7
FIELD_REACH_MM: Final = 30.0
_LEAST_KNOWN: Final = 0.05

Image = NDArray[np.float32]


def by_curves(first: Restored, projected: Sequence[Image]) -> list[Image]:
    """Line integrals by one monotone curve a view and most of the slow remainder, so that they come near `projected`.

    Both views get one total, between that of the curves and that by outlines and lungs.
    """
    images = [
        _through_curve(seen, radiograph.image, wanted)
        for seen, radiograph, wanted in zip(first.views, first.pair.radiographs, projected, strict=True)
    ]
    target_mm2 = float(np.mean(totals_mm2(first, images))) ** TRUST_IN_TEMPLATES * first.total_mm2 ** (
        1.0 - TRUST_IN_TEMPLATES
    )
    whole, level = (with_one_total(first, each, target_mm2) for each in (images, projected))
    refined = [
        _without_field(image, wanted, seen, FIELD_REACH_MM / view.pixel_mm)
        for image, wanted, seen, view in zip(whole, level, first.views, first.pair.geometry.views, strict=True)
    ]
    return with_one_total(first, refined, target_mm2)


def both_made_one(first: Restored, fields: Sequence[Image], curves: Sequence[Image]) -> list[Image]:
    """The mean of what the networks and what the curves say, with the total of the curves for both views."""
    share = np.float32(TRUST_IN_NETWORKS)
    images = [share * a + (1 - share) * b for a, b in zip(fields, curves, strict=True)]
    return with_one_total(first, images, float(np.mean(totals_mm2(first, curves))))


def continued(first: Restored, images: Sequence[Image], projected: Sequence[Image]) -> list[Image]:
    """The images with what the CTs laid over them say beside the exposed field, where nothing was measured."""
    whole = []
    for image, wanted, seen in zip(images, projected, first.views, strict=True):
        level = float(image[seen.body].sum()) / max(float(wanted[seen.body].sum()), _LEAST_KNOWN)
        whole.append(np.where(seen.parts.exposed, image, np.float32(level) * wanted).astype(np.float32))
    return whole


def with_one_total(first: Restored, images: Sequence[Image], target_mm2: float) -> list[Image]:
    """Both images with this total over the band that both views show; raises `BadInputError` if one shows nothing."""
    views = first.pair.geometry.views
    return [
        with_total(image, radiograph, view, first.band_mm, first.pair.cube_mm, target_mm2)
        for image, radiograph, view in zip(images, first.pair.radiographs, views, strict=True)
    ]


def totals_mm2(first: Restored, images: Sequence[Image]) -> list[float]:
    """The total of each image over the band."""
    views = first.pair.geometry.views
    return [
        total_mm2(replace(radiograph, image=image), view, first.band_mm, first.pair.cube_mm)
        for radiograph, image, view in zip(first.pair.radiographs, images, views, strict=True)
    ]


def _through_curve(seen: DisplayView, estimate: Image, wanted: Image) -> Image:
    """The grey values through the curve that brings them nearest to `wanted`; the estimate where there is no body."""
    use = seen.body & (wanted > IN_BODY)
    curve = from_image(seen.grey[use], wanted[use], seen.parts.air)
    return estimate if curve is None else seen.through(curve)


def _without_field(image: Image, wanted: Image, seen: DisplayView, reach_pixels: float) -> Image:
    """The image with most of its slow difference to `wanted` taken off where the patient is."""
    shows = seen.body.astype(np.float32)
    field = gaussian_filter((wanted - image) * shows, reach_pixels)
    known = np.maximum(gaussian_filter(shows, reach_pixels), _LEAST_KNOWN)
    return seen.attenuated(np.maximum(image + np.float32(FIELD_SHARE) * field / known, 0.0))
