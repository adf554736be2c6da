"""The grid in world millimetres, and the canvas on which tissues are painted.

Shapes are signed distances in millimetres (negative inside). A voxel's occupancy is the distance ramped over one
voxel, so the same person comes out on every grid. Later paint covers earlier paint.

World: x to the patient's left, y to the back, z to the head; arrays (z, y, x); distances in millimetres.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from xr2ct_core.grid import WorkingGrid

PointMm = tuple[float, float, float]
Box = tuple[slice, slice, slice]


@dataclass(frozen=True, eq=False)
class Space:
    """Voxel centres of a box of the grid as broadcastable x (1, 1, X), y (1, Y, 1), z (Z, 1, 1)."""

    x: Tensor
    y: Tensor
    z: Tensor
    spacing_mm: float
    box: Box

    @classmethod
    def of_grid(cls, grid: WorkingGrid, device: torch.device | str) -> "Space":
        centres = (torch.arange(grid.size, dtype=torch.float64) - (grid.size - 1) / 2.0) * grid.spacing_mm
        axis = centres.to(device=device, dtype=torch.float32)
        whole = slice(0, grid.size)
        return cls(axis[None, None, :], axis[None, :, None], axis[:, None, None], grid.spacing_mm, (whole,) * 3)

    @property
    def shape(self) -> tuple[int, int, int]:
        return self.z.numel(), self.y.numel(), self.x.numel()

    @property
    def device(self) -> torch.device:
        return self.x.device

    def crop(self, low_mm: PointMm, high_mm: PointMm) -> "Space":
        """The part between two world corners (x, y, z), widened by one voxel; may be empty. `box` stays the grid's."""
        cut = []
        for axis, low, high in zip((self.z, self.y, self.x), low_mm[::-1], high_mm[::-1], strict=True):
            if not axis.numel():
                cut.append(slice(0, 0))
                continue
            first_mm = float(axis.flatten()[0])
            start = int((low - first_mm) // self.spacing_mm)
            stop = int((high - first_mm) // self.spacing_mm) + 2
            cut.append(slice(min(max(start, 0), axis.numel()), min(max(stop, 0), axis.numel())))
        z, y, x = cut
        box = tuple(
            slice(whole.start + part.start, whole.start + part.stop) for whole, part in zip(self.box, cut, strict=True)
        )
        return Space(self.x[:, :, x], self.y[:, y], self.z[z], self.spacing_mm, (box[0], box[1], box[2]))

    def within(self, outer: "Space") -> Box:
        """Where this part lies in a larger part of the grid."""
        z, y, x = (
            slice(inner.start - whole.start, inner.stop - whole.start)
            for inner, whole in zip(self.box, outer.box, strict=True)
        )
        return z, y, x

    def occupancy(self, distance_mm: Tensor) -> Tensor:
        """Share of each voxel inside a shape, from the signed distance at the voxel's centre."""
        return (0.5 - distance_mm / self.spacing_mm).clamp(0.0, 1.0)


def coarse_space(space: Space, spacing_mm: float = 5.0) -> Space:
    """A coarser lattice around a whole-grid space, for wide smooth shapes; the same for every grid of one cube."""
    reach = float(space.x.abs().max()) + space.spacing_mm / 2.0
    size = 2 * int(-(-(reach + spacing_mm) // spacing_mm))
    return Space.of_grid(WorkingGrid(size, size * spacing_mm), space.device)


def interpolate(lattice: Tensor, lattice_space: Space, space: Space) -> Tensor:
    """Trilinear interpolation of values on a lattice (z, y, x) at the voxels of a space; zero outside the lattice."""
    for axis, nodes in ((space.z, lattice_space.z), (space.y, lattice_space.y), (space.x, lattice_space.x)):
        offset = (axis.flatten()[:, None] - nodes.flatten()).abs() / lattice_space.spacing_mm
        lattice = torch.tensordot(lattice, (1.0 - offset).clamp(min=0.0), dims=([0], [1]))
    return lattice


class Canvas:
    """HU of the whole grid, painted tissue by tissue."""

    def __init__(self, space: Space, background_hu: float) -> None:
        self.space = space
        self.hu = torch.full(space.shape, background_hu, dtype=torch.float32, device=space.device)

    def paint(self, region: Space, occupancy: Tensor, hu: float | Tensor) -> None:
        """Blend a tissue over a region of the grid by its occupancy; both broadcast to the region."""
        view = self.hu[region.box]
        view += occupancy * (hu - view)

    def fill(self, region: Space, distance_mm: Tensor, hu: float | Tensor) -> None:
        """Paint the inside of a signed distance."""
        self.paint(region, region.occupancy(distance_mm), hu)

    def paint_cored(self, region: Space, outer: Tensor, core: Tensor, shell_hu: float, core_hu: float) -> None:
        """Paint a shell around a core; `core` is the core's own share of each voxel, at most `outer`."""
        of_core = (core / outer.clamp(min=1e-6)).clamp(0.0, 1.0)
        self.paint(region, outer, shell_hu + (core_hu - shell_hu) * of_core)
