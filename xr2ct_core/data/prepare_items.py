"""What there is to prepare in a folder of CTs, and how one case of it is written; radiographs: `indiana_items`."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, NoReturn, Protocol

from xr2ct_core import io
from xr2ct_core.cube import ct_to_cube
from xr2ct_core.data.cache import cube_code_version
from xr2ct_core.data.ct_folder import CtFolder
from xr2ct_core.data.find import plainly_named
from xr2ct_core.data.fingerprint import content_sha256
from xr2ct_core.data.patients import patient_of
from xr2ct_core.data.prepared import LeftOutError, PreparedCase
from xr2ct_core.data.source import Problem
from xr2ct_core.data.x2ct_check import view_remarks
from xr2ct_core.data.x2ct_hdf5 import read_x2ct_cube, x2ct_files
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.truth import require_ct
from xr2ct_core.protocol.tasks import PrepareTask
from xr2ct_core.volume import Volume

CUBE_SUFFIX: Final = ".npz"
_THICK_SLICES_MM: Final = 5.0
_LOW_SCAN_MM: Final = 200.0
_STANDARD_NOTE: Final = "Resampled to the working cube"


@dataclass(frozen=True)
class WrittenCase:
    """A finished case: its file, the SHA-256 of what it holds, and what is worth knowing about it."""

    path: Path
    digest: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """One thing to prepare: `write` makes its file, named after the given path without ending.

    `fraction` of the whole lies before it.
    """

    name: str
    subject: str
    fingerprint: Callable[[], str]
    write: Callable[[Path], WrittenCase]
    fraction: float = 0.0


class ItemSource(Protocol):
    """What a task is to prepare."""

    @property
    def code(self) -> str:
        """Names what decides how a case comes out; cases made by another code are made again."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said about the whole, complete once all items were asked for."""
        ...

    def items(self, before: Mapping[str, PreparedCase]) -> Iterator[Item]:
        """One after another; `before` are the cases of an earlier run by their subject."""
        ...


class CtItems:
    """The CTs at the source of a task."""

    notes: tuple[str, ...] = ()

    def __init__(self, task: PrepareTask) -> None:
        source, grid = Path(task.source_path), WorkingGrid(task.grid_size)
        if task.layout == "ct":
            self._items = list(_ct_items(CtFolder([source], grid, BiplanarGeometry.preset(task.geometry)), grid))
        else:
            self._items = list(_x2ct_items(x2ct_files([source]), grid))

    @property
    def code(self) -> str:
        return cube_code_version()

    def items(self, before: Mapping[str, PreparedCase]) -> Iterator[Item]:
        for number, item in enumerate(self._items):
            yield replace(item, fraction=number / len(self._items))


def _ct_items(cts: CtFolder, grid: WorkingGrid) -> Iterable[Item]:
    def write(path: Path, place: Path) -> WrittenCase:
        volume = require_ct(io.read_volume(path), path.name)
        cube = ct_to_cube(volume, grid)
        return _written_cube(cube, place, (*_remarks(volume), *_origin_notes(cube)))

    for path, subject in zip(cts.paths, cts.subjects, strict=True):
        yield Item(path.name, subject, partial(content_sha256, path), partial(write, path))
    yield from map(_unusable, cts.left_out)


def _x2ct_items(paths: Iterable[Path], grid: WorkingGrid) -> Iterable[Item]:
    def write(path: Path, place: Path) -> WrittenCase:
        cube = read_x2ct_cube(path, grid, patient_of(path.parent.name))
        return _written_cube(cube, place, view_remarks(path))

    kept, left_out = plainly_named(paths)
    for path in kept:
        name = path.parent.name
        yield Item(name, patient_of(name), partial(content_sha256, path), partial(write, path))
    yield from map(_unusable, left_out)


def _unusable(problem: Problem) -> Item:
    """An item that is only told of."""

    def refuse(*_: object) -> NoReturn:
        raise LeftOutError("name not in UTF-8", problem.message)

    return Item(problem.source, problem.source, refuse, refuse)


def _written_cube(cube: Volume, place: Path, notes: tuple[str, ...]) -> WrittenCase:
    path = io.write_volume(cube, place.with_name(f"{place.name}{CUBE_SUFFIX}"))
    return WrittenCase(path, hashlib.sha256(cube.hu.tobytes()).hexdigest(), notes)


def _remarks(volume: Volume) -> tuple[str, ...]:
    """What limits the use of a scan."""
    spacing_mm = volume.spacing_zyx_mm[0]
    height_mm = spacing_mm * volume.shape_zyx[0]
    notes = []
    if spacing_mm > _THICK_SLICES_MM:
        notes.append(f"The slices are {spacing_mm:g} mm apart, so detail from head to feet is missing.")
    if height_mm < _LOW_SCAN_MM:
        notes.append(f"The scan is only {height_mm:.0f} mm high; the rest of the cube is air.")
    return tuple(notes)


def _origin_notes(cube: Volume) -> tuple[str, ...]:
    assumptions = cube.provenance.assumptions if cube.provenance else ()
    return tuple(note for note in assumptions if not note.startswith(_STANDARD_NOTE))
