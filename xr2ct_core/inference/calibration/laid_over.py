"""All bundled CTs laid over one pair, and what they say together: averaged by how well they fit, as in `template`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from xr2ct_core.control import WorkContext
from xr2ct_core.data.breath_field import LungFrame
from xr2ct_core.data.lungs import coarse_lungs, lung_frame
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.calibration.body import Template
from xr2ct_core.inference.calibration.coarse_pair import CoarsePair
from xr2ct_core.inference.calibration.registration import ROUNDS, Fit, PosedRegistration
from xr2ct_core.methods.blocks.templates.fusion import weights_of
from xr2ct_core.methods.blocks.templates.library import load_template, three_others
from xr2ct_core.methods.blocks.templates.warp import Deformation, Lattice, TemplateVolume
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import mu_per_mm_to_hu

PHASE: Final = "Calibrating"
_FRAME_GRID: Final = WorkingGrid(32)


@dataclass(frozen=True, eq=False)
class LaidOver:
    """The templates with their fits and weights, which sum to one."""

    templates: tuple[Template, ...]
    fits: tuple[Fit, ...]
    weights: tuple[float, ...]

    def mean(self, values: Callable[[Fit], Tensor]) -> NDArray[np.float64]:
        """The weighted mean of something about the fits."""
        total = sum(weight * values(fit).double() for weight, fit in zip(self.weights, self.fits, strict=True))
        assert isinstance(total, Tensor)
        return total.cpu().numpy()

    @property
    def pose_6(self) -> NDArray[np.float64]:
        """What is found, in the order of `unknowns.POSE_NAMES`."""
        return self.mean(lambda fit: fit.unknowns.pose[0])

    @property
    def tones_22(self) -> NDArray[np.float64]:
        """Logarithms of gain and exponent (last) of both views."""
        return self.mean(lambda fit: fit.unknowns.tones[0])

    @property
    def best(self) -> Fit:
        """The one that fits best."""
        return self.fits[self.weights.index(max(self.weights))]

    @property
    def correlation(self) -> float:
        """Of the best template with the view that it fits less."""
        return max(min(fit.correlations) for fit in self.fits)


def laid_over(
    pair: RadiographPair,
    device: torch.device,
    context: WorkContext,
    *,
    with_pose: bool = True,
    with_breath: bool = True,
    with_tone: bool = False,
    template_ids: Sequence[str] | None = None,
) -> LaidOver:
    """Lay bundled CTs, by default three of other people, over a pair of line integrals.

    Progress runs from 0 to 1. Raises `CancelledError`.
    """
    coarse = CoarsePair.of(pair, device)
    templates = tuple(template_on(template_id, str(device)) for template_id in template_ids or three_others(pair))
    fits = []
    for number, template in enumerate(templates):

        def tell(rounds: int, before: int = number) -> None:
            context.progress((before + rounds / ROUNDS) / len(templates), PHASE)

        registration = PosedRegistration(
            template, coarse, with_pose=with_pose, with_breath=with_breath, with_tone=with_tone
        )
        fits.append(registration.fit(tell))
    return LaidOver(templates, tuple(fits), weights_of([fit.loss for fit in fits]))


@cache
def template_on(template_id: str, device: str) -> Template:
    """A bundled CT on a device, with the box around its lungs."""
    volume = TemplateVolume(load_template(template_id), torch.device(device))
    with torch.no_grad():
        mu_ZYX = Deformation(torch.device(device)).warp(volume, Lattice(_FRAME_GRID, torch.device(device)), 0)
    frame: LungFrame | None = lung_frame(coarse_lungs(torch.from_numpy(mu_per_mm_to_hu(mu_ZYX.cpu().numpy()))))
    if frame is None:
        raise ValueError(f"The template {template_id} has no lungs.")
    return Template(volume, frame)
