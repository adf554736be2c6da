"""What a finished reconstruction leaves on the disk: its volume with its provenance, and its uncertainty."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core import io
from xr2ct_core.errors import BadInputError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.protocol.tasks import ReconstructSummary
from xr2ct_core.provenance import Provenance
from xr2ct_core.volume import Volume

UNCERTAINTY_NOTE: Final = "The values are the standard deviation of each voxel in HU, not the volume itself."

Arrays = Mapping[str, NDArray[Any]]


def read_arrays(artifacts: Mapping[str, Path]) -> dict[str, NDArray[Any]]:
    """The arrays among the files of a task, by role."""
    arrays: dict[str, NDArray[Any]] = {}
    for role, path in artifacts.items():
        if path.suffix == ".npy":
            arrays[role] = np.load(path, allow_pickle=False)
    return arrays


def write_result(summary: ReconstructSummary, arrays: Arrays, volume: Path, uncertainty: Path | None = None) -> bool:
    """Write the volume, and the uncertainty where it is wanted; returns whether the method has told one.

    `arrays` hold `volume` and maybe `uncertainty` (z, y, x) in HU on the grid of the summary. Raises `Xr2ctError` where
    a file cannot be written.
    """
    if "volume" not in arrays:
        raise BadInputError("The reconstruction left no volume.", "Run it again.")
    provenance = Provenance.model_validate(summary.provenance)
    grid = WorkingGrid(summary.grid_size, summary.cube_mm)
    io.write_volume(Volume.on_grid(arrays["volume"], grid, provenance), volume)
    if uncertainty is not None and "uncertainty" in arrays:
        io.write_volume(Volume.on_grid(arrays["uncertainty"], grid, as_uncertainty(provenance)), uncertainty)
    return "uncertainty" in arrays


def as_uncertainty(provenance: Provenance) -> Provenance:
    """That of a map of standard deviations beside the volume."""
    return provenance.model_copy(update={"assumptions": (UNCERTAINTY_NOTE, *provenance.assumptions)})
