"""What the CycleGANs compare: volumes in units of the HU window, views in units of `VIEW_SCALE`, scores with 0 and 1.

Every loss is taken per sample first, because a sample may have no partner yet and then does not count.
"""

from typing import Final

from torch import Tensor

from xr2ct_core.units import HU_MIN, HU_WIDTH, MU_WATER_PER_MM

VIEW_SCALE: Final = 8.0
"""The line integral of 400 mm of water. All views are divided by it, so they keep their absolute scale."""


def attenuation(volume: Tensor) -> Tensor:
    """Linear attenuation in 1/mm of a volume in units of the window."""
    hu = volume * HU_WIDTH + HU_MIN
    return MU_WATER_PER_MM * (1.0 + hu / 1000.0).clamp_min(0.0)


def absolute_errors(found: Tensor, wanted: Tensor) -> Tensor:
    """Mean absolute difference of each sample."""
    return (found - wanted).abs().flatten(1).mean(1)


def squared_distances(scores: Tensor, target: float) -> Tensor:
    """Mean squared distance of each sample's scores from `target` (Mao et al., ICCV 2017)."""
    return (scores - target).square().flatten(1).mean(1)


def mean_of_known(values_B: Tensor, known_B: Tensor) -> Tensor:
    """Mean over the samples whose `known_B` is 1; 0, with a gradient of 0, where there is none."""
    return (values_B * known_B).sum() / known_B.sum().clamp_min(1.0)
