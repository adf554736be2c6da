"""From the volume of the network to the result: on the grid that was asked for, with templates, and agreeing.

The network's errors and those of registered templates (see `methods.template`) are only partly the same, so their
average is better than either. The method comes from the registry, as where refiners start from a coarse volume.
Attenuation in 1/mm.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import torch
from torch import Tensor
from torch.nn.functional import avg_pool3d, interpolate

from xr2ct_core.control import WorkContext
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import Method
from xr2ct_core.methods.biplanar.agreement import agreeing
from xr2ct_core.methods.biplanar.config import BiplanarConfig
from xr2ct_core.methods.biplanar.residual import with_smooth_factor
from xr2ct_core.methods.blocks.radiograph_level import make_level
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.projection.measured import MeasuredView
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import MU_WATER_PER_MM, hu_to_mu_per_mm

ERROR_CORRELATION: Final = 0.7
"""Between the errors of network and template in the body: 0.64 to 0.75 on seven patients new to both."""
LEAST_SIGMA: Final = 0.01 * MU_WATER_PER_MM
_PHASE: Final = "Agreeing with the X-rays"
_NETWORK_SHARE: Final = 0.15
_TEMPLATES_SHARE: Final = 0.75
"""Of the whole time, where templates are used."""


@dataclass(frozen=True, eq=False)
class Guess:
    """A volume (Z, Y, X) and the standard deviation of its error."""

    mu_ZYX: Tensor
    sigma_ZYX: Tensor


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
    mixed = settings.with_templates and settings.views == "both"
    template = _template(pair, grid, settings, guess.mu_ZYX.device, context) if mixed else None
    if grid.size != own_grid.size:
        guess = _finer(guess, grid.size, template if settings.fine_from_templates else None)
    if template is not None:
        guess = _mixed(_scaled(guess, settings.network_error), _scaled(template, settings.template_error))
    if (mixed or grid.size != own_grid.size) and settings.consistency == "weighted" and settings.views == "both":
        context.progress(_NETWORK_SHARE + _TEMPLATES_SHARE, _PHASE)
        guess = _agreeing(guess, grid, views, pair, settings, context)
    context.progress(1.0, _PHASE)
    return guess


def template_memory_bytes(grid: WorkingGrid, settings: BiplanarConfig) -> int:
    """What the method `template` takes on `grid`; nothing where it is not used."""
    return _template_method(settings, "cpu").estimate_memory_bytes(grid) if settings.with_templates else 0


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


def _template(
    pair: RadiographPair, grid: WorkingGrid, settings: BiplanarConfig, device: torch.device, context: WorkContext
) -> Guess:
    own = context.part(_NETWORK_SHARE, _TEMPLATES_SHARE)
    with torch.enable_grad():
        output = _template_method(settings, str(device)).reconstruct(pair, grid, own)
    own.finish()
    if output.uncertainty_hu is None:
        raise ValueError("Templates are mixed in by their uncertainty, and gave none.")
    mu_ZYX = torch.from_numpy(hu_to_mu_per_mm(output.hu)).to(device)
    return Guess(mu_ZYX, torch.from_numpy(output.uncertainty_hu).to(device) * (MU_WATER_PER_MM / 1000.0))


def _template_method(settings: BiplanarConfig, device: str) -> Method:
    """The method `template`; of all bundled CTs it takes twice as many at half the effort."""
    spec = method_spec("template")
    chosen = {"library": "all", "templates": 6, "effort": 0.5} if settings.template_library == "all" else {}
    return spec.build(spec.config_type().model_validate(chosen), device)
