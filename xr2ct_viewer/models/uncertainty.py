"""How sure a result is of each voxel, made visible: a colour scale for slices, and what is left of a voxel in 3D.

Units: HU; sigma is the standard deviation of a voxel (z, y, x). The colours are those of plasma (matplotlib, CC0):
equal steps look equal, also to people who do not tell red from green, and none of them is a grey of the CT.
"""

from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_viewer.models.marked import marked

SigmaHu = NDArray[np.int16] | NDArray[np.float32]

NO_UNCERTAINTY: Final = marked("This method gives no uncertainty.")
SURE_SHARE: Final = 0.12
"""Share of the scale below which a voxel counts as certain: it takes no colour and stays whole in 3D."""
COLOURED_SHARE: Final = 0.55
GONE_SHARE: Final = 0.8
"""Share of the scale from which on a voxel is invisible in 3D."""
_LIMITS_HU: Final = (50, 100, 150, 200, 250, 300, 400, 500, 600, 800, 1000, 1500, 2000)
_PLASMA: Final = (
    (13, 8, 135),
    (70, 3, 159),
    (114, 1, 168),
    (156, 23, 158),
    (189, 55, 134),
    (216, 87, 107),
    (237, 121, 83),
    (251, 159, 58),
    (253, 202, 38),
    (240, 249, 33),
)


def sigma_limit_hu(sigma_hu: SigmaHu) -> float:
    """Upper end of the colour scale: a round number that leaves out at most the most uncertain two per cent."""
    step = max(1, round((sigma_hu.size / 200_000) ** (1 / 3)))
    highest = float(np.percentile(sigma_hu[::step, ::step, ::step], 98))
    return float(next((limit for limit in _LIMITS_HU if limit >= highest), _LIMITS_HU[-1]))


@lru_cache(maxsize=1)
def uncertainty_colours() -> NDArray[np.uint8]:
    """(256, 4) red, green, blue, alpha from sigma 0 to the end of the scale: clear where certain, then plasma."""
    where = np.linspace(0.0, 1.0, 256)
    anchors = np.array(_PLASMA, dtype=np.float64)
    at = np.linspace(0.0, 1.0, len(anchors))
    colours = [np.interp(where, at, anchors[:, channel]) for channel in range(3)]
    alpha = 255.0 * _smooth_step((where - SURE_SHARE) / (COLOURED_SHARE - SURE_SHARE))
    return np.rint(np.stack([*colours, alpha], axis=1)).astype(np.uint8)


def visibility(sigma_hu: SigmaHu, limit_hu: float) -> NDArray[np.float32]:
    """What is left of each voxel's opacity (z, y, x): 1 where the result is certain, 0 where it is not."""
    share = np.asarray(sigma_hu, dtype=np.float32) / np.float32(limit_hu)
    fading = _smooth_step((share - np.float32(SURE_SHARE)) / np.float32(GONE_SHARE - SURE_SHARE))
    return np.asarray(1.0 - fading, dtype=np.float32)


def _smooth_step(share: NDArray[Any]) -> NDArray[Any]:
    """0 below 0, 1 above 1, and a smooth way between."""
    clipped = np.clip(share, 0.0, 1.0)
    return np.asarray(clipped * clipped * (3.0 - 2.0 * clipped))
