"""A prepared folder: working cubes (or radiograph pairs) ready to be learned from, with `index.json` about them.

The index names for every case its file, patient, source and digests, and for everything that could not be used the
reason. Cubes are NPZ files with their provenance inside, which every reader of volumes opens.
"""

import json
from pathlib import Path
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from xr2ct_core.config.base import ConfigBase
from xr2ct_core.config.words import settings_in_words
from xr2ct_core.data.source import CaseKind, CaseSample, Problem, all_of, checked_index
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import CUBE_MM, WorkingGrid
from xr2ct_core.io.files import existing_file, write_text
from xr2ct_core.io.volume_npz import read_npz

INDEX_NAME: Final = "index.json"
Layout = Literal["ct", "x2ct", "indiana"]
KEPT_BYTES: Final = 1 << 30
_LARGEST_INDEX_BYTES: Final = 1 << 28


class PreparedCase(ConfigBase):
    """One case: `file` is relative to the index; `digest` is the SHA-256 of its content, `notes` are worth knowing."""

    file: str
    subject: str
    source: str
    source_sha256: str
    digest: str
    notes: tuple[str, ...] = ()


class LeftOutError(BadInputError):
    """A case that cannot be used, for a reason of a few words that is counted."""

    def __init__(self, reason: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.reason = reason


class UnusedSource(ConfigBase):
    """What could not be used, and why; `reason` in the few words that are counted."""

    source: str
    message: str
    reason: str = "unreadable"


class PreparedIndex(ConfigBase):
    """`index.json`. `grid_size` is None for radiographs; `code` names the code that made the cubes."""

    format: Literal["xr2ct-prepared"] = "xr2ct-prepared"
    version: Literal[1] = 1
    layout: Layout
    grid_size: int | None = None
    cube_mm: float = CUBE_MM
    code: str = ""
    complete: bool = True
    cases: tuple[PreparedCase, ...] = ()
    problems: tuple[UnusedSource, ...] = ()
    notes: tuple[str, ...] = ()


def read_index(folder: Path) -> PreparedIndex:
    """The index of a prepared folder; raises `BadInputError` if there is none or it is damaged."""
    path = existing_file(folder / INDEX_NAME)
    if path.stat().st_size > _LARGEST_INDEX_BYTES:
        raise BadInputError(f"{path} is too large for an index.", "Prepare the data again.")
    try:
        return PreparedIndex.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise BadInputError(f"{path} is no index. {settings_in_words(error)}", "Prepare the data again.") from error


def unfinished(folder: Path) -> tuple[Problem, ...]:
    """That the preparation of a folder was broken off, where it was; raises `BadInputError` for a damaged index."""
    index = read_index(folder)
    if index.complete:
        return ()
    count = "1 case is" if len(index.cases) == 1 else f"{len(index.cases)} cases are"
    told = f"The preparation of {folder.name} is not finished: {count} there. The same `xr2ct prepare` goes on with it."
    return (Problem(str(folder), told),)


def write_index(index: PreparedIndex, folder: Path) -> Path:
    path = folder / INDEX_NAME
    write_text(path, json.dumps(index.model_dump(mode="json"), indent=1, ensure_ascii=False) + "\n")
    return path


def prepared_pairs(folder: Path) -> list[Path]:
    """The pair files of a prepared folder of radiographs; raises `BadInputError` if it holds none."""
    index = read_index(folder)
    if index.grid_size is not None or not index.cases:
        raise BadInputError(f"{folder} holds no radiographs.", "Choose a folder of prepared radiographs.")
    return [existing_file(folder / case.file) for case in index.cases]


class PreparedFolder:
    """The cubes of a prepared folder as cases, projected in `geometry`. Raises `BadInputError` if it holds none.

    Cubes stay in memory, not to be written to, until they fill `kept_bytes`: reading one again takes longer than a
    step of a training on a graphics card.
    """

    def __init__(self, folder: Path, geometry: BiplanarGeometry, kept_bytes: int = KEPT_BYTES) -> None:
        self.index = read_index(folder)
        self.geometry = geometry
        self.folder = folder
        self._kept_bytes = kept_bytes
        self._kept: dict[int, NDArray[np.int16]] = {}
        if self.index.grid_size is None:
            raise BadInputError(f"{folder} holds radiographs without a truth.", "Choose a folder of prepared CTs.")
        if not self.index.cases:
            raise BadInputError(f"{folder} holds no cases.", "Prepare the data again.")
        self.grid = WorkingGrid(self.index.grid_size, self.index.cube_mm)
        self.subjects = tuple(case.subject for case in self.index.cases)

    @property
    def kinds(self) -> tuple[CaseKind, ...]:
        return all_of("CT", len(self))

    def __len__(self) -> int:
        return len(self.subjects)

    def __getitem__(self, index: int) -> CaseSample:
        index = checked_index(index, len(self))
        case = self.index.cases[index]
        cube_hu = self._kept.get(index)
        if cube_hu is None:
            cube_hu = self._read(case)
            if (len(self._kept) + 1) * cube_hu.nbytes <= self._kept_bytes:
                self._kept[index] = cube_hu
        return CaseSample(case.subject, cube_hu, self.geometry)

    def _read(self, case: PreparedCase) -> NDArray[np.int16]:
        volume, _ = read_npz(existing_file(self.folder / case.file))
        if volume.shape_zyx != self.grid.shape_zyx:
            raise BadInputError(f"{case.file} is not on a grid of {self.grid.size}³.", "Prepare the data again.")
        return np.array(volume.as_int16().hu, dtype=np.int16)

    def fingerprint(self, index: int) -> str:
        return self.index.cases[index].digest
