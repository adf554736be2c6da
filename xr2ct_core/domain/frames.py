"""A pair as the shape network sees it: both views on one frame in millimetres, as ranks of grey.

Ranks are the same for every monotone tone curve, so line integrals and display images look alike; the frame keeps
sizes, which the looks of the pair doctor do not. What lies outside a detector counts as the darkest there is.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.cube import resampling_weights
from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.pairing.looks import ranked
from xr2ct_core.radiograph import RadiographPair

SIDE: Final = 24
CELL_MM: Final = 14.0
LENGTH: Final = 2 * SIDE * SIDE

Image = NDArray[np.float32]


def frame_of(image: Image, view: ViewGeometry) -> Image:
    """Ranks (24, 24) in [-1, 1] of an image on cells of 14 mm at the isocentre, around the origin of the world."""
    weights, known = [], []
    at_mm = (np.arange(SIDE) - (SIDE - 1) / 2.0) * CELL_MM
    pixel_mm = view.pixel_at_isocentre_mm
    for length, middle_mm in zip(image.shape, view.middle_mm, strict=True):
        inside_mm = middle_mm + (np.arange(length) - (length - 1) / 2.0) * pixel_mm
        matrix = resampling_weights(inside_mm, pixel_mm, at_mm, CELL_MM)
        covered = matrix.sum(axis=1)
        weights.append(matrix / np.maximum(covered, 1e-6)[:, None])
        known.append(covered > 0.5 * covered.max())
    small = (weights[0] @ image.astype(np.float32) @ weights[1].T).astype(np.float32)
    low = np.float32(image.min())
    return ranked(np.where(known[0][:, None] & known[1][None, :], small, low).astype(np.float32))


def frames_of(pair: RadiographPair) -> Image:
    """The frames of both views, one after the other (1152)."""
    return np.concatenate(
        [
            frame_of(radiograph.image, view).ravel()
            for radiograph, view in zip(pair.radiographs, pair.geometry.views, strict=True)
        ]
    )
