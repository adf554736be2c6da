"""Error of a volume, and the weighting of losses by their own size."""

from collections.abc import Mapping

import torch
from torch import Tensor

LEAST_LOSS = 1e-8


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
