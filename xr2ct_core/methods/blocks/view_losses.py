"""What a volume in units of water is told without its CT: that it explains its radiographs, and that it is smooth."""

from collections.abc import Sequence

import torch
from torch import Tensor

LEAST_POWER = 1e-8


def projection_loss(
    projected: Sequence[Tensor], measured: Sequence[Tensor], emphasis: Sequence[Tensor] | None = None
) -> Tensor:
    """Squared error of both views as a share of their squares: 1 for an empty volume, 0 for one that explains them.

    `emphasis` counts the error of some pixels more than that of others; only its proportions matter.
    """
    weights = emphasis if emphasis is not None else [torch.ones_like(image) for image in measured]
    errors = [
        ((ours - theirs).square() * weight).mean() / (theirs.square() * weight).mean().clamp_min(LEAST_POWER)
        for ours, theirs, weight in zip(projected, measured, weights, strict=True)
    ]
    return torch.stack(errors).mean()


def total_variation(volume_B1ZYX: Tensor) -> Tensor:
    """Mean absolute difference of neighbours, summed over the three axes."""
    return torch.stack([volume_B1ZYX.diff(dim=axis).abs().mean() for axis in (2, 3, 4)]).sum()
