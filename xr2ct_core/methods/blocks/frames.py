"""From the frames of the two views to the frame of the volume and back.

A network sees a view as (row, column) with rows growing to the head (flipped once, in `view_images`). Its 3D features
are (depth, row, column): (y, z, x) for the frontal and (x, z, y) for the lateral view. The volume is (z, y, x).
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from xr2ct_core.cube import resampling_weights
from xr2ct_core.geometry import BiplanarGeometry, ViewGeometry
from xr2ct_core.grid import WorkingGrid


def to_volume_frame(features_BCDHW: Tensor, is_frontal: bool) -> Tensor:
    """Features (depth, row, column) of a view in the frame (z, y, x) of the volume."""
    return features_BCDHW.permute((0, 1, 3, 2, 4) if is_frontal else (0, 1, 3, 4, 2))


def to_view_frame(features_BCZYX: Tensor, is_frontal: bool) -> Tensor:
    """The inverse of `to_volume_frame`."""
    return features_BCZYX.permute((0, 1, 3, 2, 4) if is_frontal else (0, 1, 4, 2, 3))


def extruded(image_B1HW: Tensor, is_frontal: bool) -> Tensor:
    """The image of a view repeated along its rays, (B, 1, Z, Y, X)."""
    size = image_B1HW.shape[-1]
    return to_volume_frame(image_B1HW.unsqueeze(2).expand(-1, -1, size, -1, -1), is_frontal)


def view_images(
    frontal_BRC: Tensor, lateral_BRC: Tensor, geometries: Sequence[BiplanarGeometry], grid: WorkingGrid
) -> tuple[Tensor, Tensor]:
    """Both views (B, 1, N, N) as seen in the plane of the isocentre, one pixel a voxel, rows growing to the head.

    Whatever the detector, its place and the magnification, a structure at the isocentre lies at its voxel; what the
    detector does not cover is zero.
    """
    views = [geometry.views for geometry in geometries]
    frontal = [_in_isocentre_plane(image, view, grid) for image, (view, _) in zip(frontal_BRC, views, strict=True)]
    lateral = [_in_isocentre_plane(image, view, grid) for image, (_, view) in zip(lateral_BRC, views, strict=True)]
    return torch.stack(frontal).unsqueeze(1), torch.stack(lateral).unsqueeze(1)


def _in_isocentre_plane(image_RC: Tensor, view: ViewGeometry, grid: WorkingGrid) -> Tensor:
    # In double precision, which mixed-precision training leaves alone: the image is not to be rounded to 8 bits.
    rows_NR, cols_NC = (
        torch.from_numpy(_weights(pixels, view.pixel_at_isocentre_mm, middle_mm, grid)).to(
            image_RC.device, torch.float64
        )
        for pixels, middle_mm in zip((view.rows, view.cols), view.middle_mm, strict=True)
    )
    return (rows_NR @ image_RC.double() @ cols_NC.T).flip(0).to(image_RC.dtype)


@lru_cache(maxsize=64)
def _weights(
    pixels: int, pixel_mm: float, middle_mm: float, grid: WorkingGrid
) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    """Antialiased resampling (N, pixels) of one detector axis to the voxels of the grid."""
    in_mm = middle_mm + (np.arange(pixels) - (pixels - 1) / 2.0) * pixel_mm
    out_mm = (np.arange(grid.size) - (grid.size - 1) / 2.0) * grid.spacing_mm
    return resampling_weights(in_mm, pixel_mm, out_mm, grid.spacing_mm)
