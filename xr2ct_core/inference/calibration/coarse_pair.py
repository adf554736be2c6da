"""Both views of a pair on one coarse grid, with how much each of them sees at each height.

What attenuates at a height is the same from the front and from the side, so the sums of both images over their columns
agree at each height but for what the rays diverge. So they say if heights, sizes and breaths of the views agree,
whatever the body looks like.

Units: millimetres, line integrals without unit. Shape legend: R rows, C columns, H heights from the feet up.
"""

from dataclasses import dataclass
from math import inf
from typing import Final

import numpy as np
import torch
from torch import Tensor

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.radiograph_level import PIXELS_PER_VOXEL, coarse_image, coarse_view
from xr2ct_core.methods.blocks.templates.warp import Lattice
from xr2ct_core.projection.linear import LinearView
from xr2ct_core.projection.projector import view_operator
from xr2ct_core.radiograph import RadiographPair

VOXEL_MM: Final = 40.0 / 3.0
HEIGHTS: Final = 36
"""Heights over the whole cube at which the sums of the rows are compared."""
LEVEL_WEIGHT: Final = 30.0
LEVEL_SAD_MM: Final = 541.0
LARGEST_LEVEL_WEIGHT: Final = 300.0
END_MM: Final = 35.0
"""Left out at each end of the cube, which cuts the body of a shifted view elsewhere."""
_CUT_MM: Final = 15.0
"""At each end of the cube, where it cuts the body of a straight view too."""


@dataclass(frozen=True, eq=False)
class CoarseView:
    """One view on pixels about as large as the voxels: its projector, the line integrals (R, C) it measured, the edge
    of a pixel at the isocentre, the weights (H, R) that take sums of rows to sums at heights, in mm, and the rows
    (R, 1) that count."""

    operator: LinearView
    measured_RC: Tensor
    pixel_mm: float
    heights_HR: Tensor
    counts_R1: Tensor

    def levels(self, images_BRC: Tensor) -> Tensor:
        """How much the images see at each height over the whole cube (B, H), in mm."""
        return images_BRC.sum(2) @ self.heights_HR.T


@dataclass(frozen=True, eq=False)
class CoarsePair:
    """Both views of a pair on one coarse grid.

    `usual_level_mm` is the mean of what they see at a height, `level_weight` how much a relative disagreement counts
    against a difference of line integrals: the less the rays diverge, the more.
    """

    frontal: CoarseView
    lateral: CoarseView
    lattice: Lattice
    usual_level_mm: float
    level_weight: float

    @classmethod
    def of(cls, pair: RadiographPair, device: torch.device) -> "CoarsePair":
        """Of a pair of line integrals."""
        grid = WorkingGrid(max(8, round(pair.cube_mm / VOXEL_MM)), pair.cube_mm)
        views = []
        for radiograph, view in zip(pair.radiographs, pair.geometry.views, strict=True):
            coarse = coarse_view(view, grid.spacing_mm / PIXELS_PER_VOXEL)
            measured = coarse_image(radiograph, view, coarse, device)
            heights = _height_weights(coarse, pair.cube_mm).to(measured)
            operator = view_operator(coarse, grid, device)
            pixel_mm = coarse.pixel_at_isocentre_mm
            off_mm = torch.from_numpy(np.abs(coarse.rows_mm)).to(device)
            counts = (off_mm <= pair.cube_mm / 2.0 - END_MM).to(measured)[:, None]
            views.append(CoarseView(operator, measured, pixel_mm, heights, counts))
        usual_mm = sum(float(view.levels(view.measured_RC[None]).mean()) for view in views) / 2.0
        least_sad_mm = min(view.sad_mm if view.model == "cone" else inf for view in pair.geometry.views)
        weight = min(LARGEST_LEVEL_WEIGHT, LEVEL_WEIGHT * (least_sad_mm / LEVEL_SAD_MM) ** 2)
        return cls(views[0], views[1], Lattice(grid, device, ()), max(usual_mm, 1e-6), weight)

    @property
    def compared(self) -> slice:
        """Heights at which the views are compared."""
        left_out = round(HEIGHTS * END_MM / (2.0 * self.lattice.half_mm))
        return slice(left_out, HEIGHTS - left_out)

    @property
    def views(self) -> tuple[CoarseView, CoarseView]:
        return self.frontal, self.lateral


def _height_weights(view: ViewGeometry, cube_mm: float) -> Tensor:
    """Linear interpolation (H, R) between rows of the detector, times the edge of a pixel at the isocentre."""
    height_mm = (np.arange(HEIGHTS) + 0.5) * (cube_mm / HEIGHTS) - cube_mm / 2.0
    seen_mm = np.clip(height_mm, _CUT_MM - cube_mm / 2.0, cube_mm / 2.0 - _CUT_MM)
    pixel_mm = view.pixel_at_isocentre_mm
    weights = np.maximum(0.0, 1.0 - np.abs(-seen_mm[:, None] - view.rows_mm) / pixel_mm)
    return torch.from_numpy((weights * pixel_mm).astype(np.float32))
