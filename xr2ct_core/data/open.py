"""From the words that name data to a source: what a folder holds is told by what lies in it."""

from pathlib import Path
from typing import Final

from xr2ct_core.data.ct_folder import CtFolder
from xr2ct_core.data.find import pair_files, warn_of
from xr2ct_core.data.indiana import TABLE_NAME, IndianaPairs
from xr2ct_core.data.joined import JoinedSource
from xr2ct_core.data.names import PHANTOMS, RADIOGRAPHS, is_phantoms, part_names
from xr2ct_core.data.pair_folder import PairCases, PairFolder, has_truth
from xr2ct_core.data.prepared import INDEX_NAME, PreparedFolder, prepared_pairs, read_index, unfinished
from xr2ct_core.data.source import RadiographSource, Source
from xr2ct_core.data.x2ct_hdf5 import FILE_NAME, X2ctFolder, X2ctRadiographs
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io.files import refuse_odd_name

_MOST_DIGITS: Final = 18
_ARCHIVES: Final = (".zip", ".tgz", ".tar.gz", ".tar")
_PAIR_FILES: Final = ("pair.json", "*/pair.json")
_X2CT_FILES: Final = (FILE_NAME, f"*/{FILE_NAME}", f"*/*/{FILE_NAME}")


def open_source(name: str, grid: WorkingGrid, geometry: BiplanarGeometry) -> Source:
    """The cases that `name` stands for, on `grid`, to be projected in `geometry`.

    Several names joined by ` + ` (with a space on each side) stand for all their cases together. One name is
    `phantoms:NUMBER` (or `phantoms:NUMBER@SEED`), a prepared folder (which has its own grid), scans in the X2CT
    layout, pair files with or without a truth (which have their own geometry), the Indiana table with its images, or
    a folder of CTs. `radiographs:FOLDER` takes the radiographs of a folder alone, whatever CTs are there.

    Warns of a folder whose preparation is not finished. Raises `BadConfigError` for a number that is none and
    `BadInputError` for a folder without cases.
    """
    names = part_names(name)
    if len(names) > 1:
        return JoinedSource([open_source(part, grid, geometry) for part in names], grid)
    (name,) = names
    if is_phantoms(name):
        return _phantoms(name, grid, geometry)
    if name.startswith(RADIOGRAPHS):
        return _alone(open_radiographs(name.removeprefix(RADIOGRAPHS), geometry, grid), grid, geometry)
    folder = Path(name).expanduser().absolute()
    refuse_odd_name(folder)
    if not folder.is_dir():
        raise BadInputError(f"{folder} is not a folder.", _hint_beside(folder))
    if (folder / INDEX_NAME).is_file():
        warn_of(unfinished(folder))
        if read_index(folder).grid_size is not None:
            return PreparedFolder(folder, geometry)
        return _alone(open_radiographs(str(folder), geometry, grid), grid, geometry)
    if (folder / TABLE_NAME).is_file():
        return _alone(open_radiographs(str(folder), geometry, grid), grid, geometry)
    if _holds(folder, _X2CT_FILES):
        return X2ctFolder([folder], grid, geometry)
    if _holds(folder, _PAIR_FILES):
        return _pairs(folder, grid, geometry)
    cts = CtFolder([folder], grid, geometry)
    warn_of(cts.left_out)
    return cts


def open_radiographs(name: str, geometry: BiplanarGeometry, grid: WorkingGrid | None = None) -> RadiographSource:
    """The radiograph pairs in the folder `name` as they were read, for methods that learn without a truth.

    The Indiana table with its images (put on the detectors of `geometry`), scans in the X2CT layout, or pair files,
    also those of a prepared folder; with a `grid`, those of its cube. Raises `BadInputError` for a folder without
    pairs.
    """
    folder = Path(name).expanduser().absolute()
    if not folder.is_dir():
        raise BadInputError(f"{folder} is not a folder.", "Give a folder of pairs.")
    if (folder / INDEX_NAME).is_file():
        return PairFolder(prepared_pairs(folder), grid)
    if (folder / TABLE_NAME).is_file():
        return IndianaPairs(folder, geometry=geometry)
    return X2ctRadiographs([folder]) if _holds(folder, _X2CT_FILES) else PairFolder([folder], grid)


def _hint_beside(path: Path) -> str:
    if path.is_file() and path.name.lower().endswith(_ARCHIVES):
        return f"Prepare it first: xr2ct prepare {path.name} --layout indiana --out pairs/"
    return f"Give a folder of CTs, or {PHANTOMS}:200."


def _pairs(folder: Path, grid: WorkingGrid, geometry: BiplanarGeometry) -> Source:
    """Pair files: cases with a CT where they name one, and radiographs alone where they do not."""
    named = {has_truth(path) for path in pair_files([folder])}
    with_ct = [PairCases([folder], grid, detectors=geometry)] if True in named else []
    without = [PairFolder([folder], grid, only_without_truth=True)] if False in named else []
    parts: list[Source] = [*with_ct, *(_alone(pairs, grid, geometry) for pairs in without)]
    return parts[0] if len(parts) == 1 else JoinedSource(parts, grid)


def _alone(pairs: RadiographSource, grid: WorkingGrid, geometry: BiplanarGeometry) -> Source:
    from xr2ct_core.data.radiograph_cases import RadiographCases

    return RadiographCases(pairs, grid, geometry)


def _phantoms(name: str, grid: WorkingGrid, geometry: BiplanarGeometry) -> Source:
    number, _, seed = name.partition(":")[2].partition("@")
    if not _is_number(number) or not _is_number(seed or "0"):
        raise BadConfigError(f"{name!r} does not say how many phantoms.", f"Write {PHANTOMS}:200.")
    from xr2ct_core.data.phantoms import Phantoms

    return Phantoms(int(number), grid, geometry, first_seed=int(seed or 0))


def _is_number(text: str) -> bool:
    """Whether a text is a whole number of a length that anybody writes."""
    return text.isdecimal() and len(text) <= _MOST_DIGITS


def _holds(folder: Path, patterns: tuple[str, ...]) -> bool:
    return any(next(folder.glob(pattern), None) is not None for pattern in patterns)
