"""One picture per case: the truth and every row, three slices each, in one fixed window, with the banner in the pixels.

Slices are shown as radiologists look at them: the patient's right on the left of axial and coronal slices, the front
on the left of the sagittal one, the head at the top.
"""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from xr2ct_core.evaluation.cases import Case
from xr2ct_core.evaluation.report import geometry_name
from xr2ct_core.evaluation.results import Evaluation, Outcome, Slices, middle_slices
from xr2ct_core.io import write_png
from xr2ct_core.provenance import SYNTHETIC_BANNER

WINDOW_HU: Final = (-1000.0, 400.0)
SLICE_PX: Final = 192
COLUMNS: Final = 3
_GAP: Final = 14
_CAPTION: Final = 26
_BAR: Final = 44
_BACKGROUND: Final = (14, 16, 20)
_TEXT: Final = (222, 226, 232)
_FAINT: Final = (150, 156, 166)
_AMBER: Final = (255, 196, 84)
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
    canvas = Image.new("RGB", (width, height), _BACKGROUND)
    draw = ImageDraw.Draw(canvas)
    grid = evaluation.case_set.grid
    title = (
        f"{case.id}   {geometry_name(evaluation)}, voxels of {grid.spacing_mm:g} mm, "
        f"window {WINDOW_HU[0]:g} to {WINDOW_HU[1]:g} HU"
    )
    draw.text((_GAP, _BAR // 2), title, font=_font(18), fill=_TEXT, anchor="lm")
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
    draw.rectangle((0, height - _BAR + 6, width, height), fill=(40, 34, 20))
    draw.text((width // 2, height - _BAR // 2 + 3), SYNTHETIC_BANNER, font=_font(18), fill=_AMBER, anchor="mm")
    return canvas


def _caption(outcome: Outcome) -> str:
    if outcome.status != "measured":
        return f"{outcome.candidate_id}: {outcome.status}"
    metrics = outcome.metrics
    seconds = f", {metrics['seconds']:.1f} s" if metrics["seconds"] >= 0.05 else ""
    return f"{outcome.candidate_id}   {metrics['psnr_3d_db']:.1f} dB, body MAE {metrics['mae_hu_body']:.0f} HU{seconds}"


def _inputs(canvas: Image.Image, draw: ImageDraw.ImageDraw, left: int, top: int, case: Case) -> None:
    """The two radiographs the methods see, each from its least to its greatest value."""
    draw.text((left, top + _CAPTION // 2), "The two radiographs (inputs)", font=_font(14), fill=_TEXT, anchor="lm")
    for number, (radiograph, marks) in enumerate(zip(case.pair.radiographs, (("R", "L"), ("A", "P")), strict=True)):
        x, image = left + number * (SLICE_PX + 2), radiograph.image
        scaled = (image - image.min()) / max(float(np.ptp(image)), 1e-6)
        grey = Image.fromarray(np.rint(255.0 * scaled).astype(np.uint8))
        size = (min(SLICE_PX, round(SLICE_PX * grey.width / grey.height)), SLICE_PX)
        canvas.paste(grey.resize(size, Image.Resampling.LANCZOS), (x, top + _CAPTION))
        _sides(draw, x, top + _CAPTION, *marks)


def _block(
    canvas: Image.Image,
    draw: ImageDraw.ImageDraw,
    left: int,
    top: int,
    caption: str,
    slices: Slices | None,
    message: str,
) -> None:
    draw.text((left, top + _CAPTION // 2), caption, font=_font(14), fill=_TEXT, anchor="lm")
    top += _CAPTION
    if slices is None:
        draw.rectangle((left, top, left + _BLOCK_WIDTH - 1, top + SLICE_PX - 1), outline=_FAINT)
        draw.multiline_text((left + 12, top + 12), _wrapped(message), font=_font(13), fill=_FAINT)
        return
    axial, coronal, sagittal = slices
    tiles = ((axial, "R", "L"), (coronal[::-1], "R", "L"), (sagittal[::-1], "A", "P"))
    for number, (hu, on_left, on_right) in enumerate(tiles):
        x = left + number * (SLICE_PX + 2)
        canvas.paste(_grey(hu).resize((SLICE_PX, SLICE_PX), Image.Resampling.BICUBIC), (x, top))
        _sides(draw, x, top, on_left, on_right)


def _sides(draw: ImageDraw.ImageDraw, x: int, top: int, on_left: str, on_right: str) -> None:
    draw.text((x + 5, top + SLICE_PX // 2), on_left, font=_font(12), fill=_AMBER, anchor="lm")
    draw.text((x + SLICE_PX - 5, top + SLICE_PX // 2), on_right, font=_font(12), fill=_AMBER, anchor="rm")


def _grey(hu: NDArray[np.int16]) -> Image.Image:
    low, high = WINDOW_HU
    scaled = np.clip((hu.astype(np.float32) - low) / (high - low), 0.0, 1.0)
    return Image.fromarray(np.rint(scaled * 255.0).astype(np.uint8))


def _wrapped(message: str, width: int = 70) -> str:
    lines = [""]
    for word in message.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
