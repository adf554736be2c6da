"""What the autoencoder learns from. Volumes are in units of water; KL divergences in nats."""

from torch import Tensor

HETEROSCEDASTIC_SHARE = 0.5
"""0 is the plain likelihood, which gives up where the error is large; 1 leaves the mean to the squared error alone."""


def likelihood_loss(mean: Tensor, log_variance: Tensor, truth: Tensor) -> Tensor:
    """Negative log-likelihood of a Gaussian in each voxel, weighted by a power of its variance.

    The power is `HETEROSCEDASTIC_SHARE`; the weight has no gradient (beta-NLL, Seitzer et al., ICLR 2022).
    """
    nll = 0.5 * ((mean - truth).square() * (-log_variance).exp() + log_variance)
    return ((HETEROSCEDASTIC_SHARE * log_variance.detach()).exp() * nll).mean()


def divergence_loss(mean_B: Tensor, log_variance_B: Tensor, voxels: int) -> Tensor:
    """KL divergence of the latent's distribution from the standard normal one, per voxel of the volume."""
    divergence = 0.5 * (mean_B.square() + log_variance_B.exp() - 1.0 - log_variance_B)
    return divergence.flatten(1).sum(1).mean() / voxels
