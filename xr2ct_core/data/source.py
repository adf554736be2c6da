"""What there is to learn from, behind one interface: cases with a CT, computed ones, and radiographs without a CT.

Sources are lazy: making one reads names and tables, a case is read when it is asked for. Invariants: the patients of
all cases, and which of them have a CT, are known without reading them; a case asked for twice is the same;
`fingerprint` changes when the content does. Imports no torch.

Shape legend: R detector rows, C detector columns.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.radiograph import RadiographPair

CaseKind = Literal["CT", "pair", "phantom"]
"""What a case is: a person's CT, a person's radiographs without a CT, or a computed body with its volume."""


def all_of(kind: CaseKind, count: int) -> tuple[CaseKind, ...]:
    """The kinds of `count` cases that are all of one."""
    return (kind,) * count


@dataclass(frozen=True, eq=False)
class CaseSample:
    """A CT on the working cube, int16 HU (z, y, x), and the geometry its radiographs are to be taken in."""

    subject: str
    cube_hu: NDArray[np.int16]
    geometry: BiplanarGeometry


@dataclass(frozen=True, eq=False)
class PairSample:
    """Two radiographs without a CT: line integrals, float32, on the detectors of `geometry`."""

    subject: str
    frontal_RC: NDArray[np.float32]
    lateral_RC: NDArray[np.float32]
    geometry: BiplanarGeometry


Sample = CaseSample | PairSample


@dataclass(frozen=True)
class Problem:
    """A case that could not be used, and why."""

    source: str
    message: str


class Source(Protocol):
    """Cases whose volumes lie on `grid`, or on a multiple of it. `subjects` names the patient of each case."""

    @property
    def grid(self) -> WorkingGrid: ...

    @property
    def subjects(self) -> tuple[str, ...]: ...

    @property
    def kinds(self) -> tuple[CaseKind, ...]:
        """What each case is."""
        ...

    def __len__(self) -> int: ...

    def __getitem__(self, index: int) -> Sample: ...

    def fingerprint(self, index: int) -> str:
        """Names the content a case is made of, on whatever grid; may read its file once."""
        ...


class RadiographSource(Protocol):
    """Radiograph pairs as they were read, display images or line integrals; a CT they may have is not looked at."""

    @property
    def subjects(self) -> tuple[str, ...]: ...

    def __len__(self) -> int: ...

    def __getitem__(self, index: int) -> RadiographPair: ...

    def fingerprint(self, index: int) -> str: ...


class Subset:
    """Some cases of a source, in a given order; a source itself."""

    def __init__(self, source: Source, indices: Sequence[int]) -> None:
        self._source = source
        self.indices = tuple(indices)
        self.subjects = tuple(source.subjects[index] for index in self.indices)

    @property
    def grid(self) -> WorkingGrid:
        return self._source.grid

    @property
    def kinds(self) -> tuple[CaseKind, ...]:
        kinds = self._source.kinds
        return tuple(kinds[index] for index in self.indices)

    def __len__(self) -> int:
        return len(self.indices)

    def __getitem__(self, index: int) -> Sample:
        return self._source[self.indices[index]]

    def fingerprint(self, index: int) -> str:
        return self._source.fingerprint(self.indices[index])


def data_digest(source: Source | RadiographSource) -> str:
    """SHA-256 over the content of all cases and whose they are; independent of their order."""
    lines = sorted(f"{source.fingerprint(index)} {subject}" for index, subject in enumerate(source.subjects))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def checked_index(index: int, length: int) -> int:
    """A position from 0 on; raises `IndexError` beyond the end, so that sources can be iterated."""
    if not -length <= index < length:
        raise IndexError(index)
    return index % length
