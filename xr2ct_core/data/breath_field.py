"""A deeper or shallower breath as a smooth movement: the diaphragm goes down or up, ribs and breastbone out or in.

The displacement is analytic in the frame of the lungs. Along z it grows from nothing at their tops to the diaphragm's
at their base, and fades below it; the spine and the wall of the chest do not follow it. The front wall moves forward
and the sides outward by a share of it, most in the lower half of the chest. It cannot fold: its gradient stays below
one for the largest breath that augmentation allows (tested). For numpy arrays and tensors alike, and without torch.

Units: millimetres in the volume's frame (z to the head, y to the back, x to the left).
"""

from dataclasses import dataclass
from math import e
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import Tensor

NO_LUNGS: Final = "No lungs were found in the CT, so it cannot be shown in another breath."
COARSE_SIZE: Final = 32
"""Voxels along the grid on which lungs are found."""
LUNG_HU: Final = (-965.0, -400.0)
WALL_HU: Final = -300.0
SMALLEST_LUNGS_ML: Final = 300.0
LUNG_ENDS: Final = 0.03
"""Shares of the lung voxels beyond the ends of their box, so that stray voxels do not set them."""
WALL_SHARE: Final = 0.2
"""Movement of the front wall for each millimetre of the diaphragm in an ordinary breath."""
_SIDE_SHARE: Final = 0.5
"""Movement of a side wall for each millimetre of the front wall."""
_SMALLEST_HEIGHT_MM: Final = 140.0
_SMALLEST_DEPTH_MM: Final = 90.0
_SPINE_MM: Final = 35.0
_FADE_MM: Final = 160.0

Field = TypeVar("Field", "Tensor", NDArray[np.float64])


@dataclass(frozen=True)
class LungFrame:
    """The box around both lungs in mm, low and high end along z, y and x."""

    z_mm: tuple[float, float]
    y_mm: tuple[float, float]
    x_mm: tuple[float, float]


@dataclass(frozen=True)
class Breath:
    """How far the diaphragm goes down (up if negative), and the share of it that the front wall moves forward."""

    diaphragm_mm: float
    wall_share: float


def before_breath(z: Field, y: Field, x: Field, breath: Breath, frame: LungFrame) -> tuple[Field, Field, Field]:
    """Where the values at these places (shapes that broadcast) of the changed volume stood before the breath."""
    base, top = frame.z_mm
    height = max(top - base, _SMALLEST_HEIGHT_MM)
    front, back = frame.y_mm
    depth = max(back - front, _SMALLEST_DEPTH_MM)
    middle_x, half_x = (frame.x_mm[0] + frame.x_mm[1]) / 2.0, max((frame.x_mm[1] - frame.x_mm[0]) / 2.0, 80.0)
    middle_y, half_y = (front + back) / 2.0, depth / 2.0

    rise = _smooth_step((base + height - z) / height)
    fade = e ** (-(((base - z).clip(0.0, None) / _FADE_MM) ** 2))
    across = ((x - middle_x) / half_x) ** 2 + ((y - middle_y) / half_y) ** 2
    inside = e ** (-((across / 1.2) ** 2))
    spine = e ** (-(((x - middle_x) / _SPINE_MM) ** 2) - ((y - back) / _SPINE_MM) ** 2)
    down = breath.diaphragm_mm * rise * fade * inside * (1.0 - spine)

    wall = breath.wall_share * breath.diaphragm_mm
    level = e ** (-(((z - (base + 0.35 * height)) / (0.6 * height)) ** 2))
    forward = wall * level * _smooth_step((back - y) / depth)
    aside = (x - middle_x) / half_x
    outward = _SIDE_SHARE * wall * level * 1.4 * aside / (1.0 + aside**2) ** 0.5
    return z + down, y + forward, x - outward


def _smooth_step(share: Field) -> Field:
    share = share.clip(0.0, 1.0)
    return share**2 * (3.0 - 2.0 * share)
