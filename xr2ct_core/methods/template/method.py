"""The `template` method: bundled CTs registered to the two radiographs, averaged, and corrected to agree with both.

Registering a template to biplanar radiographs follows Whitmarsh et al., Med Image Anal 2013;17:475; averaging several
by their fit is multi-atlas practice; the correction is the conditional mean given the remaining misfit.
"""

from typing import Final

import torch

from xr2ct_core.control import WorkContext
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import Method, MethodOutput, require_line_integrals
from xr2ct_core.methods.blocks.templates.averaging import averaged, cost_of_average
from xr2ct_core.methods.blocks.templates.library import load_template, template_names
from xr2ct_core.methods.blocks.templates.register import Pyramid
from xr2ct_core.methods.blocks.templates.several import Registered, cost_of, memory_bytes, register
from xr2ct_core.methods.blocks.templates.warp import TemplateVolume
from xr2ct_core.methods.blocks.templates.work import Work
from xr2ct_core.methods.template.config import TemplateConfig
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import mu_per_mm_to_hu

DRAFT_MM: Final = 5.0
"""Voxel size of the draft, the mean of the templates that are warped already."""


class TemplateMethod(Method):
    """Registers, averages and corrects the bundled templates."""

    def __init__(self, config: TemplateConfig, device: str = "cpu") -> None:
        self.config = config
        self.device = torch.device(device)

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        """See `Method`; `uncertainty_hu` is None with a single template, whose error shows in no disagreement."""
        require_line_integrals(pair)
        names = template_names(self.config.library, pair)
        work = Work(context, self._plan(grid, len(names)))
        context.progress(0.0, "Loading templates")
        pyramid = Pyramid(pair, grid, self.device)
        templates = [TemplateVolume(load_template(name), self.device) for name in names]

        def show(registered: Registered) -> None:
            lattice = pyramid.at(DRAFT_MM)[1]
            context.draft(lambda: mu_per_mm_to_hu(registered.fused(lattice).mean_ZYX.cpu().numpy()))

        registered = register(templates, self.config.templates, pyramid, self.config, work.step, show)
        average = averaged(
            registered,
            pyramid,
            grid.spacing_mm,
            work.step,
            correction_steps=self.config.correction_steps,
            match_gain=self.config.match_gain,
        )
        deviation = average.deviation_hu_ZYX
        hu = mu_per_mm_to_hu(average.mu_ZYX.cpu().numpy())
        uncertainty_hu = None if deviation is None else deviation.cpu().numpy()
        return MethodOutput(hu, uncertainty_hu, self._notes(registered, average.gains))

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        return memory_bytes(grid, self.config.library, self.config.templates)

    def _plan(self, grid: WorkingGrid, candidates: int) -> float:
        """Cost of the whole work in units of one step at 10 mm."""
        registration = cost_of(candidates, self.config.templates, self.config)
        return registration + cost_of_average(grid.spacing_mm, self.config.correction_steps)

    def _notes(self, registered: Registered, gains: tuple[float, float]) -> tuple[str, ...]:
        parts = zip(registered.registrations, registered.weights, strict=True)
        used = ", ".join(f"{registration.template.id} ({weight:.0%})" for registration, weight in parts)
        notes = [f"Made from the warped CTs of other people: {used}. Fine detail comes from them."]
        if self.config.match_gain:
            notes.append(f"The radiographs were scaled by {gains[0]:.3f} (frontal) and {gains[1]:.3f} (lateral).")
        return tuple(notes)
