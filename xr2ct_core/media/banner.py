"""The banner as a strip of pixels below a picture. Nothing of the picture is covered.

Invariant: a strip always carries text; where none is given it is the research banner. Words wrap, so that the strip is
also complete below a slice of 64 pixels. Units: pixels.
"""

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from xr2ct_core.provenance import RESEARCH_BANNER

PAPER_RGB: Final = (58, 41, 8)
INK_RGB: Final = (255, 205, 120)
_SMALLEST_FONT: Final = 8
_LARGEST_FONT: Final = 44
_THIN_BELOW: Final = 12
"""Letters smaller than this are drawn stronger, because their strokes are thinner than a pixel."""


def coloured_strip(width_px: int, text: str) -> NDArray[np.uint8]:
    """The amber strip alone, (rows, width_px, 3)."""
    ink = strip_ink(width_px, text)[:, :, None].astype(np.float32) / 255.0
    paper, letters = np.array(PAPER_RGB, np.float32), np.array(INK_RGB, np.float32)
    return np.rint(paper + (letters - paper) * ink).astype(np.uint8)


@lru_cache(maxsize=16)
def strip_ink(width_px: int, text: str) -> NDArray[np.uint8]:
    """How much ink each pixel of the strip carries, (rows, width_px), 0 to 255."""
    text = text.strip() or RESEARCH_BANNER
    size = int(np.clip(width_px // 44, _SMALLEST_FONT, _LARGEST_FONT))
    font = ImageFont.load_default(size)
    padding = max(2, size // 2)
    lines = _wrapped(text, font, max(1, width_px - 2 * padding))
    step = round(size * 1.3)
    strip = Image.new("L", (width_px, step * len(lines) + padding))
    draw = ImageDraw.Draw(strip)
    for number, line in enumerate(lines):
        draw.text((width_px / 2, padding / 2 + step * (number + 0.5)), line, font=font, fill=255, anchor="mm")
    ink = np.array(strip)
    if size < _THIN_BELOW:
        ink = np.minimum(ink.astype(np.uint16) * 2, 255).astype(np.uint8)
    ink.setflags(write=False)
    return ink


def _wrapped(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width_px: int) -> list[str]:
    """Lines that fit; a single word may stand out where even it does not."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getbbox(longer)[2] <= width_px:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
