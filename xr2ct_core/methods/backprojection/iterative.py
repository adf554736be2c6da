"""Iterative two-view inverses for any beam, on the projector and its exact adjoint.

`sart`: Andersen and Kak, Ultrasonic Imaging 1984;6:81. `mart`: Gordon, Bender and Herman, J Theor Biol 1970;29:471,
one factor per view and voxel.

Invariants: attenuation in 1/mm, batch of one, never below zero; mart leaves zeros at zero.
"""

from collections.abc import Callable, Iterator, Sequence

import torch
from torch import Tensor

from xr2ct_core.projection.body import scaled_to
from xr2ct_core.projection.measured import MeasuredView

Visit = Callable[[int, int], None]
"""Called before each visit of a view with the visits done and the visits in all."""

_LARGEST_FACTOR = 1e3
_SMALLEST = 1e-7


def sart(
    trust_BZYX: Tensor, views: Sequence[MeasuredView], iterations: int, relaxation: float, on_visit: Visit
) -> Tensor:
    """Spread each view's residual over its rays in proportion to the trust in each voxel, view after view.

    Starts from a flat volume of that shape; voxels without trust stay empty.
    """
    mu_BZYX = scaled_to(trust_BZYX, views)
    trusted_mm = {id(view): view.operator.forward(trust_BZYX) for view in views}
    for view in _visits(views, iterations, on_visit):
        residual_BRC = view.image_BRC - view.operator.forward(mu_BZYX)
        per_mm_BRC = view.per_mm(residual_BRC, trusted_mm[id(view)])
        mu_BZYX = mu_BZYX.addcmul(trust_BZYX, view.spread(per_mm_BRC), value=relaxation).clamp_min_(0.0)
    return mu_BZYX


def mart(
    trust_BZYX: Tensor, views: Sequence[MeasuredView], iterations: int, relaxation: float, on_visit: Visit
) -> Tensor:
    """Multiply each voxel by the geometric mean of measured over computed of the rays through it.

    Starts from a flat volume in the shape of the trust, to which the result is the nearest in relative entropy.
    """
    mu_BZYX = scaled_to(trust_BZYX, views)
    for view in _visits(views, iterations, on_visit):
        computed_BRC = view.operator.forward(mu_BZYX)
        ratio_BRC = view.image_BRC.clamp_min(_SMALLEST) / computed_BRC.clamp_min(_SMALLEST)
        factor_BRC = torch.where(computed_BRC > _SMALLEST, ratio_BRC, 1.0).clamp(1 / _LARGEST_FACTOR, _LARGEST_FACTOR)
        mu_BZYX = mu_BZYX * torch.exp(relaxation * view.spread(torch.log(factor_BRC)))
    return mu_BZYX


def _visits(views: Sequence[MeasuredView], iterations: int, on_visit: Visit) -> Iterator[MeasuredView]:
    """The views in turn, `iterations` times each."""
    total = iterations * len(views)
    for visit in range(total):
        on_visit(visit, total)
        yield views[visit % len(views)]
