"""The templates that fit one pair of radiographs best, all warped to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.templates.config import Library, RegistrationConfig
from xr2ct_core.methods.blocks.templates.fusion import Fused, fuse, weights_of
from xr2ct_core.methods.blocks.templates.guide import Guide
from xr2ct_core.methods.blocks.templates.library import LIBRARY_IDS, TEMPLATE_IDS
from xr2ct_core.methods.blocks.templates.register import Pyramid, Registration, Stage, pose_stage, warp_stages
from xr2ct_core.methods.blocks.templates.warp import Lattice, TemplateVolume

OnStep = Callable[[str, float], None]
"""Told before each step what is done and what the step costs, in units of one step at 10 mm; may raise."""


@dataclass(frozen=True, eq=False)
class Registered:
    """Registrations, the best pose first, and what each was left with."""

    registrations: tuple[Registration, ...]
    losses: tuple[float, ...]

    @property
    def weights(self) -> tuple[float, ...]:
        """How much each counts in the mean; they sum to one."""
        return weights_of(self.losses)

    def fused(self, lattice: Lattice) -> Fused:
        return fuse(self.registrations, self.weights, lattice)


OnWarped = Callable[[Registered], None]
"""Told what is warped already."""


def register(
    templates: Sequence[TemplateVolume],
    most: int,
    pyramid: Pyramid,
    config: RegistrationConfig,
    on_step: OnStep,
    on_warped: OnWarped | None = None,
) -> Registered:
    """Fits the pose of all `templates`, and warps the `most` whose projections then correlate best.

    `on_warped` gets what is warped already, after each but the last.
    """
    return warped(posed(templates, most, pyramid, config, on_step), warp_stages(config), on_step, on_warped=on_warped)


def posed(
    templates: Sequence[TemplateVolume], most: int, pyramid: Pyramid, config: RegistrationConfig, on_step: OnStep
) -> tuple[Registration, ...]:
    """Fits the pose of all `templates`; the `most` whose projections then correlate best, the best one first."""
    pose = pose_stage(config)
    candidates = []
    for template in templates:
        registration = Registration(template, config, pyramid)
        registration.fit(pose, partial(on_step, "Fitting the pose", pose.cost))
        candidates.append(registration)
    candidates.sort(key=lambda registration: -registration.correlation(pose))
    return tuple(candidates[:most])


def warped(
    registrations: Sequence[Registration],
    stages: Sequence[Stage],
    on_step: OnStep,
    guide: Guide | None = None,
    *,
    on_warped: OnWarped | None = None,
) -> Registered:
    """Takes `registrations` through `stages`, from where they are, with `guide` in place of the one they had."""
    losses: list[float] = []
    for number, registration in enumerate(registrations, start=1):
        registration.guide = guide
        phase = f"Warping template {number} of {len(registrations)}"
        losses.append([registration.fit(stage, partial(on_step, phase, stage.cost)) for stage in stages][-1])
        if on_warped is not None and number < len(registrations):
            on_warped(Registered(tuple(registrations[:number]), tuple(losses)))
    return Registered(tuple(registrations), tuple(losses))


def cost_of(candidates: int, most: int, config: RegistrationConfig) -> float:
    """What `register` will cost, in units of one step at 10 mm."""
    return cost_of_poses(candidates, config) + min(candidates, most) * cost_of_warp(warp_stages(config))


def cost_of_poses(candidates: int, config: RegistrationConfig) -> float:
    """What `posed` will cost, in the same units."""
    pose = pose_stage(config)
    return candidates * pose.steps * pose.cost


def cost_of_warp(stages: Sequence[Stage]) -> float:
    """What `warped` will cost for each template, in the same units."""
    return sum(stage.steps * stage.cost for stage in stages)


def memory_bytes(grid: WorkingGrid, library: Library, most: int) -> int:
    """Peak memory of registering and averaging the `most` best of a library on `grid`, roughly."""
    templates = len(TEMPLATE_IDS if library == "three" else LIBRARY_IDS) * 4 * 160**3
    projector = 120 * 4 * grid.size**2
    return 4 * grid.size**3 * (most + 16) + 2 * templates + projector + 450_000_000
