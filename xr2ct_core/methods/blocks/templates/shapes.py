"""How people differ in shape, learned from the bundled CTs: a statistical deformation model. Light: imports no torch.

Each CT of the library was laid over each other person, with the CT of that person in sight. The directions in which
these displacements vary most are the modes; a body of another shape is unlikely where it needs much of them (Rueckert
et al., IEEE Trans Med Imaging 2003;22:1014). Displacements are control values of cubic B-splines over the working cube
in millimetres, components z, y, x. `build_shapes` makes the file again.

Shape legend: N displacements, M modes, K control points along an axis.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError

CONTROLS: Final = 15
FILE: Final = "templates/shapes.npz"
STEPS_PER_MM: Final = 10.0
"""Displacements are kept as whole tenths of a millimetre."""
MOST_MODES: Final = 50
Array = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Shapes:
    """`displacement_mm` (N, 3, K, K, K) takes each place of a person to that of a template; who these are (N)."""

    templates: tuple[str, ...]
    people: tuple[str, ...]
    displacement_mm: Array

    def modes(self, names: tuple[str, ...]) -> Array:
        """Displacements (M, 3, K, K, K) in mm, one standard deviation each, of the people of these names alone."""
        chosen = [n for n, pair in enumerate(zip(self.templates, self.people, strict=True)) if set(pair) <= set(names)]
        if len(chosen) < 2:
            raise BadInputError(f"{len(names)} people are too few to know how shapes differ.", "Leave shapes out.")
        flat = self.displacement_mm[chosen].reshape(len(chosen), -1)
        _, sizes, directions = np.linalg.svd(flat - flat.mean(axis=0), full_matrices=False)
        scaled = (sizes[:, None] / np.sqrt(len(chosen)) * directions)[:MOST_MODES]
        modes: Array = scaled.reshape(-1, *self.displacement_mm.shape[1:]).astype(np.float32)
        return modes

    @property
    def stored(self) -> dict[str, NDArray[np.generic]]:
        """What the file holds."""
        return {
            "templates": np.array(self.templates),
            "people": np.array(self.people),
            "displacement": np.rint(STEPS_PER_MM * self.displacement_mm).astype(np.int16),
        }


@cache
def load_shapes() -> Shapes:
    """The bundled shapes; raises `BadInputError` if their file is missing or damaged."""
    try:
        with files("xr2ct_resources").joinpath(FILE).open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            templates, people = (tuple(file[name].tolist()) for name in ("templates", "people"))
            displacement_mm = file["displacement"].astype(np.float32) / np.float32(STEPS_PER_MM)
    except (OSError, ValueError, KeyError) as error:
        raise BadInputError("The bundled shapes cannot be read.", "Install the program again.") from error
    return Shapes(templates, people, displacement_mm)


@cache
def shape_modes(names: tuple[str, ...]) -> Array:
    """`Shapes.modes` of the bundled shapes."""
    return load_shapes().modes(names)
