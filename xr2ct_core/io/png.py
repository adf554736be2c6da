"""Writing of PNG pictures: 8-bit for looking at, with their banner as text inside, and 16-bit for numbers."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import writing
from xr2ct_core.provenance import RESEARCH_BANNER


def write_png(
    path: str | Path,
    array_u8: NDArray[np.uint8],
    *,
    banner: str = RESEARCH_BANNER,
    text: Mapping[str, str] | None = None,
) -> Path:
    """Write a picture (rows, cols) or (rows, cols, 3 or 4) of uint8, atomically, and return its path.

    `banner` becomes the text field `Disclaimer`; `text` adds more fields (keywords of at most 79 Latin-1 letters).
    The banner in the pixels is the business of whoever draws the picture.
    """
    path = Path(path).expanduser()
    is_grey = array_u8.ndim == 2
    is_colour = array_u8.ndim == 3 and array_u8.shape[2] in (3, 4)
    if array_u8.dtype != np.uint8 or not (is_grey or is_colour) or array_u8.size == 0:
        raise BadInputError(f"A picture of shape {array_u8.shape} and type {array_u8.dtype} cannot be written as PNG.")
    info = PngInfo()
    for key, value in {"Software": "xr2ct", "Disclaimer": banner, **(text or {})}.items():
        info.add_itxt(key, value)
    _save(Image.fromarray(np.ascontiguousarray(array_u8)), path, info)
    return path


def write_png16(path: str | Path, image: NDArray[np.float32]) -> Path:
    """Write values in [0, 1] (rows, cols) as a 16-bit grey PNG; 1 becomes 65535."""
    path = Path(path).expanduser()
    _save(Image.fromarray(np.rint(image * 65535.0).astype(np.uint16)), path, PngInfo())
    return path


def _save(image: Image.Image, path: Path, info: PngInfo) -> None:
    """With the usual compression: the best one takes five times as long and spares six percent."""
    with writing(path, ".png") as temporary:
        image.save(temporary, format="PNG", pnginfo=info)
