"""A CT or CT-like volume: Hounsfield units on a voxel grid.

Invariants: `hu` is (z, y, x), three-dimensional, finite, float32 or int16; the affine is right-handed and axis-aligned
with LPS (readers reorient on load), so z grows to the head, y to the back, x to the patient's left.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.affine import Affine
from xr2ct_core.errors import BadInputError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.provenance import Provenance

HuArray = NDArray[np.float32] | NDArray[np.int16]


@dataclass(frozen=True, eq=False)
class Volume:
    """Hounsfield units `hu` (z, y, x) with their place in the world and their origin."""

    hu: HuArray
    affine: Affine
    provenance: Provenance | None = None

    def __post_init__(self) -> None:
        if self.hu.ndim != 3:
            raise BadInputError(f"A volume has three axes, this one has {self.hu.ndim}.", "Open a 3D image.")
        if self.hu.dtype not in (np.float32, np.int16):
            raise BadInputError(f"A volume holds float32 or int16 HU, not {self.hu.dtype}.", "Convert it first.")
        if not self.affine.is_axis_aligned:
            raise BadInputError("The volume is not aligned with the patient's axes.", "Resample it on load.")

    @classmethod
    def on_grid(cls, hu: HuArray, grid: WorkingGrid, provenance: Provenance | None = None) -> "Volume":
        """Volume on the working cube; `hu` must have the shape of the grid."""
        if hu.shape != grid.shape_zyx:
            raise BadInputError(f"Expected a volume of {grid.shape_zyx} voxels, got {hu.shape}.")
        return cls(hu, grid.affine, provenance)

    @property
    def shape_zyx(self) -> tuple[int, int, int]:
        z, y, x = self.hu.shape
        return z, y, x

    @property
    def spacing_zyx_mm(self) -> tuple[float, float, float]:
        return self.affine.spacing_zyx_mm

    def as_int16(self) -> "Volume":
        """The volume as stored at rest: HU rounded to int16."""
        if self.hu.dtype == np.int16:
            return self
        return replace(self, hu=np.rint(np.clip(self.hu, -32768, 32767)).astype(np.int16))

    def as_float32(self) -> "Volume":
        return self if self.hu.dtype == np.float32 else replace(self, hu=self.hu.astype(np.float32))

    def hu_at(self, point_lps_mm: tuple[float, float, float]) -> float | None:
        """HU of the voxel nearest to a world point; None outside the volume."""
        index = np.rint(self.affine.world_to_voxel(point_lps_mm)).astype(int)
        if (index < 0).any() or (index >= self.hu.shape).any():
            return None
        return float(self.hu[tuple(index)])
