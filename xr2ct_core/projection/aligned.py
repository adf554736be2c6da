"""Joseph's projector for detectors aligned with the volume's axes, as two batched matrix products.

A ray through an aligned detector pixel crosses the volume's planes at heights that depend on the row alone and at
widths that depend on the column alone, so Joseph's bilinear weights factor over the two detector axes. Forward and
adjoint are therefore dense matrix products: exact transposes of each other, no ray samples in memory, differentiable
in the volume through autograd.

Units: attenuation in 1/mm in, dimensionless line integrals out. Source: Joseph, IEEE Trans Med Imaging 1982;1:192.

Shape legend: B batch, D planes along the ray, Z/Y/X voxels, R detector rows, C detector columns, W the volume axis
along the columns.
"""

import torch
from torch import Tensor

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.weights import aligned_weights


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
