"""Pixels decoded by pillow: the size is checked before decoding; palette, transparency and rotation are resolved."""

import warnings
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.file_kind import FileKind
from xr2ct_core.io.files import check_image_size


def read_pillow(path: Path, kind: FileKind) -> NDArray[Any]:
    """Pixels (row, col), or (row, col, 3) in colour, turned as the file says. Raises `BadInputError`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=[kind.value]) as image:
                check_image_size(path, image.height, image.width)
                if getattr(image, "n_frames", 1) > 1:
                    raise BadInputError(f"{path.name} holds several images.", "Save one image alone.")
                image.load()
                return _array(ImageOps.exif_transpose(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadInputError(f"{path.name} promises too many pixels.", "Make it smaller first.") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise BadInputError(f"{path.name} is damaged or incomplete ({kind}).", "Copy or export it again.") from error


def _array(image: Image.Image) -> NDArray[Any]:
    if image.mode in ("1", "L", "F", "I") or image.mode.startswith("I;16"):
        array = np.asarray(image)
        # Pillow widens some 16-bit images to 32 bit; the format's own range is what counts.
        return array.astype(np.uint16) if image.mode == "I" and array.min() >= 0 and array.max() < 65536 else array
    if image.mode == "LA":
        return np.asarray(image.getchannel("L"))
    return np.asarray(image.convert("RGB"))
