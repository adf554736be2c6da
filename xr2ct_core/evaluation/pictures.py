"""One picture per case: the truth and every row, three slices each, in one window, with the banner in the pixels."""

from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageDraw

from xr2ct_core.evaluation.cases import Case
from xr2ct_core.evaluation.drawing import (
    BACKGROUND,
    FAINT,
    TEXT,
    VIEW_SIDES,
    WINDOW_HU,
    as_shown,
    font,
    grey,
    write_banner,
    write_sides,
)
from xr2ct_core.evaluation.report import geometry_name
from xr2ct_core.evaluation.results import Evaluation, Outcome, Slices, middle_slices
from xr2ct_core.io import write_png
from xr2ct_core.provenance import SYNTHETIC_BANNER

SLICE_PX: Final = 192
COLUMNS: Final = 3
_GAP: Final = 14
_CAPTION: Final = 26
_BAR: Final = 44
_BLOCK_WIDTH: Final = 3 * SLICE_PX + 4
_BLOCK_HEIGHT: Final = SLICE_PX + _CAPTION


def write_case_picture(path: Path, evaluation: Evaluation, case: Case) -> None:
    """Write the PNG of one case."""
    write_png(path, np.asarray(draw_case(evaluation, case)), banner=SYNTHETIC_BANNER)


def draw_case(evaluation: Evaluation, case: Case) -> Image.Image:
    """The picture of one case as RGB."""
    outcomes = [outcome for outcome in evaluation.outcomes if outcome.case_id == case.id]
    rows = -(-(len(outcomes) + 2) // COLUMNS)
    width = _GAP + COLUMNS * (_BLOCK_WIDTH + _GAP)
    height = _BAR + rows * (_BLOCK_HEIGHT + _GAP) + _BAR
    canvas = Image.new("RGB", (width, height), BACKGROUND)
    draw = ImageDraw.Draw(canvas)
    grid = evaluation.case_set.grid
    title = (
        f"{case.id}   {geometry_name(evaluation)}, voxels of {grid.spacing_mm:g} mm, "
        f"window {WINDOW_HU[0]:g} to {WINDOW_HU[1]:g} HU"
    )
    draw.text((_GAP, _BAR // 2), title, font=font(18), fill=TEXT, anchor="lm")
    for index in range(len(outcomes) + 2):
        left = _GAP + index % COLUMNS * (_BLOCK_WIDTH + _GAP)
        top = _BAR + index // COLUMNS * (_BLOCK_HEIGHT + _GAP)
        if index == 0:
            _block(canvas, draw, left, top, "True CT", middle_slices(case.truth.hu), "")
        elif index == 1:
            _inputs(canvas, draw, left, top, case)
        else:
            outcome = outcomes[index - 2]
            _block(canvas, draw, left, top, _caption(outcome), outcome.slices, outcome.message)
    write_banner(canvas, draw, _BAR - 6, 18)
    return canvas


def _caption(outcome: Outcome) -> str:
    if outcome.status != "measured":
        return f"{outcome.candidate_id}: {outcome.status}"
    metrics = outcome.metrics
    seconds = f", {metrics['seconds']:.1f} s" if metrics["seconds"] >= 0.05 else ""
    return f"{outcome.candidate_id}   {metrics['psnr_3d_db']:.1f} dB, body MAE {metrics['mae_hu_body']:.0f} HU{seconds}"


def _inputs(canvas: Image.Image, draw: ImageDraw.ImageDraw, left: int, top: int, case: Case) -> None:
    """The two radiographs the methods see, each from its least to its greatest value."""
    draw.text((left, top + _CAPTION // 2), "The two radiographs (inputs)", font=font(14), fill=TEXT, anchor="lm")
    for number, (radiograph, sides) in enumerate(zip(case.pair.radiographs, VIEW_SIDES, strict=True)):
        x, image = left + number * (SLICE_PX + 2), radiograph.image
        low = float(image.min())
        shown = grey(image, low, max(float(image.max()), low + 1e-6))
        size = (min(SLICE_PX, round(SLICE_PX * shown.width / shown.height)), SLICE_PX)
        canvas.paste(shown.resize(size, Image.Resampling.LANCZOS), (x, top + _CAPTION))
        write_sides(draw, x, top + _CAPTION, SLICE_PX, sides)


def _block(
    canvas: Image.Image,
    draw: ImageDraw.ImageDraw,
    left: int,
    top: int,
    caption: str,
    slices: Slices | None,
    message: str,
) -> None:
    draw.text((left, top + _CAPTION // 2), caption, font=font(14), fill=TEXT, anchor="lm")
    top += _CAPTION
    if slices is None:
        draw.rectangle((left, top, left + _BLOCK_WIDTH - 1, top + SLICE_PX - 1), outline=FAINT)
        draw.multiline_text((left + 12, top + 12), _wrapped(message), font=font(13), fill=FAINT)
        return
    for number, (hu, sides) in enumerate(as_shown(slices)):
        x = left + number * (SLICE_PX + 2)
        canvas.paste(grey(hu, *WINDOW_HU).resize((SLICE_PX, SLICE_PX), Image.Resampling.BICUBIC), (x, top))
        write_sides(draw, x, top, SLICE_PX, sides)


def _wrapped(message: str, width: int = 70) -> str:
    lines = [""]
    for word in message.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)
