"""Endless patients: procedural thoraxes, each made from its seed when first asked for, and kept in the cache.

Making one takes tenths of a second whatever the grid, several steps of a small network; reading it takes milliseconds.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.data.cache import CubeCache, cube_key
from xr2ct_core.data.source import CaseKind, CaseSample, all_of, checked_index
from xr2ct_core.errors import BadConfigError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.phantom import thorax
from xr2ct_core.phantom.thorax import make_thorax

MAX_PHANTOMS: Final = 100_000
"""Far more than a training sees; each is a patient who is dealt out and written down."""


@cache
def phantom_code_version() -> str:
    """Changes whenever the code that makes phantoms does."""
    files = sorted(Path(thorax.__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


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
        kept: CubeCache | None = None,
    ) -> None:
        if count < 1 or first_seed < 0:
            raise BadConfigError("There must be at least one phantom, and seeds start at 0.")
        if count > MAX_PHANTOMS:
            raise BadConfigError(f"{count:,} phantoms are too many.", f"Take at most {MAX_PHANTOMS:,}.")
        self.grid = grid
        self.geometry = geometry
        self._first_seed = first_seed
        self._count = count
        self._device = device
        self._cache = kept or CubeCache()
        self.subjects = tuple(f"phantom-{first_seed + index}" for index in range(count))
        self.kinds: tuple[CaseKind, ...] = all_of("phantom", count)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> CaseSample:
        seed = self._first_seed + checked_index(index, self._count)
        key = cube_key(f"phantom {seed} {self._device} {phantom_code_version()}", self.grid)
        return CaseSample(f"phantom-{seed}", self._cache.get_or_make(key, lambda: self._cube(seed)), self.geometry)

    def _cube(self, seed: int) -> NDArray[np.int16]:
        return np.asarray(make_thorax(seed, self.grid, device=self._device).hu, dtype=np.int16)

    def fingerprint(self, index: int) -> str:
        """The seed stands for the content; the anatomy is that of this version of the program."""
        return f"phantom {self._first_seed + checked_index(index, self._count)} {self.grid.size} {self.grid.cube_mm:g}"
