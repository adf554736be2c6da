"""Everything the pair doctor has learned, in one small file: looks, sides, rows, agreement of sums, judges and limits.

`pair_doctor.npz` is read without pickle. It is made by `xr2ct phantom --count 40 --seed 1000 --grid 64 --out phantoms`
and `xr2ct check --learn CTS --without Lung_Dx-A0002 --phantoms phantoms --out pair_doctor.npz`.
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
from xr2ct_core.pairing.judge import CASES, Case, Judge
from xr2ct_core.pairing.look_network import LookNetwork
from xr2ct_core.pairing.picture_network import DEEP, network_count, read_weights, stored_weights
from xr2ct_core.pairing.row_network import KERNELS, Codes, RowNetwork
from xr2ct_core.pairing.side_network import SideNetwork, Sides

FILE: Final = "pairing/pair_doctor.npz"
_AGREEMENT: Final = ("frontal_mean", "lateral_mean", "frontal_directions", "lateral_directions", "precision")
_AGREEMENTS: Final = ("sums", "means", "spreads")
_JUDGE: Final = ("mean", "spread", "weights", "limit")
_VIEWS: Final = ("frontal", "lateral")
Arrays = dict[str, NDArray[np.floating]]


@dataclass(frozen=True, eq=False)
class DoctorModel:
    """`looks` are asked together, and so are `sides` of a view and `rows`; `mirror_limits` say from where on a view is
    called mirrored.

    `sums` compares row sums of line integrals, `ranks` the profiles of `rank_profiles` of other images.
    """

    looks: tuple[LookNetwork, ...]
    sides: Sides
    rows: tuple[RowNetwork, ...]
    sums: Agreement
    ranks: tuple[Agreement, Agreement]
    judges: dict[Case, Judge]
    mirror_limits: tuple[float, float]

    def write(self, path: Path) -> None:
        """Write the file; parent folders must exist."""
        arrays: Arrays = {"mirror_limits": np.asarray(self.mirror_limits, dtype=np.float32)}
        arrays |= stored_weights("looks", [looks.weights for looks in self.looks])
        for name, sides in zip(_VIEWS, self.sides, strict=True):
            arrays |= stored_weights(f"{name}_sides", [side.weights for side in sides])
        for number, network in enumerate(self.rows):
            arrays[f"rows.{number}.factor"] = np.asarray(network.factor, dtype=np.float32)
            for name, strangers in zip(_VIEWS, network.strangers, strict=True):
                for index, weight in enumerate(getattr(network, name)):
                    arrays[f"rows.{number}.{name}.{index}"] = weight.astype(np.float16)
                arrays[f"rows.{number}.{name}.strangers"] = strangers.values.astype(np.float16)
                arrays[f"rows.{number}.{name}.shown"] = strangers.seen.astype(np.float16)
        for kind, agreement in zip(_AGREEMENTS, (self.sums, *self.ranks), strict=True):
            for name in _AGREEMENT:
                arrays[f"{kind}.{name}"] = getattr(agreement, name)
        for case, judge in self.judges.items():
            for name in _JUDGE:
                arrays[f"{case}.{name}"] = np.asarray(getattr(judge, name), dtype=np.float32)
        with path.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **arrays)


def read_model(path: Path) -> DoctorModel:
    """Read the file; raises `BadInputError` if it is none."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays: Arrays = {key: np.asarray(stored[key], dtype=np.float32) for key in stored.files}
        looks = tuple(LookNetwork(weights) for weights in read_weights(arrays, "looks"))
        sides = (_sides(arrays, "frontal_sides"), _sides(arrays, "lateral_sides"))
        rows = tuple(_rows(arrays, number) for number in range(network_count(arrays, "rows")))
        mirrored = arrays["mirror_limits"].tolist()
        sums, *ranks = (Agreement(*(_float32(arrays[f"{kind}.{name}"]) for name in _AGREEMENT)) for kind in _AGREEMENTS)
        judges = {case: _judge(arrays, case) for case in CASES}
    except (OSError, ValueError, KeyError) as problem:
        raise BadInputError(f"{path.name} is no file of the pair doctor.", "Install xr2ct again.") from problem
    return DoctorModel(looks, sides, rows, sums, (ranks[0], ranks[1]), judges, (mirrored[0], mirrored[1]))


@cache
def bundled_model() -> DoctorModel:
    """The model that comes with the program."""
    return read_model(Path(str(files("xr2ct_resources").joinpath(FILE))))


def _sides(arrays: Arrays, kind: str) -> tuple[SideNetwork, ...]:
    return tuple(SideNetwork(weights) for weights in read_weights(arrays, kind, DEEP))


def _rows(arrays: Arrays, number: int) -> RowNetwork:
    frontal, lateral = (
        tuple(_float32(arrays[f"rows.{number}.{name}.{index}"]) for index in range(2 * len(KERNELS))) for name in _VIEWS
    )
    of_frontals, of_laterals = (
        Codes(_float32(arrays[f"rows.{number}.{name}.strangers"]), arrays[f"rows.{number}.{name}.shown"] > 0)
        for name in _VIEWS
    )
    return RowNetwork(frontal, lateral, float(arrays[f"rows.{number}.factor"]), (of_frontals, of_laterals))


def _judge(arrays: Arrays, kind: str) -> Judge:
    mean, spread, weights, limit = (_float32(arrays[f"{kind}.{name}"]) for name in _JUDGE)
    return Judge(mean, spread, weights, float(limit))


def _float32(values: NDArray[np.floating]) -> NDArray[np.float32]:
    return np.asarray(values, dtype=np.float32)
