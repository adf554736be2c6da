"""One slice as a picture: windowed, to scale, with its letters, its place and the banner. Numpy and pillow.

Display convention of radiology: axial slices are seen from the feet, patient's right on the image's left, front up;
coronal and sagittal ones with the head up, the latter with the front on the left.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from xr2ct_core.media.banner import coloured_strip
from xr2ct_core.media.plans import FrameSize, Orientation
from xr2ct_core.volume import HuArray, Volume

LETTERS: Final[dict[Orientation, tuple[str, str]]] = {
    "axial": ("R", "L"),
    "coronal": ("R", "L"),
    "sagittal": ("A", "P"),
}
_ROW_NORMAL_COL: Final[dict[Orientation, tuple[int, int, int]]] = {
    "axial": (1, 0, 2),
    "coronal": (0, 1, 2),
    "sagittal": (0, 2, 1),
}
_LETTER_RGB: Final = (247, 201, 120)
_TEXT_RGB: Final = (222, 226, 232)


def slice_count(volume: Volume, orientation: Orientation) -> int:
    return volume.shape_zyx[_ROW_NORMAL_COL[orientation][1]]


def slice_hu(volume: Volume, orientation: Orientation, index: int) -> tuple[HuArray, tuple[float, float]]:
    """Slice `index` as it is looked at (row, col), and the height and width of its pixels in mm."""
    row_axis, normal_axis, col_axis = _ROW_NORMAL_COL[orientation]
    image: HuArray = np.moveaxis(volume.hu, normal_axis, 0)[index]
    spacing_mm = volume.spacing_zyx_mm
    return (image if orientation == "axial" else image[::-1]), (spacing_mm[row_axis], spacing_mm[col_axis])


def grey(values: NDArray[np.generic], window: tuple[float, float]) -> NDArray[np.uint8]:
    """Values spread over 0...255; `window` is (centre, width)."""
    centre, width = window
    scaled = (values.astype(np.float32) - (centre - width / 2)) * (255.0 / max(width, 1e-6))
    pixels: NDArray[np.uint8] = np.rint(np.clip(scaled, 0.0, 255.0)).astype(np.uint8)
    return pixels


def draw_slice(
    volume: Volume,
    orientation: Orientation,
    index: int,
    size: FrameSize,
    window_hu: tuple[float, float],
    banner: str,
) -> NDArray[np.uint8]:
    """The picture (rows, cols, 3) of exactly `size` pixels, its banner strip included.

    `index` counts from the feet, the front or the right; `window_hu` is centre and width.
    """
    strip = coloured_strip(size.width_px, banner)[: size.height_px // 2]
    room = (size.width_px, size.height_px - strip.shape[0])
    hu, pixel_mm = slice_hu(volume, orientation, index)
    canvas = Image.new("RGB", room)
    image, place = _fitted(grey(hu, window_hu), pixel_mm, room)
    canvas.paste(image, place)
    draw = ImageDraw.Draw(canvas)
    letter_px, text_px = max(11, round(min(room) / 24)), max(9, round(min(room) / 36))
    margin = max(4, letter_px // 2)
    left, right = LETTERS[orientation]
    _text(draw, (margin, room[1] // 2), left, letter_px, "lm", _LETTER_RGB)
    _text(draw, (room[0] - margin, room[1] // 2), right, letter_px, "rm", _LETTER_RGB)
    place_text = f"{orientation.capitalize()} {index + 1}/{slice_count(volume, orientation)}"
    centre, width = window_hu
    _text(draw, (margin, margin), f"{place_text}   {_place_mm(volume, orientation, index)}", text_px, "la", _TEXT_RGB)
    _text(draw, (margin, room[1] - margin), f"W {width:g} L {centre:g}", text_px, "ld", _TEXT_RGB)
    return np.concatenate([np.asarray(canvas, dtype=np.uint8), strip])


def _place_mm(volume: Volume, orientation: Orientation, index: int) -> str:
    """Where the slice lies, on the world axis it is stacked along."""
    axis = _ROW_NORMAL_COL[orientation][1]
    voxel = [0.0, 0.0, 0.0]
    voxel[axis] = index
    position_mm = float(volume.affine.voxel_to_world(voxel)[2 - axis])
    return f"{'zyx'[axis]} = {position_mm:+.0f} mm"


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
