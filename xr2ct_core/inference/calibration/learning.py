"""The experience of a calibration made again, from chest CTs: pairs with known poses, and what is found about them.

Of each CT pairs as told and pairs taken otherwise are projected, in a near and a far geometry; a network that does not
know the patient, where one comes with the program, and the bundled CTs of other people are asked about them. Degrees,
millimetres, logarithms; everything is fixed by a seed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.pose_conditions import TakenLateral
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.inference.calibration.experience import Experience, learned
from xr2ct_core.inference.calibration.find_pose import said_of
from xr2ct_core.inference.calibration.pose import LateralPose
from xr2ct_core.methods.blocks.templates.library import TEMPLATE_IDS
from xr2ct_core.volume import Volume

GEOMETRIES: Final = {
    "long": BiplanarGeometry.make(sad_mm=1600.0, sdd_mm=1800.0, rows=96, cols=96, pixel_mm=4.0),
    "short": BiplanarGeometry.make(rows=80, cols=80, pixel_mm=6.25),
}
LARGEST: Final = (8.0, 5.0, 3.0, 15.0, 0.05, 10.0)
"""Of the poses that are drawn, in the order of `unknowns.POSE_NAMES`."""


@dataclass(frozen=True, eq=False)
class Lessons:
    """What was found and what was true (N, 6) of the pairs in one geometry, and whose they are."""

    found_N6: NDArray[np.float64]
    truth_N6: NDArray[np.float64]
    patients: tuple[str, ...]

    @property
    def experience(self) -> Experience:
        return learned(self.found_N6, self.truth_N6, self.patients)


def lessons_of(
    cubes: Mapping[str, Volume], on_progress: Callable[[float, str], None], *, rounds: int = 3, seed: int = 0
) -> dict[str, Lessons]:
    """Lessons by the name of the geometry: in the first round all pairs are as told, in the others drawn.

    `cubes` are CTs on the working cube by patient; a bundled CT is not laid over its own patient. Raises
    `BadInputError` where the bundled network is missing.
    """
    jobs = [(turn, name, way) for turn in range(rounds) for name in cubes for way in GEOMETRIES]
    found: dict[str, list[NDArray[np.float64]]] = {way: [] for way in GEOMETRIES}
    truth: dict[str, list[NDArray[np.float64]]] = {way: [] for way in GEOMETRIES}
    names: dict[str, list[str]] = {way: [] for way in GEOMETRIES}
    for number, (turn, name, way) in enumerate(jobs):
        on_progress(number / len(jobs), f"Calibrating {name}")
        random = np.random.default_rng([seed, turn, list(cubes).index(name), list(GEOMETRIES).index(way)])
        pose_6 = random.uniform(-1.0, 1.0, 6) * np.asarray(LARGEST) * (turn > 0)
        pair = _taken(pose_6).pair(cubes[name], GEOMETRIES[way], name)
        others = [template_id for template_id in TEMPLATE_IDS if template_id != name]
        said = said_of(pair, WorkContext(), template_ids=others)
        if not said.asked_network:
            raise BadInputError("The bundled network that finds poses cannot be read.", "Install xr2ct again.")
        if said.last is None:
            continue  # a pair that is not looked at in use either
        found[way].append(said.numbers_6)
        truth[way].append(pose_6)
        names[way].append(name)
    return {way: Lessons(np.array(found[way]), np.array(truth[way]), tuple(names[way])) for way in GEOMETRIES}


def _taken(pose_6: NDArray[np.float64]) -> TakenLateral:
    return TakenLateral("drawn", "drawn", LateralPose.of_numbers(pose_6), float(pose_6[5]))
