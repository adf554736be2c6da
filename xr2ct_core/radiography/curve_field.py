"""A curve that changes slowly over an image: what undoes local equalisation, scatter and a tone curve in one.

Local equalisation and scatter make the curve from line integrals to grey values another one at every place, but it
stays monotone in the grey value and changes slowly. So a field of monotone curves is kept on a coarse grid of places:
slopes of broken lines over the grey value, all positive, read with smooth interpolation between places (a bilateral
grid: Chen et al., ACM Trans Graph 2007;26:103; Gharbi et al., ACM Trans Graph 2017;36:118). Detail is therefore never
drawn: it is the image's own, with another contrast.

Every view is looked at in one frame, in millimetres at the isocentre, so that a body is as large as it is, and where it
is, whatever the detector. Grey values are relative: air is 0, the brightest parts of the body are about 1. Light:
numpy, scipy.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.cube import resampling_weights
from xr2ct_core.geometry import ViewGeometry

FRAME_MM: Final = 340.0
FRAME_PIXELS: Final = 96
CELLS: Final = 12
"""Places along an edge of the frame: one every 28 mm, at the centres of as many squares."""
KNOTS: Final = (0.0, 0.04, 0.12, 0.25, 0.4, 0.55, 0.7, 0.85, 1.0)
"""Relative grey values at which a curve may bend; it goes straight on beyond the last."""
BRIGHTEST: Final = 0.995
"""Quantile of the body's grey values that is 1."""
HIGHEST: Final = 1.5
_LEAST_RANGE: Final = 1e-3

Image = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class CurveField:
    """Slopes (knots, CELLS, CELLS): line integral for each unit of relative grey value above a knot, up to the next."""

    slopes: Image

    def values(self, grey: Image, view: ViewGeometry) -> Image:
        """Line integrals (rows, cols) of relative grey values on the detector of `view`."""
        from scipy.ndimage import map_coordinates

        at = [(looked_at_mm / FRAME_MM + 0.5) * CELLS - 0.5 for looked_at_mm in (view.rows_mm, view.cols_mm)]
        places = np.meshgrid(*(np.clip(each, 0.0, CELLS - 1.0) for each in at), indexing="ij")
        found = np.zeros(grey.shape, dtype=np.float32)
        for slopes, step in zip(self.slopes, steps_of(grey), strict=True):
            found += map_coordinates(slopes, places, order=1, mode="nearest") * step
        return found


def steps_of(grey: Image) -> Image:
    """How much of each step between knots a relative grey value has climbed: (knots, ...) for values (...)."""
    ends = (*KNOTS[1:], HIGHEST)
    steps: Image = np.stack([np.clip(grey - first, 0.0, last - first) for first, last in zip(KNOTS, ends, strict=True)])
    return steps


def relative_grey(grey: Image, air: float, body: Mask) -> Image:
    """Grey values with air at 0 and the brightest of the body at 1."""
    brightest = float(np.quantile(grey[body], BRIGHTEST)) if body.any() else float(grey.max())
    relative: Image = np.clip((grey - air) / max(brightest - air, _LEAST_RANGE), 0.0, HIGHEST).astype(np.float32)
    return relative


def in_frame(image: NDArray[np.floating], view: ViewGeometry) -> Image:
    """The image (rows, cols) averaged on the pixels (96, 96) of the frame; 0 where the detector ends."""
    out_mm = ((np.arange(FRAME_PIXELS) + 0.5) / FRAME_PIXELS - 0.5) * FRAME_MM
    seen = np.asarray(image, dtype=np.float32)
    for axis, in_mm in enumerate((view.rows_mm, view.cols_mm)):
        weights = resampling_weights(in_mm, view.pixel_at_isocentre_mm, out_mm, FRAME_MM / FRAME_PIXELS)
        seen = np.moveaxis(np.tensordot(weights, seen, axes=(1, axis)), 0, axis)
    return np.ascontiguousarray(seen, dtype=np.float32)
