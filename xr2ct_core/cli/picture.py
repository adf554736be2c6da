"""One picture of a reconstruction: inputs and re-projections, three slices, those of the true CT, and the banner.

Radiographs are white where dense, input and re-projection on the same grey scale. Slices are shown as radiologists
look at them: the patient's right on the left of axial and coronal slices, the front on the left of the sagittal one.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from xr2ct_core import io
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.truth import truth_of
from xr2ct_core.protocol.tasks import ReconstructSummary
from xr2ct_core.provenance import Provenance

TILE: Final = 320
_GAP: Final = 12
_CAPTION: Final = 26
_BAR: Final = 44
WINDOW_HU: Final = (-1000.0, 500.0)
_BACKGROUND: Final = (14, 16, 20)
_TEXT: Final = (222, 226, 232)
_FAINT: Final = (150, 156, 166)
_BANNER: Final = (255, 196, 84)

Tile = tuple[str, NDArray[np.uint8], tuple[str, str] | None]


def write_picture(path: Path, arrays: Mapping[str, Any], summary: ReconstructSummary, pair_path: Path) -> None:
    """Write the PNG. `arrays` holds the artifacts of a reconstruction by role; the pair may name a true CT."""
    banner = Provenance.model_validate(summary.provenance).banner
    io.write_png(path, np.asarray(draw_picture(arrays, summary, true_hu(pair_path, summary))), banner=banner)


def true_hu(pair_path: Path, summary: ReconstructSummary) -> NDArray[Any] | None:
    """The true CT of a pair on the grid of its reconstruction, if one is known."""
    truth = truth_of(io.read_pair(pair_path).truth_path, WorkingGrid(summary.grid_size, summary.cube_mm)).volume
    return None if truth is None else truth.hu


def draw_picture(
    arrays: Mapping[str, Any], summary: ReconstructSummary, truth_hu: NDArray[Any] | None = None
) -> Image.Image:
    """The picture: a row of inputs and re-projections, a row of slices, one of the truth where known, the banner."""
    rows = [_view_tiles(arrays, summary.metrics), _slice_tiles(np.asarray(arrays["volume"]), "Synthetic volume")]
    if truth_hu is not None:
        rows.append(_slice_tiles(truth_hu, "True CT"))
    accuracy = summary.metrics.get("psnr_3d_db")
    title = f"{summary.subject or 'Pair'}   {summary.method}, grid {summary.grid_size}, {summary.seconds:.1f} s"
    if accuracy is not None:
        title += f", {accuracy:.1f} dB against the true CT"
    return draw_tiles(rows, title, Provenance.model_validate(summary.provenance).banner)


def draw_tiles(rows: Sequence[Sequence[Tile]], title: str, banner: str) -> Image.Image:
    """Rows of captioned tiles, each row in the middle, below a title and above the banner."""
    width = _GAP + max(len(row) for row in rows) * (TILE + _GAP)
    height = _BAR + len(rows) * (TILE + _CAPTION + _GAP) + _BAR
    canvas = Image.new("RGB", (width, height), _BACKGROUND)
    draw = ImageDraw.Draw(canvas)
    draw.text((_GAP, _BAR // 2), title, font=_font(18), fill=_TEXT, anchor="lm")
    for row, tiles in enumerate(rows):
        top = _BAR + row * (TILE + _CAPTION + _GAP)
        left = (width - len(tiles) * (TILE + _GAP) + _GAP) // 2
        for tile in tiles:
            _paste(canvas, draw, tile, left, top)
            left += TILE + _GAP
    draw.rectangle((0, height - _BAR + 6, width, height), fill=(40, 34, 20))
    draw.text((width // 2, height - _BAR // 2 + 3), banner, font=_font(18), fill=_BANNER, anchor="mm")
    return canvas


def _view_tiles(arrays: Mapping[str, Any], metrics: Mapping[str, float]) -> list[Tile]:
    tiles: list[Tile] = []
    for view, letters in (("frontal", ("R", "L")), ("lateral", ("A", "P"))):
        image = np.asarray(arrays[f"input_{view}"])
        limits = (float(image.min()), float(np.percentile(image, 99.8)))
        psnr = metrics.get(f"psnr_{view}_db")
        agreement = f", {psnr:.1f} dB" if psnr is not None else ""
        tiles.append((f"{view.capitalize()} X-ray", _grey(image, limits), letters))
        tiles.append((f"Re-projection{agreement}", _grey(np.asarray(arrays[f"reprojection_{view}"]), limits), letters))
    return tiles


def axial_tile(hu: NDArray[Any], caption: str) -> Tile:
    """The axial slice through the middle of a cube."""
    return caption, _grey(hu[hu.shape[0] // 2], WINDOW_HU), ("R", "L")


def _slice_tiles(hu: NDArray[Any], name: str) -> list[Tile]:
    middle = hu.shape[0] // 2
    return [
        axial_tile(hu, f"{name}, axial"),
        (f"{name}, coronal", _grey(hu[::-1, middle], WINDOW_HU), ("R", "L")),
        (f"{name}, sagittal", _grey(hu[::-1, :, middle], WINDOW_HU), ("A", "P")),
    ]


def _grey(values: NDArray[Any], limits: tuple[float, float]) -> NDArray[np.uint8]:
    low, high = limits
    scaled = (values.astype(np.float32) - low) / max(high - low, 1e-6)
    grey: NDArray[np.uint8] = np.rint(np.clip(scaled, 0.0, 1.0) * 255.0).astype(np.uint8)
    return grey


def _paste(canvas: Image.Image, draw: ImageDraw.ImageDraw, tile: Tile, left: int, top: int) -> None:
    caption, grey, letters = tile
    scale = TILE / max(grey.shape)
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    image = Image.fromarray(grey).resize(size, Image.Resampling.BICUBIC)
    draw.rectangle((left, top, left + TILE - 1, top + TILE - 1), fill=(0, 0, 0))
    canvas.paste(image, (left + (TILE - size[0]) // 2, top + (TILE - size[1]) // 2))
    if letters is not None:
        draw.text((left + 8, top + TILE // 2), letters[0], font=_font(15), fill=_BANNER, anchor="lm")
        draw.text((left + TILE - 8, top + TILE // 2), letters[1], font=_font(15), fill=_BANNER, anchor="rm")
    draw.text((left, top + TILE + _CAPTION // 2), caption, font=_font(14), fill=_FAINT, anchor="lm")


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
