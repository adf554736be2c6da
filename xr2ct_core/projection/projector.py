"""Differentiable X-ray projection, one entrance for all geometries.

`Projector` precomputes what it can for fixed views and is the tool of iterative methods and training; `project` is
the one-call form. Views aligned with the volume's axes go by separable matrix products, turned ones by a sparse
matrix; both give Joseph's weights. Where gradients in the pose are needed, use `posed.project_posed`.
Attenuation in 1/mm in, line integrals out.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.aligned import aligned_view
from xr2ct_core.projection.linear import LinearView
from xr2ct_core.projection.oblique import ObliqueView


class Projector:
    """Forward projection and its exact adjoint for fixed views on one grid."""

    def __init__(
        self,
        views: Sequence[ViewGeometry],
        grid: WorkingGrid,
        device: torch.device | str = "cpu",
        dtype: torch.dtype = torch.float32,
    ) -> None:
        self.views = tuple(views)
        self.grid = grid
        self._operators = [view_operator(view, grid, device, dtype) for view in self.views]

    def forward(self, mu_BZYX: Tensor) -> tuple[Tensor, ...]:
        """Line integrals (B, R, C), one tensor per view, of attenuation (B, Z, Y, X) in 1/mm."""
        mu_BZYX = _z_innermost(mu_BZYX)
        return tuple(operator.forward(mu_BZYX) for operator in self._operators)

    def adjoint(self, images_BRC: Sequence[Tensor]) -> Tensor:
        """Exact transpose of `forward`: sum over the views, (B, Z, Y, X)."""
        parts = [operator.adjoint(image) for operator, image in zip(self._operators, images_BRC, strict=True)]
        return torch.stack(parts).sum(0)


def view_operator(
    view: ViewGeometry, grid: WorkingGrid, device: torch.device | str = "cpu", dtype: torch.dtype = torch.float32
) -> LinearView:
    """The projector of one view: separable where the view is aligned, a sparse matrix where it is turned."""
    return aligned_view(view, grid, device, dtype) if view.is_aligned else ObliqueView(view, grid, device, dtype)


def project(mu_BZYX: Tensor, views: Sequence[ViewGeometry], grid: WorkingGrid) -> tuple[Tensor, ...]:
    """Line integrals of attenuation (B, Z, Y, X) in 1/mm for each view; differentiable in the volume."""
    return Projector(views, grid, mu_BZYX.device, mu_BZYX.dtype).forward(mu_BZYX)


def _z_innermost(mu_BZYX: Tensor) -> Tensor:
    """The same volume laid out once with z innermost in memory, the order the sparse projectors read."""
    return mu_BZYX.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2) if mu_BZYX.device.type == "cpu" else mu_BZYX
