"""The working cube: the voxel grid every method reconstructs on.

A cube of `cube_mm` edge, centred on the isocentre, with `size` voxels along each axis; by default 320 mm with
128 (2.5 mm) or 64 (5 mm) voxels.
"""

from dataclasses import dataclass
from typing import Final

from xr2ct_core.affine import Affine
from xr2ct_core.errors import BadConfigError

CUBE_MM: Final = 320.0
LARGEST_SIZE: Final = 512


@dataclass(frozen=True)
class WorkingGrid:
    """A cubic grid of `size`³ voxels over `cube_mm` millimetres, centred on the world origin."""

    size: int = 128
    cube_mm: float = CUBE_MM

    def __post_init__(self) -> None:
        if self.size < 2 or self.size > LARGEST_SIZE:
            raise BadConfigError(f"A grid of {self.size} voxels is not supported.", "Use 64 or 128.")
        if not 1.0 <= self.cube_mm <= 2000.0:
            raise BadConfigError(f"A cube of {self.cube_mm:g} mm is not supported.", "Use about 320 mm.")

    @property
    def spacing_mm(self) -> float:
        return self.cube_mm / self.size

    @property
    def shape_zyx(self) -> tuple[int, int, int]:
        return (self.size, self.size, self.size)

    @property
    def affine(self) -> Affine:
        return Affine.centred(self.shape_zyx, (self.spacing_mm,) * 3)
