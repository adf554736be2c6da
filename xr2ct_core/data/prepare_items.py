"""What there is to prepare in a folder of each layout, and how one case of it is written."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from xr2ct_core import io
from xr2ct_core.cube import ct_to_cube
from xr2ct_core.data.ct_folder import CtFolder
from xr2ct_core.data.fingerprint import content_sha256
from xr2ct_core.data.indiana import IndianaPairs
from xr2ct_core.data.patients import patient_of
from xr2ct_core.data.x2ct_check import view_remarks
from xr2ct_core.data.x2ct_hdf5 import read_x2ct_cube, x2ct_files
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.linearise import to_line_integrals
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
    """One thing to prepare: `write` makes its file, named after the given path without ending."""

    name: str
    subject: str
    fingerprint: Callable[[], str]
    write: Callable[[Path], WrittenCase]


def items_of(task: PrepareTask) -> tuple[list[Item], tuple[str, ...]]:
    """What there is to prepare, and what is to be said about the whole."""
    source = Path(task.source_path)
    grid = WorkingGrid(task.grid_size)
    if task.layout == "ct":
        return list(_ct_items(CtFolder([source], grid, BiplanarGeometry.preset(task.geometry)), grid)), ()
    if task.layout == "x2ct":
        return list(_x2ct_items(x2ct_files([source]), grid)), ()
    pairs = IndianaPairs(source, rule=task.pairing, geometry=BiplanarGeometry.preset(task.geometry))
    return list(_indiana_items(pairs)), pairs.report.sentences


def _ct_items(cts: CtFolder, grid: WorkingGrid) -> Iterable[Item]:
    def write(path: Path, place: Path) -> WrittenCase:
        volume = io.read_volume(path)
        cube = ct_to_cube(volume, grid)
        return _written_cube(cube, place, (*_remarks(volume), *_origin_notes(cube)))

    for path, subject in zip(cts.paths, cts.subjects, strict=True):
        yield Item(path.name, subject, partial(content_sha256, path), partial(write, path))


def _x2ct_items(paths: Iterable[Path], grid: WorkingGrid) -> Iterable[Item]:
    def write(path: Path, place: Path) -> WrittenCase:
        cube = read_x2ct_cube(path, grid, patient_of(path.parent.name))
        return _written_cube(cube, place, view_remarks(path))

    for path in paths:
        name = path.parent.name
        yield Item(name, patient_of(name), partial(content_sha256, path), partial(write, path))


def _indiana_items(pairs: IndianaPairs) -> Iterable[Item]:
    def write(position: int, place: Path) -> WrittenCase:
        pair = pairs[position]
        to_line_integrals(pair)  # a pair that shows no body is told here, not in the middle of a training
        path = io.write_pair(pair, place, images="png")
        return WrittenCase(path, pairs.fingerprint(position))

    for position, subject in enumerate(pairs.subjects):
        yield Item(subject, subject, partial(pairs.fingerprint, position), partial(write, position))


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
