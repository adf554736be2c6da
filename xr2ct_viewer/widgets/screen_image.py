"""The visible part of an image, resampled once to the device's pixels and windowed as often as needed.

Two caches in a row: moving the window keeps the resampled values, moving the mouse keeps the finished picture.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, qRgba

from xr2ct_viewer.models.imaging import Pyramid, window_to_grey
from xr2ct_viewer.models.planes import ScreenTransform


@dataclass(frozen=True, eq=False)
class _Resampled:
    pyramid: Pyramid
    transform: ScreenTransform
    ratio: float
    values: NDArray[np.float32]
    target: QRectF


class ScreenImage:
    """Draws one image at a time; keeps what it computed for the last call.

    `colours` are 256 of red, green, blue and, for a layer over another image, alpha; without them values are grey.
    """

    def __init__(self, colours: NDArray[np.uint8] | None = None) -> None:
        self._is_layer = colours is not None and colours.shape[1] == 4
        self._colour_table = None if colours is None else [_as_qt(colour) for colour in colours]
        self._resampled: _Resampled | None = None
        self._picture: tuple[_Resampled, float, float, QImage] | None = None

    def render(
        self, pyramid: Pyramid, transform: ScreenTransform, ratio: float, window: tuple[float, float]
    ) -> tuple[QImage, QRectF] | None:
        """The picture and where to draw it, in logical pixels; None if nothing of the image is in view.

        `ratio`: device pixels a logical pixel; `window`: values shown black and white.
        """
        resampled = self._resample(pyramid, transform, ratio)
        if resampled is None:
            return None
        low, high = window
        if self._picture is None or self._picture[0] is not resampled or self._picture[1:3] != (low, high):
            self._picture = (resampled, low, high, self._to_picture(resampled.values, low, high))
        return self._picture[3], resampled.target

    def _resample(self, pyramid: Pyramid, transform: ScreenTransform, ratio: float) -> _Resampled | None:
        kept = self._resampled
        if kept and kept.pyramid is pyramid and kept.transform == transform and kept.ratio == ratio:
            return kept
        device = _visible_device_rect(transform, ratio)
        if device is None:
            return None
        left, top, right, bottom = device
        x = (np.arange(left, right) + 0.5) / ratio
        y = (np.arange(top, bottom) + 0.5) / ratio
        (first_row, first_col), (second_row, second_col) = transform.to_image(0.0, 0.0), transform.to_image(1.0, 1.0)
        row_at = first_row + y * (second_row - first_row)
        col_at = first_col + x * (second_col - first_col)
        target = QRectF(left / ratio, top / ratio, (right - left) / ratio, (bottom - top) / ratio)
        self._resampled = _Resampled(pyramid, transform, ratio, pyramid.resample(row_at, col_at), target)
        return self._resampled

    def _to_picture(self, values: NDArray[np.float32], low: float, high: float) -> QImage:
        height, width = values.shape
        grey = np.empty((height, (width + 3) // 4 * 4), dtype=np.uint8)
        grey[:, :width] = window_to_grey(values, low, high)
        kind = QImage.Format.Format_Indexed8 if self._colour_table else QImage.Format.Format_Grayscale8
        view = QImage(grey.data, width, height, grey.shape[1], kind)
        if self._colour_table:
            view.setColorTable(self._colour_table)
        formats = QImage.Format
        return view.convertToFormat(formats.Format_ARGB32_Premultiplied if self._is_layer else formats.Format_RGB32)


def _as_qt(colour: NDArray[np.uint8]) -> int:
    red, green, blue, *alpha = map(int, colour)
    return int(qRgba(red, green, blue, alpha[0] if alpha else 255))


def _visible_device_rect(transform: ScreenTransform, ratio: float) -> tuple[int, int, int, int] | None:
    """Left, top, right, bottom in device pixels of the part of the image inside the area."""
    rows, cols = transform.shape
    x0, y0 = transform.to_screen(-0.5, -0.5)
    x1, y1 = transform.to_screen(rows - 0.5, cols - 0.5)
    area_left, area_top, area_width, area_height = transform.area
    left = round(max(x0, area_left) * ratio)
    top = round(max(y0, area_top) * ratio)
    right = round(min(x1, area_left + area_width) * ratio)
    bottom = round(min(y1, area_top + area_height) * ratio)
    return (left, top, right, bottom) if right > left and bottom > top else None
