"""Joseph's interpolation weights of a detector aligned with the volume's axes, in plain numpy.

A ray through an aligned detector pixel crosses the volume's planes at heights that depend on the row alone and at
widths that depend on the column alone, so Joseph's bilinear weights factor over the two detector axes. Both the torch
projector and its numpy twin are built on these factors.

Units: millimetres; weights have no unit. Source: Joseph, IEEE Trans Med Imaging 1982;1:192.

Shape legend: D planes along the ray, Z voxels along z, W voxels along the columns, R detector rows, C detector columns.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import BadConfigError
from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid


@dataclass(frozen=True, eq=False)
class AlignedWeights:
    """Interpolation weights along detector rows and columns for every plane, and the ray length per plane."""

    rows_DRZ: NDArray[np.float32]
    cols_DCW: NDArray[np.float32]
    ray_mm_RC: NDArray[np.float32]


def aligned_weights(view: ViewGeometry, grid: WorkingGrid) -> AlignedWeights:
    """Weights of one view on one grid; raises `BadConfigError` if it is turned or its source is inside the cube."""
    if not view.is_aligned:
        raise BadConfigError("A turned view does not factor over the detector axes.", "Use the general projector.")
    frame = view.frame()
    size, spacing_mm = grid.size, grid.spacing_mm
    voxel_mm = voxel_centres_mm(grid)
    row_mm = (np.arange(view.rows) - (view.rows - 1) / 2.0) * view.pixel_mm
    col_mm = (np.arange(view.cols) - (view.cols - 1) / 2.0) * view.pixel_mm

    depth_axis = int(np.argmax(np.abs(frame.ray_direction)))
    if frame.source_mm is None:
        focus_mm = frame.detector_centre_mm
        scale_D = np.ones(size)
        ray_mm_RC = np.full((view.rows, view.cols), spacing_mm)
    else:
        focus_mm = frame.source_mm
        scale_D = (voxel_mm - focus_mm[depth_axis]) * frame.ray_direction[depth_axis] / view.sdd_mm
        if scale_D.min() <= 0:
            raise source_inside_error()
        ray_mm_RC = spacing_mm * np.sqrt(1.0 + (row_mm[:, None] ** 2 + col_mm[None, :] ** 2) / view.sdd_mm**2)

    heights_mm_DR = focus_mm[2] + scale_D[:, None] * row_mm * frame.row_axis[2]
    col_axis = int(np.argmax(np.abs(frame.column_axis)))
    widths_mm_DC = focus_mm[col_axis] + scale_D[:, None] * col_mm * frame.column_axis[col_axis]
    return AlignedWeights(
        _hat(heights_mm_DR, voxel_mm, spacing_mm),
        _hat(widths_mm_DC, voxel_mm, spacing_mm),
        ray_mm_RC.astype(np.float32),
    )


def voxel_centres_mm(grid: WorkingGrid) -> NDArray[np.float64]:
    """World coordinates of the voxel centres along any axis of the cube."""
    return np.asarray((np.arange(grid.size) - (grid.size - 1) / 2.0) * grid.spacing_mm)


def source_inside_error() -> BadConfigError:
    """The error of a source that stands inside the volume."""
    return BadConfigError("The X-ray source stands inside the volume.", "Increase the source distance.")


def _hat(
    position_mm_DP: NDArray[np.floating], voxel_mm: NDArray[np.floating], spacing_mm: float
) -> NDArray[np.float32]:
    """Linear interpolation weights (D, P, voxels) of positions between voxel centres; zero outside."""
    distance = np.abs(position_mm_DP[:, :, None] - voxel_mm) / spacing_mm
    return np.maximum(0.0, 1.0 - distance).astype(np.float32)
