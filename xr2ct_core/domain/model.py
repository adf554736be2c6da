"""Everything the domain gate has learned, in one file read without pickle: networks, known chests, lines for metal.

`resources/domain/gate.npz` is made by `xr2ct check --learn-domain CTS`, together with its limits (`domain.limits`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.domain.shape_network import Known, ShapeNetwork
from xr2ct_core.errors import BadInputError
from xr2ct_core.pairing.picture_network import read_weights, stored_weights
from xr2ct_core.radiograph import RadiographScale

FILE: Final = "domain/gate.npz"
SCALES: Final[tuple[RadiographScale, ...]] = ("line_integral", "display")
Array = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Line:
    """A linear score of measures: their product with `weight`, plus `bias`; larger is more like metal."""

    weight: Array
    bias: float

    def score(self, measures: Array) -> NDArray[np.float64]:
        """Scores (n) of measures (n, k)."""
        found: NDArray[np.float64] = measures.astype(np.float64) @ self.weight.astype(np.float64) + self.bias
        return found


@dataclass(frozen=True, eq=False)
class GateModel:
    """`metal` has a line for each scale, in the order of `SCALES`."""

    networks: tuple[ShapeNetwork, ...]
    known: Known
    metal: tuple[Line, Line]

    def shape(self, frames: Array) -> Array:
        """The mean of the networks' outputs (n, 4)."""
        mean: Array = np.mean([network.outputs(frames) for network in self.networks], axis=0).astype(np.float32)
        return mean

    def metal_line(self, scale: RadiographScale) -> Line:
        return self.metal[SCALES.index(scale)]

    def write(self, path: Path) -> None:
        """Write the file, weights as 16 bit; parent folders must exist."""
        arrays: dict[str, NDArray[np.floating]] = {
            "known.mean": self.known.mean.astype(np.float16),
            "known.directions": self.known.directions.astype(np.float16),
        }
        arrays |= stored_weights("shape", [network.weights for network in self.networks])
        for scale, line in zip(SCALES, self.metal, strict=True):
            arrays[f"metal.{scale}"] = np.append(line.weight, line.bias).astype(np.float32)
        with path.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **arrays)


def read_model(path: Path) -> GateModel:
    """Read the file; raises `BadInputError` if it is none."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {key: stored[key].astype(np.float32) for key in stored.files}
        networks = tuple(ShapeNetwork(weights) for weights in read_weights(arrays, "shape"))
        known = Known(arrays["known.mean"], arrays["known.directions"])
        lines = [_line(arrays[f"metal.{scale}"]) for scale in SCALES]
    except (OSError, ValueError, KeyError) as problem:
        raise BadInputError(f"{path.name} is no file of the domain gate.", "Install xr2ct again.") from problem
    return GateModel(networks, known, (lines[0], lines[1]))


@cache
def bundled_gate() -> GateModel:
    """The model that comes with the program."""
    return read_model(Path(str(files("xr2ct_resources").joinpath(FILE))))


def line_of(clean: Sequence[Array] | Array, metal: Sequence[Array] | Array, ridge: float = 0.3) -> Line:
    """Fisher's discriminant of measures (n, k) without and with metal, standardised, `ridge` on its covariance."""
    without, having = np.asarray(clean, dtype=np.float64), np.asarray(metal, dtype=np.float64)
    both = np.concatenate([without, having])
    mean, spread = both.mean(axis=0), both.std(axis=0) + 1e-6
    without, having = (without - mean) / spread, (having - mean) / spread
    within = (np.cov(without.T) + np.cov(having.T)) / 2.0 + ridge * np.eye(both.shape[1])
    weight = np.linalg.solve(within, having.mean(axis=0) - without.mean(axis=0)) / spread
    return Line(weight.astype(np.float32), float(-(mean @ weight)))


def _line(stored: Array) -> Line:
    return Line(stored[:-1], float(stored[-1]))
