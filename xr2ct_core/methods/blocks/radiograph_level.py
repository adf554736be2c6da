"""The measured radiographs at detectors that are as coarse as a grid allows: one level of a pyramid.

A coarse pixel is the exact mean of the fine pixels under it; a rim narrower than one coarse pixel is left out. The
scales are named by the size of a pixel seen at the isocentre, so that cone and parallel beams are treated alike.
"""

from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from xr2ct_core.cube import resampling_weights
from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.projector import Projector
from xr2ct_core.radiograph import Radiograph, RadiographPair

PIXELS_PER_VOXEL = 1.4


@dataclass(frozen=True, eq=False)
class Level:
    """One pyramid level: its voxel grid, measured line integrals (R, C) of both views, projector and pixel sizes."""

    grid: WorkingGrid
    measured: tuple[Tensor, Tensor]
    projector: Projector
    pixel_mm: tuple[float, float]
    error: float = 0.0
    """How far the line integrals may be off, where they were estimated (see `Radiograph`)."""

    def project(self, mu_ZYX: Tensor) -> tuple[Tensor, Tensor]:
        """Line integrals (R, C) of both views."""
        frontal_BRC, lateral_BRC = self.projector.forward(mu_ZYX[None])
        return frontal_BRC[0], lateral_BRC[0]

    def backproject(self, images: tuple[Tensor, Tensor]) -> Tensor:
        """Exact transpose of `project`."""
        volume: Tensor = self.projector.adjoint([image[None] for image in images])[0]
        return volume

    def scaled(self, gains: tuple[float, float]) -> "Level":
        """The level with its measured line integrals multiplied by one gain per view."""
        return replace(self, measured=(self.measured[0] * gains[0], self.measured[1] * gains[1]))


def make_level(pair: RadiographPair, grid: WorkingGrid, device: torch.device) -> Level:
    """Both views at detectors somewhat finer than the voxels of `grid`."""
    pixel_mm = grid.spacing_mm / PIXELS_PER_VOXEL
    views = [coarse_view(view, pixel_mm) for view in pair.geometry.views]
    images = [coarse_image(*item, device) for item in zip(pair.radiographs, pair.geometry.views, views, strict=True)]
    return Level(
        grid,
        (images[0], images[1]),
        Projector(views, grid, device),
        (views[0].pixel_at_isocentre_mm, views[1].pixel_at_isocentre_mm),
        max(radiograph.error for radiograph in pair.radiographs),
    )


def coarse_view(view: ViewGeometry, pixel_at_isocentre_mm: float) -> ViewGeometry:
    """The view with larger pixels; unchanged if its pixels are already that large."""
    factor = pixel_at_isocentre_mm / view.pixel_at_isocentre_mm
    factor = min(factor, view.rows / 2.0, view.cols / 2.0)
    if factor <= 1.0:
        return view
    return replace(view, rows=int(view.rows / factor), cols=int(view.cols / factor), pixel_mm=view.pixel_mm * factor)


def coarse_image(radiograph: Radiograph, fine: ViewGeometry, coarse: ViewGeometry, device: torch.device) -> Tensor:
    """The image (R, C) averaged over the pixels of the coarse view."""
    image = radiograph.image
    for axis, (fine_count, coarse_count) in enumerate(((fine.rows, coarse.rows), (fine.cols, coarse.cols))):
        fine_mm = (np.arange(fine_count) - (fine_count - 1) / 2.0) * fine.pixel_mm
        coarse_mm = (np.arange(coarse_count) - (coarse_count - 1) / 2.0) * coarse.pixel_mm
        weights = resampling_weights(fine_mm, fine.pixel_mm, coarse_mm, coarse.pixel_mm)
        image = np.moveaxis(np.tensordot(weights, image, axes=(1, axis)), 0, axis)
    return torch.as_tensor(np.ascontiguousarray(image, dtype=np.float32), device=device)
