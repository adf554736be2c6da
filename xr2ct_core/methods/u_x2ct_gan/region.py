"""The lungs as the region of interest of the projection error. No CT is needed, and no gradient is carried.

Either the lungs are those of the network's own volume: what attenuates like lung, seen along the same rays as the
radiographs. Early on that is everything, and all pixels count alike. Or they are what the lung network finds on the
radiographs themselves (`lungmask`), which does not depend on how far the training is.
"""

import torch
from torch import Tensor

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.lungmask.mask import lung_paths
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
    frontal, lateral = project(lungs, geometries).images
    return _emphasis(frontal, strength), _emphasis(lateral, strength)


@torch.no_grad()
def found_emphasis(images_BRC: tuple[Tensor, Tensor], strength: float) -> tuple[Tensor, Tensor]:
    """The same from the lungs that are found on the frontal and lateral line integrals (B, R, C) themselves."""
    if images_BRC[0].is_meta:
        return torch.ones_like(images_BRC[0]), torch.ones_like(images_BRC[1])
    frontal, lateral = (
        torch.stack([torch.from_numpy(lung_paths(image.cpu().numpy(), is_frontal=view == 0)) for image in images_RC])
        for view, images_RC in enumerate(images_BRC)
    )
    device = images_BRC[0].device
    return _emphasis(frontal.to(device), strength), _emphasis(lateral.to(device), strength)


def _emphasis(ways_BRC: Tensor, strength: float) -> Tensor:
    return 1.0 + strength * ways_BRC / ways_BRC.amax((1, 2), keepdim=True).clamp_min(LEAST_LENGTH)
