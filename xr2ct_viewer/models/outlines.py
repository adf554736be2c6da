"""Outlines drawn over the X-rays: of lungs, and of what is left out before grey values become attenuation.

An outline is a closed line of (row, col), fractional pixels of the radiograph. Invariant: outlines belong to the images
they were found on; what changes the images (not their geometry) makes them stale.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xr2ct_viewer.models.input_edit import InputEdit

Line = NDArray[np.float64]
Mask = NDArray[np.bool_]
LEAST_POINTS = 12


@dataclass(frozen=True, eq=False)
class Outlines:
    """Of both images: lines to draw, and the pixels (row, col) inside them."""

    frontal: tuple[Line, ...]
    lateral: tuple[Line, ...]
    inside: tuple[Mask, Mask]


def image_key(edit: InputEdit) -> tuple[object, ...]:
    """What of the corrections the images depend on."""
    return (
        edit.swap,
        *((side.quarters, side.flip, side.invert, side.mask_text) for side in (edit.frontal, edit.lateral)),
    )


def outlines_of(frontal: NDArray[np.generic], lateral: NDArray[np.generic], level: float) -> Outlines:
    """Where two images of probabilities or masks cross a level. Takes a moment; runs on any thread."""
    views = tuple(np.asarray(image, dtype=np.float32) for image in (frontal, lateral))
    return Outlines(_lines(views[0], level), _lines(views[1], level), (views[0] > level, views[1] > level))


def _lines(image: NDArray[np.float32], level: float) -> tuple[Line, ...]:
    from skimage.measure import find_contours

    lines = find_contours(np.pad(image, 1), level)  # closed also where it reaches the edge
    return tuple(line - 1.0 for line in lines if len(line) >= LEAST_POINTS)
