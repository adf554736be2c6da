"""The volume that is likeliest under the prior and under the radiographs, and draws around it.

Maximum a posteriori (X2CT-FLOW, Shibata et al. 2021): the sum of squared errors of the line integrals over their
variance, and of squared distances from the prior. All unknowns, which are the latent, the pose of the patient and the
scale of each radiograph, are written as standard normal numbers, so that one step length fits them all and the prior is
their sum of squares.

A draw is the likeliest volume for radiographs with as much noise added as they have, under a prior whose centre was
drawn from it: exactly a draw from the posterior if all were linear, and near to it here (randomize-then-optimize,
Bardsley et al., SIAM J Sci Comput 2014).

Shape legend: S volumes fitted at once, U unknowns, D numbers of the latent, V views, Z/Y/X voxels, R rows, C columns.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, pi, radians

import torch
from torch import Tensor

from xr2ct_core.methods.latent_fit.measurement import FittedView
from xr2ct_core.methods.latent_fit.networks import Decoded
from xr2ct_core.methods.latent_fit.pose import moved
from xr2ct_core.methods.latent_fit.prior import LatentPrior

FIRST_STEP, LAST_STEP = 0.15, 0.01
"""Step lengths of Adam, in standard deviations of the prior."""

Decode = Callable[[Tensor], Decoded]
"""Latents (S, D) to volumes (S, 1, Z, Y, X) in units of water and the logarithms of their variances."""


@dataclass(frozen=True)
class Freedom:
    """Standard deviations of what may vary beside the latent: shift, turn, and the relative gain of each view."""

    shift_mm: float
    turn_deg: float
    gain: float


@dataclass(frozen=True, eq=False)
class Fitted:
    """What unknowns stand for: volumes (S, Z, Y, X) in units of water, their variances, gains (S, V) and the pose."""

    mean_SZYX: Tensor
    variance_SZYX: Tensor
    gain_SV: Tensor
    shift_mm_S3: Tensor
    turn_S3: Tensor


class LatentFit:
    """One patient: a decoder with its prior, and the radiographs."""

    def __init__(
        self,
        decode: Decode,
        prior: LatentPrior,
        views: Sequence[FittedView],
        freedom: Freedom,
        cube_mm: float,
        prior_weight: float = 1.0,
    ) -> None:
        self._decode = decode
        self._prior = prior
        self.views = tuple(views)
        self._freedom = freedom
        self._cube_mm = cube_mm
        self._prior_weight = prior_weight
        self._numbers = len(prior.mean_D)
        self._count = self._numbers + 6 + len(self.views)

    def fitted(self, unknowns_SU: Tensor) -> Fitted:
        """The volumes that belong to unknowns (S, U); differentiable."""
        sizes = [self._numbers, 3, 3, len(self.views)]
        latent_SD, shift_S3, turn_S3, gain_SV = torch.split(unknowns_SU, sizes, dim=1)
        freedom = self._freedom
        shift_mm_S3, turn_S3 = freedom.shift_mm * shift_S3, radians(freedom.turn_deg) * turn_S3
        mean, log_variance = self._decode(self._prior.latent(latent_SD))
        both_S2ZYX = torch.cat((mean, log_variance.exp()), dim=1)
        if freedom.shift_mm > 0.0 or freedom.turn_deg > 0.0:
            both_S2ZYX = moved(both_S2ZYX, shift_mm_S3, turn_S3, self._cube_mm)
        gain_SV = (freedom.gain * gain_SV).exp()
        return Fitted(both_S2ZYX[:, 0], both_S2ZYX[:, 1], gain_SV, shift_mm_S3, turn_S3)

    def solve(
        self, steps: int, draws: int, generator: torch.Generator, on_step: Callable[[int], None]
    ) -> tuple[Tensor, Tensor]:
        """The likeliest unknowns (1, U) and those of draws (S, U), after so many steps from the mean of the prior.

        All go together: a processor takes little longer for a few volumes than for one. `on_step` is called with the
        steps done before each.
        """

        def noise(*shape: int) -> Tensor:
            # On the processor, so that a seed gives the same noise on every device. The likeliest has none.
            drawn = torch.randn((draws, *shape), generator=generator)
            return torch.cat((torch.zeros(1, *shape), drawn)).to(self._prior.mean_D)

        centre_SU = noise(self._count) / self._prior_weight**0.5
        ray_noise_SRC = [noise(*view.measured.image_BRC.shape[1:]) for view in self.views]
        unknowns = torch.zeros_like(centre_SU, requires_grad=True)
        optimiser = torch.optim.Adam([unknowns], betas=(0.9, 0.99))
        for step in range(steps):
            on_step(step)
            for group in optimiser.param_groups:
                group["lr"] = LAST_STEP + (FIRST_STEP - LAST_STEP) * 0.5 * (1.0 + cos(pi * step / steps))
            energy = self._energy(unknowns, centre_SU, ray_noise_SRC)
            (unknowns.grad,) = torch.autograd.grad(energy, unknowns)
            optimiser.step()
        likeliest_1U, drawn_SU = torch.split(unknowns.detach(), [1, draws])
        return likeliest_1U, drawn_SU

    def _energy(self, unknowns_SU: Tensor, centre_SU: Tensor, ray_noise_SRC: Sequence[Tensor]) -> Tensor:
        """What is least where prior and radiographs, with noise of so many standard deviations added, agree best."""
        now = self.fitted(unknowns_SU)
        energy = 0.5 * self._prior_weight * (unknowns_SU - centre_SU).square().sum()
        for number, (view, noise_SRC) in enumerate(zip(self.views, ray_noise_SRC, strict=True)):
            precision_SRC = view.precision(now.variance_SZYX)
            wanted_SRC = view.measured.image_BRC + noise_SRC * precision_SRC.rsqrt()
            error_SRC = now.gain_SV[:, number, None, None] * view.project(now.mean_SZYX) - wanted_SRC
            energy = energy + 0.5 * (error_SRC.square() * precision_SRC).sum()
        return energy
