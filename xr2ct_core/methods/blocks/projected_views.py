"""Radiographs as methods compare them: on detectors no finer than needed, projected from volumes the same way.

Invariants: line integrals everywhere, in float32 whatever the precision of the training; the samples of a batch keep
their own geometries. Shape legend: B batch, R detector rows, C detector columns, N voxels along an edge.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.nn.functional import affine_grid, avg_pool2d, grid_sample

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.frames import view_images
from xr2ct_core.methods.blocks.precision import full_precision
from xr2ct_core.projection.measured import coarsening
from xr2ct_core.projection.projector import Projector
from xr2ct_core.units import HU_MAX, MU_WATER_PER_MM

KEPT_PROJECTORS = 8


def in_water(hu: Tensor) -> Tensor:
    """Attenuation in units of water, within the HU window: 0 for air, 1 for water."""
    return (1.0 + hu.clamp_max(HU_MAX) / 1000.0).clamp_min(0.0)


@dataclass(frozen=True, eq=False)
class Views:
    """Both radiographs of each sample, (B, R, C), and how they were taken."""

    frontal_BRC: Tensor
    lateral_BRC: Tensor
    geometries: tuple[BiplanarGeometry, ...]

    @property
    def images(self) -> tuple[Tensor, Tensor]:
        return self.frontal_BRC, self.lateral_BRC

    def in_isocentre_plane(self, grid: WorkingGrid) -> tuple[Tensor, Tensor]:
        """Both views (B, 1, N, N), one pixel a voxel, rows growing to the head."""
        return view_images(self.frontal_BRC, self.lateral_BRC, self.geometries, grid)


def coarse_views(views: Views, grid: WorkingGrid) -> Views:
    """The same radiographs with detector pixels averaged as long as they stay finer than a voxel."""
    factor = min(coarsening(view, grid) for geometry in views.geometries for view in geometry.views)
    if factor == 1:
        return views
    frontal, lateral = (avg_pool2d(image, factor) for image in views.images)
    return Views(frontal, lateral, tuple(_coarse(geometry, factor) for geometry in views.geometries))


def _coarse(geometry: BiplanarGeometry, factor: int) -> BiplanarGeometry:
    frontal, lateral = (view.resampled(view.rows // factor, view.cols // factor) for view in geometry.views)
    return replace(geometry, frontal=frontal, lateral=lateral)


class ViewProjector:
    """Projects volumes in the geometries of their samples; keeps the projectors of the newest geometries."""

    def __init__(self, grid: WorkingGrid) -> None:
        self._grid = grid
        self._projectors: dict[tuple[BiplanarGeometry, torch.device], Projector] = {}

    def __call__(self, volume_B1ZYX: Tensor, geometries: Sequence[BiplanarGeometry]) -> Views:
        """Line integrals of volumes in units of water; differentiable in the volumes."""
        with full_precision(volume_B1ZYX.device):
            mu_BZYX = MU_WATER_PER_MM * volume_B1ZYX[:, 0].float()
            images = [
                self._projector(geometry, mu_BZYX.device).forward(mu_ZYX[None])
                for geometry, mu_ZYX in zip(geometries, mu_BZYX, strict=True)
            ]
        frontal_BRC, lateral_BRC = (torch.cat(view) for view in zip(*images, strict=True))
        return Views(frontal_BRC, lateral_BRC, tuple(geometries))

    def _projector(self, geometry: BiplanarGeometry, device: torch.device) -> Projector:
        key = (geometry, device)
        projector = self._projectors.pop(key, None) or Projector(geometry.views, self._grid, device)
        self._projectors[key] = projector
        if len(self._projectors) > KEPT_PROJECTORS:
            del self._projectors[next(iter(self._projectors))]
        return projector


def turned(volume_B1ZYX: Tensor, degrees_B: Tensor) -> Tensor:
    """Each volume turned about its long axis, so that its views are those of an assembly turned by these angles.

    Views of the result are those of `ViewGeometry.turned`, at the cost of aligned ones; what enters from outside the
    cube is empty.
    """
    with full_precision(volume_B1ZYX.device):
        angle = torch.deg2rad(degrees_B.to(volume_B1ZYX.device, torch.float32))
        sin, cos, zero = torch.sin(angle), torch.cos(angle), torch.zeros_like(angle)
        source_B23 = torch.stack((cos, -sin, zero, sin, cos, zero), dim=1).view(-1, 2, 3)
        slices_BZYX = volume_B1ZYX[:, 0].float()
        places = affine_grid(source_B23, list(slices_BZYX.shape), align_corners=False)
        return grid_sample(slices_BZYX, places, align_corners=False).unsqueeze(1)
