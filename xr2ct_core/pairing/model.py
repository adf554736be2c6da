"""Everything the pair doctor has learned, in one small file: the look network and two models of agreement.

`pair_doctor.npz` is read without pickle. `xr2ct check --learn CTS` makes it again.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError
from xr2ct_core.pairing.agreement import Agreement
from xr2ct_core.pairing.look_network import LookNetwork, network_of

FILE: Final = "pairing/pair_doctor.npz"
_AGREEMENT: Final = ("frontal_mean", "lateral_mean", "frontal_directions", "lateral_directions", "precision", "limit")


@dataclass(frozen=True, eq=False)
class DoctorModel:
    """`physical` judges pairs of line integrals, `display` pairs of post-processed images."""

    network: LookNetwork
    physical: Agreement
    display: Agreement

    def write(self, path: Path) -> None:
        """Write the file; parent folders must exist."""
        arrays: dict[str, NDArray[np.floating]] = {
            f"network.{key}": value for key, value in self.network.arrays().items()
        }
        for kind, agreement in (("physical", self.physical), ("display", self.display)):
            for name in _AGREEMENT:
                arrays[f"{kind}.{name}"] = np.asarray(getattr(agreement, name), dtype=np.float32)
        with path.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **arrays)


def read_model(path: Path) -> DoctorModel:
    """Read the file; raises `BadInputError` if it is none."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {key: stored[key] for key in stored.files}
        network = network_of({key.removeprefix("network."): value for key, value in arrays.items()})
        physical, display = (_agreement(arrays, kind) for kind in ("physical", "display"))
    except (OSError, ValueError, KeyError) as problem:
        raise BadInputError(f"{path.name} is no file of the pair doctor.", "Install xr2ct again.") from problem
    return DoctorModel(network, physical, display)


@cache
def bundled_model() -> DoctorModel:
    """The model that comes with the program."""
    return read_model(Path(str(files("xr2ct_resources").joinpath(FILE))))


def _agreement(arrays: dict[str, NDArray[np.floating]], kind: str) -> Agreement:
    frontal_mean, lateral_mean, frontal, lateral, precision, limit = (
        np.asarray(arrays[f"{kind}.{name}"], dtype=np.float32) for name in _AGREEMENT
    )
    return Agreement(frontal_mean, lateral_mean, frontal, lateral, precision, float(limit))
