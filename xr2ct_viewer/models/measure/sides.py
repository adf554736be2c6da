"""Places on an X-ray: as it was read from its file, and as it is shown after its corrections. Values only."""

from typing import Final, Literal

from xr2ct_core.radiograph import RadiographPair
from xr2ct_viewer.models.input_edit import ImageEdit, InputEdit

Side = Literal["frontal", "lateral"]
SIDES: Final[tuple[Side, Side]] = ("frontal", "lateral")


def shown_side(read_as: Side, edit: InputEdit) -> Side:
    """Where the image that was read as `read_as` stands after the corrections."""
    return SIDES[1 - SIDES.index(read_as)] if edit.swap else read_as


def as_shown(read_as: Side, row_col: tuple[float, ...], pair: RadiographPair, edit: InputEdit) -> tuple[float, float]:
    """(row, col) as read to (row, col) as shown in the corrected `pair`."""
    row, col = row_col
    image, (rows, cols) = _image(read_as, pair, edit)
    if image.quarters % 2:
        rows, cols = cols, rows
    for _ in range(image.quarters % 4):
        row, col, rows, cols = col, rows - 1 - row, cols, rows
    return (row, cols - 1 - col) if image.flip else (row, col)


def as_read(read_as: Side, row_col: tuple[float, ...], pair: RadiographPair, edit: InputEdit) -> tuple[float, float]:
    """(row, col) as shown in the corrected `pair` to (row, col) as read."""
    row, col = row_col
    image, (rows, cols) = _image(read_as, pair, edit)
    if image.flip:
        col = cols - 1 - col
    for _ in range(image.quarters % 4):
        row, col, rows, cols = cols - 1 - col, row, cols, rows
    return row, col


def _image(read_as: Side, pair: RadiographPair, edit: InputEdit) -> tuple[ImageEdit, tuple[int, int]]:
    """The corrections of an image, and its rows and columns as shown."""
    number = SIDES.index(shown_side(read_as, edit))
    return (edit.frontal, edit.lateral)[number], pair.radiographs[number].shape
