"""The two-view inverse of greatest entropy in closed form, for parallel beams.

Per axial slice, with the frontal profile r1(x), the lateral profile r2(y) and their common total s, it is
r1(x) r2(y) / s, and reproduces the two projections exactly.

Units: profiles are sums of attenuation over voxels, in 1/mm.
"""

import numpy as np
from numpy.typing import NDArray


def product(frontal_ZX: NDArray[np.float64], lateral_ZY: NDArray[np.float64]) -> NDArray[np.float32]:
    """Attenuation (z, y, x) of greatest entropy with the given profiles; never negative.

    The total of a slice, which both views see, is the mean of their two sums.
    """
    frontal_ZX, lateral_ZY = np.maximum(frontal_ZX, 0.0), np.maximum(lateral_ZY, 0.0)
    total_Z = (frontal_ZX.sum(axis=1) + lateral_ZY.sum(axis=1)) / 2.0
    volume = frontal_ZX[:, None, :] * lateral_ZY[:, :, None]
    return np.asarray(volume / np.maximum(total_Z, 1e-12)[:, None, None], dtype=np.float32)
