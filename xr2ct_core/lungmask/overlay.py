"""A radiograph with its lungs for looking at: tinted as deep as the rays pass through lung, outlined, with the banner.

White = dense in, colours (rows, cols, 3) as uint8 out. No torch.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.lungmask.masks import THRESHOLD
from xr2ct_core.media.banner import coloured_strip
from xr2ct_core.provenance import RESEARCH_BANNER

TINT_RGB: Final = (64, 170, 255)
OUTLINE_RGB: Final = (255, 150, 40)
_DEEP_MM: Final = 200.0
_TINT: Final = 0.45


def overlay(
    image: NDArray[np.floating], lung: NDArray[np.floating], path_mm: NDArray[np.floating]
) -> NDArray[np.uint8]:
    """The picture of one view; all three arrays (rows, cols) on the same pixels."""
    low, high = np.percentile(image, (0.5, 99.8))
    grey = np.clip((image - low) / max(float(high - low), 1e-6), 0.0, 1.0)
    mask = lung > THRESHOLD
    tint = _TINT * np.clip(path_mm / _DEEP_MM, 0.0, 1.0) * mask
    colour = 255.0 * grey[..., None] * (1.0 - tint[..., None]) + tint[..., None] * np.array(TINT_RGB)
    colour[_outline(mask)] = OUTLINE_RGB
    picture = np.rint(colour).astype(np.uint8)
    return np.concatenate([picture, coloured_strip(image.shape[1], RESEARCH_BANNER)])


def _outline(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Pixels of the mask with a neighbour beside it that is none."""
    padded = np.pad(mask, 1)
    whole = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    return mask & ~whole
