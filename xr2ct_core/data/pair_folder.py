"""Folders of pair files: as cases where they name their true CT, and as radiographs alone where they do not.

Pairs of another working cube than that of the training are left out, with the reason.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xr2ct_core import io
from xr2ct_core.data.cache import CubeCache, cube_key
from xr2ct_core.data.detectors import on_detectors
from xr2ct_core.data.find import pair_files
from xr2ct_core.data.fingerprint import content_sha256
from xr2ct_core.data.patients import patient_of
from xr2ct_core.data.source import CaseKind, CaseSample, Problem, all_of, checked_index
from xr2ct_core.data.stored_lines import Lines, stored_lines
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import CUBE_MM, WorkingGrid
from xr2ct_core.inference.truth import require_ct, truth_on_grid
from xr2ct_core.io.files import read_text
from xr2ct_core.plain_text import holds_odd_text
from xr2ct_core.radiograph import RadiographPair


class PairFolder:
    """The radiographs of all pair files among files and folders; a truth they may name is not read.

    With a `grid`, those of its cube; `left_out` says which are not. With `only_without_truth`, those that name none.
    """

    def __init__(
        self, paths: Sequence[Path], grid: WorkingGrid | None = None, *, only_without_truth: bool = False
    ) -> None:
        kept: list[tuple[Path, str]] = []
        left_out: list[Problem] = []
        for path in pair_files(paths):
            outline = _outline(path)
            if only_without_truth and outline.truth is not None:
                continue
            problem = grid and _of_other_cube(path, outline, grid)
            if problem:
                left_out.append(problem)
            else:
                kept.append((path, outline.subject))
        if not kept and left_out:
            raise BadInputError(f"No pair here can be learned from. {left_out[0].message}", "Choose another folder.")
        self.left_out = tuple(left_out)
        self.paths = tuple(path for path, _ in kept)
        self.subjects = tuple(subject for _, subject in kept)

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int) -> RadiographPair:
        return io.read_pair(self.paths[checked_index(index, len(self))])

    def line_integrals(self, index: int, pair: RadiographPair) -> Lines | None:
        """Those that were stored beside the pair when it was prepared, if they fit it."""
        return stored_lines(pair, self.paths[index])

    def fingerprint(self, index: int) -> str:
        return content_sha256(self.paths[index].parent)


class PairCases:
    """The pair files that name a truth of the grid's cube; `left_out` says which do not.

    Raises `BadInputError` if none does. A case carries its pair's geometry, on the pixels of `detectors` if given.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        grid: WorkingGrid,
        cache: CubeCache | None = None,
        detectors: BiplanarGeometry | None = None,
    ) -> None:
        self.grid = grid
        self._detectors = detectors
        self._cache = cache or CubeCache()
        kept: list[tuple[Path, _Outline, Path]] = []
        left_out: list[Problem] = []
        for path in pair_files(paths):
            outline = _outline(path)
            problem = _of_other_cube(path, outline, grid)
            if outline.truth is None:
                left_out.append(Problem(str(path), "The pair names no true CT."))
            elif problem:
                left_out.append(problem)
            else:
                kept.append((path, outline, outline.truth))
        if not kept:
            raise BadInputError(f"No pair here can be learned from. {left_out[0].message}", "Choose another folder.")
        self.left_out = tuple(left_out)
        self.paths = tuple(path for path, _, _ in kept)
        self.subjects = tuple(outline.subject for _, outline, _ in kept)
        self._truths = tuple(truth for _, _, truth in kept)

    @property
    def kinds(self) -> tuple[CaseKind, ...]:
        return all_of("CT", len(self))

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int) -> CaseSample:
        index = checked_index(index, len(self))
        geometry = io.read_pair(self.paths[index]).geometry
        if self._detectors is not None:
            geometry = on_detectors(geometry, self._detectors)
        key = cube_key(f"truth {self.fingerprint(index)}", self.grid)
        cube_hu = self._cache.get_or_make(key, lambda: self._cube(self._truths[index]))
        return CaseSample(self.subjects[index], cube_hu, geometry)

    def fingerprint(self, index: int) -> str:
        return content_sha256(self._truths[index])

    def _cube(self, path: Path) -> NDArray[np.int16]:
        truth = require_ct(io.read_volume(path), path.name)
        return np.asarray(truth_on_grid(truth, self.grid).as_int16().hu, dtype=np.int16)


@dataclass(frozen=True)
class _Outline:
    """What a pair file says before its images are read."""

    subject: str
    truth: Path | None
    cube_mm: float


def has_truth(path: Path) -> bool:
    """Whether a pair file names a true CT."""
    return _outline(path).truth is not None


def subject_in(path: Path) -> str:
    """Whom a pair file is of, told without reading its images."""
    return _outline(path).subject


def _of_other_cube(path: Path, outline: _Outline, grid: WorkingGrid) -> Problem | None:
    if abs(outline.cube_mm - grid.cube_mm) <= 1e-3:
        return None
    sizes = f"{outline.cube_mm:g} mm, not {grid.cube_mm:g} mm"
    return Problem(str(path), f"The working cube of the pair is {sizes}.")


def _outline(path: Path) -> _Outline:
    try:
        content = json.loads(read_text(path))
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadInputError(f"{path} is not valid JSON.", "Correct or export it again.") from error
    if holds_odd_text(content):
        raise BadInputError(f"{path} holds characters that no text has.", "Correct the pair file.")
    if not isinstance(content, dict):
        raise BadInputError(f"{path} is not a pair file.", "Choose a pair.json.")
    truth, cube_mm = content.get("truth"), content.get("cube_mm", CUBE_MM)
    return _Outline(
        subject=patient_of(str(content.get("subject") or path.parent.name)),
        truth=path.parent / truth if isinstance(truth, str) and truth else None,
        cube_mm=float(cube_mm) if isinstance(cube_mm, int | float) else CUBE_MM,
    )
