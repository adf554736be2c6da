"""The pixel size of a frontal image that states none, checked by the width of the body in it.

The longer side of most chest images is that of the 43 cm detector, unless somebody has cut the image or put it on a
larger canvas: then the body comes out far too wide or too narrow. Millimetres; image columns.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

USUAL_MAGNIFICATION: Final = 1800.0 / 1600.0
"""Of a chest stand."""
USUAL_WIDTH_MM: Final = 340.0
"""Of an adult's chest."""
PLAUSIBLE_MM: Final = (240.0, 480.0)
_ROWS: Final = (0.35, 0.8)
_LEVEL: Final = 0.25
_MARGIN: Final = 0.01


def body_width_pixels(image: NDArray[np.float32]) -> int | None:
    """Columns that the body fills in a frontal image (white = dense); None where it reaches a side of the image."""
    first, last = (round(share * image.shape[0]) for share in _ROWS)
    profile = np.median(image[first : max(last, first + 1)], axis=0)
    low, high = np.percentile(profile, (1.0, 95.0))
    columns = np.flatnonzero(profile > low + _LEVEL * (high - low))
    margin = max(1, round(_MARGIN * image.shape[1]))
    if high <= low or columns[0] < margin or columns[-1] >= image.shape[1] - margin:
        return None
    return int(columns[-1] - columns[0] + 1)


def plausible_pixel_mm(image: NDArray[np.float32], pixel_mm: float, magnification: float) -> float:
    """`pixel_mm` at the detector, or where it makes the body implausibly wide or narrow the one of a usual body."""
    width = body_width_pixels(image)
    if width is None or PLAUSIBLE_MM[0] <= width * pixel_mm / magnification <= PLAUSIBLE_MM[1]:
        return pixel_mm
    return USUAL_WIDTH_MM * magnification / width
