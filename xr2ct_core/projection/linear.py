"""Linear operators with an exact transpose, as differentiable torch functions.

Invariant: the gradient of `forward` is `adjoint` and the gradient of `adjoint` is `forward`, to any order, so an
operator whose two directions pass the dot-product test needs no autograd graph of its own.
"""

import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor


class LinearView(ABC):
    """Projection along one view: attenuation (B, Z, Y, X) in 1/mm to line integrals (B, R, C), and its transpose."""

    @abstractmethod
    def apply_forward(self, mu_BZYX: Tensor) -> Tensor:
        """Line integrals without a gradient graph."""

    @abstractmethod
    def apply_adjoint(self, image_BRC: Tensor) -> Tensor:
        """Transpose of `apply_forward`, without a gradient graph."""

    def forward(self, mu_BZYX: Tensor) -> Tensor:
        """Line integrals (B, R, C) of attenuation (B, Z, Y, X) in 1/mm; differentiable."""
        return _apply(mu_BZYX, self, False)

    def adjoint(self, image_BRC: Tensor) -> Tensor:
        """Exact transpose of `forward`: (B, R, C) to (B, Z, Y, X); differentiable."""
        return _apply(image_BRC, self, True)


class _Apply(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, value: Tensor, operator: LinearView, transposed: bool) -> Tensor:
        ctx.operator, ctx.transposed = operator, transposed
        return operator.apply_adjoint(value) if transposed else operator.apply_forward(value)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None, None]:
        return _apply(gradients[0], ctx.operator, not ctx.transposed), None, None


_apply: Callable[[Tensor, LinearView, bool], Tensor] = _Apply.apply


def csr_tensor(matrix: Any, device: torch.device | str, dtype: torch.dtype) -> Tensor:
    """A scipy CSR matrix as a torch CSR tensor, without torch's remark that these are young."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Sparse CSR tensor support is in beta")
        return torch.sparse_csr_tensor(
            torch.from_numpy(matrix.indptr),
            torch.from_numpy(matrix.indices),
            torch.from_numpy(matrix.data),
            size=matrix.shape,
            dtype=dtype,
            device=device,
            check_invariants=False,
        )
