"""Joseph's interpolation weights of a detector aligned with the volume's axes, in plain numpy.

A ray through an aligned detector pixel crosses the volume's planes at heights that depend on the row alone and at
widths that depend on the column alone, so Joseph's bilinear weights factor over the two detector axes. All aligned
projectors, with torch and without, are built on these crossings.

Units: millimetres and voxels; weights have no unit. Source: Joseph, IEEE Trans Med Imaging 1982;1:192.

Shape legend: D planes along the ray, Z voxels along z, W voxels along the columns, R detector rows, C detector columns,
P either of R and C.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import BadConfigError
from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid


@dataclass(frozen=True, eq=False)
class AlignedCrossings:
    """Where the rays cross each plane, in fractional voxel indices, and their length in mm from plane to plane."""

    rows_DR: NDArray[np.float64]
    cols_DC: NDArray[np.float64]
    ray_mm_RC: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class AlignedWeights:
    """Interpolation weights along detector rows and columns for every plane, and the ray length per plane."""

    rows_DRZ: NDArray[np.float32]
    cols_DCW: NDArray[np.float32]
    ray_mm_RC: NDArray[np.float32]


def aligned_crossings(view: ViewGeometry, grid: WorkingGrid) -> AlignedCrossings:
    """Crossings of one view on one grid; raises `BadConfigError` if it is turned or its source is inside the cube."""
    if not view.is_aligned:
        raise BadConfigError("A turned view does not factor over the detector axes.", "Use the general projector.")
    frame = view.frame()
    row_mm = (np.arange(view.rows) - (view.rows - 1) / 2.0) * view.pixel_mm
    col_mm = (np.arange(view.cols) - (view.cols - 1) / 2.0) * view.pixel_mm

    depth_axis = int(np.argmax(np.abs(frame.ray_direction)))
    if frame.source_mm is None:
        focus_mm = frame.detector_centre_mm
        scale_D = np.ones(grid.size)
        ray_mm_RC = np.full((view.rows, view.cols), grid.spacing_mm)
    else:
        focus_mm = frame.source_mm
        voxel_mm = (np.arange(grid.size) - (grid.size - 1) / 2.0) * grid.spacing_mm
        scale_D = (voxel_mm - focus_mm[depth_axis]) * frame.ray_direction[depth_axis] / view.sdd_mm
        if scale_D.min() <= 0:
            raise source_inside_error()
        ray_mm_RC = grid.spacing_mm * np.sqrt(1.0 + (row_mm[:, None] ** 2 + col_mm[None, :] ** 2) / view.sdd_mm**2)

    col_axis = int(np.argmax(np.abs(frame.column_axis)))
    heights_mm_DR = focus_mm[2] + scale_D[:, None] * row_mm * frame.row_axis[2]
    widths_mm_DC = focus_mm[col_axis] + scale_D[:, None] * col_mm * frame.column_axis[col_axis]
    centre = (grid.size - 1) / 2.0
    return AlignedCrossings(
        heights_mm_DR / grid.spacing_mm + centre,
        widths_mm_DC / grid.spacing_mm + centre,
        ray_mm_RC.astype(np.float32),
    )


def aligned_weights(view: ViewGeometry, grid: WorkingGrid) -> AlignedWeights:
    """The crossings of `aligned_crossings` as dense interpolation weights."""
    crossings = aligned_crossings(view, grid)
    return AlignedWeights(_hat(crossings.rows_DR, grid.size), _hat(crossings.cols_DC, grid.size), crossings.ray_mm_RC)


def source_inside_error() -> BadConfigError:
    """The error of a source that stands inside the volume."""
    return BadConfigError("The X-ray source stands inside the volume.", "Increase the source distance.")


def _hat(crossing_DP: NDArray[np.float64], size: int) -> NDArray[np.float32]:
    """Linear interpolation weights (D, P, size) at fractional indices; zero outside."""
    distance = np.abs(crossing_DP.astype(np.float32)[:, :, None] - np.arange(size, dtype=np.float32))
    return np.maximum(np.float32(0.0), np.float32(1.0) - distance)
