"""One batch of training: volumes with the two radiographs they project to.

Invariants: HU and line integrals are float32 on one device; every sample lies on the same working grid and has its own
geometry, all with the same detector rows and columns.
Shape legend: B batch, Z/Y/X voxels, R detector rows, C detector columns.
"""

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid


@dataclass(frozen=True, eq=False)
class PairBatch:
    """Volumes `cube_hu_BZYX` in HU, their line integrals in both views, and who they belong to."""

    cube_hu_BZYX: Tensor
    frontal_BRC: Tensor
    lateral_BRC: Tensor
    geometries: tuple[BiplanarGeometry, ...]
    grid: WorkingGrid
    subjects: tuple[str, ...]

    def __post_init__(self) -> None:
        sizes = {len(self.cube_hu_BZYX), len(self.frontal_BRC), len(self.lateral_BRC)}
        if sizes != {len(self.subjects)} or len(self.geometries) != len(self.subjects):
            raise ValueError(f"The parts of a batch have different lengths: {sizes}, {len(self.subjects)} subjects.")
        if tuple(self.cube_hu_BZYX.shape[1:]) != self.grid.shape_zyx:
            raise ValueError(f"Volumes of {tuple(self.cube_hu_BZYX.shape[1:])} voxels on a grid of {self.grid.size}³.")

    def __len__(self) -> int:
        return len(self.subjects)

    @property
    def device(self) -> torch.device:
        return self.cube_hu_BZYX.device

    def to(self, device: torch.device | str) -> "PairBatch":
        """The same batch on another device."""
        return replace(
            self,
            cube_hu_BZYX=self.cube_hu_BZYX.to(device),
            frontal_BRC=self.frontal_BRC.to(device),
            lateral_BRC=self.lateral_BRC.to(device),
        )
