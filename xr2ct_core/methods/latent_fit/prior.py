"""The Gaussian that the latents of true volumes follow: their mean and covariance, measured in training.

An autoencoder's latents are standard normal one by one, but neighbouring places go together: a tall patient is tall
everywhere. A Gaussian with their full covariance is the prior that belongs to the decoder (ex-post density estimation,
Ghosh et al., ICLR 2020).

Shape legend: B batch, D numbers of a latent, S volumes fitted at once.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from xr2ct_core.methods.blocks.precision import full_precision

_SLOWEST_RATE = 0.004
"""Weight of the newest batch in the running means, once enough were seen."""
_INDEPENDENT_SHARE = 0.2
"""Share of the variance that is taken to be each number's own: few patients show fewer combinations than there are."""


@dataclass(frozen=True, eq=False)
class LatentPrior:
    """Latents as `mean_D` plus `factor_DD` times standard normal numbers."""

    mean_D: Tensor
    factor_DD: Tensor

    def latent(self, standard_SD: Tensor) -> Tensor:
        """The latents (S, D) that belong to standard normal numbers (S, D)."""
        return self.mean_D + standard_SD @ self.factor_DD.T


class LatentMoments(nn.Module):
    """Running mean of the latents and of their products, kept with the weights; standard normal until the first batch.

    Both are linear in the latents' distribution, so an average of several states is a state as well.
    """

    mean: Tensor
    product: Tensor
    batches: Tensor

    def __init__(self, numbers: int) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(numbers))
        self.register_buffer("product", torch.eye(numbers))
        self.register_buffer("batches", torch.zeros(()))

    @torch.no_grad()
    def update(self, latent_BD: Tensor) -> None:
        """Take in the latents of a batch."""
        latent_BD = latent_BD.float()
        self.batches += 1.0
        rate = self.batches.reciprocal().clamp_min(_SLOWEST_RATE)
        self.mean += rate * (latent_BD.mean(0) - self.mean)
        with full_precision(latent_BD.device):
            self.product += rate * (latent_BD.T @ latent_BD / len(latent_BD) - self.product)

    @torch.no_grad()
    def prior(self) -> LatentPrior:
        """The Gaussian with these moments, its covariances between different numbers somewhat smaller."""
        mean = self.mean.double()
        covariance = self.product.double() - mean[:, None] * mean
        variance = covariance.diagonal().clamp_min(1e-4)
        covariance = (1.0 - _INDEPENDENT_SHARE) * covariance + torch.diag(_INDEPENDENT_SHARE * variance)
        return LatentPrior(self.mean.clone(), torch.linalg.cholesky(covariance).float())
