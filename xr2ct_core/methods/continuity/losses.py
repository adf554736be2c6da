"""What the two networks learn from: absolute error, and the Wasserstein distance under a gradient penalty (WGAN-GP).

Source: Gulrajani et al., NeurIPS 2017; with 100 times the absolute error, Han et al., BMC Bioinformatics 2021 (MADGAN).
Shape legend: N stacks, 3 slices, H/W pixels.
"""

from collections.abc import Callable

import torch
from torch import Tensor


def absolute_error(predicted_N3HW: Tensor, truth_N3HW: Tensor) -> Tensor:
    """Mean absolute error over the voxels."""
    return (predicted_N3HW - truth_N3HW).abs().mean()


def adversarial_loss(scores_of_generated_N: Tensor) -> Tensor:
    """What the generator minimises: the negative score of what it made."""
    return -scores_of_generated_N.mean()


def wasserstein_loss(scores_of_real_N: Tensor, scores_of_generated_N: Tensor) -> Tensor:
    """What the critic minimises: the score of generated slices less that of real ones."""
    return scores_of_generated_N.mean() - scores_of_real_N.mean()


def gradient_penalty(critic: Callable[[Tensor], Tensor], real_N3HW: Tensor, generated_N3HW: Tensor) -> Tensor:
    """Mean squared difference from 1 of the gradient's norm, at random places between real and generated slices."""
    share_N111 = torch.rand((len(real_N3HW), 1, 1, 1), device=real_N3HW.device)
    between = torch.lerp(real_N3HW, generated_N3HW, share_N111).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    norm_N: Tensor = torch.linalg.vector_norm(gradient.flatten(1), dim=1)
    return (norm_N - 1.0).square().mean()


def told_apart(
    scores_of_real_N: Tensor, scores_of_generated_N: Tensor, real_N3HW: Tensor, generated_N3HW: Tensor
) -> tuple[Tensor, Tensor]:
    """Scores of real and of generated slices, around 1/2 and as far apart as the critic tells the two apart.

    A critic's scores have no zero, and no scale but that of its slope: where that is 1, their difference is at most the
    distance of the slices. These differ by the share of the distance that the critic sees: 0 at chance, and 1 at most.
    """
    distance = torch.linalg.vector_norm((real_N3HW - generated_N3HW).flatten(1), dim=1).mean()
    half_share = (scores_of_real_N.mean() - scores_of_generated_N.mean()) / (2.0 * distance.clamp_min(1e-6))
    return 0.5 + half_share, 0.5 - half_share
