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
    return (torch.linalg.vector_norm(gradient.flatten(1), dim=1) - 1.0).square().mean()


def told_apart(scores_of_real_N: Tensor, scores_of_generated_N: Tensor) -> tuple[Tensor, Tensor]:
    """Scores of real and of generated slices, each against the mean of the others, between 0 and 1.

    A critic's scores have no zero; these say how well it tells the two apart: both are 1/2 where it cannot.
    """
    real = torch.sigmoid(scores_of_real_N - scores_of_generated_N.mean()).mean()
    generated = torch.sigmoid(scores_of_generated_N - scores_of_real_N.mean()).mean()
    return real, generated
