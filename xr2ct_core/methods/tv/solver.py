"""Two-view least squares with total variation by accelerated proximal gradients (FISTA).

Minimises 1/2 sum_rays (A x - b)² / length + lambda TV(x) over 0 <= x <= upper. Dividing by the length a ray spends in
the cube makes every ray count per mm, and the diagonal majorant of A' A is then the summed weight of the rays through
a voxel, so each step is one simultaneous algebraic correction followed by a smoothing.

Units: attenuation in 1/mm; `smoothing` is a length (mm of misfit per mm of edge) times the attenuation of a step.
Source: Beck and Teboulle, SIAM J Imaging Sci 2009;2:183 and IEEE Trans Image Process 2009;18:2419.
"""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from xr2ct_core.methods.tv.total_variation import ProximalStep
from xr2ct_core.projection.measured import MeasuredView

_LEAST_WEIGHT = 0.1
"""Voxels that few rays see are stepped as if a tenth of the densest rays saw them, so that smoothing fills them."""


def fista(
    start_BZYX: Tensor,
    upper_BZYX: Tensor,
    views: Sequence[MeasuredView],
    smoothing: float,
    iterations: int,
    inner_iterations: int,
    on_step: Callable[[int], None],
) -> Tensor:
    """Attenuation (B, Z, Y, X) between 0 and `upper_BZYX`, from `start_BZYX`.

    `smoothing` is lambda for sums over detector pixels and voxel faces; `on_step` is called before each of the
    `iterations` steps with its number.
    """
    weight_BZYX = torch.stack([view.weight_BZYX for view in views]).sum(0)
    weight_BZYX = weight_BZYX.clamp_min(_LEAST_WEIGHT * float(weight_BZYX.max()))
    proximal_step = ProximalStep(smoothing / weight_BZYX, upper_BZYX)
    mu_BZYX = ahead_BZYX = start_BZYX
    momentum = 1.0
    for step in range(iterations):
        on_step(step)
        descent_BZYX = torch.stack([_correction(view, ahead_BZYX) for view in views]).sum(0)
        mu_BZYX, previous_BZYX = proximal_step(ahead_BZYX + descent_BZYX / weight_BZYX, inner_iterations), mu_BZYX
        next_momentum = (1.0 + (1.0 + 4.0 * momentum**2) ** 0.5) / 2.0
        ahead_BZYX = torch.lerp(previous_BZYX, mu_BZYX, 1.0 + (momentum - 1.0) / next_momentum)
        momentum = next_momentum
    return mu_BZYX


def _correction(view: MeasuredView, mu_BZYX: Tensor) -> Tensor:
    """Minus the gradient of one view's misfit."""
    return view.operator.adjoint(view.per_mm(view.image_BRC - view.operator.forward(mu_BZYX)))
