"""What is measured on: pairs of radiographs whose true CT is known, brought onto one working grid.

Cases come from pair files that name their truth, or from CTs that are projected here. CTs are always projected from the
128³ cube, also when measured at 64³, so that a coarse reconstruction does not meet images made by its own voxels.
Whose case it is, is told as in training: by `index.json` of a prepared folder, else `subjects.csv`, else the name. Of a
prepared folder the cubes are taken that its index names, as they are.

Invariants: all cases of one evaluation lie on the same grid; a case that cannot be used stays in the list as a
`Problem` with its sentence; every patient is named, because means are taken over patients.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import WorkContext
from xr2ct_core.cube import body_mask_of_cube, ct_to_cube
from xr2ct_core.data.find import ct_sources, pair_files, subject_of, subjects_of
from xr2ct_core.data.patients import patient_of
from xr2ct_core.data.prepared import INDEX_NAME, read_index
from xr2ct_core.data.source import Problem
from xr2ct_core.errors import BadInputError, CancelledError, Xr2ctError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import CUBE_MM, WorkingGrid
from xr2ct_core.inference.linearise import to_line_integrals
from xr2ct_core.inference.truth import require_ct, truth_on_grid
from xr2ct_core.io import read_pair, read_volume
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import with_empty_voxels
from xr2ct_core.volume import Volume

PROJECTED_GRID_SIZE: Final = 128
_LOG: Final = logging.getLogger(__name__)
LEFT_OVER: Final = f"It is left over from an earlier preparation: the {INDEX_NAME} beside it does not name it."


@dataclass(frozen=True, eq=False)
class Case:
    """One pair with its truth. `pair` holds line integrals; `truth` is int16 HU on the grid of the evaluation.

    `read_fine` reads the CT again, finer than `truth`, for projecting it anew.
    """

    id: str
    subject: str
    pair: RadiographPair
    truth: Volume
    body_mask: NDArray[np.bool_]
    source: str = ""
    inputs_sha256: dict[str, str] = field(default_factory=dict)
    read_fine: Callable[[], Volume] | None = field(default=None, repr=False)

    def finest(self) -> Volume:
        """The CT on the cube that projections are made from."""
        return self.truth if self.read_fine is None else self.read_fine()


@dataclass(frozen=True, eq=False)
class CaseSet:
    """The cases of an evaluation, all on `grid`, and those that failed to load.

    `learned_from` are cases of patients that a measured network was trained on: they are not measured, and baselines
    made of other patients are made of them. Where networks were cross-validated they are measured all the same, by a
    network that left them out; `learned_for` then names by measured patient those that network was trained on.
    `chosen_on` are measured patients on whom a checkpoint was chosen, `known` those that a network learned from: what
    is measured on these says what settings change, and not how good the network is.
    """

    cases: tuple[Case, ...]
    problems: tuple[Problem, ...]
    grid: WorkingGrid
    learned_from: tuple[Case, ...] = ()
    chosen_on: frozenset[str] = frozenset()
    learned_for: Mapping[str, frozenset[str]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()

    def surrounding(self, case: Case) -> tuple[Case, ...]:
        """The cases that baselines made of other patients may use: those trained on where networks are measured."""
        if not self.learned_for:
            return self.learned_from or self.cases
        return tuple(other for other in self.learned_from if other.subject in self.learned_for[case.subject])


def load_cases(
    pair_paths: Sequence[Path],
    ct_paths: Sequence[Path],
    grid_size: int,
    geometry: BiplanarGeometry,
    context: WorkContext | None = None,
) -> CaseSet:
    """Read pair files (or folders of them) and CTs (files, DICOM folders, or folders of either).

    `geometry` is the one CTs are projected in; pairs have their own. Raises `BadInputError` if nothing can be used, or
    if the cubes differ in size.
    """
    context = context or WorkContext()
    cts = ct_sources(ct_paths)
    prepared = _prepared({path.parent for path in cts})
    cubes = {path: subject for named in prepared.values() for path, subject in named.items()}
    patients = dict(zip(cts, subjects_of(cts), strict=True))
    left_over = [path for path in cts if path.parent in {*ct_paths} & prepared.keys() and path not in cubes]
    sources = [(path, True) for path in pair_files(pair_paths)]
    sources += [(path, False) for path in cts if path not in left_over]
    cases: list[Case] = []
    problems = [Problem(str(path), LEFT_OVER) for path in left_over]
    for index, (path, is_pair) in enumerate(sources):
        context.progress(index / len(sources), f"reading {path.name}")
        try:
            if is_pair:
                case = case_from_pair(path, grid_size)
            elif path in cubes:
                case = case_from_cube(path, grid_size, geometry, cubes[path])
            else:
                case = case_from_ct(path, grid_size, geometry, patients)
            cases.append(_with_unique_id(case, cases))
        except CancelledError:
            raise
        except Xr2ctError as error:
            problems.append(Problem(str(path), str(error)))
    if not cases:
        reason = problems[0].message if problems else "No pair file and no CT was found."
        raise BadInputError(f"There is nothing to evaluate. {reason}", "Give pair files with a truth, or chest CTs.")
    cubes_mm = sorted({case.pair.cube_mm for case in cases})
    if len(cubes_mm) > 1:
        sizes = " and ".join(f"{cube_mm:g} mm" for cube_mm in cubes_mm)
        raise BadInputError(f"The cases have working cubes of {sizes}.", "Evaluate them apart.")
    return CaseSet(tuple(cases), tuple(problems), WorkingGrid(grid_size, cubes_mm[0]))


def cases_in(folder: Path, grid_size: int, geometry: BiplanarGeometry, context: WorkContext | None = None) -> CaseSet:
    """The cases in a folder: its pair files if it holds any, else its CTs; raises what `load_cases` raises."""
    if not folder.is_dir():
        raise BadInputError(f"{folder} is not a folder.", "Give a folder of CTs, or of pair files with their truth.")
    try:
        has_pairs = bool(pair_files([folder]))
    except BadInputError:
        has_pairs = False
    return load_cases([folder] if has_pairs else [], [] if has_pairs else [folder], grid_size, geometry, context)


def case_from_pair(path: Path, grid_size: int) -> Case:
    """A case of a pair file; raises `BadInputError` if it names no truth."""
    pair = read_pair(path)
    if pair.truth_path is None:
        raise BadInputError(f"The pair {path} names no true CT.", "Accuracy can be measured only where one is known.")
    volume = require_ct(read_volume(pair.truth_path), f"What the pair {path} names as its truth")
    truth = truth_on_grid(volume, WorkingGrid(grid_size, pair.cube_mm))
    linear = to_line_integrals(replace(pair, truth_path=None))
    case = make_case(linear, truth, subject=patient_of(pair.subject or path.parent.name), source=str(path))
    return replace(case, read_fine=partial(_fine_truth, pair.truth_path, _fine_size(grid_size), pair.cube_mm))


def case_from_ct(
    path: Path, grid_size: int, geometry: BiplanarGeometry, patients: Mapping[Path, str] | None = None
) -> Case:
    """A case of a CT: its body centred in the cube, projected without noise in both views of `geometry`.

    `patients` tells by path whose CT it is where the name does not.
    """
    read_fine = partial(_fine_ct, path, _fine_size(grid_size))
    cube = read_fine()
    subject = (patients or {}).get(path) or subject_of(path)
    pair = simulate_pair(cube, geometry, subject=subject)
    case = make_case(pair, truth_on_grid(cube, WorkingGrid(grid_size)), subject=subject, source=str(path))
    return replace(case, read_fine=read_fine)


def case_from_cube(path: Path, grid_size: int, geometry: BiplanarGeometry, subject: str) -> Case:
    """A case of a CT that stands in the working cube already, as those of a prepared folder do; never centred anew."""
    truth = truth_on_grid(read_volume(path), WorkingGrid(grid_size))
    read_fine = partial(_fine_truth, path, _fine_size(grid_size), CUBE_MM)
    case = make_case(simulate_pair(read_fine(), geometry, subject=subject), truth, subject=subject, source=str(path))
    return replace(case, read_fine=read_fine)


def make_case(pair: RadiographPair, truth: Volume, *, subject: str, source: str = "") -> Case:
    """A case of a pair of line integrals and its truth on the grid of the evaluation.

    Voxels that hold nothing say so in the truth as they do in a reconstruction, from whatever it was read.
    """
    stored = replace(truth, hu=with_empty_voxels(truth.hu)).as_int16()
    mask = body_mask_of_cube(stored)
    if not mask.any():
        raise BadInputError(f"The true CT of {subject} shows no body.", "It must be a chest CT in HU (air is -1000).")
    arrays = {"frontal": pair.frontal.image, "lateral": pair.lateral.image, "truth": stored.hu}
    digests = {
        name: hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest() for name, array in arrays.items()
    }
    return Case(subject, subject, pair, stored, mask, source, digests)


def _fine_size(grid_size: int) -> int:
    return max(grid_size, PROJECTED_GRID_SIZE)


def _fine_ct(path: Path, size: int) -> Volume:
    return ct_to_cube(require_ct(read_volume(path), path.name), WorkingGrid(size))


def _fine_truth(path: Path, size: int, cube_mm: float) -> Volume:
    return truth_on_grid(read_volume(path), WorkingGrid(size, cube_mm))


def _prepared(folders: Iterable[Path]) -> dict[Path, dict[Path, str]]:
    """The cubes that the index of each prepared folder among these names, and whose they are."""
    found: dict[Path, dict[Path, str]] = {}
    for folder in (one for one in folders if (one / INDEX_NAME).is_file()):
        index = read_index(folder)
        if index.grid_size is None:
            continue
        found[folder] = {folder / case.file: case.subject for case in index.cases}
        if index.grid_size < PROJECTED_GRID_SIZE:
            coarse = "The CTs in %s are prepared with %d³ voxels, and X-rays are made of these: better give the CTs."
            _LOG.warning(coarse, folder.name, index.grid_size)
    return found


def _with_unique_id(case: Case, others: Sequence[Case]) -> Case:
    """The case under its subject's name, numbered from the second one of a subject on."""
    taken = {other.id for other in others}
    if case.id not in taken:
        return case
    number = next(n for n in range(2, len(taken) + 2) if f"{case.subject} ({n})" not in taken)
    return replace(case, id=f"{case.subject} ({number})")
