"""The templates that fit one pair of radiographs best, all warped to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from xr2ct_core.methods.blocks.templates.config import RegistrationConfig
from xr2ct_core.methods.blocks.templates.fusion import Fused, fuse, weights_of
from xr2ct_core.methods.blocks.templates.register import Pyramid, Registration, pose_stage, warp_stages
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


def register(
    templates: Sequence[TemplateVolume], most: int, pyramid: Pyramid, config: RegistrationConfig, on_step: OnStep
) -> Registered:
    """Fits the pose of all `templates`, and warps the `most` whose projections then correlate best."""
    pose = pose_stage(config)
    candidates = []
    for template in templates:
        registration = Registration(template, config, pyramid)
        registration.fit(pose, partial(on_step, "Fitting the pose", pose.cost))
        candidates.append(registration)
    candidates.sort(key=lambda registration: -registration.correlation(pose))
    chosen = candidates[:most]
    losses = []
    for number, registration in enumerate(chosen, start=1):
        loss = 0.0
        for stage in warp_stages(config):
            loss = registration.fit(stage, partial(on_step, f"Warping template {number} of {len(chosen)}", stage.cost))
        losses.append(loss)
    return Registered(tuple(chosen), tuple(losses))


def cost_of(candidates: int, most: int, config: RegistrationConfig) -> float:
    """What `register` will cost, in units of one step at 10 mm."""
    pose = pose_stage(config)
    warps = sum(stage.steps * stage.cost for stage in warp_stages(config))
    return candidates * pose.steps * pose.cost + min(candidates, most) * warps
