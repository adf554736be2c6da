"""Cubes in memory as a source of cases, for what learns from a few CTs that are already read."""

import hashlib
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.data.source import CaseKind, CaseSample, all_of, checked_index
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid


class CubeSource:
    """CTs of people on the working cube, int16 HU (z, y, x), by patient; all in one geometry."""

    def __init__(self, cubes: Mapping[str, NDArray[np.int16]], grid: WorkingGrid, geometry: BiplanarGeometry) -> None:
        self.grid = grid
        self.subjects = tuple(cubes)
        self.kinds: tuple[CaseKind, ...] = all_of("CT", len(self.subjects))
        self._cubes = dict(cubes)
        self._geometry = geometry

    def __len__(self) -> int:
        return len(self.subjects)

    def __getitem__(self, index: int) -> CaseSample:
        subject = self.subjects[checked_index(index, len(self))]
        return CaseSample(subject, self._cubes[subject], self._geometry)

    def fingerprint(self, index: int) -> str:
        return hashlib.sha256(np.ascontiguousarray(self[index].cube_hu).tobytes()).hexdigest()
