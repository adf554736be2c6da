"""What makes the standard deviations of a trained network honest: `calibration.json` beside its weights.

How it is found is told in `evaluation.conformal`. Invariants: `hu ± 1.645 · sigma` of the calibrated sigma is meant to
hold the truth at the level of the calibration for patients like those it was made of; a larger sigma never becomes a
smaller one. Units: HU.
"""

from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.io.files import read_text, write_text

CALIBRATION_NAME: Final = "calibration.json"
HALF_WIDTH: Final = 1.645
"""Half-width of the central 90 % interval of a normal distribution, in standard deviations."""


class Calibration(BaseModel):
    """Factors by which a predicted standard deviation is multiplied, by how large it is.

    `factors` hold at the middles of the bins between `sigma_edges_hu`; between two middles the product of sigma and
    factor is interpolated, beyond the outer ones the factor stays. `patients` and `voxels` count what it was made of,
    `source` says in words what that was. `coverage` is that of patients left out, by patient, where it was measured.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["xr2ct-calibration"] = "xr2ct-calibration"
    version: Literal[1] = 1
    sigma_edges_hu: tuple[float, ...] = Field(min_length=2)
    factors: tuple[float, ...] = Field(min_length=1)
    level: float = Field(0.9, gt=0.0, lt=1.0)
    patients: int = Field(ge=1)
    voxels: int = Field(ge=1)
    source: str = ""
    coverage: dict[str, float] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _rising(self) -> "Calibration":
        edges, factors = np.asarray(self.sigma_edges_hu), np.asarray(self.factors)
        if len(edges) != len(factors) + 1:
            raise ValueError("there must be one edge more than factors")
        if not (np.isfinite(edges).all() and edges[0] >= 0.0 and (np.diff(edges) > 0.0).all()):
            raise ValueError("the edges must rise from zero or above")
        if not (np.isfinite(factors).all() and (factors > 0.0).all()):
            raise ValueError("the factors must be above zero")
        widths = factors * self.middles_hu
        if (np.diff(widths) < -1e-6 * widths[1:]).any():
            raise ValueError("a larger sigma would become a smaller one")
        return self

    @property
    def middles_hu(self) -> NDArray[np.float64]:
        """Where the factors hold."""
        edges = np.asarray(self.sigma_edges_hu)
        return np.asarray((edges[:-1] + edges[1:]) / 2.0)

    def apply(self, sigma_hu: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
        """The calibrated standard deviation, of any shape."""
        middles, factors = self.middles_hu, np.asarray(self.factors)
        sigma = np.asarray(sigma_hu, dtype=np.float64)
        inside = np.interp(sigma, middles, middles * factors)
        outside = sigma * np.where(sigma < middles[0], factors[0], factors[-1])
        is_inside = (sigma >= middles[0]) & (sigma <= middles[-1])
        return np.asarray(np.where(is_inside, inside, outside), dtype=np.float32)


def read_calibration(checkpoint_folder: Path) -> Calibration | None:
    """The calibration beside the weights in a folder, None if there is none.

    Raises an error of code `checkpoint_mismatch` for a file that is none.
    """
    path = checkpoint_folder / CALIBRATION_NAME
    return read_calibration_file(path) if path.is_file() else None


def read_calibration_file(path: Path) -> Calibration:
    """The calibration in a file; raises an error of code `checkpoint_mismatch` for a file that holds none."""
    try:
        return Calibration.model_validate_json(read_text(path))
    except (Xr2ctError, ValidationError) as error:
        raise Xr2ctError(
            f"{path} is no calibration of this program.",
            "Remove it, or make it again with xr2ct calibrate.",
            code="checkpoint_mismatch",
        ) from error


def write_calibration(calibration: Calibration, path: Path) -> None:
    write_text(path, calibration.model_dump_json(indent=1) + "\n")
