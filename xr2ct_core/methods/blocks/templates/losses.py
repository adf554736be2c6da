"""What the registration minimises: the misfit of the projections, and the price of an implausible deformation.

All terms are without unit and of comparable size, so that weights near 1 are sensible. Line integrals are compared
directly: the inputs are physical.
"""

import torch
from torch import Tensor

from xr2ct_core.bspline import jacobian
from xr2ct_core.methods.blocks.radiograph_level import Level
from xr2ct_core.methods.blocks.templates.warp import Deformation, Lattice

EDGE_LENGTH_MM = 10.0
_SMALLEST_JACOBIAN = 0.2


def projection_misfit(level: Level, projected: tuple[Tensor, Tensor], edge_weight: float, match_gain: bool) -> Tensor:
    """Mean squared difference of the line integrals and, times `edge_weight`, of their change over 10 mm."""
    terms = []
    for measured, image, pixel_mm in zip(level.measured, projected, level.pixel_mm, strict=True):
        residual = image - (best_gain(measured, image.detach()) if match_gain else 1.0) * measured
        edges = residual.diff(dim=0).square().mean() + residual.diff(dim=1).square().mean()
        terms.append(residual.square().mean() + edge_weight * (EDGE_LENGTH_MM / pixel_mm) ** 2 * edges)
    return torch.stack(terms).mean()


def best_gain(measured: Tensor, image: Tensor) -> Tensor:
    """The factor on `measured` that fits `image` best in the least squares sense."""
    return (measured * image).sum() / measured.square().sum().clamp_min(1e-12)


def bending_energy(deformation: Deformation, levels: int, cube_mm: float) -> Tensor:
    """Mean squared second differences of the control grids relative to their spacing, summed over the levels."""
    total = deformation.affine_mm.new_zeros(())
    for controls in deformation.free_form_mm[:levels]:
        spacing_mm = cube_mm / (controls.shape[-1] - 3)
        for axis in (1, 2, 3):
            slope = controls.diff(dim=axis)
            total = total + slope.diff(dim=axis).square().mean() / spacing_mm**2
            for other in range(axis + 1, 4):
                total = total + 2.0 * slope.diff(dim=other).square().mean() / spacing_mm**2
    return total


def folding(displacement_mm: Tensor, spacing_mm: float) -> Tensor:
    """Penalty on places where the map shrinks a volume to less than a fifth, or turns it inside out."""
    return (_SMALLEST_JACOBIAN - jacobian(displacement_mm, spacing_mm)).clamp_min(0.0).square().mean()


def leaning(displacement_mm: Tensor, lattice: Lattice) -> Tensor:
    """Mean square of the overall shears and rotations, as slopes.

    Two views hardly see them (a sheared outline has the same two silhouettes), and patients stand straight.
    """
    slopes = overall_slopes(displacement_mm, lattice)
    return (slopes - torch.diag(slopes.diagonal())).square().mean()


def overall_slopes(displacement_mm: Tensor, lattice: Lattice) -> Tensor:
    """(3, 3) of the linear map nearest to a displacement (3, Z, Y, X): of u along z, y, x (rows) by z, y, x."""
    position = lattice.position
    slopes: Tensor = torch.einsum("izyx,jzyx->ij", displacement_mm / lattice.half_mm, position)
    return slopes / position[0].square().sum()


def strangeness(deformation: Deformation) -> Tensor:
    """Sum of squares of the amounts of the modes of shape, in standard deviations."""
    return deformation.shape.square().sum()


def density_change(deformation: Deformation) -> Tensor:
    """Price of changing the densities of the template: the roughness of the change and, less, the change itself."""
    log_density = deformation.log_density
    roughness = torch.stack([log_density.diff(dim=axis).square().mean() for axis in (1, 2, 3)]).sum()
    return roughness + 0.3 * log_density.square().mean()


def normalised_correlation(level: Level, projected: tuple[Tensor, Tensor]) -> float:
    """Mean over the views of the correlation coefficient between measured and projected line integrals."""
    pairs = zip(level.measured, projected, strict=True)
    return sum(correlation(a, b) for a, b in pairs) / 2.0


def correlation(one: Tensor, other: Tensor) -> float:
    """Of the values of two images of one shape, -1 to 1."""
    return float(torch.corrcoef(torch.stack([one.flatten(), other.flatten()]))[0, 1])
