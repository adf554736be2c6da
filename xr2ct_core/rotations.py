"""Rotations of the two images of a pair as they are asked for in words: `frontal=90`. Imports nothing heavy."""

from collections.abc import Iterable
from typing import Final, Literal, get_args

from xr2ct_core.errors import BadConfigError

Place = Literal["frontal", "lateral"]
PLACES: Final[tuple[Place, Place]] = get_args(Place)
_QUARTERS: Final = {"0": 0, "90": 1, "180": 2, "270": 3}


def quarters_of(rotations: Iterable[str]) -> dict[Place, int]:
    """Clockwise quarters by view from texts like frontal=90.

    Raises `BadConfigError` for a text that is no rotation, and for a view that is rotated twice in different ways.
    """
    found: dict[Place, int] = {}
    for text in rotations:
        view, _, degrees = text.partition("=")
        place = next((known for known in PLACES if known == view), None)
        quarters = _QUARTERS.get(degrees)
        if place is None or quarters is None:
            raise BadConfigError(
                f"{text} is no rotation.", "Write frontal or lateral, = and 90, 180 or 270; 0 leaves it as it is."
            )
        if found.setdefault(place, quarters) != quarters:
            raise BadConfigError(f"{place} is given twice, as {90 * found[place]} and {degrees}.", "Give it once.")
    return found
