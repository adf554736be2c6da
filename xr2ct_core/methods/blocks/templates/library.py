"""The bundled templates: real chest CTs, the body alone, at 2.5 mm. Light: imports no torch.

A template is not cut to the working cube: it keeps the whole scanned length and width of its body, so that a warp can
pull in tissue from outside the cube. Its centre is the centre of the body. Sources, licences and changes are stated in
`resources/templates/ATTRIBUTION.md`; `build_templates` makes the files again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError
from xr2ct_core.methods.blocks.templates.config import Library
from xr2ct_core.radiograph import RadiographPair

SPACING_MM: Final = 2.5
TEMPLATE_IDS: Final = ("QIN-LSC-0049", "C3N-00249", "QIN-LSC-0088")
"""The templates that do without the others, the one that fits most chests first."""
LIBRARY_IDS: Final = (
    *TEMPLATE_IDS,
    "4DLung-113_HM10395",
    "CMB-CRC-MSB-01068",
    "LIDC-IDRI-0001",
    "LIDC-IDRI-0314",
    "QIN-LSC-0003",
    "QIN-LSC-0028",
    "QIN-LSC-0064",
    "QIN-LUNG-01-0007",
    "QIN-LUNG-01-0013",
    "R01-001",
)
"""All bundled templates."""


def templates_of_others(names: Iterable[str]) -> tuple[str, ...]:
    """The library without what was made of a patient with one of these names (or of a file named after him)."""
    known = [name.lower() for name in names]
    return tuple(own for own in LIBRARY_IDS if not any(own.lower() in name for name in known))


def template_names(library: Library, pair: RadiographPair) -> tuple[str, ...]:
    """The templates that are tried for a pair; of all those none is of the patient himself."""
    return TEMPLATE_IDS if library == "three" else other_people(pair)


def other_people(pair: RadiographPair) -> tuple[str, ...]:
    """The library without the patient of a pair."""
    return templates_of_others((pair.subject, *(radiograph.source for radiograph in pair.radiographs)))


def three_others(pair: RadiographPair) -> tuple[str, ...]:
    """The templates that do without the others, the next of the library in place of the patient's own."""
    return other_people(pair)[: len(TEMPLATE_IDS)]


@dataclass(frozen=True, eq=False)
class Template:
    """A template body: int16 HU (z, y, x) at 2.5 mm, air in the outermost voxels of y and x."""

    id: str
    hu: NDArray[np.int16]


@cache
def load_template(template_id: str) -> Template:
    """The bundled template with this id; raises `BadInputError` if its file is missing or damaged."""
    source = files("xr2ct_resources").joinpath("templates", f"{template_id}.npz")
    try:
        with source.open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
            hu = archive["hu"]
    except (OSError, ValueError, KeyError) as error:
        raise BadInputError(
            f"The bundled template {template_id} cannot be read.", "Install the program again."
        ) from error
    hu.setflags(write=False)
    return Template(template_id, hu)
