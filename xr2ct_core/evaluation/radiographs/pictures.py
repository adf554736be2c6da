"""One picture a case without a truth: the X-rays as they were shown and as line integrals, then for each row its two
re-projections and three slices. The banner is in the pixels.

All line integrals of a view share one window, that of the line integrals methods were given.
"""

from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageDraw

from xr2ct_core.evaluation.drawing import (
    BACKGROUND,
    FAINT,
    TEXT,
    VIEW_SIDES,
    WINDOW_HU,
    Sides,
    as_shown,
    font,
    grey,
    write_banner,
    write_sides,
)
from xr2ct_core.evaluation.radiographs.cases import RadiographCase
from xr2ct_core.evaluation.radiographs.measure import RadiographEvaluation, Result
from xr2ct_core.io import write_png
from xr2ct_core.provenance import SYNTHETIC_BANNER

TILE: Final = 200
_CAPTION: Final = 24
_GAP: Final = 8
_TILES: Final = 5
_BANNER: Final = 32


def write_picture(path: Path, found: RadiographEvaluation, case: RadiographCase) -> None:
    """Write the PNG of one case."""
    write_png(path, np.asarray(draw(found, case)), banner=SYNTHETIC_BANNER)


def draw(found: RadiographEvaluation, case: RadiographCase) -> Image.Image:
    """The picture as RGB."""
    results = [result for result in found.results if result.case_id == case.id]
    titles = {row.candidate.id: row.candidate.title for row in found.rows}
    row_height = _CAPTION + TILE + _GAP
    canvas = Image.new("RGB", (_GAP + _TILES * (TILE + _GAP), _GAP + (len(results) + 1) * row_height + 36), BACKGROUND)
    pen = ImageDraw.Draw(canvas)
    tops = [float(max(each.image.max(), 1e-6)) for each in case.lines.radiographs]
    caption = f"{case.id}: the X-rays as shown, and as line integrals ({case.how}). No true CT is known."
    _row(pen, 0, caption)
    for column, each in enumerate((*case.shown.radiographs, *case.lines.radiographs)):
        top = tops[column % 2] if column > 1 else float(max(each.image.max(), 1e-6))
        _tile(canvas, pen, 0, column, grey(each.image, 0.0, top), VIEW_SIDES[column % 2])
    for number, result in enumerate(results, start=1):
        _result(canvas, pen, number, result, titles[result.row_id], tops)
    write_banner(canvas, pen, _BANNER, 15)
    return canvas


def _result(
    canvas: Image.Image, pen: ImageDraw.ImageDraw, number: int, result: Result, title: str, tops: list[float]
) -> None:
    if result.slices is None or result.views is None:
        _row(pen, number, title, result.message)
        return
    metrics = result.metrics
    told = f"NCC {metrics['ncc_frontal']:.3f} and {metrics['ncc_lateral']:.3f}"
    told += f", lungs {metrics['lung_l']:.1f} l (estimate)" if "lung_l" in metrics else ", no closed lungs"
    if "sigma_hu" in metrics:
        told += f", own standard deviation {metrics['sigma_hu']:.0f} HU"
    _row(pen, number, f"{title}: {told}")
    for column, (image, top) in enumerate(zip(result.views, tops, strict=True)):
        _tile(canvas, pen, number, column, grey(image, 0.0, top), VIEW_SIDES[column])
    for column, (hu, sides) in enumerate(as_shown(result.slices), start=2):
        _tile(canvas, pen, number, column, grey(hu, *WINDOW_HU), sides)


def _row(pen: ImageDraw.ImageDraw, number: int, caption: str, message: str = "") -> None:
    top = _GAP + number * (_CAPTION + TILE + _GAP)
    pen.text((_GAP, top + _CAPTION // 2), caption, font=font(13), fill=TEXT, anchor="lm")
    pen.text((_GAP, top + _CAPTION), message[:140], font=font(12), fill=FAINT)


def _tile(
    canvas: Image.Image, pen: ImageDraw.ImageDraw, number: int, column: int, image: Image.Image, sides: Sides
) -> None:
    left, top = _GAP + column * (TILE + _GAP), _GAP + number * (_CAPTION + TILE + _GAP) + _CAPTION
    scale = TILE / max(image.width, image.height)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    place = (left + (TILE - size[0]) // 2, top + (TILE - size[1]) // 2)
    canvas.paste(image.resize(size, Image.Resampling.BICUBIC), place)
    write_sides(pen, left, top, TILE, sides)
