"""The first page of a TIFF: pixels, polarity, rotation and pixel size, the same whatever its compression.

Tags are read by tifffile. Pixels are decoded by tifffile where it does so at full depth by itself, else by pillow,
which turns the image by its orientation, and inverts images of up to 8 bit whose zero is white.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import tifffile
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.facts import PixelSides
from xr2ct_core.io.file_kind import FileKind
from xr2ct_core.io.files import check_image_size
from xr2ct_core.io.raster_pillow import read_pillow

_OWN_COMPRESSIONS: Final = (1, 8, 32946)
"""None and deflate."""
_WHITE_IS_ZERO: Final = 0
_PALETTE: Final = 3
_INKS: Final = 5
_OWN_COLOURS: Final = (_WHITE_IS_ZERO, 1, 2, _PALETTE, _INKS)
"""Grey, RGB, palettes and CMYK."""
_IN_CENTIMETRES: Final = 3
_TRANSPOSED: Final = (5, 6, 7, 8)
_ROWS_REVERSED: Final = (3, 4, 7, 8)
_COLS_REVERSED: Final = (2, 3, 6, 7)
"""What the orientation (tag 274, TIFF 6.0 section 8) asks for, the transposition first."""


@dataclass(frozen=True, eq=False)
class TiffPage:
    """Pixels as stored but upright, (row, col) or (row, col, channel), and what the tags say of them."""

    array: NDArray[Any]
    white_is_zero: bool
    pixel: PixelSides | None


def read_tiff(path: Path) -> TiffPage:
    """The page of a TIFF that holds one image. Raises `BadInputError` for several, damaged or oversized ones."""
    try:
        with tifffile.TiffFile(path) as tiff:
            page: Any = tiff.pages[0]
            if len(tiff.pages) > 1 and tiff.series[0].shape != page.shape:
                raise BadInputError(f"{path.name} holds {len(tiff.pages)} images.", "Save one image alone.")
            rows, cols = int(page.imagelength), int(page.imagewidth)
            check_image_size(path, rows, cols)
            if int(page.samplesperpixel) > 4 or int(page.imagedepth) > 1:
                raise BadInputError(f"{path.name} holds {page.samplesperpixel} channels.", "Save it as a grey image.")
            is_inverted = int(page.photometric) == _WHITE_IS_ZERO
            if page.compression in _OWN_COMPRESSIONS and int(page.photometric) in _OWN_COLOURS:
                return TiffPage(_upright(page, _channels_last(page)), is_inverted, _pixel_sides(page))
            array = read_pillow(path, FileKind.TIFF)
            if page.dtype is not None and page.dtype.kind in "iu" and page.dtype.itemsize == 2 and array.ndim == 2:
                array = array.astype(page.dtype)
            return TiffPage(array, is_inverted and array.dtype.itemsize > 1, _pixel_sides(page))
    except BadInputError:
        raise
    except Exception as error:
        raise BadInputError(f"{path.name} is damaged or incomplete (TIFF).", "Copy or export it again.") from error


def _channels_last(page: Any) -> NDArray[Any]:
    array = np.asarray(page.asarray())
    if int(page.photometric) == _PALETTE:
        return np.moveaxis(np.asarray(page.colormap)[:, array], 0, -1)
    is_planar = array.ndim == 3 and array.shape[-1] == int(page.imagewidth) and array.shape[0] <= 4
    array = np.moveaxis(array, 0, -1) if is_planar else array
    return _light(array) if int(page.photometric) == _INKS and array.shape[-1] == 4 else array


def _light(cmyk: NDArray[Any]) -> NDArray[Any]:
    """What inks (row, col, 4) leave of white light: red, green and blue."""
    top = float(np.iinfo(cmyk.dtype).max)
    left = top - cmyk.astype(np.float64)
    return np.rint(left[..., :3] * left[..., 3:] / top).astype(cmyk.dtype)


def _upright(page: Any, array: NDArray[Any]) -> NDArray[Any]:
    """The image turned and mirrored as the orientation of the page asks for."""
    orientation = _orientation(page)
    if orientation in _TRANSPOSED:
        array = array.swapaxes(0, 1)
    if orientation in _ROWS_REVERSED:
        array = array[::-1]
    if orientation in _COLS_REVERSED:
        array = array[:, ::-1]
    return np.ascontiguousarray(array)


def _orientation(page: Any) -> int:
    tag = page.tags.get("Orientation")
    return 1 if tag is None else int(tag.value)


def _pixel_sides(page: Any) -> PixelSides | None:
    """Pixels of the upright image, of a resolution in centimetres; inches are printers' defaults and ignored."""
    unit = page.tags.get("ResolutionUnit")
    if unit is None or int(unit.value) != _IN_CENTIMETRES:
        return None
    col_mm = _side_mm(page, "XResolution")
    if col_mm is None:
        return None
    sides = PixelSides(_side_mm(page, "YResolution") or col_mm, col_mm)
    return sides.turned if _orientation(page) in _TRANSPOSED else sides


def _side_mm(page: Any, name: str) -> float | None:
    """The side of a pixel by the tag that counts pixels in a centimetre."""
    tag = page.tags.get(name)
    if tag is None:
        return None
    numerator, denominator = tag.value
    return 10.0 * denominator / numerator if numerator > 0 and denominator > 0 else None
