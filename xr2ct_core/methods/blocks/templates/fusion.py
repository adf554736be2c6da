"""Several warped templates made one: their weighted mean, and how uncertain it is.

Templates that fit the radiographs better weigh more. Attenuation in 1/mm, lengths in millimetres.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from xr2ct_core.methods.blocks.conditional_mean import GaussianBlur
from xr2ct_core.methods.blocks.templates.register import Registration
from xr2ct_core.methods.blocks.templates.warp import Lattice
from xr2ct_core.units import MU_WATER_PER_MM

FIT_SHARPNESS = 4.0
"""How fast the weight of a template falls with its loss relative to the best one."""
_SMOOTHING_MM = 8.0
_BODY_FLOOR = 0.2 * MU_WATER_PER_MM
_BODY_THRESHOLD = 0.05 * MU_WATER_PER_MM


@dataclass(frozen=True, eq=False)
class Fused:
    """Weighted mean (Z, Y, X) of the warped templates and their weighted standard deviation, in 1/mm."""

    mean_ZYX: Tensor
    spread_ZYX: Tensor


def weights_of(losses: Sequence[float]) -> tuple[float, ...]:
    """Weights, summing to one, of templates with these final losses."""
    relative = np.asarray(losses) / max(min(losses), 1e-12)
    weights = np.exp(-FIT_SHARPNESS * (relative - 1.0))
    return tuple(float(weight) for weight in weights / weights.sum())


def fuse(registrations: Sequence[Registration], weights: Sequence[float], lattice: Lattice) -> Fused:
    """The warped templates on `lattice`, averaged; the spread is corrected for the small number of templates."""
    volumes_TZYX = torch.stack([registration.volume(lattice) for registration in registrations])
    weights_T = torch.tensor(weights, dtype=volumes_TZYX.dtype, device=volumes_TZYX.device)
    mean_ZYX = torch.tensordot(weights_T, volumes_TZYX, 1)
    variance_ZYX = torch.tensordot(weights_T, (volumes_TZYX - mean_ZYX).square(), 1)
    count = len(registrations)
    return Fused(mean_ZYX, (variance_ZYX * (count / max(count - 1, 1))).sqrt())


def prior_deviation(fused: Fused, spacing_mm: float) -> Tensor:
    """Standard deviation (Z, Y, X) in 1/mm of the mean's error before the radiographs correct it; 0 in the air."""
    blur = GaussianBlur(fused.mean_ZYX.shape[0], spacing_mm, _SMOOTHING_MM).to(fused.mean_ZYX)
    body = (blur(fused.mean_ZYX) / blur.gain > _BODY_THRESHOLD).to(fused.mean_ZYX)
    return body * (_BODY_FLOOR + blur(fused.spread_ZYX) / blur.gain)
