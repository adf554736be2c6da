"""Where an image lies on the screen: pan and zoom between pixels of the image and logical pixels of a view.

Units: (row, col) fractional with whole numbers at pixel centres; screen positions in logical pixels; millimetres.
"""

from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class ScreenTransform:
    """Places an image of `shape` pixels of `pixel_mm` (height, width) into an area (left, top, width, height).

    At `zoom` 1 the image fits, or, where given, `fit_mm` (height, width); `centre` is the fraction (right, down) of the
    image in the middle of the area.
    """

    shape: tuple[int, int]
    pixel_mm: tuple[float, float]
    area: tuple[float, float, float, float]
    zoom: float = 1.0
    centre: tuple[float, float] = (0.5, 0.5)
    fit_mm: tuple[float, float] | None = None

    @property
    def pixels_per_mm(self) -> float:
        """Logical screen pixels a millimetre."""
        (rows, cols), (row_mm, col_mm) = self.shape, self.pixel_mm
        height_mm, width_mm = self.fit_mm or (rows * row_mm, cols * col_mm)
        return self.zoom * min(self.area[2] / width_mm, self.area[3] / height_mm)

    def with_pixels_per_mm(self, pixels_per_mm: float) -> "ScreenTransform":
        """The same place at another magnification."""
        return replace(self, zoom=self.zoom * pixels_per_mm / self.pixels_per_mm)

    def to_screen(self, row: float, col: float) -> tuple[float, float]:
        """Screen (x, y) of a pixel."""
        (rows, cols), (row_mm, col_mm) = self.shape, self.pixel_mm
        left, top, width, height = self.area
        scale = self.pixels_per_mm
        x = left + width / 2 + (col + 0.5 - self.centre[0] * cols) * col_mm * scale
        y = top + height / 2 + (row + 0.5 - self.centre[1] * rows) * row_mm * scale
        return x, y

    def to_image(self, x: float, y: float) -> tuple[float, float]:
        """Fractional (row, col) at a screen position."""
        (rows, cols), (row_mm, col_mm) = self.shape, self.pixel_mm
        left, top, width, height = self.area
        scale = self.pixels_per_mm
        col = (x - left - width / 2) / (col_mm * scale) + self.centre[0] * cols - 0.5
        row = (y - top - height / 2) / (row_mm * scale) + self.centre[1] * rows - 0.5
        return row, col

    def centre_after_drag(self, right_px: float, down_px: float) -> tuple[float, float]:
        """The new `centre` when the image follows the mouse by so many pixels."""
        (rows, cols), (row_mm, col_mm) = self.shape, self.pixel_mm
        scale = self.pixels_per_mm
        return (
            self.centre[0] - right_px / (cols * col_mm * scale),
            self.centre[1] - down_px / (rows * row_mm * scale),
        )

    def centre_keeping(self, x: float, y: float, factor: float) -> tuple[float, float]:
        """The new `centre` for which zooming by `factor` leaves the image under (x, y) in place."""
        row, col = self.to_image(x, y)
        u, v = (col + 0.5) / self.shape[1], (row + 0.5) / self.shape[0]
        return u + (self.centre[0] - u) / factor, v + (self.centre[1] - v) / factor

    def contains(self, row: float, col: float) -> bool:
        return -0.5 <= row < self.shape[0] - 0.5 and -0.5 <= col < self.shape[1] - 0.5


def nice_length_mm(longest_mm: float) -> float:
    """The longest round length (1, 2, 5 times a power of ten) not above `longest_mm`."""
    decade = 10.0 ** np.floor(np.log10(max(longest_mm, 1e-6)))
    return float(max(step * decade for step in (1, 2, 5) if step * decade <= longest_mm * (1 + 1e-9)))
