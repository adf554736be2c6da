"""What it meant when this was found before: from what network and CTs say to the pose, learned on known pairs.

The numbers disturb each other - a breath looks a little like a change of size - and bodies are not symmetric. On pairs
whose pose is known, the truth is regressed on what was found; then each number is put back on its scale, so that it
errs around the truth with the standard deviation that is kept beside it. Patients are left out for that deviation.

Degrees, millimetres and a logarithm, in the order of `unknowns.POSE_NAMES`. Shape legend: N pairs.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.inference.calibration.unknowns import POSE_NAMES, POSE_USUAL

FILE_NAME: Final = "lateral-pose.json"
LONG_SAD_MM: Final = 1000.0
DISPLAY_DOUBT: Final = 1.5
_RIDGE: Final = 20.0
"""Pairs' worth of a regression that finds nothing to put right."""
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Experience:
    """`matrix @ found + constant` is the pose, with the standard deviations `error`; `absolute` are mean absolute
    errors."""

    constant: tuple[float, ...]
    matrix: tuple[tuple[float, ...], ...]
    error: tuple[float, ...]
    absolute: tuple[float, ...] = ()
    pairs: int = 0
    patients: int = 0

    @property
    def mean_absolute(self) -> dict[str, float]:
        """Mean absolute errors on patients left out, by name."""
        return dict(zip(POSE_NAMES, self.absolute, strict=False))

    def pose(self, found_6: Numbers) -> Numbers:
        """What was found, without what usually disturbs it."""
        pose: Numbers = np.asarray(self.matrix) @ np.asarray(found_6) + np.asarray(self.constant)
        return pose

    def doubted(self) -> "Experience":
        """The same for display images, whose curves are estimates: errors larger by what stand-ins have shown."""
        return replace(self, error=tuple(DISPLAY_DOUBT * error for error in self.error))


def learned(found_N6: Numbers, truth_N6: Numbers, patients: Sequence[str]) -> Experience:
    """The experience of known pairs; the errors are those on patients left out one at a time.

    Pairs as told and others count alike in the standard deviations, whatever their numbers.
    """
    constant, matrix = _regression(found_N6, truth_N6)
    names = np.asarray(patients)
    errors = np.zeros_like(truth_N6)
    for name in np.unique(names):
        is_new = names == name
        other_constant, other_matrix = _regression(found_N6[~is_new], truth_N6[~is_new])
        errors[is_new] = found_N6[is_new] @ other_matrix.T + other_constant - truth_N6[is_new]
    is_told = ~truth_N6.any(axis=1)
    halves = [half for half in (errors[is_told], errors[~is_told]) if len(half)]
    error = np.sqrt(np.mean([np.mean(half**2, axis=0) for half in halves], axis=0))
    return Experience(
        tuple(constant.tolist()),
        tuple(tuple(row) for row in matrix.tolist()),
        tuple(error.tolist()),
        tuple(np.mean([np.abs(half).mean(axis=0) for half in halves], axis=0).tolist()),
        len(names),
        len(np.unique(names)),
    )


def experience_of(geometry: BiplanarGeometry, *, is_display: bool = False) -> Experience:
    """That of pairs like this one: of display images, else by how far the source stands away."""
    known = bundled_experience()
    is_long = all(view.model == "parallel" or view.sad_mm >= LONG_SAD_MM for view in geometry.views)
    return known["display" if is_display else "long" if is_long else "short"]


@cache
def bundled_experience() -> dict[str, Experience]:
    """What comes with the program; raises `BadInputError` if its file is missing or damaged."""
    try:
        text = files("xr2ct_resources").joinpath("calibration", FILE_NAME).read_text(encoding="utf-8")
        return {name: _experience(entry) for name, entry in json.loads(text)["experience"].items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInputError(f"The bundled {FILE_NAME} cannot be read.", "Install the program again.") from error


def as_text(known: dict[str, Experience], source: str) -> str:
    """The file that holds it."""
    content = {"source": source, "experience": {name: asdict(one) for name, one in known.items()}}
    return json.dumps(_rounded(content), indent=1) + "\n"


def _experience(entry: dict[str, Any]) -> Experience:
    matrix = tuple(tuple(float(value) for value in row) for row in entry["matrix"])
    constant, error, absolute = (
        tuple(float(value) for value in entry[name]) for name in ("constant", "error", "absolute")
    )
    return Experience(constant, matrix, error, absolute, entry["pairs"], entry["patients"])


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list | tuple) else value


def _regression(found_N6: Numbers, truth_N6: Numbers) -> tuple[Numbers, Numbers]:
    """Constant and matrix: the ridge regression of what was missed on what was found."""
    usual = np.asarray(POSE_USUAL)
    found, missed = found_N6 / usual, (truth_N6 - found_N6) / usual
    centred = found - found.mean(axis=0)
    penalty = _RIDGE * np.eye(len(usual))
    missing = np.linalg.solve(centred.T @ centred + penalty, centred.T @ (missed - missed.mean(axis=0))).T
    constant: Numbers = usual * (missed.mean(axis=0) - missing @ found.mean(axis=0))
    matrix: Numbers = usual[:, None] * (np.eye(len(usual)) + missing) / usual
    return constant, matrix
