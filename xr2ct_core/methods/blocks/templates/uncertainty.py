"""How far a voxel of the result may be off: a standard deviation in HU.

Three causes add in the variance: what two radiographs never determine inside a body (a floor), disagreement of the
warped templates, and borders that may lie a little beside their place (steep gradients). The three factors were fitted
to the squared errors of chests that are no templates; they describe typical errors, not the worst. Units: HU,
millimetres.
"""

import torch
from torch import Tensor

from xr2ct_core.methods.blocks.conditional_mean import GaussianBlur
from xr2ct_core.units import MU_WATER_PER_MM

SMOOTHING_MM = 6.0
BODY_FLOOR_HU = 85.0
AIR_FLOOR_HU = 20.0
SPREAD_FACTOR = 1.05
BORDER_MM = 4.6
"""Typical displacement of a border, which turns a gradient into an error."""
_HU_PER_MU = 1000.0 / MU_WATER_PER_MM


def standard_deviation_hu(mu_ZYX: Tensor, spread_ZYX: Tensor, spacing_mm: float) -> Tensor:
    """Standard deviation (Z, Y, X) in HU of a result `mu_ZYX` whose templates differ by `spread_ZYX`, both in 1/mm."""
    blur = GaussianBlur(mu_ZYX.shape[0], spacing_mm, SMOOTHING_MM).to(mu_ZYX)
    smooth_hu = blur(mu_ZYX) / blur.gain * _HU_PER_MU
    slope_hu_per_mm = torch.stack(torch.gradient(smooth_hu, spacing=spacing_mm))
    inside = (smooth_hu > 50.0).to(mu_ZYX)
    floor = AIR_FLOOR_HU**2 + inside * (BODY_FLOOR_HU**2 - AIR_FLOOR_HU**2)
    spread = (SPREAD_FACTOR * _HU_PER_MU * blur(spread_ZYX) / blur.gain).square()
    return torch.sqrt(floor + spread + BORDER_MM**2 * slope_hu_per_mm.square().sum(0))
