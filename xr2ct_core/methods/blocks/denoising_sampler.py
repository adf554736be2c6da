"""From a noisy volume down to a clean one: DDPM (Ho et al., NeurIPS 2020) and DDIM (Song et al., ICLR 2021).

A step from level t to a lower level u, with the estimate x_0 of the clean volume and e = (x_t - a_t x_0) / s_t, is

    x_u = a_u x_0 + sqrt(s_u² - d²) e + d z,    d = eta (s_u / s_t) sqrt(1 - a_t² / a_u²),

with fresh noise z. At eta = 1 and u = t - 1 this is the step of DDPM, at eta = 0 DDIM. The sampler knows neither the
network nor where its noisy volume comes from; started at the level that a noisy measurement has, it draws from the
posterior given that measurement.

The noise may lie around another centre than the clean volume: with `centre_of`, which gives the centre at a level for
a clean estimate, every x_0 of the formula is that centre (at t or at u). It must be the clean estimate at level 0.
"""

import math
from collections.abc import Callable
from itertools import pairwise

from torch import Tensor

from xr2ct_core.methods.blocks.noise_schedule import NoiseSchedule

CleanEstimate = Callable[[Tensor, int], Tensor]
"""The expected clean volume given a noisy one and its level."""
Centre = Callable[[Tensor, int], Tensor]
"""What the noise of a level lies around, given the clean volume."""


def visited_levels(start: int, steps: int) -> list[int]:
    """`start` and the levels after each step, down to 0; evenly spaced, each once, so at most `start` steps."""
    steps = min(steps, start)
    return [round(start * (steps - step) / steps) for step in range(steps + 1)]


def itself(clean: Tensor, level: int) -> Tensor:
    """The centre of a diffusion without a guide."""
    return clean


def sample(
    noisy: Tensor,
    levels: list[int],
    clean_of: CleanEstimate,
    schedule: NoiseSchedule,
    eta: float,
    draw: Callable[[], Tensor],
    on_step: Callable[[int], None],
    centre_of: Centre = itself,
) -> Tensor:
    """The clean volume at the end of the falling `levels`, whose first is that of `noisy`.

    `draw` gives standard normal noise of the shape of `noisy`; `on_step` is called with the steps done before each.
    """
    for step, (level, lower) in enumerate(pairwise(levels)):
        on_step(step)
        clean = clean_of(noisy, level)
        old, new = centre_of(clean, level), centre_of(clean, lower)
        noisy = denoising_step(noisy, old, new, level, lower, schedule, eta, draw)
    return noisy


def denoising_step(
    noisy: Tensor,
    centre: Tensor,
    centre_lower: Tensor,
    level: int,
    lower: int,
    schedule: NoiseSchedule,
    eta: float,
    draw: Callable[[], Tensor],
) -> Tensor:
    """The volume at the level `lower` after `noisy` at `level`, whose noise lies around the two centres."""
    signal, share = float(schedule.signal_T[level]), float(schedule.noise_T[level])
    signal_lower, share_lower = float(schedule.signal_T[lower]), float(schedule.noise_T[lower])
    noise = (noisy - signal * centre) / share
    fresh = eta * share_lower / share * math.sqrt(max(0.0, 1.0 - (signal / signal_lower) ** 2))
    result = signal_lower * centre_lower + math.sqrt(max(0.0, share_lower**2 - fresh**2)) * noise
    return result + fresh * draw() if fresh > 0.0 else result
