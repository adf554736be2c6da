"""Sampling a volume from a prior of clean volumes under a linear measurement: DDNM and DDNM+ (Wang et al., ICLR 2023).

In each step the prior's estimate of the clean volume is corrected by L A+(y - A x). Without noise of the measurement L
is 1, which is DDNM: what the measurement sees is exact, the rest is the prior's. With noise of standard deviation n
(in units of the volume) DDNM+ gives the seen part of the volume at the lower level, with signal a and noise s,

    L = 1                             and fresh noise of variance s² - a² n²    where s >= a n,
    L = s sqrt(1 - eta²) / (a n)      and fresh noise of variance eta² s²       elsewhere,

so that its whole noise, that of the measurement included, is what the level should have. In the part that is not seen,
and for DDNM everywhere, a step is that of `denoising_sampler`, which keeps the variance of the prior when steps are
many; the published script counts eta of the whole noise instead of that of DDPM and narrows it by up to a quarter.

Noise is shared by all slices, wholly or in part, so that slices of like anatomy become alike.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

import torch
from torch import Tensor

from xr2ct_core.methods.blocks.denoising_sampler import CleanEstimate, denoising_step
from xr2ct_core.methods.blocks.noise_schedule import NoiseSchedule
from xr2ct_core.methods.ddnm.consistency import Measurement


@dataclass(frozen=True)
class Correction:
    """How the seen part of a volume reaches a lower level: the share L of the correction and the fresh noise."""

    share: float
    fresh: float


def correction_at(signal: float, noise: float, measurement_noise: float, eta: float) -> Correction:
    """The correction for a lower level with this signal and noise; `measurement_noise` in units of the volume."""
    if noise >= signal * measurement_noise:
        return Correction(1.0, sqrt(noise**2 - (signal * measurement_noise) ** 2))
    return Correction(noise * sqrt(1.0 - eta**2) / (signal * measurement_noise), eta * noise)


def sample_measured(
    noisy_SZYX: Tensor,
    levels: list[int],
    clean_of: CleanEstimate,
    measured: Measurement,
    schedule: NoiseSchedule,
    *,
    eta: float,
    noise: float,
    draw: Callable[[], Tensor],
    on_step: Callable[[int], None],
) -> Tensor:
    """Clean volumes at the end of the falling `levels`, whose first is that of `noisy_SZYX`.

    `clean_of` is the prior, `noise` that of the radiographs in each direction that they see; `draw` gives
    standard normal noise of the shape of the volumes; `on_step` is called with the steps done before each.
    """
    for step, (level, lower) in enumerate(pairwise(levels)):
        on_step(step)
        signal, share = float(schedule.signal_T[lower]), float(schedule.noise_T[lower])
        correction = Correction(1.0, 0.0) if noise == 0.0 else correction_at(signal, share, noise, eta)
        clean = clean_of(noisy_SZYX, level)
        clean = clean + correction.share * measured.lacking(clean)
        noisy_SZYX = denoising_step(noisy_SZYX, clean, clean, level, lower, schedule, eta, draw)
        if noise > 0.0 and lower > 0:
            wanted = signal * clean + correction.fresh * draw()
            noisy_SZYX = noisy_SZYX + measured.seen(wanted - noisy_SZYX)
    return noisy_SZYX


class SharedNoise:
    """Standard normal noise of volumes (S, Z, Y, X) of which the given share, of the variance, is that of all slices.

    Drawn on the processor, so that a seed gives the same noise on every device.
    """

    def __init__(self, shape: tuple[int, int, int, int], share: float, seed: int, device: torch.device) -> None:
        self._shape, self._share, self._device = shape, share, device
        self._generator = torch.Generator().manual_seed(seed)

    def __call__(self) -> Tensor:
        samples, _, rows, cols = self._shape
        common = torch.randn((samples, 1, rows, cols), generator=self._generator)
        own = torch.randn(self._shape, generator=self._generator)
        return mixed_noise(common, own, self._share).to(self._device)


def mixed_noise(common: Tensor, own: Tensor, share: float) -> Tensor:
    """Noise of variance one with this share of its variance from `common`."""
    return sqrt(share) * common + sqrt(1.0 - share) * own


class SliceSmoothing:
    """The proximal step of w/2 times the squared differences of neighbouring slices: (1 + w L)^-1 along z, exactly."""

    def __init__(self, slices: int, device: torch.device) -> None:
        difference = torch.diff(torch.eye(slices, dtype=torch.float64), dim=0)
        roots, vectors = torch.linalg.eigh(difference.T @ difference)
        self._roots, self._vectors = roots.float().to(device), vectors.float().to(device)

    def __call__(self, volume_SZYX: Tensor, weight: float) -> Tensor:
        smoothing_ZZ = (self._vectors / (1.0 + weight * self._roots)) @ self._vectors.T
        smoothed: Tensor = torch.einsum("zk,skyx->szyx", smoothing_ZZ, volume_SZYX)
        return smoothed
