"""From the volume of the network to the result: on the grid that was asked for, with templates, and agreeing.

Where templates follow, what there is before them, and after their first round, is shown as a draft.
The network's errors and those of registered templates are only partly the same, so their average is better than either.
Attenuation in 1/mm.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import torch
from torch import Tensor
from torch.nn.functional import avg_pool3d, interpolate

from xr2ct_core.control import WorkContext
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.biplanar.agreement import agreeing
from xr2ct_core.methods.biplanar.config import BiplanarConfig
from xr2ct_core.methods.biplanar.guess import Guess
from xr2ct_core.methods.biplanar.residual import with_smooth_factor
from xr2ct_core.methods.biplanar.templates import Templates
from xr2ct_core.methods.blocks.radiograph_level import make_level
from xr2ct_core.projection.measured import MeasuredView
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import MU_WATER_PER_MM

ERROR_CORRELATION: Final = 0.7
"""Between the errors of network and template in the body: 0.64 to 0.75 on seven patients new to both."""
LEAST_SIGMA: Final = 0.01 * MU_WATER_PER_MM
_PHASE: Final = "Agreeing with the X-rays"
_NETWORK_SHARE: Final = 0.1
_TEMPLATES_SHARE: Final = 0.85
"""Of the whole time, where templates are used."""


@torch.no_grad()
def finished(
    guess: Guess,
    own_grid: WorkingGrid,
    views: Sequence[MeasuredView],
    pair: RadiographPair,
    grid: WorkingGrid,
    settings: BiplanarConfig,
    context: WorkContext,
) -> Guess:
    """The result on `grid`, a multiple of `own_grid`; `views` are the known ones of `pair`. Raises `CancelledError`."""
    context.progress(_NETWORK_SHARE, _PHASE)
    if settings.fit_residual and settings.views == "both":
        level = make_level(pair, own_grid, guess.mu_ZYX.device)
        changed_ZYX = with_smooth_factor(guess.mu_ZYX, level, settings.residual_steps, context.checkpoint)
        guess = replace(guess, mu_ZYX=changed_ZYX)
    guess = _agreeing(guess, own_grid, views, pair, settings, context)
    if settings.with_templates and settings.views == "both":
        context.draft(guess.in_hu)
        context.finish()
        part = context.part(_NETWORK_SHARE, _TEMPLATES_SHARE)
        templates = Templates(pair, grid, settings, guess.mu_ZYX.device, part)
        template = templates.warped(guess.mu_ZYX)
        if templates.has_round_left:
            known = _together(guess, template, templates.coarse_grid, views, pair, settings, context)
            context.draft(known.in_hu)
            template = templates.warped(known.mu_ZYX)
        part.finish()
        context.progress(_NETWORK_SHARE + _TEMPLATES_SHARE, _PHASE)
        guess = _together(guess, template, grid, views, pair, settings, context)
    elif grid.size != own_grid.size:
        guess = _finer(guess, grid.size, None)
        if settings.consistency == "weighted" and settings.views == "both":
            guess = _agreeing(guess, grid, views, pair, settings, context)
    context.progress(1.0, _PHASE)
    return guess


def _together(
    guess: Guess,
    template: Guess,
    grid: WorkingGrid,
    views: Sequence[MeasuredView],
    pair: RadiographPair,
    settings: BiplanarConfig,
    context: WorkContext,
) -> Guess:
    """Network and templates averaged on `grid`, that of the templates, and made to agree with the X-rays."""
    if grid.size != guess.mu_ZYX.shape[0]:
        guess = _finer(guess, grid.size, template if settings.fine_from_templates else None)
    guess = _mixed(_scaled(guess, settings.network_error), _scaled(template, settings.template_error))
    if settings.consistency == "weighted":
        guess = _agreeing(guess, grid, views, pair, settings, context)
    return guess


def _agreeing(
    guess: Guess,
    grid: WorkingGrid,
    views: Sequence[MeasuredView],
    pair: RadiographPair,
    settings: BiplanarConfig,
    context: WorkContext,
) -> Guess:
    level = make_level(pair, grid, guess.mu_ZYX.device)
    mu_ZYX = agreeing(guess.mu_ZYX, guess.sigma_ZYX, views, level, settings, context.checkpoint)
    return Guess(mu_ZYX, guess.sigma_ZYX)


def _scaled(guess: Guess, factor: float) -> Guess:
    """As unsure as it should be."""
    return replace(guess, sigma_ZYX=factor * guess.sigma_ZYX)


def _finer(guess: Guess, size: int, template: Guess | None) -> Guess:
    """Enlarged, with what is finer in a template: other people's detail, so it may be off by as much as it is."""
    mu_ZYX, sigma_ZYX = (_enlarged(values, size) for values in (guess.mu_ZYX, guess.sigma_ZYX))
    if template is None:
        return Guess(mu_ZYX, sigma_ZYX)
    factor = size // guess.mu_ZYX.shape[0]
    detail_ZYX = template.mu_ZYX - _enlarged(avg_pool3d(template.mu_ZYX[None, None], factor)[0, 0], size)
    variance_ZYX = _enlarged(avg_pool3d(detail_ZYX.square()[None, None], factor)[0, 0], size)
    return Guess((mu_ZYX + detail_ZYX).clamp_min(0.0), (sigma_ZYX.square() + variance_ZYX).sqrt())


def _enlarged(values_ZYX: Tensor, size: int) -> Tensor:
    larger: Tensor = interpolate(values_ZYX[None, None], size=(size,) * 3, mode="trilinear")[0, 0]
    return larger


def _mixed(one: Guess, other: Guess) -> Guess:
    """The mean weighted by the inverse variances, voxel by voxel.

    Weights that take the correlation of the errors into account would be sharper, and trust the deviations more than
    they deserve; that of the mean does.
    """
    first, second = one.sigma_ZYX.clamp_min(LEAST_SIGMA), other.sigma_ZYX.clamp_min(LEAST_SIGMA)
    weight = second.square() / (first.square() + second.square())
    rest = 1.0 - weight
    shared = ERROR_CORRELATION * first * second
    variance = (weight * first).square() + (rest * second).square() + 2.0 * weight * rest * shared
    return Guess(weight * one.mu_ZYX + rest * other.mu_ZYX, variance.sqrt())
