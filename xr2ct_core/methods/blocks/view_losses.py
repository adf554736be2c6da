"""What a volume in units of water is told without its CT: that it explains its radiographs, and that it is smooth."""

from collections.abc import Sequence

import torch
from torch import Tensor

LEAST_POWER = 1e-8


def projection_loss(projected: Sequence[Tensor], measured: Sequence[Tensor]) -> Tensor:
    """Squared error of both views as a share of their squares: 1 for an empty volume, 0 for one that explains them."""
    errors = [
        (ours - theirs).square().mean() / theirs.square().mean().clamp_min(LEAST_POWER)
        for ours, theirs in zip(projected, measured, strict=True)
    ]
    return torch.stack(errors).mean()


def total_variation(volume_B1ZYX: Tensor) -> Tensor:
    """Mean absolute difference of neighbours, summed over the three axes."""
    return torch.stack([volume_B1ZYX.diff(dim=axis).abs().mean() for axis in (2, 3, 4)]).sum()
