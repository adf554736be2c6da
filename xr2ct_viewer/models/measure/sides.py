"""Places on an X-ray: as it was read from its file, and as it is shown after its corrections. Values only."""

from typing import Final, Literal

from xr2ct_core.radiograph import RadiographPair
from xr2ct_viewer.models.input_edit import InputEdit

Side = Literal["frontal", "lateral"]
SIDES: Final[tuple[Side, Side]] = ("frontal", "lateral")


def shown_side(read_as: Side, edit: InputEdit) -> Side:
    """Where the image that was read as `read_as` stands after the corrections."""
    return SIDES[1 - SIDES.index(read_as)] if edit.swap else read_as


def mirrored_with(
    read_as: Side, row_col: tuple[float, ...], pair: RadiographPair, edit: InputEdit
) -> tuple[float, float]:
    """(row, col) as read to (row, col) as shown in the corrected `pair`, and back: mirroring is its own inverse."""
    row, col = row_col
    side = shown_side(read_as, edit)
    number = SIDES.index(side)
    cols = pair.radiographs[number].shape[1]
    return (row, cols - 1 - col) if (edit.frontal, edit.lateral)[number].flip else (row, col)
