"""The true CT of a pair on the grid of a reconstruction, for measuring.

A pair's truth already stands in the pair's world (isocentre at the origin), so it is resampled where it stands and
never centred anew.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xr2ct_core.errors import BadInputError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.regrid import regridded
from xr2ct_core.volume import Volume

UNREADABLE: Final = "The true CT that the pair names could not be read, so nothing was measured against it: {problem}"
SYNTHETIC: Final = (
    "What the pair names as its truth, {name}, is a reconstruction and no CT, so nothing was measured against it."
)


@dataclass(frozen=True, eq=False)
class Truth:
    """The true CT on a grid, float32 HU; without one, a sentence that says why it cannot be used, or nothing."""

    volume: Volume | None = None
    doubt: str = ""


def truth_on_grid(truth: Volume, grid: WorkingGrid) -> Volume:
    """The volume resampled onto `grid` in world coordinates as float32 HU; air where it has nothing."""
    return regridded(truth, grid.affine, grid.shape_zyx)


def truth_of(path: Path | None, grid: WorkingGrid) -> Truth:
    """The truth that a pair names on `grid`; a file that is gone, or a reconstruction, is no truth."""
    from xr2ct_core.io import read_volume  # training runs without the readers of medical files

    if path is None:
        return Truth()
    try:
        volume = read_volume(path)
    except BadInputError as error:
        return Truth(doubt=UNREADABLE.format(problem=error.message))
    if is_reconstruction(volume):
        return Truth(doubt=SYNTHETIC.format(name=path.name))
    return Truth(truth_on_grid(volume, grid))


def require_ct(volume: Volume, name: str) -> Volume:
    """The volume; raises `BadInputError` if it says that it was made from X-rays: nothing is learned from or measured
    against what a method made."""
    if is_reconstruction(volume):
        raise BadInputError(f"{name} is a reconstruction and no CT.", "Leave it out.")
    return volume


def is_reconstruction(volume: Volume) -> bool:
    """Whether a volume says that it was made from X-rays."""
    return volume.provenance is not None and volume.provenance.kind == "reconstruction"
