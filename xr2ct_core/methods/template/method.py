"""The `template` method: bundled CTs registered to the two radiographs, averaged, and corrected to agree with both.

Registering a template to biplanar radiographs follows Whitmarsh et al., Med Image Anal 2013;17:475; averaging several
by their fit is multi-atlas practice; the correction is the conditional mean given the remaining misfit.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import interpolate

from xr2ct_core.control import WorkContext
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import Method, MethodOutput, require_line_integrals
from xr2ct_core.methods.blocks.conditional_mean import (
    LARGEST_MU,
    REWEIGHTING_ROUNDS,
    correct,
    line_integral_noise,
    reweighted,
)
from xr2ct_core.methods.blocks.radiograph_level import Level
from xr2ct_core.methods.blocks.templates.fusion import prior_deviation
from xr2ct_core.methods.blocks.templates.library import LIBRARY_IDS, TEMPLATE_IDS, load_template, templates_of_others
from xr2ct_core.methods.blocks.templates.losses import best_gain
from xr2ct_core.methods.blocks.templates.register import Pyramid, Stage
from xr2ct_core.methods.blocks.templates.several import Registered, cost_of, register
from xr2ct_core.methods.blocks.templates.warp import TemplateVolume
from xr2ct_core.methods.template.config import TemplateConfig
from xr2ct_core.methods.template.uncertainty import standard_deviation_hu
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import mu_per_mm_to_hu

REWEIGHTING_MM = 5.0
"""Voxel size at which large errors are looked for."""
CORRELATION_MM = 6.0


class TemplateMethod(Method):
    """Registers, averages and corrects the bundled templates."""

    def __init__(self, config: TemplateConfig, device: str = "cpu") -> None:
        self.config = config
        self.device = torch.device(device)

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        """See `Method`; `uncertainty_hu` is None with a single template, whose error shows in no disagreement."""
        require_line_integrals(pair)
        names = self._names(pair)
        work = _Work(context, self._plan(grid, len(names)))
        context.progress(0.0, "Loading templates")
        pyramid = Pyramid(pair, grid, self.device)
        templates = [TemplateVolume(load_template(name), self.device) for name in names]
        registered = register(templates, self.config.templates, pyramid, self.config, work.step)
        context.progress(work.fraction, "Averaging")
        level, lattice = pyramid.at(grid.spacing_mm)
        fused = registered.fused(lattice)
        gains = self._gains(level, fused.mean_ZYX)
        mu_ZYX = fused.mean_ZYX
        if self.config.correction_steps:
            context.checkpoint()
            scaled = level.scaled(gains)
            noise = line_integral_noise(scaled, mu_ZYX)
            sigma_ZYX = self._error_deviation(pyramid, registered, gains, noise, work)
            mu_ZYX = self._correct(scaled, mu_ZYX, sigma_ZYX, noise, work)
        deviation_hu = None
        if len(registered.registrations) > 1:
            deviation_hu = _array(standard_deviation_hu(mu_ZYX, fused.spread_ZYX, grid.spacing_mm))
        hu = mu_per_mm_to_hu(_array(mu_ZYX))
        return MethodOutput(hu, deviation_hu, self._notes(registered, gains))

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        voxels = grid.size**3
        templates = len(TEMPLATE_IDS if self.config.library == "three" else LIBRARY_IDS) * 4 * 160**3
        projector = 120 * 4 * grid.size**2
        return 4 * voxels * (self.config.templates + 16) + 2 * templates + projector + 450_000_000

    def _names(self, pair: RadiographPair) -> tuple[str, ...]:
        """The templates that are tried; of all those none is of the patient himself."""
        if self.config.library == "three":
            return TEMPLATE_IDS
        return templates_of_others((pair.subject, *(radiograph.source for radiograph in pair.radiographs)))

    def _plan(self, grid: WorkingGrid, candidates: int) -> float:
        """Cost of the whole work in units of one step at 10 mm."""
        rounds = REWEIGHTING_ROUNDS * _correction_cost(max(REWEIGHTING_MM, grid.spacing_mm))
        corrections = self.config.correction_steps * (rounds + _correction_cost(grid.spacing_mm))
        return cost_of(candidates, self.config.templates, self.config) + corrections

    def _gains(self, level: Level, mu_ZYX: Tensor) -> tuple[float, float]:
        """Factors on the two radiographs; 1 unless asked for."""
        if not self.config.match_gain:
            return 1.0, 1.0
        frontal, lateral = (
            float(best_gain(measured, image))
            for measured, image in zip(level.measured, level.project(mu_ZYX), strict=True)
        )
        return frontal, lateral

    def _error_deviation(
        self,
        pyramid: Pyramid,
        registered: Registered,
        gains: tuple[float, float],
        noise: float,
        work: "_Work",
    ) -> Tensor:
        """Standard deviation of the average's error, found on a coarse grid and interpolated to the final one."""
        level, lattice = pyramid.at(REWEIGHTING_MM)
        fused = registered.fused(lattice)
        spacing_mm = level.grid.spacing_mm
        sigma_ZYX = reweighted(
            level.scaled(gains),
            fused.mean_ZYX,
            prior_deviation(fused, spacing_mm),
            correlation_mm=CORRELATION_MM,
            noise=noise,
            steps=self.config.correction_steps,
            on_step=partial(work.step, "Correcting with the X-rays", _correction_cost(spacing_mm)),
        )
        fine: Tensor = interpolate(sigma_ZYX[None, None], size=pyramid.finest.shape_zyx, mode="trilinear")[0, 0]
        return fine

    def _correct(self, level: Level, mu_ZYX: Tensor, sigma_ZYX: Tensor, noise: float, work: "_Work") -> Tensor:
        return correct(
            level,
            mu_ZYX,
            sigma_ZYX,
            correlation_mm=CORRELATION_MM,
            noise=noise,
            steps=self.config.correction_steps,
            on_step=partial(work.step, "Correcting with the X-rays", _correction_cost(level.grid.spacing_mm)),
        ).clamp(0.0, LARGEST_MU)

    def _notes(self, registered: Registered, gains: tuple[float, float]) -> tuple[str, ...]:
        parts = zip(registered.registrations, registered.weights, strict=True)
        used = ", ".join(f"{registration.template.id} ({weight:.0%})" for registration, weight in parts)
        notes = [f"Made from the warped CTs of other people: {used}. Fine detail comes from them."]
        if self.config.match_gain:
            notes.append(f"The radiographs were scaled by {gains[0]:.3f} (frontal) and {gains[1]:.3f} (lateral).")
        return tuple(notes)


@dataclass
class _Work:
    """Reports progress in units of cost; `step` is called before each step and obeys stop requests."""

    context: WorkContext
    total: float
    done: float = 0.0

    @property
    def fraction(self) -> float:
        return self.done / self.total

    def step(self, phase: str, cost: float) -> None:
        self.context.progress(self.fraction, phase)
        self.done += cost


def _correction_cost(spacing_mm: float) -> float:
    return 0.5 * Stage.cost_at(spacing_mm)


def _array(volume_ZYX: Tensor) -> NDArray[np.float32]:
    array: NDArray[np.float32] = volume_ZYX.cpu().numpy()
    return array
