"""The correction that makes a volume agree with both radiographs while changing it as little as its errors suggest.

The volume's error is taken as a Gaussian field with a known standard deviation per voxel and a short correlation
length; the line integrals are measurements of it. Its conditional mean given the residual of the projections,
C At (A C At + s^2)^-1 r, is added to the volume. The system is solved by conjugate gradients in the space of the
detectors, where it is small. Where nothing is uncertain (air around the body) nothing changes.

Errors are heavy-tailed: most are small, a nodule or a piece of metal that no template has is a large one. `reweighted`
therefore estimates the standard deviation anew from the correction itself, as for a Student t distribution; a finding
then gathers where its rays from both views cross, instead of being smeared along them. Units: attenuation in 1/mm,
line integrals without unit, lengths in millimetres.
"""

from collections.abc import Callable
from math import pi, sqrt
from typing import Final

import torch
from torch import Tensor

from xr2ct_core.methods.blocks.radiograph_level import Level
from xr2ct_core.units import MU_WATER_PER_MM

Images = tuple[Tensor, Tensor]


LEAST_NOISE: Final = 0.1
"""Standard deviation of a line integral where both radiographs can be explained."""
_SHARE_OF_MISFIT: Final = 0.3
LARGEST_MU: Final = 4.0 * MU_WATER_PER_MM
"""That of 3000 HU: more than bone, and what most scanners say of metal."""
DEGREES_OF_FREEDOM = 0.15
REWEIGHTING_ROUNDS = 4
_TAIL_SMOOTHING_MM = 4.0
_SOLVED: Final = 1e-12
"""Share of the first squared residual below which a system is solved; rounding decides what further steps would do."""


def reweighted(
    level: Level,
    mu_ZYX: Tensor,
    sigma_ZYX: Tensor,
    *,
    correlation_mm: float,
    noise: float,
    steps: int,
    on_step: Callable[[], None],
) -> Tensor:
    """Standard deviations (Z, Y, X) of the error, raised where `correct` finds large ones; arguments as there."""
    blur = GaussianBlur(level.grid.size, level.grid.spacing_mm, _TAIL_SMOOTHING_MM).to(mu_ZYX)
    sigma = sigma_ZYX
    for _ in range(REWEIGHTING_ROUNDS):
        corrected = correct(
            level, mu_ZYX, sigma, correlation_mm=correlation_mm, noise=noise, steps=steps, on_step=on_step
        )
        corrected = corrected.clamp(0.0, LARGEST_MU)
        change = blur((corrected - mu_ZYX).square()) / blur.gain * (sigma_ZYX > 0)
        sigma = ((DEGREES_OF_FREEDOM * sigma_ZYX.square() + change) / (DEGREES_OF_FREEDOM + 1.0)).sqrt()
    return sigma


def line_integral_noise(level: Level, mu_ZYX: Tensor) -> float:
    """Standard deviation of the line integrals that `correct` should assume for this volume.

    Two radiographs that contradict each other, as real ones do whose tone curve or geometry is only roughly known,
    leave a large misfit in the best of volumes; to explain it all would bend the volume to what was not there. Where
    line integrals were estimated from display images, as much is left as they may be off.
    """
    misfit = [measured - image for measured, image in zip(level.measured, level.project(mu_ZYX), strict=True)]
    rms = float(torch.cat([part.flatten() for part in misfit]).square().mean().sqrt())
    return max(LEAST_NOISE, level.error, _SHARE_OF_MISFIT * rms)


def correct(
    level: Level,
    mu_ZYX: Tensor,
    sigma_ZYX: Tensor,
    *,
    correlation_mm: float,
    noise: float,
    steps: int,
    on_step: Callable[[], None],
) -> Tensor:
    """`mu_ZYX` with the correction added, not clipped at zero.

    `sigma_ZYX` standard deviation of the error of each voxel in 1/mm, `correlation_mm` its correlation length,
    `noise` standard deviation of a line integral, `steps` of conjugate gradients, each announced by `on_step`.
    """
    blur = GaussianBlur(level.grid.size, level.grid.spacing_mm, correlation_mm).to(mu_ZYX)

    def covariance(volume: Tensor) -> Tensor:
        return sigma_ZYX * blur(sigma_ZYX * volume)

    def system(images: Images) -> Images:
        frontal, lateral = level.project(covariance(level.backproject(images)))
        return frontal + noise**2 * images[0], lateral + noise**2 * images[1]

    projected = level.project(mu_ZYX)
    residual = (level.measured[0] - projected[0], level.measured[1] - projected[1])
    solution = conjugate_gradients(system, residual, steps, on_step)
    return mu_ZYX + covariance(level.backproject(solution))


def conjugate_gradients(
    system: Callable[[Images], Images], right_side: Images, steps: int, on_step: Callable[[], None]
) -> Images:
    """Approximate solution of `system(x) = right_side`, a symmetric positive definite system over both views."""
    solution = torch.zeros_like(right_side[0]), torch.zeros_like(right_side[1])
    residual = direction = right_side
    energy = _dot(residual, residual)
    enough = _SOLVED * float(energy)
    for _ in range(steps):
        on_step()
        if float(energy) <= enough:
            break
        image = system(direction)
        curvature = _dot(direction, image)
        if float(curvature) <= 0.0:
            break
        length = energy / curvature
        solution = _add(solution, direction, length)
        residual = _add(residual, image, -length)
        previous, energy = energy, _dot(residual, residual)
        direction = _add(residual, direction, energy / previous)
    return solution


class GaussianBlur:
    """Separable Gaussian correlation on a cube, 1 at distance zero."""

    def __init__(self, size: int, spacing_mm: float, sigma_mm: float) -> None:
        position_mm = torch.arange(size) * spacing_mm
        self._weights = torch.exp(-0.5 * ((position_mm[:, None] - position_mm) / sigma_mm) ** 2)
        self.gain = (sigma_mm * sqrt(2.0 * pi) / spacing_mm) ** 3
        """Sum of the weights in the inside of the cube; dividing by it makes the blur a mean."""

    def to(self, like: Tensor) -> "GaussianBlur":
        self._weights = self._weights.to(like)
        return self

    def __call__(self, volume_ZYX: Tensor) -> Tensor:
        partly = torch.matmul(torch.matmul(self._weights, volume_ZYX), self._weights)
        blurred: Tensor = torch.tensordot(self._weights, partly, 1)
        return blurred


def _dot(a: Images, b: Images) -> Tensor:
    return (a[0] * b[0]).sum() + (a[1] * b[1]).sum()


def _add(a: Images, b: Images, factor: Tensor) -> Images:
    return a[0] + factor * b[0], a[1] + factor * b[1]
