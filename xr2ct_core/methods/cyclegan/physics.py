"""The physical way from a volume back to the images that the network sees of it."""

from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.frames import view_images
from xr2ct_core.methods.blocks.precision import full_precision
from xr2ct_core.methods.cyclegan.losses import VIEW_SCALE, attenuation
from xr2ct_core.projection.projector import Projector

KEPT_PROJECTORS: Final = 8


def seen_views(
    frontal_BRC: Tensor, lateral_BRC: Tensor, geometries: Sequence[BiplanarGeometry], grid: WorkingGrid, count: int
) -> Tensor:
    """Line integrals as the first `count` images (B, V, N, N) that a network sees, in units of `VIEW_SCALE`."""
    images = view_images(frontal_BRC, lateral_BRC, geometries, grid)
    return torch.cat(images[:count], dim=1) / VIEW_SCALE


class PhysicalProjection:
    """Volumes (B, 1, Z, Y, X) in units of the HU window to views (B, V, N, N), differentiable, always in 32 bits."""

    def __init__(self, grid: WorkingGrid, view_count: int, device: torch.device) -> None:
        self._grid, self._view_count, self._device = grid, view_count, device
        self._projectors: dict[BiplanarGeometry, Projector] = {}

    def __call__(self, volume_B1ZYX: Tensor, geometries: Sequence[BiplanarGeometry]) -> Tensor:
        with full_precision(self._device):
            mu_BZYX = attenuation(volume_B1ZYX.squeeze(1).float())
            images = [
                self._projector(geometry).forward(mu_BZYX[index : index + 1])
                for index, geometry in enumerate(geometries)
            ]
            # With one view the other of the two is not projected, and not looked at either.
            frontal_BRC, lateral_BRC = torch.cat([views[0] for views in images]), torch.cat([v[-1] for v in images])
            return seen_views(frontal_BRC, lateral_BRC, geometries, self._grid, self._view_count)

    def _projector(self, geometry: BiplanarGeometry) -> Projector:
        projector = self._projectors.pop(geometry, None)
        if projector is None:
            projector = Projector(geometry.views[: self._view_count], self._grid, self._device)
        self._projectors[geometry] = projector
        if len(self._projectors) > KEPT_PROJECTORS:
            del self._projectors[next(iter(self._projectors))]
        return projector
