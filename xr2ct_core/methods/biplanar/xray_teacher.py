"""Going on with a trained network on radiographs that have no CT.

Two radiographs say what lies on their rays and nothing about where on them, so a network that is taught by them alone
drifts in depth. Held against that is the network it began with, which is kept as it was (the anchor): what the new one
makes may leave it where the anchor itself is unsure, hardly where it is sure, and must look alike from angles that
nobody gave. A case is often shown with one view only; the view that was withheld is then a true X-ray from an angle
the network did not see. Real X-rays are known up to their strength, so a gain of each view is left open. The standard
deviation is not taught, since its errors are not known: it is held to that of the anchor.

Measured on stand-ins (CTs shown by another physics) with a small network of 32³ voxels, 100 steps on four studies: PSNR
in 3D of left-out patients -0.07 ± 0.08 dB against the anchor (n = 8); without being held to it -0.25 ± 0.09 dB (n = 4).
So the anchor keeps the depth, and X-rays alone brought nothing.

Volumes in units of water. Shape legend: B batch, Z/Y/X voxels, R detector rows, C detector columns.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import torch
from torch import Tensor

from xr2ct_core.methods.biplanar.config import BiplanarConfig
from xr2ct_core.methods.biplanar.losses import LINE_INTEGRAL_OF_CHEST, sigma_of, unseen_error
from xr2ct_core.projection.measured import AIR_LINE_INTEGRAL, MeasuredView
from xr2ct_core.units import MU_WATER_PER_MM

LARGEST_GAIN: Final = 1.15
"""How far the strength of a view may be off before it counts as an error."""
LEAST_SIGMA: Final = 0.05
"""In units of water (50 HU): nowhere is the anchor taken to be surer."""

Known = Sequence[tuple[bool, bool]]
ViewsByIndex = Sequence[Mapping[int, MeasuredView]]


def terms_of(
    before_B1ZYX: Tensor,
    after_B1ZYX: Tensor,
    log_sigma_B1ZYX: Tensor,
    anchor_B1ZYX: Tensor,
    anchor_log_sigma_B1ZYX: Tensor,
    views: ViewsByIndex,
    known: Known,
    degrees_B: Tensor,
) -> dict[str, Tensor]:
    """The losses of volumes before and after the consistency, beside those of the anchor that saw both views.

    `views` are both measured views of each sample, `known` which of them were shown.
    """
    shown = [[own[index] for index in own if ours[index]] for own, ours in zip(views, known, strict=True)]
    withheld = [[own[index] for index in own if not ours[index]] for own, ours in zip(views, known, strict=True)]
    both = [tuple(own.values()) for own in views]
    return {
        "inputs": projected_error(before_B1ZYX, shown) + projected_error(after_B1ZYX, shown),
        "withheld": projected_error(after_B1ZYX, withheld),
        "anchor": distance(after_B1ZYX, anchor_B1ZYX, anchor_log_sigma_B1ZYX),
        "unseen": unseen_error(after_B1ZYX, anchor_B1ZYX, both, degrees_B),
        "deviation": (log_sigma_B1ZYX - anchor_log_sigma_B1ZYX).square().mean(),
    }


def weights_of(settings: BiplanarConfig) -> dict[str, float]:
    """The weight of each of these losses."""
    return {
        "inputs": settings.projection_weight,
        "withheld": settings.withheld_weight,
        "anchor": settings.anchor_weight,
        "unseen": settings.unseen_weight,
        "deviation": settings.variance_weight,
    }


def distance(water_B1ZYX: Tensor, anchor_B1ZYX: Tensor, anchor_log_sigma_B1ZYX: Tensor) -> Tensor:
    """Mean absolute difference to the anchor in its standard deviations, in units of the least of them."""
    sigma = sigma_of(anchor_log_sigma_B1ZYX).clamp_min(LEAST_SIGMA)
    return ((water_B1ZYX - anchor_B1ZYX).abs() * (LEAST_SIGMA / sigma)).mean()


def projected_error(water_B1ZYX: Tensor, views: Sequence[Sequence[MeasuredView]]) -> Tensor:
    """Mean absolute error of the line integrals, each view up to its gain, over rays that meet the body; 0 without."""
    errors = [
        _error_up_to_gain(view.operator.forward(MU_WATER_PER_MM * water_1ZYX.clamp_min(0.0)), view.image_BRC)
        for water_1ZYX, own in zip(water_B1ZYX, views, strict=True)
        for view in own
    ]
    return torch.stack(errors).mean() / LINE_INTEGRAL_OF_CHEST if errors else 0.0 * water_B1ZYX.sum()


def _error_up_to_gain(computed_BRC: Tensor, measured_BRC: Tensor) -> Tensor:
    meets_body = (measured_BRC > AIR_LINE_INTEGRAL).float()
    own = computed_BRC.detach() * meets_body
    gain = (own * measured_BRC).sum() / own.square().sum().clamp_min(1e-6)
    gain = gain.clamp(1.0 / LARGEST_GAIN, LARGEST_GAIN)
    return ((gain * computed_BRC - measured_BRC).abs() * meets_body).sum() / meets_body.sum().clamp_min(1.0)
