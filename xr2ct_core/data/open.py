"""From the words that name data to a source: what a folder holds is told by what lies in it."""

import re
from pathlib import Path
from typing import Final

from xr2ct_core.data.ct_folder import CtFolder
from xr2ct_core.data.indiana import TABLE_NAME, IndianaPairs
from xr2ct_core.data.joined import JoinedSource
from xr2ct_core.data.pair_folder import PairCases, PairFolder
from xr2ct_core.data.prepared import INDEX_NAME, PreparedFolder
from xr2ct_core.data.source import RadiographSource, Source
from xr2ct_core.data.x2ct_hdf5 import FILE_NAME, X2ctFolder, X2ctRadiographs
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid

PHANTOMS: Final = "phantoms"
_JOINT: Final = re.compile(r"\s+\+\s+")
_PAIR_FILES: Final = ("pair.json", "*/pair.json")
_X2CT_FILES: Final = (FILE_NAME, f"*/{FILE_NAME}", f"*/*/{FILE_NAME}")


def open_source(name: str, grid: WorkingGrid, geometry: BiplanarGeometry) -> Source:
    """The cases that `name` stands for, on `grid`, to be projected in `geometry`.

    Several names joined by ` + ` (with a space on each side) stand for all their cases together. One name is
    `phantoms:NUMBER` (or `phantoms:NUMBER@SEED`), a prepared folder (which has its own grid), scans in the X2CT
    layout, pair files with a truth (which have their own geometry), or a folder of CTs. Raises `BadConfigError` for a
    number that is none and `BadInputError` for a folder without cases.
    """
    names = part_names(name)
    if len(names) > 1:
        return JoinedSource([open_source(part, grid, geometry) for part in names], grid)
    (name,) = names
    if _is_phantoms(name):
        return _phantoms(name, grid, geometry)
    folder = Path(name).expanduser().absolute()
    if not folder.is_dir():
        raise BadInputError(f"{folder} is not a folder.", f"Give a folder of CTs, or {PHANTOMS}:200.")
    if (folder / INDEX_NAME).is_file():
        return PreparedFolder(folder, geometry)
    if _holds(folder, _X2CT_FILES):
        return X2ctFolder([folder], grid, geometry)
    if _holds(folder, _PAIR_FILES):
        return PairCases([folder], grid)
    return CtFolder([folder], grid, geometry)


def open_radiographs(name: str, geometry: BiplanarGeometry) -> RadiographSource:
    """The radiograph pairs in the folder `name`, for methods that learn without a truth.

    The Indiana table with its images (put on the detectors of `geometry`), scans in the X2CT layout, or pair files,
    also those of a prepared folder. Raises `BadInputError` for a folder without pairs.
    """
    folder = Path(name).expanduser().absolute()
    if not folder.is_dir():
        raise BadInputError(f"{folder} is not a folder.", "Give a folder of pairs.")
    if (folder / TABLE_NAME).is_file():
        return IndianaPairs(folder, geometry=geometry)
    return X2ctRadiographs([folder]) if _holds(folder, _X2CT_FILES) else PairFolder([folder])


def part_names(name: str) -> list[str]:
    """The names that are joined by ` + `."""
    return _JOINT.split(name.strip())


def full_name(name: str) -> str:
    """The same data named from anywhere: folders by their whole path."""
    parts = (part if _is_phantoms(part) else str(Path(part).expanduser().absolute()) for part in part_names(name))
    return " + ".join(parts)


def _is_phantoms(name: str) -> bool:
    return name == PHANTOMS or name.startswith(f"{PHANTOMS}:")


def _phantoms(name: str, grid: WorkingGrid, geometry: BiplanarGeometry) -> Source:
    number, _, seed = name.partition(":")[2].partition("@")
    if not number.isdigit() or not (seed or "0").isdigit():
        raise BadConfigError(f"{name!r} does not say how many phantoms.", f"Write {PHANTOMS}:200.")
    from xr2ct_core.data.phantoms import Phantoms

    return Phantoms(int(number), grid, geometry, first_seed=int(seed or 0))


def _holds(folder: Path, patterns: tuple[str, ...]) -> bool:
    return any(next(folder.glob(pattern), None) is not None for pattern in patterns)
