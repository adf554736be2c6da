"""A folder of chest CTs as cases: each put on the working cube when first asked for, and kept in the cache."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xr2ct_core import io
from xr2ct_core.cube import ct_to_cube
from xr2ct_core.data.cache import CubeCache, cube_key
from xr2ct_core.data.find import found_cts, subjects_of
from xr2ct_core.data.fingerprint import content_sha256
from xr2ct_core.data.source import CaseKind, CaseSample, all_of, checked_index
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.truth import require_ct


class CtFolder:
    """CTs (NIfTI, NRRD, MHA, NPZ, DICOM series) in folders, or given one by one.

    `subjects.csv` in a folder, or else names and headers, tell the patients (`find.subjects_of`); `left_out` says which
    CTs cannot be named. Raises `BadInputError` if there is no CT, and when a case is asked for whose file cannot be
    read, shows no body, or is a reconstruction.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        grid: WorkingGrid,
        geometry: BiplanarGeometry,
        cache: CubeCache | None = None,
    ) -> None:
        self.grid = grid
        self.geometry = geometry
        found, self.left_out = found_cts(paths)
        self.paths = tuple(found)
        self._cache = cache or CubeCache()
        self.subjects = subjects_of(self.paths)

    @property
    def kinds(self) -> tuple[CaseKind, ...]:
        return all_of("CT", len(self))

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int) -> CaseSample:
        index = checked_index(index, len(self))
        path = self.paths[index]
        key = cube_key(content_sha256(path), self.grid)
        return CaseSample(self.subjects[index], self._cache.get_or_make(key, lambda: self._cube(path)), self.geometry)

    def fingerprint(self, index: int) -> str:
        return content_sha256(self.paths[index])

    def _cube(self, path: Path) -> NDArray[np.int16]:
        return np.asarray(ct_to_cube(require_ct(io.read_volume(path), path.name), self.grid).hu, dtype=np.int16)
