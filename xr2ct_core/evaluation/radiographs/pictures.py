"""One picture a case without a truth: the X-rays as they were shown and as line integrals, then for each row its two
re-projections and three slices. The banner is in the pixels.

All line integrals of a view share one window, that of the line integrals methods were given.
"""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from xr2ct_core.evaluation.radiographs.cases import RadiographCase
from xr2ct_core.evaluation.radiographs.measure import RadiographEvaluation, Result
from xr2ct_core.io import write_png
from xr2ct_core.provenance import SYNTHETIC_BANNER

WINDOW_HU: Final = (-1000.0, 400.0)
TILE: Final = 200
_CAPTION: Final = 24
_GAP: Final = 8
_TILES: Final = 5
_BACKGROUND: Final = (14, 16, 20)
_TEXT: Final = (222, 226, 232)
_FAINT: Final = (150, 156, 166)
_AMBER: Final = (255, 196, 84)

Grey = NDArray[np.uint8]


def write_picture(path: Path, found: RadiographEvaluation, case: RadiographCase) -> None:
    """Write the PNG of one case."""
    write_png(path, np.asarray(draw(found, case)), banner=SYNTHETIC_BANNER)


def draw(found: RadiographEvaluation, case: RadiographCase) -> Image.Image:
    """The picture as RGB."""
    results = [result for result in found.results if result.case_id == case.id]
    titles = {row.candidate.id: row.candidate.title for row in found.rows}
    row_height = _CAPTION + TILE + _GAP
    canvas = Image.new("RGB", (_GAP + _TILES * (TILE + _GAP), _GAP + (len(results) + 1) * row_height + 36), _BACKGROUND)
    pen = ImageDraw.Draw(canvas)
    tops = [float(max(each.image.max(), 1e-6)) for each in case.lines.radiographs]
    caption = f"{case.id}: the X-rays as shown, and as line integrals ({case.how}). No true CT is known."
    _row(canvas, pen, 0, caption, [])
    for column, each in enumerate((*case.shown.radiographs, *case.lines.radiographs)):
        top = tops[column % 2] if column > 1 else float(max(each.image.max(), 1e-6))
        _tile(canvas, pen, 0, column, _scaled(each.image, 0.0, top), ("R", "L") if column % 2 == 0 else ("A", "P"))
    for number, result in enumerate(results, start=1):
        _result(canvas, pen, number, result, titles[result.row_id], tops)
    middle, bottom = canvas.width // 2, canvas.height
    pen.rectangle((0, bottom - 32, canvas.width, bottom), fill=(40, 34, 20))
    pen.text((middle, bottom - 16), SYNTHETIC_BANNER, font=_font(15), fill=_AMBER, anchor="mm")
    return canvas


def _result(
    canvas: Image.Image, pen: ImageDraw.ImageDraw, number: int, result: Result, title: str, tops: list[float]
) -> None:
    if result.slices is None or result.views is None:
        _row(canvas, pen, number, title, [result.message])
        return
    metrics = result.metrics
    told = f"NCC {metrics['ncc_frontal']:.3f} and {metrics['ncc_lateral']:.3f}"
    told += f", lungs {metrics['lung_l']:.1f} l (estimate)" if "lung_l" in metrics else ", no closed lungs"
    if "sigma_hu" in metrics:
        told += f", own standard deviation {metrics['sigma_hu']:.0f} HU"
    _row(canvas, pen, number, f"{title}: {told}", [])
    axial, coronal, sagittal = result.slices
    for column, (image, top) in enumerate(zip(result.views, tops, strict=True)):
        _tile(canvas, pen, number, column, _scaled(image, 0.0, top), ("R", "L") if column == 0 else ("A", "P"))
    for column, (hu, sides) in enumerate(
        ((axial, ("R", "L")), (coronal[::-1], ("R", "L")), (sagittal[::-1], ("A", "P"))), start=2
    ):
        _tile(canvas, pen, number, column, _scaled(hu.astype(np.float32), *WINDOW_HU), sides)


def _row(canvas: Image.Image, pen: ImageDraw.ImageDraw, number: int, caption: str, message: list[str]) -> None:
    top = _GAP + number * (_CAPTION + TILE + _GAP)
    pen.text((_GAP, top + _CAPTION // 2), caption, font=_font(13), fill=_TEXT, anchor="lm")
    for line, text in enumerate(message):
        pen.text((_GAP, top + _CAPTION + 20 * line), text[:140], font=_font(12), fill=_FAINT)


def _tile(
    canvas: Image.Image, pen: ImageDraw.ImageDraw, number: int, column: int, grey: Grey, sides: tuple[str, str]
) -> None:
    left, top = _GAP + column * (TILE + _GAP), _GAP + number * (_CAPTION + TILE + _GAP) + _CAPTION
    image = Image.fromarray(grey)
    scale = TILE / max(image.width, image.height)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    place = (left + (TILE - size[0]) // 2, top + (TILE - size[1]) // 2)
    canvas.paste(image.resize(size, Image.Resampling.BICUBIC), place)
    pen.text((left + 4, top + TILE // 2), sides[0], font=_font(12), fill=_AMBER, anchor="lm")
    pen.text((left + TILE - 4, top + TILE // 2), sides[1], font=_font(12), fill=_AMBER, anchor="rm")


def _scaled(image: NDArray[np.floating], low: float, high: float) -> Grey:
    scaled = np.clip((np.asarray(image, dtype=np.float32) - low) / (high - low), 0.0, 1.0)
    grey: Grey = np.rint(255.0 * scaled).astype(np.uint8)
    return grey


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
