"""What the pictures of evaluations have in common: colours, type, grey values, how slices lie, and the banner.

Slices are shown as radiologists look at them: the patient's right on the left of axial and coronal slices, the front
on the left of the sagittal one, the head at the top.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from xr2ct_core.evaluation.results import Slices
from xr2ct_core.provenance import SYNTHETIC_BANNER

WINDOW_HU: Final = (-1000.0, 400.0)
BACKGROUND: Final = (14, 16, 20)
TEXT: Final = (222, 226, 232)
FAINT: Final = (150, 156, 166)
_AMBER: Final = (255, 196, 84)
_BANNER_GROUND: Final = (40, 34, 20)

Sides = tuple[str, str]
VIEW_SIDES: Final[tuple[Sides, Sides]] = (("R", "L"), ("A", "P"))
"""What lies on the left and right of a frontal and of a lateral view."""


def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def grey(image: NDArray[np.generic], low: float, high: float) -> Image.Image:
    """An image whose values from `low` to `high` go from black to white."""
    scaled = np.clip((image.astype(np.float32) - low) / (high - low), 0.0, 1.0)
    return Image.fromarray(np.rint(255.0 * scaled).astype(np.uint8))


def as_shown(slices: Slices) -> tuple[tuple[NDArray[np.int16], Sides], ...]:
    """The axial, coronal and sagittal slice with what lies on their left and right."""
    axial, coronal, sagittal = slices
    from_front, from_side = VIEW_SIDES
    return (axial, from_front), (coronal[::-1], from_front), (sagittal[::-1], from_side)


def write_sides(pen: ImageDraw.ImageDraw, left: int, top: int, size: int, sides: Sides) -> None:
    """The letters at the edges of a square of `size` pixels."""
    middle = top + size // 2
    pen.text((left + 5, middle), sides[0], font=font(12), fill=_AMBER, anchor="lm")
    pen.text((left + size - 5, middle), sides[1], font=font(12), fill=_AMBER, anchor="rm")


def write_banner(canvas: Image.Image, pen: ImageDraw.ImageDraw, height: int, size: int) -> None:
    """The banner along the bottom, `height` pixels high, in letters of `size`."""
    top = canvas.height - height
    pen.rectangle((0, top, canvas.width, canvas.height), fill=_BANNER_GROUND)
    place = (canvas.width // 2, canvas.height - height // 2)
    pen.text(place, SYNTHETIC_BANNER, font=font(size), fill=_AMBER, anchor="mm")
