"""Grey images out of PNG, JPEG, TIFF and NPY files, as raw numbers; what they mean is decided elsewhere.

Invariants: float32 (row, col), finite; nothing is inverted or flipped; `top` is the largest value the file's format
can hold (255, 65535), or None for floating point. Colour is accepted only where a grey image is meant, and said.
"""

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import tifffile
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.file_kind import FileKind
from xr2ct_core.io.files import MAX_PIXELS, check_image_size
from xr2ct_core.io.npy import read_npy

_SAME_GREY: Final = 2.0 / 255.0
_PLAIN_COMPRESSIONS: Final = (1, 8, 32946)
"""TIFF compressions read at full depth: none and deflate; the others are left to pillow."""
_LUMINANCE: Final = np.array([0.299, 0.587, 0.114], dtype=np.float32)
"""ITU-R BT.601."""


@dataclass(frozen=True, eq=False)
class RasterImage:
    """Raw grey values with the top of their format and what was assumed."""

    values: NDArray[np.float32]
    top: float | None
    notes: tuple[str, ...] = ()
    white_is_zero: bool = False
    pixel_mm: float | None = None


def read_raster(path: Path, kind: FileKind) -> RasterImage:
    """The grey image in a PNG, JPEG, TIFF or NPY file. Raises `BadInputError` for anything damaged or oversized."""
    if kind is FileKind.NPY:
        array, raster = read_npy(path, 8 * MAX_PIXELS), None
    elif kind is FileKind.TIFF:
        array, raster = _read_tiff(path)
    else:
        array, raster = _read_pillow(path, kind), None
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
    extra = raster or {}
    return RasterImage(values, 1.0 if array.dtype.kind == "b" else top, notes, **extra)


def _read_pillow(path: Path, kind: FileKind) -> NDArray[Any]:
    """Pixels by pillow: size checked before decoding, palette, transparency and EXIF rotation resolved."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=[kind.value]) as image:
                check_image_size(path, image.height, image.width)
                if getattr(image, "n_frames", 1) > 1:
                    raise BadInputError(f"{path.name} holds several images.", "Save one image alone.")
                image.load()
                return _pillow_array(ImageOps.exif_transpose(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadInputError(f"{path.name} promises too many pixels.", "Make it smaller first.") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise BadInputError(f"{path.name} is damaged or incomplete ({kind}).", "Copy or export it again.") from error


def _pillow_array(image: Image.Image) -> NDArray[Any]:
    if image.mode in ("1", "L", "F", "I") or image.mode.startswith("I;16"):
        array = np.asarray(image)
        # Pillow widens some 16-bit images to 32 bit; the format's own range is what counts.
        return array.astype(np.uint16) if image.mode == "I" and array.min() >= 0 and array.max() < 65536 else array
    if image.mode == "LA":
        return np.asarray(image.getchannel("L"))
    return np.asarray(image.convert("RGB"))


def _read_tiff(path: Path) -> tuple[NDArray[Any], dict[str, Any]]:
    """Pixels of a TIFF's first page with its polarity and pixel size."""
    try:
        with tifffile.TiffFile(path) as tiff:
            page: Any = tiff.pages[0]
            if len(tiff.pages) > 1 and tiff.series[0].shape != page.shape:
                raise BadInputError(f"{path.name} holds {len(tiff.pages)} images.", "Save one image alone.")
            rows, cols = int(page.imagelength), int(page.imagewidth)
            check_image_size(path, rows, cols)
            if int(page.samplesperpixel) > 4 or int(page.imagedepth) > 1:
                raise BadInputError(f"{path.name} holds {page.samplesperpixel} channels.", "Save it as a grey image.")
            if page.compression not in _PLAIN_COMPRESSIONS:
                return _read_pillow(path, FileKind.TIFF), {}
            array = np.asarray(page.asarray())
            photometric = int(page.photometric)
            if photometric == 3:
                palette = np.asarray(page.colormap)
                array = np.moveaxis(palette[:, array], 0, -1)
            return array, {"white_is_zero": photometric == 0, "pixel_mm": _tiff_pixel_mm(page)}
    except BadInputError:
        raise
    except Exception as error:
        raise BadInputError(f"{path.name} is damaged or incomplete (TIFF).", "Copy or export it again.") from error


def _tiff_pixel_mm(page: Any) -> float | None:
    """Pixel size of a TIFF written with a resolution in centimetres; inches are printers' defaults and ignored."""
    resolution, unit = page.tags.get("XResolution"), page.tags.get("ResolutionUnit")
    if resolution is None or unit is None or int(unit.value) != 3:
        return None
    numerator, denominator = resolution.value
    return 10.0 * denominator / numerator if numerator > 0 and denominator > 0 else None


def _grey(path: Path, array: NDArray[Any]) -> tuple[NDArray[Any], tuple[str, ...]]:
    """One channel of an image whose channels agree, else its luminance; pictures in full colour are refused."""
    if array.shape[2] == 2:
        return array[..., 0], ("The transparency of the image was ignored.",)
    rgb = array[..., :3]
    top = float(np.iinfo(rgb.dtype).max) if rgb.dtype.kind in "iu" else max(1.0, float(np.abs(rgb).max()))
    spread = (rgb.max(axis=2).astype(np.float32) - rgb.min(axis=2)) / top
    if float(spread.max()) <= _SAME_GREY:
        return rgb[..., 1], ("The image is stored in colour; its three equal channels were read as grey.",)
    if float(spread.mean()) > 0.10:
        raise BadInputError(f"{path.name} is a colour picture, not a radiograph.", "Choose a grey image.")
    grey = (rgb.astype(np.float32) @ _LUMINANCE).round()
    note = "The image has coloured parts; its brightness was read as grey."
    return grey.astype(rgb.dtype) if rgb.dtype.kind in "iu" else rgb.astype(np.float32) @ _LUMINANCE, (note,)
