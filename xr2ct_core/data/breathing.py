"""Another breath of a volume, for augmentation: the movement of `breath_field`, drawn and applied to tensors.

Units: millimetres; (3, ...) components in z, y, x order.
"""

from typing import Final

import numpy as np
import torch
from torch import Tensor

from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.breath_field import Breath, LungFrame, before_breath

_LARGEST_WALL_SHARE: Final = 0.35
"""Movement of the front wall for each millimetre of the diaphragm; about a third in deep costal breathing."""


def draw_breath(config: AugmentConfig, random: np.random.Generator) -> Breath:
    """A random breath; both numbers are drawn whatever the settings."""
    depth, share = random.uniform(-1, 1), random.uniform(0, 1)
    return Breath(config.breathing_mm * depth, _LARGEST_WALL_SHARE * share)


def breathed(places_mm: Tensor, breath: Breath, frame: LungFrame) -> Tensor:
    """Where the values at these places (3, ...) of the changed volume stood before the breath."""
    z, y, x = places_mm
    return torch.stack(before_breath(z, y, x, breath, frame))
