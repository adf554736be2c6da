"""Grey out of an image that is stored in colour, as scans and screen captures of radiographs often are.

Where the channels agree one of them is taken; where a small part of the image is coloured, as marks drawn on it are,
its luminance. What is colour all over is no radiograph.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError

_SAME_GREY: Final = 2.0 / 255.0
_MOST_COLOUR: Final = 0.10
"""Mean distance of the channels of a radiograph with coloured marks, as a share of the range."""
_LUMINANCE: Final = np.array([0.299, 0.587, 0.114], dtype=np.float32)
"""ITU-R BT.601."""


def grey_of_colour(name: str, rgb: NDArray[Any]) -> tuple[NDArray[Any], tuple[str, ...]]:
    """Grey (rows, cols) of the same kind of numbers, of an image (rows, cols, 3), and what was assumed.

    `name` is that of the file. Raises `BadInputError` for pictures in full colour.
    """
    top = float(np.iinfo(rgb.dtype).max) if rgb.dtype.kind in "iu" else max(1.0, float(np.abs(rgb).max()))
    spread = (rgb.max(axis=2).astype(np.float32) - rgb.min(axis=2)) / top
    if float(spread.max()) <= _SAME_GREY:
        return rgb[..., 1], ("The image is stored in colour; its three equal channels were read as grey.",)
    if float(spread.mean()) > _MOST_COLOUR:
        raise BadInputError(f"{name} is a colour picture, not a radiograph.", "Choose a grey image.")
    grey = (rgb.astype(np.float32) @ _LUMINANCE).round()
    note = "The image has coloured parts; its brightness was read as grey."
    return grey.astype(rgb.dtype) if rgb.dtype.kind in "iu" else rgb.astype(np.float32) @ _LUMINANCE, (note,)
