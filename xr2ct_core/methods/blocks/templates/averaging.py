"""Registered templates made one volume that agrees with the radiographs, and how unsure it is.

The correction is the conditional mean of the error given the remaining misfit (`blocks.conditional_mean`).
"""

from dataclasses import dataclass
from functools import partial

from torch import Tensor
from torch.nn.functional import interpolate

from xr2ct_core.methods.blocks.conditional_mean import (
    LARGEST_MU,
    REWEIGHTING_ROUNDS,
    correct,
    line_integral_noise,
    reweighted,
)
from xr2ct_core.methods.blocks.radiograph_level import Level
from xr2ct_core.methods.blocks.templates.fusion import prior_deviation
from xr2ct_core.methods.blocks.templates.losses import best_gain
from xr2ct_core.methods.blocks.templates.register import Pyramid, Stage
from xr2ct_core.methods.blocks.templates.several import OnStep, Registered
from xr2ct_core.methods.blocks.templates.uncertainty import standard_deviation_hu

REWEIGHTING_MM = 5.0
"""Voxel size at which large errors are looked for."""
CORRELATION_MM = 6.0
CORRECTION_STEPS = 30
_PHASE = "Correcting with the X-rays"


@dataclass(frozen=True, eq=False)
class Average:
    """A volume (Z, Y, X) in 1/mm and the standard deviation of its error in HU, None for a single template.

    The radiographs were multiplied by `gains` to make it.
    """

    mu_ZYX: Tensor
    deviation_hu_ZYX: Tensor | None
    gains: tuple[float, float]


def averaged(
    registered: Registered,
    pyramid: Pyramid,
    voxel_mm: float,
    on_step: OnStep,
    *,
    correction_steps: int = CORRECTION_STEPS,
    match_gain: bool = False,
) -> Average:
    """The mean of the templates on the level of `voxel_mm`; with steps it then agrees with the radiographs."""
    level, lattice = pyramid.at(voxel_mm)
    fused = registered.fused(lattice)
    gains = _gains(level, fused.mean_ZYX) if match_gain else (1.0, 1.0)
    mu_ZYX = fused.mean_ZYX
    if correction_steps:
        scaled = level.scaled(gains)
        noise = line_integral_noise(scaled, mu_ZYX)
        sigma_ZYX = _error_deviation(registered, pyramid, level, gains, noise, correction_steps, on_step)
        mu_ZYX = correct(
            scaled,
            mu_ZYX,
            sigma_ZYX,
            correlation_mm=CORRELATION_MM,
            noise=noise,
            steps=correction_steps,
            on_step=partial(on_step, _PHASE, _step_cost(level.grid.spacing_mm)),
        ).clamp(0.0, LARGEST_MU)
    deviation = None
    if len(registered.registrations) > 1:
        deviation = standard_deviation_hu(mu_ZYX, fused.spread_ZYX, level.grid.spacing_mm)
    return Average(mu_ZYX, deviation, gains)


def cost_of_average(voxel_mm: float, correction_steps: int = CORRECTION_STEPS) -> float:
    """What `averaged` will cost, in units of one step of the registration at 10 mm."""
    rounds = REWEIGHTING_ROUNDS * _step_cost(max(REWEIGHTING_MM, voxel_mm))
    return correction_steps * (rounds + _step_cost(voxel_mm))


def _gains(level: Level, mu_ZYX: Tensor) -> tuple[float, float]:
    """Factors on the two radiographs."""
    frontal, lateral = (
        float(best_gain(measured, image)) for measured, image in zip(level.measured, level.project(mu_ZYX), strict=True)
    )
    return frontal, lateral


def _error_deviation(
    registered: Registered,
    pyramid: Pyramid,
    level: Level,
    gains: tuple[float, float],
    noise: float,
    steps: int,
    on_step: OnStep,
) -> Tensor:
    """Standard deviation of the mean's error, found on a coarse grid and interpolated to that of `level`."""
    coarse, lattice = pyramid.at(max(REWEIGHTING_MM, level.grid.spacing_mm))
    fused = registered.fused(lattice)
    spacing_mm = coarse.grid.spacing_mm
    sigma_ZYX = reweighted(
        coarse.scaled(gains),
        fused.mean_ZYX,
        prior_deviation(fused, spacing_mm),
        correlation_mm=CORRELATION_MM,
        noise=noise,
        steps=steps,
        on_step=partial(on_step, _PHASE, _step_cost(spacing_mm)),
    )
    fine: Tensor = interpolate(sigma_ZYX[None, None], size=level.grid.shape_zyx, mode="trilinear")[0, 0]
    return fine


def _step_cost(spacing_mm: float) -> float:
    return 0.2 * Stage.cost_at(spacing_mm)
