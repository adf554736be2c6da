"""What stands around an image stands beside each other, on large and on small canvases."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from xr2ct_viewer.widgets import painting
from xr2ct_viewer.widgets.labels import Labels

LETTERS = ("A", "P", "S", "I")


def painted(labels: Labels, width: int, height: int) -> np.ndarray:
    """The canvas as (row, col, blue-green-red)."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    labels.paint(painter, QRectF(0, 0, width, height), QFont())
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4)[:, :, :3].astype(int)


def rows_of_top_letter(canvas: np.ndarray) -> np.ndarray:
    """Rows with the colour of letters in the upper half of the middle."""
    rows, cols = canvas.shape[0] // 2, canvas.shape[1] // 2
    part = canvas[: rows - 12, cols - 10 : cols + 10]
    letter = painting.LETTER
    near = np.abs(part - [letter.blue(), letter.green(), letter.red()]).max(axis=2) < 40
    return np.flatnonzero(near.any(axis=1))


@pytest.mark.parametrize("size", [(290, 123), (290, 260)])
def test_a_title_that_reaches_the_middle_has_the_letter_below_it(qapp, size: tuple[int, int]) -> None:
    colour = QColor(painting.PLANE_COLOURS["sagittal"])
    place = {"title_colour": colour, "letters": LETTERS, "pixels_per_mm": 1.0}
    long = rows_of_top_letter(painted(Labels(("Sagittal · True CT, centred",), **place), *size))
    short = rows_of_top_letter(painted(Labels(("Axial",), **place), *size))
    title_px = QFontMetricsF(painting.overlay_font(QFont(), 12, QFont.Weight.DemiBold)).height()
    assert short.min() < 8 + title_px
    assert long.min() > 8 + title_px


def test_a_letter_stays_where_it_is_beside_long_lines_that_lie_below_it(qapp) -> None:
    labels = Labels(("Axial", "65/128 · z = +1.2 mm and more words than half of it"), letters=LETTERS)
    assert labels.letter_drop(QRectF(0, 0, 290, 260), QFont()) == 0.0
