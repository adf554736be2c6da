"""The smallest volume that explains two radiographs: the pseudo-inverse of the projection.

For parallel beams in closed form. Per axial slice, with the frontal profile r1(x), the lateral profile r2(y) and their
common total s, it is r1(x)/Ny + r2(y)/Nx - s/(Nx Ny), and reproduces both profiles exactly. For any beam by conjugate
gradients on the normal equations from zero (Hestenes and Stiefel 1952), which tend to the solution of smallest norm.

Units: attenuation in 1/mm, line integrals without unit; profiles are sums of attenuation over voxels, in 1/mm.

Shape legend: B batch, R detector rows, C detector columns, Z and X or Y voxels, W either of X and Y.
"""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.linear import LinearView
from xr2ct_core.projection.weights import aligned_weights


def voxel_profiles(image_RC: NDArray[np.floating], view: ViewGeometry, grid: WorkingGrid) -> NDArray[np.float64]:
    """Sums over the voxels along each ray, (Z, W), that explain a parallel-beam radiograph in the least-squares sense.

    Voxel rows and columns that no detector pixel sees are set to zero.
    """
    weights = aligned_weights(view, grid)
    rows_inverse_ZR = np.linalg.pinv(weights.rows_DRZ[0].astype(np.float64), rcond=1e-6)
    cols_inverse_WC = np.linalg.pinv(weights.cols_DCW[0].astype(np.float64), rcond=1e-6)
    return np.asarray(rows_inverse_ZR @ image_RC @ cols_inverse_WC.T / grid.spacing_mm)


def smallest_with_profiles(frontal_BZX: Tensor, lateral_BZY: Tensor) -> Tensor:
    """Attenuation (B, Z, Y, X) of smallest Euclidean norm with the given profiles; it may be negative.

    Where the totals of a slice disagree, both profiles are met in the least-squares sense.
    """
    size_y, size_x = lateral_BZY.shape[-1], frontal_BZX.shape[-1]
    excess_BZ1 = (frontal_BZX.sum(-1) - lateral_BZY.sum(-1)).unsqueeze(-1) / (size_x + size_y)
    frontal_BZX, lateral_BZY = frontal_BZX - excess_BZ1, lateral_BZY + excess_BZ1
    total_BZ11 = frontal_BZX.sum(-1)[..., None, None]
    return frontal_BZX.unsqueeze(-2) / size_y + lateral_BZY.unsqueeze(-1) / size_x - total_BZ11 / (size_x * size_y)


def smallest_with_images(
    operators: Sequence[LinearView],
    images_BRC: Sequence[Tensor],
    steps: int,
    allowed_BZYX: Tensor | None = None,
    on_step: Callable[[int], None] = lambda step: None,
) -> Tensor:
    """Attenuation (B, Z, Y, X) after so many conjugate-gradient steps for line integrals; it may be negative.

    Voxels outside `allowed_BZYX` (bool) stay zero. `on_step` is called with the steps done before each.
    """

    def spread(images: Sequence[Tensor]) -> Tensor:
        volume = torch.stack([operator.adjoint(image) for operator, image in zip(operators, images, strict=True)])
        return volume.sum(0) if allowed_BZYX is None else volume.sum(0) * allowed_BZYX

    residuals = list(images_BRC)
    direction = gradient = spread(residuals)
    mu_BZYX = torch.zeros_like(gradient)
    energy = _energy(gradient)
    for step in range(steps):
        on_step(step)
        images = [operator.forward(direction) for operator in operators]
        curvature = torch.stack([_energy(image.unsqueeze(1)) for image in images]).sum(0)
        length = energy / curvature.clamp_min(1e-20)
        mu_BZYX = mu_BZYX + length * direction
        residuals = [residual - length[:, 0] * image for residual, image in zip(residuals, images, strict=True)]
        gradient = spread(residuals)
        energy, previous = _energy(gradient), energy
        direction = gradient + energy / previous.clamp_min(1e-20) * direction
    return mu_BZYX


def _energy(volume_BZYX: Tensor) -> Tensor:
    """The sum of squares of each sample, (B, 1, 1, 1)."""
    return volume_BZYX.square().sum((1, 2, 3), keepdim=True)
