"""What the slice prior learns from."""

from torch import Tensor


def velocity_loss(velocity: Tensor, truth: Tensor) -> Tensor:
    """Mean squared error of the velocity over the voxels."""
    return (velocity - truth).square().mean()
