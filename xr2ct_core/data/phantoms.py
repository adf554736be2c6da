"""Endless patients: procedural thoraxes, each made from its seed when asked for."""

import numpy as np

from xr2ct_core.data.source import CaseSample, checked_index
from xr2ct_core.errors import BadConfigError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.phantom.thorax import make_thorax


class Phantoms:
    """`count` phantoms with the seeds `first_seed`, `first_seed + 1`, ...; each is a patient of its own."""

    def __init__(
        self,
        count: int,
        grid: WorkingGrid,
        geometry: BiplanarGeometry,
        *,
        first_seed: int = 0,
        device: str = "cpu",
    ) -> None:
        if count < 1 or first_seed < 0:
            raise BadConfigError("There must be at least one phantom, and seeds start at 0.")
        self.grid = grid
        self.geometry = geometry
        self._first_seed = first_seed
        self._count = count
        self._device = device

    @property
    def subjects(self) -> tuple[str, ...]:
        return tuple(f"phantom-{self._first_seed + index}" for index in range(self._count))

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> CaseSample:
        seed = self._first_seed + checked_index(index, self._count)
        volume = make_thorax(seed, self.grid, device=self._device)
        return CaseSample(f"phantom-{seed}", np.asarray(volume.hu, dtype=np.int16), self.geometry)

    def fingerprint(self, index: int) -> str:
        """The seed stands for the content; the anatomy is that of this version of the program."""
        return f"phantom {self._first_seed + checked_index(index, self._count)} {self.grid.size} {self.grid.cube_mm:g}"
