"""The `template` method: bundled CTs registered to the two radiographs, averaged, and corrected to agree with both.

Registering a statistical or single template to biplanar radiographs follows Whitmarsh et al., Med Image Anal
2013;17:475; averaging several is multi-atlas practice. Each template is weighted by how well it fits.
"""

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from xr2ct_core.control import WorkContext
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import Method, MethodOutput, require_line_integrals
from xr2ct_core.methods.template.config import TemplateConfig
from xr2ct_core.methods.template.library import TEMPLATE_IDS, load_template
from xr2ct_core.methods.template.losses import best_gain
from xr2ct_core.methods.template.register import POSE, Pyramid, Registration, Stage, stages
from xr2ct_core.methods.template.residual import GaussianBlur, correct, scaled
from xr2ct_core.methods.template.views import Level
from xr2ct_core.methods.template.warp import TemplateVolume
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import MU_WATER_PER_MM, mu_per_mm_to_hu

FIT_SHARPNESS = 4.0
"""How fast the weight of a template falls with its loss relative to the best one."""
SPREAD_SMOOTHING_MM = 8.0
SPREAD_FLOOR = 0.1 * MU_WATER_PER_MM
CORRELATION_MM = 6.0
LINE_INTEGRAL_NOISE = 0.1
_REGISTRATION_SHARE = 0.8


class TemplateMethod(Method):
    """Registers, averages and corrects the bundled templates."""

    def __init__(self, config: TemplateConfig, device: str = "cpu") -> None:
        self.config = config
        self.device = torch.device(device)

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        require_line_integrals(pair)
        context.progress(0.0, "Loading templates")
        pyramid = Pyramid(pair, grid, self.device)
        registrations = self._register(pyramid, context)
        context.progress(_REGISTRATION_SHARE, "Averaging")
        level, lattice = pyramid.at(grid.spacing_mm)
        weights = torch.tensor([weight for _, weight in registrations], device=self.device)
        volumes = torch.stack([registration.volume(lattice) for registration, _ in registrations])
        mean_ZYX = torch.tensordot(weights, volumes, 1)
        spread_ZYX = volumes.std(dim=0) if len(volumes) > 1 else torch.zeros_like(mean_ZYX)
        gains = self._gains(level, mean_ZYX)
        mu_ZYX = self._corrected(scaled(level, gains), mean_ZYX, spread_ZYX, context)
        return MethodOutput(_hu(mu_ZYX), notes=self._notes(registrations, gains))

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        voxels = grid.size**3
        templates = 3 * 4 * 160**3
        projector = 120 * 4 * grid.size**2
        return 4 * voxels * (self.config.templates + 16) + 2 * templates + projector + 300_000_000

    def _register(self, pyramid: Pyramid, context: WorkContext) -> list[tuple[Registration, float]]:
        """The registrations of the templates that correlate best after the pose, with weights that sum to one."""
        plan = stages(self.config)
        pose = Stage(max(POSE.voxel_mm, self.config.finest_mm), 0, False, _pose_steps(self.config), POSE.step_mm)
        total = len(TEMPLATE_IDS) * pose.steps + self.config.templates * sum(stage.steps for stage in plan)
        announce = _counter(context, total)

        candidates = []
        for template_id in TEMPLATE_IDS:
            registration = Registration(TemplateVolume(load_template(template_id), self.device), self.config, pyramid)
            registration.fit(pose, lambda: announce("Fitting the pose"))
            candidates.append(registration)
        candidates.sort(key=lambda registration: -registration.correlation(pose))
        chosen = candidates[: self.config.templates]

        loss = []
        for number, registration in enumerate(chosen, start=1):
            phase = f"Warping template {number} of {len(chosen)}"
            for stage in plan:
                last = registration.fit(stage, lambda phase=phase: announce(phase))  # type: ignore[misc]
            loss.append(last)
        weights = np.exp(-FIT_SHARPNESS * (np.array(loss) / max(min(loss), 1e-12) - 1.0))
        weights /= weights.sum()
        return list(zip(chosen, weights.tolist(), strict=True))

    def _gains(self, level: Level, mu_ZYX: Tensor) -> tuple[float, float]:
        if not self.config.match_gain:
            return 1.0, 1.0
        frontal, lateral = (
            float(best_gain(measured, image))
            for measured, image in zip(level.measured, level.project(mu_ZYX), strict=True)
        )
        return frontal, lateral

    def _corrected(self, level: Level, mu_ZYX: Tensor, spread_ZYX: Tensor, context: WorkContext) -> Tensor:
        """The average made consistent with the radiographs; uncertain where the templates differ."""
        steps = self.config.correction_steps
        if steps == 0:
            return mu_ZYX
        done = 0

        def on_step() -> None:
            nonlocal done
            share = _REGISTRATION_SHARE + (1.0 - _REGISTRATION_SHARE) * done / steps
            context.progress(share, "Correcting with the X-rays")
            done += 1

        blur = GaussianBlur(level.grid.size, level.grid.spacing_mm, SPREAD_SMOOTHING_MM).to(mu_ZYX)
        body = (blur(mu_ZYX) / blur.gain > 0.05 * MU_WATER_PER_MM).to(mu_ZYX)
        sigma_ZYX = blur(spread_ZYX) / blur.gain + SPREAD_FLOOR * body
        corrected = correct(
            level,
            mu_ZYX,
            sigma_ZYX,
            correlation_mm=CORRELATION_MM,
            noise=LINE_INTEGRAL_NOISE,
            steps=steps,
            on_step=on_step,
        )
        return corrected.clamp_min(0.0)

    def _notes(self, registrations: list[tuple[Registration, float]], gains: tuple[float, float]) -> tuple[str, ...]:
        used = ", ".join(f"{registration.template.id} ({weight:.0%})" for registration, weight in registrations)
        notes = [f"Made from the warped CTs of other people: {used}. Detail comes from them."]
        if self.config.match_gain:
            notes.append(f"The radiographs were scaled by {gains[0]:.3f} (frontal) and {gains[1]:.3f} (lateral).")
        return tuple(notes)


def _pose_steps(config: TemplateConfig) -> int:
    return max(1, round(POSE.steps * config.effort))


def _counter(context: WorkContext, total: int) -> Callable[[str], None]:
    """Reports progress of the registration, one call a step."""
    done = 0

    def announce(phase: str) -> None:
        nonlocal done
        context.progress(_REGISTRATION_SHARE * done / total, phase)
        done += 1

    return announce


def _hu(mu_ZYX: Tensor) -> NDArray[np.float32]:
    hu: NDArray[np.float32] = mu_per_mm_to_hu(mu_ZYX.cpu().numpy())
    return hu
