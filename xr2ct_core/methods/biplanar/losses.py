"""What `biplanar` is told about its mistakes. Volumes in units of water, so an error of 1 is 1000 HU.

Shape legend: B batch, Z/Y/X voxels, R detector rows, C detector columns.
"""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, one_hot

from xr2ct_core.methods.biplanar.network import TISSUES
from xr2ct_core.methods.blocks.projected_views import turned
from xr2ct_core.projection.measured import MeasuredView
from xr2ct_core.units import MU_WATER_PER_MM

LINE_INTEGRAL_OF_CHEST = 4.0
"""A typical line integral; dividing by it makes the projection terms comparable with those of voxels."""
_LEAST_SIGMA = 5e-3


def absolute_error(water_B1ZYX: Tensor, truth_B1ZYX: Tensor, weight_B1ZYX: Tensor) -> Tensor:
    """Mean absolute error; `weight_B1ZYX` counts some voxels more."""
    return ((water_B1ZYX - truth_B1ZYX).abs() * weight_B1ZYX).mean()


def squared_error(water_B1ZYX: Tensor, truth_B1ZYX: Tensor) -> Tensor:
    return (water_B1ZYX - truth_B1ZYX).square().mean()


def gradient_error(water_B1ZYX: Tensor, truth_B1ZYX: Tensor) -> Tensor:
    """Mean absolute error of the differences between neighbours along the three axes."""
    error = water_B1ZYX - truth_B1ZYX
    return torch.stack([error.diff(dim=axis).abs().mean() for axis in (2, 3, 4)]).mean()


def tissue_error(logits_B4ZYX: Tensor, classes_BZYX: Tensor) -> Tensor:
    """Cross entropy plus one minus the mean soft Dice of the classes that are present (Milletari et al., 2016)."""
    likely = logits_B4ZYX.softmax(1)
    target = one_hot(classes_BZYX, len(TISSUES)).movedim(-1, 1).to(likely.dtype)
    overlap, total = (likely * target).sum((0, 2, 3, 4)), (likely + target).sum((0, 2, 3, 4))
    present = (target.sum((0, 2, 3, 4)) > 0).to(likely.dtype)
    dice = (present * 2.0 * overlap / total.clamp_min(1.0)).sum() / present.sum()
    return cross_entropy(logits_B4ZYX, classes_BZYX) + 1.0 - dice


def sigma_of(log_sigma: Tensor) -> Tensor:
    """Standard deviation of what the network says of its error, which is never smaller than 5 HU."""
    return log_sigma.exp() + _LEAST_SIGMA


def log_likelihood_error(error_B1ZYX: Tensor, log_sigma_B1ZYX: Tensor) -> Tensor:
    """Negative log-likelihood of a normal error; the error is taken as it is, so only the uncertainty learns."""
    sigma = sigma_of(log_sigma_B1ZYX)
    return (0.5 * (error_B1ZYX.detach() / sigma).square() + sigma.log()).mean()


def input_error(water_B1ZYX: Tensor, views: Sequence[Sequence[MeasuredView]]) -> Tensor:
    """Mean absolute error of the line integrals at the views that were given, sample by sample; 0 without views."""
    errors = [
        (view.operator.forward(_mu(water_1ZYX)) - view.image_BRC).abs().mean()
        for water_1ZYX, own in zip(water_B1ZYX, views, strict=True)
        for view in own
    ]
    return _mean(errors, water_B1ZYX)


def unseen_error(
    water_B1ZYX: Tensor, truth_B1ZYX: Tensor, views: Sequence[Sequence[MeasuredView]], degrees_B: Tensor
) -> Tensor:
    """The same at a view that nobody gave: the first one, turned about the patient's long axis."""
    pairs = zip(turned(water_B1ZYX, degrees_B), turned(truth_B1ZYX, degrees_B), views, strict=True)
    errors = [
        (own[0].operator.forward(_mu(ours)) - own[0].operator.forward(_mu(truth))).abs().mean()
        for ours, truth, own in pairs
        if own
    ]
    return _mean(errors, water_B1ZYX)


def _mean(errors: list[Tensor], water_B1ZYX: Tensor) -> Tensor:
    return torch.stack(errors).mean() / LINE_INTEGRAL_OF_CHEST if errors else 0.0 * water_B1ZYX.sum()


def _mu(water_1ZYX: Tensor) -> Tensor:
    return MU_WATER_PER_MM * water_1ZYX.clamp_min(0.0)
