"""One batch of training: radiographs in two views, and the volumes they are projections of where those are known.

Invariants: HU and line integrals are float32 on one device; every sample lies on the same working grid and has its own
geometry, all with the same detector rows and columns.
Shape legend: B batch, Z/Y/X voxels, R detector rows, C detector columns.
"""

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid

FILLER_HU = -1000.0
"""Air, where there is no CT."""


@dataclass(frozen=True, eq=False)
class PairBatch:
    """Volumes `cube_hu_BZYX` in HU, line integrals in both views, and who they belong to.

    `has_truth_B` (bool) says whose volume is known; the others are filled with air, which no loss may look at.
    """

    cube_hu_BZYX: Tensor
    frontal_BRC: Tensor
    lateral_BRC: Tensor
    geometries: tuple[BiplanarGeometry, ...]
    grid: WorkingGrid
    subjects: tuple[str, ...]
    has_truth_B: Tensor

    def __post_init__(self) -> None:
        sizes = {len(self.cube_hu_BZYX), len(self.frontal_BRC), len(self.lateral_BRC)}
        sizes.add(len(self.has_truth_B))
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
            has_truth_B=self.has_truth_B.to(device),
        )
