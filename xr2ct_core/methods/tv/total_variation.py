"""Isotropic total variation: forward differences, their adjoint, and the constrained proximal step.

The step minimises 1/2 sum w (x - z)² + lambda TV(x) over lower <= x <= upper by projected gradients on the dual
(Beck and Teboulle, IEEE Trans Image Process 2009;18:2419), with a weight for each voxel. The dual field is kept from
one call to the next, so a few inner steps suffice.

Shape legend: B batch, Z/Y/X voxels, leading 3 the axes z, y, x.
"""

import torch
from torch import Tensor
from torch.nn.functional import max_pool3d

_LARGEST_EIGENVALUE = 12.0
"""Of gradient times adjoint in three dimensions (four per axis)."""


def gradient(x_BZYX: Tensor) -> Tensor:
    """Forward differences (3, B, Z, Y, X), zero at the far faces."""
    result = torch.zeros((3, *x_BZYX.shape), dtype=x_BZYX.dtype, device=x_BZYX.device)
    for axis in range(3):
        length = x_BZYX.shape[axis + 1] - 1
        low, high = x_BZYX.narrow(axis + 1, 0, length), x_BZYX.narrow(axis + 1, 1, length)
        torch.sub(high, low, out=result[axis].narrow(axis + 1, 0, length))
    return result


def gradient_adjoint(field_3BZYX: Tensor) -> Tensor:
    """Exact transpose of `gradient`: minus the divergence, (B, Z, Y, X)."""
    result = torch.zeros_like(field_3BZYX[0])
    for axis in range(3):
        length = result.shape[axis + 1] - 1
        inner = field_3BZYX[axis].narrow(axis + 1, 0, length)
        result.narrow(axis + 1, 1, length).add_(inner)
        result.narrow(axis + 1, 0, length).sub_(inner)
    return result


def total_variation(x_BZYX: Tensor) -> Tensor:
    """Sum over the voxels of the length of the gradient."""
    return gradient(x_BZYX).square().sum(0).sqrt().sum()


class ProximalStep:
    """The proximal step of total variation in a box, for fixed weights; remembers its dual field.

    `strength_BZYX` is lambda / w of each voxel; the result lies between 0 and `upper_BZYX`.
    """

    def __init__(self, strength_BZYX: Tensor, upper_BZYX: Tensor) -> None:
        self._strength = strength_BZYX.clamp_min(1e-12)
        self._upper = upper_BZYX
        largest_nearby = max_pool3d(self._strength, kernel_size=3, stride=1, padding=1)
        self._dual_step = 1.0 / (_LARGEST_EIGENVALUE * largest_nearby)
        self._dual = torch.zeros((3, *strength_BZYX.shape), dtype=strength_BZYX.dtype, device=strength_BZYX.device)

    def __call__(self, z_BZYX: Tensor, inner_iterations: int) -> Tensor:
        for _ in range(inner_iterations):
            self._dual.addcmul_(gradient(self._primal(z_BZYX)), self._dual_step)
            self._dual.div_(self._dual.square().sum(0).sqrt_().clamp_min_(1.0))
        return self._primal(z_BZYX)

    def _primal(self, z_BZYX: Tensor) -> Tensor:
        x_BZYX = torch.addcmul(z_BZYX, self._strength, gradient_adjoint(self._dual), value=-1.0)
        return torch.minimum(x_BZYX.clamp_min_(0.0), self._upper)
