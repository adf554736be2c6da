"""Making a prepared folder: every case read once, put on the working cube and written, with an account of the rest.

Invariants: a case that cannot be used is named in the index and the others go on; the same content twice is used once;
a folder prepared before is continued, and what has not changed is not made again; a cancel leaves an index of what is
done, marked as incomplete.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from xr2ct_core import io
from xr2ct_core.control import WorkContext
from xr2ct_core.cube import ct_to_cube
from xr2ct_core.data.cache import cube_code_version
from xr2ct_core.data.ct_folder import CtFolder
from xr2ct_core.data.fingerprint import content_sha256
from xr2ct_core.data.indiana import IndianaPairs
from xr2ct_core.data.patients import patient_of
from xr2ct_core.data.prepared import (
    INDEX_NAME,
    PreparedCase,
    PreparedIndex,
    UnusedSource,
    read_index,
    write_index,
)
from xr2ct_core.data.x2ct_hdf5 import read_x2ct_cube, x2ct_files
from xr2ct_core.errors import BadInputError, CancelledError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io.volume_npz import read_npz
from xr2ct_core.protocol.tasks import PrepareTask
from xr2ct_core.volume import Volume

CUBE_SUFFIX: Final = ".npz"
_THICK_SLICES_MM: Final = 5.0
_LOW_SCAN_MM: Final = 200.0
_STANDARD_NOTE: Final = "Resampled to the working cube"

Announce = Callable[[str, Path], None]
"""Receives the role and the path of each finished file."""


@dataclass(frozen=True)
class _Written:
    """A finished case: its file, the SHA-256 of what it holds, and what is worth knowing about it."""

    path: Path
    digest: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Item:
    """One thing to prepare: `write` makes its file, named after the given path without ending."""

    name: str
    subject: str
    fingerprint: Callable[[], str]
    write: Callable[[Path], _Written]


@dataclass
class _Account:
    """What is done so far."""

    cases: list[PreparedCase] = field(default_factory=list)
    problems: list[UnusedSource] = field(default_factory=list)


def run_prepare_task(task: PrepareTask, out_dir: Path, context: WorkContext, announce: Announce) -> dict[str, Any]:
    """Prepare what `task` names into `out_dir` and return the summary.

    Raises `BadInputError` if nothing can be used or the folder holds data prepared otherwise, and `CancelledError`
    after writing the index of what is done.
    """
    items, notes = _items(task)
    empty = PreparedIndex(
        layout=task.layout,
        grid_size=None if task.layout == "indiana" else task.grid_size,
        code=f"{task.pairing} {task.geometry}" if task.layout == "indiana" else cube_code_version(),
        complete=False,
        notes=notes,
    )
    before = _done_before(out_dir, empty)
    account = _Account()

    def index(complete: bool) -> PreparedIndex:
        return empty.model_copy(
            update={"complete": complete, "cases": tuple(account.cases), "problems": tuple(account.problems)}
        )

    try:
        for number, item in enumerate(items):
            context.progress(number / len(items), f"preparing {item.name}")
            _prepare(item, out_dir, before, account, announce)
    except CancelledError as error:
        write_index(index(complete=False), out_dir)
        raise CancelledError(
            "The preparation was cancelled.", "What is done is kept; the same command continues."
        ) from error
    if not account.cases:
        raise BadInputError(f"Nothing could be prepared. {account.problems[0].message}", "Choose another folder.")
    path = write_index(index(complete=True), out_dir)
    announce("index", path)
    context.progress(1.0, "written")
    context.finish()
    return {
        "layout": task.layout,
        "grid_size": empty.grid_size,
        "cases": len(account.cases),
        "patients": len({case.subject for case in account.cases}),
        "problems": [problem.model_dump() for problem in account.problems],
        "notes": [*notes, *(f"{case.subject}: {note}" for case in account.cases for note in case.notes)],
        "index": str(path),
    }


def _prepare(
    item: _Item, out_dir: Path, before: dict[str, PreparedCase], account: _Account, announce: Announce
) -> None:
    """Add one item to the account, as a case or as a problem."""
    try:
        fingerprint = item.fingerprint()
        twin = next((case for case in account.cases if case.source_sha256 == fingerprint), None)
        if twin is not None:
            raise BadInputError(f"It has the same content as {twin.source}.", "It is used once.")
        known = before.get(fingerprint)
        if known is not None and known.subject == item.subject and _is_whole(out_dir / known.file):
            account.cases.append(known.model_copy(update={"source": item.name}))
            return
        taken = {case.file for case in (*account.cases, *before.values())}
        written = item.write(_free_place(out_dir, item.subject, taken))
    except BadInputError as error:
        account.problems.append(UnusedSource(source=item.name, message=str(error)))
        return
    account.cases.append(
        PreparedCase(
            file=written.path.relative_to(out_dir).as_posix(),
            subject=item.subject,
            source=item.name,
            source_sha256=fingerprint,
            digest=written.digest,
            notes=written.notes,
        )
    )
    announce("volume" if written.path.suffix == CUBE_SUFFIX else "pair", written.path)


def _items(task: PrepareTask) -> tuple[list[_Item], tuple[str, ...]]:
    """What there is to prepare, and what is to be said about the whole."""
    source = Path(task.source_path)
    grid = WorkingGrid(task.grid_size)
    if task.layout == "ct":
        return list(_ct_items(CtFolder([source], grid, BiplanarGeometry.preset(task.geometry)), grid)), ()
    if task.layout == "x2ct":
        return list(_x2ct_items(x2ct_files([source]), grid)), ()
    pairs = IndianaPairs(source, rule=task.pairing, geometry=BiplanarGeometry.preset(task.geometry))
    return list(_indiana_items(pairs)), pairs.report.sentences


def _ct_items(cts: CtFolder, grid: WorkingGrid) -> Iterable[_Item]:
    def write(path: Path, place: Path) -> _Written:
        volume = io.read_volume(path)
        cube = ct_to_cube(volume, grid)
        return _written_cube(cube, place, (*_remarks(volume), *_origin_notes(cube)))

    for path, subject in zip(cts.paths, cts.subjects, strict=True):
        yield _Item(path.name, subject, partial(content_sha256, path), partial(write, path))


def _x2ct_items(paths: Iterable[Path], grid: WorkingGrid) -> Iterable[_Item]:
    def write(path: Path, place: Path) -> _Written:
        return _written_cube(read_x2ct_cube(path, grid, patient_of(path.parent.name)), place, ())

    for path in paths:
        name = path.parent.name
        yield _Item(name, patient_of(name), partial(content_sha256, path), partial(write, path))


def _indiana_items(pairs: IndianaPairs) -> Iterable[_Item]:
    def write(position: int, place: Path) -> _Written:
        path = io.write_pair(pairs[position], place, images="png")
        return _Written(path, hashlib.sha256(pairs.fingerprint(position).encode()).hexdigest())

    for position, subject in enumerate(pairs.subjects):
        yield _Item(subject, subject, partial(pairs.fingerprint, position), partial(write, position))


def _written_cube(cube: Volume, place: Path, notes: tuple[str, ...]) -> _Written:
    path = io.write_volume(cube, place.with_name(f"{place.name}{CUBE_SUFFIX}"))
    return _Written(path, hashlib.sha256(cube.hu.tobytes()).hexdigest(), notes)


def _is_whole(path: Path) -> bool:
    """True if a case of an earlier run can still be read."""
    try:
        if path.suffix == CUBE_SUFFIX:
            read_npz(path)
        return path.is_file()
    except BadInputError:
        return False


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


def _done_before(out_dir: Path, wanted: PreparedIndex) -> dict[str, PreparedCase]:
    """Cases of an earlier run by the digest of their source; raises `BadInputError` if it was made otherwise."""
    if not (out_dir / INDEX_NAME).exists():
        return {}
    earlier = read_index(out_dir)
    if (earlier.layout, earlier.grid_size, earlier.cube_mm) != (wanted.layout, wanted.grid_size, wanted.cube_mm):
        made = f"layout {earlier.layout}" + (f", {earlier.grid_size}³ voxels" if earlier.grid_size else "")
        raise BadInputError(f"{out_dir} already holds data prepared otherwise ({made}).", "Choose another folder.")
    return {case.source_sha256: case for case in earlier.cases} if earlier.code == wanted.code else {}


def _free_place(out_dir: Path, subject: str, taken: set[str]) -> Path:
    """A path without ending, named after the patient and numbered from the second scan on."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", subject).strip("-.")[:80] or "case"
    firsts = {Path(file).parts[0].removesuffix(CUBE_SUFFIX) for file in taken}
    number = next(n for n in range(1, len(firsts) + 2) if (name if n == 1 else f"{name}_scan{n}") not in firsts)
    return out_dir / (name if number == 1 else f"{name}_scan{number}")
