"""Grey images out of PNG, JPEG, TIFF and NPY files, as raw numbers; what they mean is decided elsewhere.

Invariants: float32 (row, col), finite; nothing is inverted, and turned only as the file says; `top` is the largest
value the file's format can hold (255, 65535), or None for floating point. Colour is accepted only where a grey image is
meant, and said.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.colour import grey_of_colour
from xr2ct_core.io.facts import PixelSides
from xr2ct_core.io.file_kind import FileKind
from xr2ct_core.io.files import MAX_PIXELS, check_image_size
from xr2ct_core.io.npy import read_npy
from xr2ct_core.io.raster_pillow import read_pillow
from xr2ct_core.io.raster_tiff import read_tiff


@dataclass(frozen=True, eq=False)
class RasterImage:
    """Raw grey values with the top of their format and what was assumed."""

    values: NDArray[np.float32]
    top: float | None
    notes: tuple[str, ...] = ()
    white_is_zero: bool = False
    pixel: PixelSides | None = None


def read_raster(path: Path, kind: FileKind) -> RasterImage:
    """The grey image in a PNG, JPEG, TIFF or NPY file. Raises `BadInputError` for anything damaged or oversized."""
    white_is_zero, pixel = False, None
    if kind is FileKind.NPY:
        array = read_npy(path, 8 * MAX_PIXELS)
    elif kind is FileKind.TIFF:
        page = read_tiff(path)
        array, white_is_zero, pixel = page.array, page.white_is_zero, page.pixel
    else:
        array = read_pillow(path, kind)
    notes: tuple[str, ...] = ()
    if array.dtype.kind not in "biuf":
        raise BadInputError(f"{path.name} does not hold plain numbers.", "Save it as a grey image.")
    array = np.squeeze(array)
    if array.ndim == 3 and array.shape[0] in (3, 4) and array.shape[2] not in (2, 3, 4):
        array = np.moveaxis(array, 0, -1)
    if array.ndim == 3 and array.shape[2] in (2, 3, 4):
        check_image_size(path, *array.shape[:2])
        array, notes = _grey(path, array)
    if array.ndim != 2:
        raise BadInputError(
            f"{path.name} holds {array.ndim} axes, a radiograph has two.", "Choose a single image, not a stack."
        )
    check_image_size(path, *array.shape)
    top = float(np.iinfo(array.dtype).max) if array.dtype.kind in "iu" else None
    values = array.astype(np.float32)
    if not np.isfinite(values).all():
        raise BadInputError(f"{path.name} contains values that are not numbers.", "Export it again.")
    return RasterImage(values, 1.0 if array.dtype.kind == "b" else top, notes, white_is_zero, pixel)


def _grey(path: Path, array: NDArray[Any]) -> tuple[NDArray[Any], tuple[str, ...]]:
    """One channel of an image whose channels agree, else its luminance; pictures in full colour are refused."""
    if array.shape[2] == 2:
        return array[..., 0], ("The transparency of the image was ignored.",)
    return grey_of_colour(path.name, array[..., :3])
