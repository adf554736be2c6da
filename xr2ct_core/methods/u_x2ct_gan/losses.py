"""What u-X2CT-GAN minimises. Volumes are attenuation in units of water, projections are line integrals."""

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

LEAST_LOSS = 1e-8


def projection_loss(projected: Sequence[Tensor], measured: Sequence[Tensor]) -> Tensor:
    """Squared error of both views as a share of their squares: 1 for an empty volume, 0 for one that explains them."""
    errors = [
        (ours - theirs).square().mean() / theirs.square().mean().clamp_min(LEAST_LOSS)
        for ours, theirs in zip(projected, measured, strict=True)
    ]
    return torch.stack(errors).mean()


def total_variation(volume_B1ZYX: Tensor) -> Tensor:
    """Mean absolute difference of neighbours, summed over the three axes."""
    return torch.stack([volume_B1ZYX.diff(dim=axis).abs().mean() for axis in (2, 3, 4)]).sum()


def volume_loss(volume: Tensor, truth: Tensor) -> Tensor:
    """Mean absolute error of the volume."""
    return (volume - truth).abs().mean()


def inverse_weights(terms: Mapping[str, Tensor], shares: Mapping[str, float]) -> dict[str, float]:
    """share / loss for each term, scaled to a sum of 1: each term pulls in proportion to its share, whatever its size.

    The weights are numbers, not part of the gradient.
    """
    sizes = torch.stack([term.detach().float() for term in terms.values()]).tolist()
    raw = {name: shares[name] / (abs(size) + LEAST_LOSS) for name, size in zip(terms, sizes, strict=True)}
    total = sum(raw.values())
    return {name: weight / total for name, weight in raw.items()}
