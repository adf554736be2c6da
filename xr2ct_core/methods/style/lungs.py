"""The shadow of the lungs of a CT on both views: the structure that translation has to keep. Free with every CT.

Masks are (B, 1, N, N) of 0 and 1 in the plane of the isocentre, rows growing to the head, where a ray passes more than
`LEAST_MM` of lung. Carries no gradient.
"""

from typing import Final

import torch
from torch import Tensor

from xr2ct_core.data.lungs import coarse_lungs, fine_lungs
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.projected_views import ViewProjector
from xr2ct_core.units import MU_WATER_PER_MM

LEAST_MM: Final = 15.0


@torch.no_grad()
def lung_shadows(
    cube_hu_BZYX: Tensor, geometries: tuple[BiplanarGeometry, ...], project: ViewProjector, image_grid: WorkingGrid
) -> tuple[Tensor, Tensor]:
    """Masks of the frontal and the lateral view. On the meta device only shapes."""
    count, size = len(cube_hu_BZYX), image_grid.size
    if cube_hu_BZYX.is_meta or count == 0:
        return tuple(cube_hu_BZYX.new_zeros((count, 1, size, size)) for _ in range(2))  # type: ignore[return-value]
    lungs = torch.stack([fine_lungs(hu, coarse_lungs(hu)) for hu in cube_hu_BZYX]).unsqueeze(1).float()
    frontal, lateral = (
        (lengths > LEAST_MM * MU_WATER_PER_MM).float()
        for lengths in project(lungs, geometries).in_isocentre_plane(image_grid)
    )
    return frontal, lateral
