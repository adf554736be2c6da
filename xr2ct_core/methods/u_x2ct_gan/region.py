"""The lungs as the region of interest of the projection error.

There are no masks to learn from, so the lungs are those of the network's own volume: what attenuates like lung, seen
along the same rays as the radiographs. Early on that is everything, and all pixels count alike. Carries no gradient.
"""

import torch
from torch import Tensor

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.methods.blocks.projected_views import ViewProjector

LUNG_IN_WATER = (0.05, 0.5)
"""Attenuation of lung in units of water, from emphysema at -950 HU to consolidation at -500 HU."""
LEAST_LENGTH = 1e-6


@torch.no_grad()
def lung_emphasis(
    volume_B1ZYX: Tensor, project: ViewProjector, geometries: tuple[BiplanarGeometry, ...], strength: float
) -> tuple[Tensor, Tensor]:
    """Weights (B, R, C) of both views: 1 beside the lungs, 1 + `strength` on each view's longest way through them."""
    low, high = LUNG_IN_WATER
    lungs = ((volume_B1ZYX > low) & (volume_B1ZYX < high)).float()
    frontal, lateral = (
        1.0 + strength * ways / ways.amax((1, 2), keepdim=True).clamp_min(LEAST_LENGTH)
        for ways in project(lungs, geometries).images
    )
    return frontal, lateral
