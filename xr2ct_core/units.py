"""Physical units of the program and the conversions between them.

Hounsfield units (HU) at rest and on screen, linear attenuation `mu_per_mm` (1/mm) in the projector.
The attenuation of water is fixed at 0.02 / mm; air and everything below -1000 HU attenuates nothing.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

MU_WATER_PER_MM: Final = 0.02
HU_AIR: Final = -1000.0
HU_MIN: Final = -1024.0
HU_MAX: Final = 1476.0
"""Limits of the X2CT window, in which accuracy is measured."""
HU_WIDTH: Final = HU_MAX - HU_MIN
LEAST_WATER: Final = 0.01
"""What attenuates less than this share of water is nothing to a working cube."""


def hu_to_mu_per_mm(hu: NDArray[np.floating] | NDArray[np.integer]) -> NDArray[np.float32]:
    """Linear attenuation in 1/mm of Hounsfield units: 0.02 * max(0, 1 + HU / 1000)."""
    relative = np.maximum(0.0, 1.0 + np.asarray(hu, dtype=np.float32) / 1000.0)
    return np.asarray(MU_WATER_PER_MM * relative, dtype=np.float32)


def mu_per_mm_to_hu(mu_per_mm: NDArray[np.floating]) -> NDArray[np.float32]:
    """Hounsfield units of linear attenuation in 1/mm; zero attenuation is -1000 HU."""
    return (1000.0 * (np.asarray(mu_per_mm, dtype=np.float32) / MU_WATER_PER_MM - 1.0)).astype(np.float32)


def with_empty_voxels(hu: NDArray[np.floating] | NDArray[np.integer]) -> NDArray[np.float32]:
    """HU as a working cube holds them: -1024 where nothing attenuates, as outside the body of a CT.

    Attenuation cannot tell -1024 from -1000, so volumes that both say that there is nothing are written alike.
    """
    values = np.asarray(hu, dtype=np.float32)
    return np.where(values < HU_AIR + 1000.0 * LEAST_WATER, np.float32(HU_MIN), values)
