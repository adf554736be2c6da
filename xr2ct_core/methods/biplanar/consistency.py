"""Making a volume explain its radiographs: by factors, view after view, or by the conditional mean.

Both keep air where there is none. `multiplied` is one visit of MART and differentiable, so that it can be a layer of
the network; after it the view is explained as well as factors along its rays can.
Shape legend: B batch of one, R detector rows, C detector columns, Z/Y/X voxels.
"""

from collections.abc import Iterable
from typing import Final

import torch
from torch import Tensor

from xr2ct_core.projection.measured import MeasuredView

LARGEST_FACTOR: Final = 3.0
_SMALLEST: Final = 1e-3
"""Line integrals below this, a twentieth of a millimetre of water, hold nothing to be multiplied."""


def multiplied(mu_BZYX: Tensor, view: MeasuredView) -> Tensor:
    """Attenuation in 1/mm times the geometric mean of measured over computed of the rays through each voxel."""
    return mu_BZYX * torch.exp(log_factors(mu_BZYX, view))


def log_factors(mu_BZYX: Tensor, view: MeasuredView) -> Tensor:
    """(B, Z, Y, X): the logarithm of measured over computed, averaged over the rays through each voxel."""
    computed_BRC = view.operator.forward(mu_BZYX)
    ratio_BRC = view.image_BRC.clamp_min(_SMALLEST) / computed_BRC.clamp_min(_SMALLEST)
    return view.spread(torch.log(ratio_BRC.clamp(1.0 / LARGEST_FACTOR, LARGEST_FACTOR)))


def consistent(mu_BZYX: Tensor, views: Iterable[MeasuredView], rounds: int) -> Tensor:
    """`rounds` visits of each view."""
    views = tuple(views)
    for _ in range(rounds):
        for view in views:
            mu_BZYX = multiplied(mu_BZYX, view)
    return mu_BZYX
