"""Joseph's projector for detectors aligned with the volume's axes, as two batched matrix products.

A ray through an aligned detector pixel crosses the volume's planes at heights that depend on the row alone and at
widths that depend on the column alone, so Joseph's bilinear weights factor over the two detector axes. Forward and
adjoint are therefore dense matrix products: exact transposes of each other, no ray samples in memory, differentiable
in the volume through autograd.

Units: attenuation in 1/mm in, dimensionless line integrals out. Source: Joseph, IEEE Trans Med Imaging 1982;1:192.

Shape legend: B batch, D planes along the ray, Z/Y/X voxels, R detector rows, C detector columns, W the volume axis
along the columns.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from xr2ct_core.errors import BadConfigError
from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid


class AlignedView:
    """Precomputed weights of one aligned view on one grid.

    Memory: 4 * size² * (rows + cols) bytes, 42 MB for 128³ and 320 x 320 pixels. Raises `BadConfigError` if the view
    is turned or the source stands inside the cube.
    """

    def __init__(
        self,
        view: ViewGeometry,
        grid: WorkingGrid,
        device: torch.device | str = "cpu",
        dtype: torch.dtype = torch.float32,
    ) -> None:
        weights = aligned_weights(view, grid)
        self.view = view
        self.grid = grid
        self._depth_is_y = view.view.is_frontal
        self._rows_DRZ = torch.as_tensor(weights.rows_DRZ, device=device, dtype=dtype)
        self._cols_DWC = torch.as_tensor(weights.cols_DCW.swapaxes(1, 2).copy(), device=device, dtype=dtype)
        self._ray_mm_RC = torch.as_tensor(weights.ray_mm_RC, device=device, dtype=dtype)

    def forward(self, mu_BZYX: Tensor) -> Tensor:
        """Line integrals (B, R, C) of attenuation (B, Z, Y, X) in 1/mm."""
        mu_BDZW = mu_BZYX.permute(0, 2, 1, 3) if self._depth_is_y else mu_BZYX.permute(0, 3, 1, 2)
        rowwise_BDRW = torch.matmul(self._rows_DRZ, mu_BDZW)
        rowwise_BRK = rowwise_BDRW.transpose(1, 2).flatten(2)
        return torch.matmul(rowwise_BRK, self._cols_DWC.flatten(0, 1)) * self._ray_mm_RC

    def adjoint(self, image_BRC: Tensor) -> Tensor:
        """Exact transpose of `forward`: (B, R, C) to (B, Z, Y, X)."""
        weighted_BRC = image_BRC * self._ray_mm_RC
        depth, width, _ = self._cols_DWC.shape
        rowwise_BRK = torch.matmul(weighted_BRC, self._cols_DWC.flatten(0, 1).T)
        rowwise_BDRW = rowwise_BRK.reshape(*rowwise_BRK.shape[:2], depth, width).transpose(1, 2)
        mu_BDZW = torch.matmul(self._rows_DRZ.transpose(1, 2), rowwise_BDRW)
        return mu_BDZW.permute(0, 2, 1, 3) if self._depth_is_y else mu_BDZW.permute(0, 2, 3, 1)


class AlignedWeights:
    """Interpolation weights along detector rows and columns for every plane, and the ray length per plane."""

    def __init__(
        self, rows_DRZ: NDArray[np.float32], cols_DCW: NDArray[np.float32], ray_mm_RC: NDArray[np.float32]
    ) -> None:
        self.rows_DRZ = rows_DRZ
        self.cols_DCW = cols_DCW
        self.ray_mm_RC = ray_mm_RC


def aligned_weights(view: ViewGeometry, grid: WorkingGrid) -> AlignedWeights:
    """Weights shared by the torch projector and its numpy twin; pure numpy."""
    if not view.is_aligned:
        raise BadConfigError("A turned view does not factor over the detector axes.", "Use the general projector.")
    frame = view.frame()
    size, spacing_mm = grid.size, grid.spacing_mm
    voxel_mm = (np.arange(size) - (size - 1) / 2.0) * spacing_mm
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
            raise BadConfigError("The X-ray source stands inside the volume.", "Increase the source distance.")
        ray_mm_RC = spacing_mm * np.sqrt(1.0 + (row_mm[:, None] ** 2 + col_mm[None, :] ** 2) / view.sdd_mm**2)

    heights_mm_DR = focus_mm[2] + scale_D[:, None] * row_mm * frame.row_axis[2]
    col_axis = int(np.argmax(np.abs(frame.column_axis)))
    widths_mm_DC = focus_mm[col_axis] + scale_D[:, None] * col_mm * frame.column_axis[col_axis]
    return AlignedWeights(
        _hat(heights_mm_DR, voxel_mm, spacing_mm),
        _hat(widths_mm_DC, voxel_mm, spacing_mm),
        ray_mm_RC.astype(np.float32),
    )


def _hat(
    position_mm_DP: NDArray[np.floating], voxel_mm: NDArray[np.floating], spacing_mm: float
) -> NDArray[np.float32]:
    """Linear interpolation weights (D, P, voxels) of positions between voxel centres; zero outside."""
    distance = np.abs(position_mm_DP[:, :, None] - voxel_mm) / spacing_mm
    return np.maximum(0.0, 1.0 - distance).astype(np.float32)
