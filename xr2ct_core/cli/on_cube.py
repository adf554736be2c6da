"""A reconstruction in a file, and volumes that belong to it, on the working cube of their pair."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core import io
from xr2ct_core.cli.pairs import existing
from xr2ct_core.errors import BadInputError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.provenance import Provenance, assumed
from xr2ct_core.volume import Volume

_AWAY_MM: Final = 0.01


@dataclass(frozen=True, eq=False)
class CubeVolume:
    """A volume that fills the working cube of its pair, also as an array that the worker reads."""

    volume: Volume
    grid: WorkingGrid
    array_path: Path

    @property
    def provenance(self) -> Provenance:
        """Where it came from; a file that does not say it is taken for a reconstruction."""
        return assumed(self.volume.provenance)

    def write(self, values: NDArray[Any], sentence: str, path: Path) -> Path:
        """Write another volume on the same cube, whose provenance says first what it is instead of the result."""
        assumptions = (sentence, *self.provenance.assumptions)
        provenance = self.provenance.model_copy(update={"assumptions": assumptions})
        return io.write_volume(Volume.on_grid(values, self.grid, provenance), path)


def on_cube(path: Path, pair_path: Path, what: str, scratch: Path) -> CubeVolume:
    """The volume in a file; raises `BadInputError` unless it fills the working cube of the pair."""
    volume = io.read_volume(existing(path, what))
    cube_mm = io.read_pair(pair_path).cube_mm
    shape = volume.shape_zyx
    if len(set(shape)) != 1 or not _fills(volume, cube_mm):
        raise BadInputError(
            f"The {what} {path.name} does not fill the working cube of the pair, {cube_mm:g} mm around the isocentre.",
            "Give a file that `xr2ct reconstruct` wrote for this pair.",
        )
    array_path = scratch / f"{what}.npy"
    np.save(array_path, volume.hu, allow_pickle=False)
    return CubeVolume(volume, WorkingGrid(shape[0], cube_mm), array_path)


def _fills(volume: Volume, cube_mm: float) -> bool:
    spacing_mm = cube_mm / volume.shape_zyx[0]
    first_mm = (spacing_mm - cube_mm) / 2.0
    off_mm = np.abs(np.subtract(volume.spacing_zyx_mm, spacing_mm)).max() * volume.shape_zyx[0]
    away_mm = np.abs(np.subtract(volume.affine.origin_lps_mm, first_mm)).max()
    return bool(max(off_mm, away_mm) <= _AWAY_MM)
