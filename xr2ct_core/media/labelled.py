"""An image on black, to scale, with letters at its sides, words in its corners and the banner below.."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from xr2ct_core.media.banner import coloured_strip
from xr2ct_core.media.plans import FrameSize

_LETTER_RGB: Final = (247, 201, 120)
_TEXT_RGB: Final = (222, 226, 232)


@dataclass(frozen=True)
class Words:
    """Letters at the left and right edge, a line in the upper and one in the lower left corner."""

    letters: tuple[str, str] = ("", "")
    top: str = ""
    bottom: str = ""


def labelled_picture(
    pixels: NDArray[np.uint8], pixel_mm: tuple[float, float], size: FrameSize, words: Words, banner: str
) -> NDArray[np.uint8]:
    """The picture (rows, cols, 3) of exactly `size` pixels, its banner strip included.

    `pixels`: grey (rows, cols) or RGB (rows, cols, 3); `pixel_mm`: height and width of a pixel.
    """
    strip = coloured_strip(size.width_px, banner)[: size.height_px // 2]
    room = (size.width_px, size.height_px - strip.shape[0])
    canvas = Image.new("RGB", room)
    image, place = _fitted(pixels, pixel_mm, room)
    canvas.paste(image, place)
    draw = ImageDraw.Draw(canvas)
    letter_px, text_px = max(11, round(min(room) / 24)), max(9, round(min(room) / 36))
    margin = max(4, letter_px // 2)
    left, right = words.letters
    _text(draw, (margin, room[1] // 2), left, letter_px, "lm", _LETTER_RGB)
    _text(draw, (room[0] - margin, room[1] // 2), right, letter_px, "rm", _LETTER_RGB)
    _text(draw, (margin, margin), words.top, text_px, "la", _TEXT_RGB)
    _text(draw, (margin, room[1] - margin), words.bottom, text_px, "ld", _TEXT_RGB)
    return np.concatenate([np.asarray(canvas, dtype=np.uint8), strip])


def _fitted(
    pixels: NDArray[np.uint8], pixel_mm: tuple[float, float], room: tuple[int, int]
) -> tuple[Image.Image, tuple[int, int]]:
    """The image as large as it fits, to scale, and where its corner goes."""
    height_mm, width_mm = pixels.shape[0] * pixel_mm[0], pixels.shape[1] * pixel_mm[1]
    scale = min(room[0] / width_mm, room[1] / height_mm)
    width, height = max(1, round(width_mm * scale)), max(1, round(height_mm * scale))
    image = Image.fromarray(np.ascontiguousarray(pixels)).resize((width, height), Image.Resampling.BICUBIC)
    return image, ((room[0] - width) // 2, (room[1] - height) // 2)


def _text(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, anchor: str, colour: tuple[int, int, int]
) -> None:
    font = ImageFont.load_default(size)
    draw.text(at, text, font=font, fill=colour, anchor=anchor, stroke_width=max(1, size // 9), stroke_fill=(0, 0, 0))
