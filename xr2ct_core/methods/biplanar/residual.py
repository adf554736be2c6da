"""A smooth factor that lets a volume explain both radiographs better, fitted when it is reconstructed.

The factor is a field of 16³ logarithms, interpolated: it changes the density of regions of 20 mm, not their borders,
and keeps air where there is air. It costs its size and its roughness, so that it stays one where the radiographs say
nothing. The network is not changed. Attenuation in 1/mm. Shape legend: Z/Y/X voxels, K nodes along an edge.
"""

from collections.abc import Callable
from math import cos, pi
from typing import Final

import torch
from torch import Tensor
from torch.nn.functional import interpolate

from xr2ct_core.methods.blocks.conditional_mean import line_integral_noise
from xr2ct_core.methods.blocks.radiograph_level import Level

NODES: Final = 16
CORRELATION_MM: Final = 15.0
"""Rays that are closer say nearly the same."""
FIRST_STEP: Final = 0.02
USUAL_LOG: Final = 0.1
"""Typical size of the logarithm at a node, and of its difference to the next one."""


def with_smooth_factor(mu_ZYX: Tensor, level: Level, steps: int, on_step: Callable[[], None]) -> Tensor:
    """The volume times the factor after so many steps of Adam, each announced by `on_step`."""
    noise = line_integral_noise(level, mu_ZYX)
    independent = len(level.measured) * (level.grid.cube_mm / CORRELATION_MM) ** 2
    log_KKK = torch.zeros((NODES,) * 3, device=mu_ZYX.device, requires_grad=True)
    optimiser = torch.optim.Adam([log_KKK], betas=(0.9, 0.95))
    mu_ZYX = mu_ZYX.detach()
    with torch.enable_grad():
        for step in range(steps):
            on_step()
            for group in optimiser.param_groups:
                group["lr"] = FIRST_STEP * (0.1 + 0.45 * (1.0 + cos(pi * step / steps)))
            residuals = zip(level.project(_changed(mu_ZYX, log_KKK)), level.measured, strict=True)
            misfit = torch.cat([(image - measured).flatten() for image, measured in residuals]).square().mean()
            rough = torch.stack([log_KKK.diff(dim=axis).square().sum() for axis in range(3)]).sum()
            price = (log_KKK.square().sum() + rough) / USUAL_LOG**2
            optimiser.zero_grad()
            (misfit / noise**2 + price / independent).backward()  # type: ignore[no-untyped-call]
            optimiser.step()
    with torch.no_grad():
        return _changed(mu_ZYX, log_KKK)


def _changed(mu_ZYX: Tensor, log_KKK: Tensor) -> Tensor:
    field: Tensor = interpolate(log_KKK[None, None], size=mu_ZYX.shape, mode="trilinear")[0, 0]
    return mu_ZYX * field.exp()
