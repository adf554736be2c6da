"""How a simulated pair is stored: measured line integrals, display images, or whole films as hospitals store them.

Films show more than the detectors of the simulation: their pairs have larger ones, whose middle is no longer that of
the patient.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.pairing.films import displayed, noisy, processed, wider
from xr2ct_core.radiograph import Radiograph, RadiographPair, RadiographScale

Shown = Literal["line_integral", "display", "film"]
SHOWN: Final[tuple[Shown, ...]] = ("line_integral", "display", "film")
Image = NDArray[np.float32]


def scale_of(shown: Shown) -> RadiographScale:
    """What its grey values are."""
    return "line_integral" if shown == "line_integral" else "display"


def stored_pair(
    images: Sequence[Image],
    geometry: BiplanarGeometry,
    shown: Shown,
    random: np.random.Generator,
    *,
    subject: str = "",
    is_whole: bool = True,
) -> RadiographPair:
    """A pair of line integrals (row, col) as it is stored; a film that is not `is_whole` shows no more than they do.

    What was not exposed, rows and columns of zeros at the edges, stays black.
    """
    stored, views = [], []
    for image, view in zip(images, geometry.views, strict=True):
        if shown == "film":
            larger = wider(image, random)[0] if is_whole else image
            stored.append(processed(larger, view.pixel_at_isocentre_mm, random))
            views.append(replace(view, rows=larger.shape[0], cols=larger.shape[1]))
        else:
            stored.append(_in_its_field(image, shown, random))
            views.append(view)
    own = replace(geometry, frontal=views[0], lateral=views[1])
    frontal, lateral = (
        Radiograph(np.ascontiguousarray(image, dtype=np.float32), view.pixel_mm, view.view, scale_of(shown))
        for image, view in zip(stored, views, strict=True)
    )
    return RadiographPair(frontal, lateral, own, subject=subject)


def _in_its_field(image: Image, shown: Shown, random: np.random.Generator) -> Image:
    """Measured with noise, or shown by an unknown curve."""
    grainy = noisy(image, random)
    if shown == "line_integral":
        return np.where(image > 0.0, grainy, np.float32(0.0)).astype(np.float32)
    field = _field(image)
    found = np.zeros_like(image)
    found[field] = displayed(np.ascontiguousarray(grainy[field]), random)
    return found


def _field(image: Image) -> tuple[slice, slice]:
    """Rows and columns that are not all zero; the whole image where none is."""
    sides = []
    for axis in (1, 0):
        used = np.flatnonzero(image.any(axis=axis))
        sides.append(slice(int(used[0]), int(used[-1]) + 1) if used.size else slice(None))
    return sides[0], sides[1]
