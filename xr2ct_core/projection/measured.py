"""A measured radiograph together with its projector and the weights that iterative methods divide by.

Invariants: all tensors have a batch axis of one, live on one device and are float32; attenuation in 1/mm, lengths in
millimetres, line integrals without unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.linear import LinearView
from xr2ct_core.projection.projector import view_operator
from xr2ct_core.radiograph import RadiographPair

AIR_LINE_INTEGRAL: Final = 0.05
"""Rays with less attenuation than this, 2.5 mm of water, are taken to miss the body."""

SHORT_RAY_MM: Final = 10.0

LEAST_WEIGHT: Final = 1e-3
"""Voxels through which rays pass with less summed weight than this are not seen by the detector."""


@dataclass(frozen=True, eq=False)
class MeasuredView:
    """One radiograph: `image_BRC` its line integrals, `length_BRC` the mm each ray spends in the cube, `weight_BZYX`
    the summed weights of all rays through each voxel (zero where the detector does not see it)."""

    view: ViewGeometry
    grid: WorkingGrid
    operator: LinearView
    image_BRC: Tensor
    length_BRC: Tensor
    weight_BZYX: Tensor

    def per_mm(self, rays_BRC: Tensor, length_BRC: Tensor | None = None) -> Tensor:
        """A value given per ray divided by the mm of the ray in the cube, or by `length_BRC`.

        Rays shorter than a centimetre are divided by a centimetre, so that their noise is not blown up.
        """
        return rays_BRC / (self.length_BRC if length_BRC is None else length_BRC).clamp_min(SHORT_RAY_MM)

    @property
    def is_hit(self) -> Tensor:
        """(B, R, C), bool: rays that spend at least a tenth of a millimetre in the cube."""
        return self.length_BRC > 0.1

    def silhouette(self, air_line_integral: float) -> Tensor:
        """Voxels, bool, that this radiograph allows to hold tissue.

        Voxels beside the detector follow its nearest pixel: a body that touches the edge goes on, air does not begin
        to hold tissue there.
        """
        is_air_BRC = self.is_hit & (self.image_BRC < air_line_integral)
        allowed_ZYX = self.spread(is_air_BRC.to(self.image_BRC.dtype))[0] <= 0.5
        unseen_N3 = (self.weight_BZYX[0] <= LEAST_WEIGHT).nonzero()
        if len(unseen_N3):
            row_col = self.view.world_to_pixel(self.grid.affine.voxel_to_world(unseen_N3.cpu().numpy()))
            last = np.array([self.view.rows - 1, self.view.cols - 1])
            rows, cols = np.clip(np.rint(row_col), 0, last).astype(np.int64).T
            allowed_ZYX[tuple(unseen_N3.T)] = self.image_BRC[0, rows, cols] >= air_line_integral
        return allowed_ZYX

    def spread(self, rays_BRC: Tensor) -> Tensor:
        """Weighted mean over the rays through each voxel of a value given per ray; zero where no ray passes."""
        return self.operator.adjoint(rays_BRC) / self.weight_BZYX.clamp_min(1e-6)


def measured_views(
    pair: RadiographPair, grid: WorkingGrid, device: torch.device | str = "cpu", *, coarsen: bool = False
) -> tuple[MeasuredView, ...]:
    """Both views of a physical pair; `coarsen` averages detector pixels that are finer than half a voxel."""
    return tuple(
        measured_image(radiograph.image, view, grid, device, coarsen=coarsen)
        for radiograph, view in zip(pair.radiographs, pair.geometry.views, strict=True)
    )


def measured_image(
    image: NDArray[np.float32],
    view: ViewGeometry,
    grid: WorkingGrid,
    device: torch.device | str = "cpu",
    *,
    coarsen: bool = False,
) -> MeasuredView:
    """One image of line integrals; `coarsen` averages detector pixels that are finer than half a voxel."""
    image_BRC = torch.from_numpy(image.copy()).to(device)[None]
    factor = coarsening(view, grid) if coarsen else 1
    if factor > 1:
        image_BRC = torch.nn.functional.avg_pool2d(image_BRC, factor)
        view = view.resampled(view.rows // factor, view.cols // factor)
    return measured_view(image_BRC, view, grid)


def coarsening(view: ViewGeometry, grid: WorkingGrid) -> int:
    """How many detector pixels, along rows and columns, one coarse pixel may hold and still be finer than a voxel."""
    factor = 1
    while (
        view.rows % (2 * factor) == 0
        and view.cols % (2 * factor) == 0
        and view.pixel_at_isocentre_mm * 2 * factor < grid.spacing_mm
    ):
        factor *= 2
    return factor


def silhouette_hull(views: Sequence[MeasuredView], air_line_integral: float = AIR_LINE_INTEGRAL) -> Tensor:
    """Voxels (B, Z, Y, X), bool, that the silhouettes of the body in all views allow."""
    return torch.stack([view.silhouette(air_line_integral) for view in views]).all(dim=0)[None]


def measured_view(image_BRC: Tensor, view: ViewGeometry, grid: WorkingGrid) -> MeasuredView:
    """One radiograph, a batch of one, with its projector on the device of the image."""
    operator = view_operator(view, grid, image_BRC.device)
    length_BRC = operator.forward(torch.ones((1, *grid.shape_zyx), device=image_BRC.device))
    weight_BZYX = operator.adjoint(torch.ones_like(length_BRC))
    return MeasuredView(view, grid, operator, image_BRC, length_BRC, weight_BZYX)
