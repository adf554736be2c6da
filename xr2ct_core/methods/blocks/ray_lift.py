"""Features of a radiograph laid back into the volume along the rays that made it.

Each voxel reads the feature map where its centre appears on the detector, whatever the beam, the distances and the
pose; nothing is learned here and no depth is guessed. Voxels that the detector does not see read zero.
Shape legend: B batch, C channels, R detector rows, K detector columns, Z/Y/X voxels.
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import grid_sample

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.precision import full_precision


def detector_places(view: ViewGeometry, grid: WorkingGrid, device: torch.device) -> Tensor:
    """(Z, Y, X, 2): where each voxel centre appears, (column, row) from -1 to 1 over the edges of the detector."""
    frame = view.frame()
    axis_mm = (torch.arange(grid.size, device=device, dtype=torch.float32) - (grid.size - 1) / 2.0) * grid.spacing_mm
    if frame.source_mm is None:
        scale: Tensor | float = 1.0
        centre_mm = origin_mm = frame.detector_centre_mm
    else:
        centre_mm, origin_mm = frame.detector_centre_mm, frame.source_mm
        scale = view.sdd_mm / _along(axis_mm, frame.ray_direction, origin_mm)
    places = []
    for axis, pixels in ((frame.column_axis, view.cols), (frame.row_axis, view.rows)):
        offset_mm = scale * _along(axis_mm, axis, origin_mm) + float((origin_mm - centre_mm) @ axis)
        places.append(offset_mm * (2.0 / (pixels * view.pixel_mm)))
    return torch.stack([place.expand(*grid.shape_zyx) for place in places], dim=-1)


def lifted(features_BCRK: Tensor, places_BZYX2: Tensor) -> Tensor:
    """(B, C, Z, Y, X): the features at the places of `detector_places` for each sample, which are not rounded."""
    batch, depth, height, width, _ = places_BZYX2.shape
    flat = places_BZYX2.reshape(batch, depth, height * width, 2)
    with full_precision(flat.device):
        sampled = grid_sample(features_BCRK.to(flat.dtype), flat, align_corners=False)
    return sampled.view(batch, -1, depth, height, width).to(features_BCRK.dtype)


def places_of(views: Sequence[ViewGeometry], grid: WorkingGrid, device: torch.device) -> Tensor:
    """`detector_places` of each view, (B, Z, Y, X, 2)."""
    return torch.stack([detector_places(view, grid, device) for view in views])


def _along(axis_mm: Tensor, direction: "np.ndarray[tuple[int], np.dtype[np.float64]]", origin_mm: object) -> Tensor:
    """(Z, Y, X), or what broadcasts to it: the distance of each voxel from `origin_mm` along a direction in LPS."""
    origin = np.asarray(origin_mm)
    total = axis_mm.new_zeros(1, 1, 1)
    for component, along, shape in zip(direction, origin, ((1, 1, -1), (1, -1, 1), (-1, 1, 1)), strict=True):
        if component:
            total = total + float(component) * (axis_mm.view(shape) - float(along))
    return total
