"""The templates beside a network: warped to the X-rays and, where asked for, to what is already known of the volume.

Two X-rays leave a warp free in many places. There a template that is held to the network's volume comes to lie where
the network says that things are, and keeps its own fine detail; held once more to the average of network and templates,
the templates come to lie alike, which keeps the average sharp. Attenuation in 1/mm.
"""

from dataclasses import dataclass, replace
from typing import Final

import torch
from torch import Tensor

from xr2ct_core.control import WorkContext
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.biplanar.config import BiplanarConfig
from xr2ct_core.methods.biplanar.guess import Guess
from xr2ct_core.methods.blocks.templates.averaging import averaged, cost_of_average
from xr2ct_core.methods.blocks.templates.config import Library, RegistrationConfig
from xr2ct_core.methods.blocks.templates.guide import Guide
from xr2ct_core.methods.blocks.templates.library import load_template, template_names
from xr2ct_core.methods.blocks.templates.register import Pyramid, Stage, warp_stages
from xr2ct_core.methods.blocks.templates.several import (
    Registered,
    cost_of_poses,
    cost_of_warp,
    memory_bytes,
    posed,
    warped,
)
from xr2ct_core.methods.blocks.templates.warp import TemplateVolume
from xr2ct_core.methods.blocks.templates.work import Work
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import MU_WATER_PER_MM

GUIDING_SIZE: Final = 64
"""Voxels along an edge of the average that guides, at most: templates are warped no finer."""


@dataclass(frozen=True)
class _Choice:
    """How many templates of a library are warped, and with how many steps (`RegistrationConfig.effort`)."""

    count: int
    effort: float


_CHOICES: Final[dict[Library, _Choice]] = {"three": _Choice(3, 1.0), "all": _Choice(6, 0.5)}
"""Of all bundled CTs twice as many at half the effort."""


class Templates:
    """The templates that fit a pair best, posed; `progress` of `context` goes from 0 to 1 until the last `warped`."""

    def __init__(
        self,
        pair: RadiographPair,
        grid: WorkingGrid,
        settings: BiplanarConfig,
        device: torch.device,
        context: WorkContext,
    ) -> None:
        choice = _CHOICES[settings.template_library]
        config = RegistrationConfig(effort=choice.effort, shape_weight=settings.shape_weight)
        names = template_names(settings.template_library, pair)
        *coarse, finest = warp_stages(config)
        half = replace(finest, steps=max(1, finest.steps // 2))
        is_guided = settings.guide_weight > 0.0
        self._rounds: list[tuple[Stage, ...]] = [(*coarse, half), (half,)] if is_guided else [(*coarse, finest)]
        self._weight = settings.guide_weight
        self._grid = grid
        self.coarse_grid = WorkingGrid(min(grid.size, max(GUIDING_SIZE, settings.grid_size)), grid.cube_mm)
        """On which the average that guides is made."""
        grids = [self.coarse_grid, grid] if is_guided else [grid]
        rounds = sum(choice.count * cost_of_warp(stages) for stages in self._rounds)
        averages = sum(cost_of_average(own.spacing_mm) for own in grids)
        self._work = Work(context, cost_of_poses(len(names), config) + rounds + averages)
        self._pyramid = Pyramid(pair, grid, device)
        templates = [TemplateVolume(load_template(name), device) for name in names]
        with torch.enable_grad():
            self._registrations = posed(templates, choice.count, self._pyramid, config, self._work.step)

    @property
    def has_round_left(self) -> bool:
        """Whether they are to be warped once more, towards what is known after the first time."""
        return bool(self._rounds)

    def warped(self, known_ZYX: Tensor) -> Guess:
        """What they say together after the next round, held to the volume `known_ZYX` where guidance is asked for.

        The last round is on the grid of the result, the one before it on `coarse_grid`. Raises `CancelledError`.
        """
        stages = self._rounds.pop(0)
        grid = self.coarse_grid if self._rounds else self._grid
        guide = Guide(known_ZYX, self._weight) if self._weight else None
        with torch.enable_grad():
            registered = warped(self._registrations, stages, self._work.step, guide)
        return self._guess(registered, grid)

    def _guess(self, registered: Registered, grid: WorkingGrid) -> Guess:
        average = averaged(registered, self._pyramid, grid.spacing_mm, self._work.step)
        if average.deviation_hu_ZYX is None:
            raise ValueError("Templates are mixed in by their uncertainty, and gave none.")
        return Guess(average.mu_ZYX, average.deviation_hu_ZYX * (MU_WATER_PER_MM / 1000.0))


def template_memory_bytes(grid: WorkingGrid, settings: BiplanarConfig) -> int:
    """What the templates take on `grid`; nothing where they are not used."""
    if not settings.with_templates:
        return 0
    return memory_bytes(grid, settings.template_library, _CHOICES[settings.template_library].count)
