"""Joseph's projector for a view in any pose, as one sparse matrix.

For geometries that are used many times: building the matrix takes a second at 128³, each product with it a few
hundredths. The adjoint is the product with the transposed matrix, so it is exact.

Units: attenuation in 1/mm in, dimensionless line integrals out.

Shape legend: B batch, P pixels, V voxels, R detector rows, C detector columns.
"""

from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_array
from torch import Tensor

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.linear import LinearView, csr_tensor
from xr2ct_core.projection.rays import RayFan, ray_fans

_CHUNK_PIXELS = 4096


class ObliqueView(LinearView):
    """One view in any pose on one grid.

    Memory: 8 bytes a weight, 0.4 GB for 128³ and 320 x 320 pixels, and as much again once the adjoint is asked for.
    """

    def __init__(
        self,
        view: ViewGeometry,
        grid: WorkingGrid,
        device: torch.device | str = "cpu",
        dtype: torch.dtype = torch.float32,
    ) -> None:
        self._shape_RC = (view.rows, view.cols)
        self._shape_ZYX = grid.shape_zyx
        self._device, self._dtype = device, dtype
        self._weights = oblique_matrix(view, grid)
        self._forward_matrix = csr_tensor(self._weights, device, dtype)

    def apply_forward(self, mu_BZYX: Tensor) -> Tensor:
        image_PB = torch.mm(self._forward_matrix, mu_BZYX.flatten(1).T.contiguous())
        return image_PB.T.reshape(-1, *self._shape_RC)

    def apply_adjoint(self, image_BRC: Tensor) -> Tensor:
        mu_VB = torch.mm(self._adjoint_matrix, image_BRC.flatten(1).T.contiguous())
        return mu_VB.T.reshape(-1, *self._shape_ZYX)

    @cached_property
    def _adjoint_matrix(self) -> Tensor:
        return csr_tensor(self._weights.T.tocsr(), self._device, self._dtype)


def oblique_matrix(view: ViewGeometry, grid: WorkingGrid) -> csr_array:
    """Joseph's weights times ray lengths in mm as a sparse matrix (pixels, voxels)."""
    shape = (view.rows * view.cols, grid.size**3)
    chunks = [
        (fan.pixels[part], *_ray_weights(fan, part, grid.size))
        for fan in ray_fans(view, grid)
        for part in _slices(fan.pixels.size)
    ]
    pixels, weights, voxels, counts = (np.concatenate(parts) for parts in zip(*chunks, strict=True))
    ends = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    in_fan_order = csr_array((weights, voxels, ends), shape=shape)
    if np.array_equal(pixels, np.arange(shape[0])):
        return in_fan_order
    return in_fan_order[np.argsort(pixels)]


def _slices(length: int) -> list[slice]:
    return [slice(first, first + _CHUNK_PIXELS) for first in range(0, length, _CHUNK_PIXELS)]


def _ray_weights(
    fan: RayFan, part: slice, size: int
) -> tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.int64]]:
    """Weights and flat voxel indices of the non-zeros of some rays of a fan, ray after ray, and their numbers."""
    strides = [size * size, size, 1]
    plane_stride = strides.pop(fan.principal_zyx)
    planes = np.arange(size, dtype=np.int32)
    u_PD, v_PD = (fan.start[part, axis, None] + planes * fan.slope[part, axis, None] for axis in (0, 1))
    u_neighbours = _neighbours(u_PD, size)
    v_neighbours = _neighbours(v_PD, size)
    step_mm_P1 = fan.step_mm[part, None].astype(np.float32)
    weights = np.empty((*u_PD.shape, 4), dtype=np.float32)
    voxels = np.empty((*u_PD.shape, 4), dtype=np.int32)
    for corner in range(4):
        (u, u_weight), (v, v_weight) = u_neighbours[corner // 2], v_neighbours[corner % 2]
        weights[..., corner] = u_weight * v_weight * step_mm_P1
        voxels[..., corner] = planes * plane_stride + u * strides[0] + v * strides[1]
    used = weights > 0
    return weights[used], voxels[used], used.sum(axis=(1, 2))


def _neighbours(crossing: NDArray[np.float64], size: int) -> tuple[tuple[NDArray[np.int32], NDArray[np.float32]], ...]:
    """The two voxels beside each crossing and their linear weights, zero outside the volume."""
    low = np.floor(crossing).astype(np.int32)
    fraction = (crossing - low).astype(np.float32)
    low_weight = np.where((low >= 0) & (low < size), 1 - fraction, np.float32(0))
    high_weight = np.where((low >= -1) & (low < size - 1), fraction, np.float32(0))
    return (low, low_weight), (low + 1, high_weight)
