"""What bundled CTs say a pair should measure: each is laid over both images, and their mean is projected again.

Only coarse bends are allowed and one gain a view, so that the CTs follow the patient and not the faults of the images.
Units: line integrals without unit, millimetres.
"""

from dataclasses import dataclass
from math import exp
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from xr2ct_core.control import WorkContext
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.templates.config import RegistrationConfig
from xr2ct_core.methods.blocks.templates.library import load_template, three_others
from xr2ct_core.methods.blocks.templates.register import Pyramid, Registration, Stage
from xr2ct_core.methods.blocks.templates.warp import TemplateVolume
from xr2ct_core.projection.projector import Projector
from xr2ct_core.radiograph import RadiographPair

VOXEL_MM: Final = 10.0
STAGES: Final = (Stage(10.0, 0, False, 60, 4.0), Stage(10.0, 1, False, 40, 3.0), Stage(10.0, 2, False, 40, 2.0))
LEAST_CORRELATION: Final = 0.8
PHASE: Final = "Finding the tone curves"
_LOSS_SPREAD: Final = 0.3

Image = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class LaidOver:
    """Line integrals (rows, cols) of the CTs on both detectors, and how well the best one correlates with the pair."""

    images: tuple[Image, Image]
    correlation: float

    @property
    def looks_alike(self) -> bool:
        """Whether the CTs come to look like the images; else these are probably no chest."""
        return self.correlation >= LEAST_CORRELATION


def laid_over(pair: RadiographPair, device: torch.device, context: WorkContext) -> LaidOver:
    """Bundled CTs of other people laid over a pair of line integrals; progress from 0 to 1. Raises `CancelledError`."""
    grid = WorkingGrid(max(8, round(pair.cube_mm / VOXEL_MM)), pair.cube_mm)
    pyramid, config = Pyramid(pair, grid, device), RegistrationConfig(match_gain=True, shape_weight=1.0)
    template_ids = three_others(pair)
    steps, done = len(template_ids) * sum(stage.steps for stage in STAGES), 0

    def tell() -> None:
        nonlocal done
        context.progress(done / steps, PHASE)
        done += 1

    volumes, losses, correlations = [], [], []
    with torch.enable_grad():
        for template_id in template_ids:
            registration = Registration(TemplateVolume(load_template(template_id), device), config, pyramid)
            losses.append([registration.fit(stage, tell) for stage in STAGES][-1])
            correlations.append(registration.correlation(STAGES[-1]))
            volumes.append(registration.volume(pyramid.at(VOXEL_MM)[1]))
    least = max(min(losses), 1e-9)
    weights = np.array([exp(-(loss - least) / (_LOSS_SPREAD * least)) for loss in losses])
    mean_ZYX = sum(w * volume for w, volume in zip((weights / weights.sum()).tolist(), volumes, strict=True))
    with torch.no_grad():
        frontal, lateral = Projector(pair.geometry.views, grid, device).forward(torch.as_tensor(mean_ZYX)[None])
    context.progress(1.0, PHASE)
    return LaidOver((frontal[0].cpu().numpy(), lateral[0].cpu().numpy()), max(correlations))
