"""One slice as a picture: windowed, to scale, with its letters, its place and the banner.

Display convention of radiology: axial slices are seen from the feet, patient's right on the image's left, front up;
coronal and sagittal ones with the head up, the latter with the front on the left.
"""

from math import isfinite
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import BadConfigError
from xr2ct_core.media.labelled import Words, labelled_picture
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
    hu, pixel_mm = slice_hu(volume, orientation, index)
    centre, width = window_hu
    where = f"{orientation.capitalize()} {index + 1}/{slice_count(volume, orientation)}"
    words = Words(
        LETTERS[orientation], f"{where}   {_place_mm(volume, orientation, index)}", f"W {width:g} L {centre:g}"
    )
    return labelled_picture(grey(hu, window_hu), pixel_mm, size, words, banner)


def slice_at_mm(volume: Volume, orientation: Orientation, at_mm: float) -> int:
    """The slice nearest to a place on the world axis it is stacked along; `BadConfigError` where there is none."""
    axis, count = _ROW_NORMAL_COL[orientation][1], slice_count(volume, orientation)
    spacing_mm, first_mm = volume.spacing_zyx_mm[axis], float(volume.affine.origin_lps_mm[2 - axis])
    index = round((at_mm - first_mm) / spacing_mm) if isfinite(at_mm) else -1
    if not 0 <= index < count:
        last_mm = first_mm + (count - 1) * spacing_mm
        raise BadConfigError(
            f"There is no {orientation} slice at {'zyx'[axis]} = {at_mm:g} mm.",
            f"The volume reaches from {first_mm:g} to {last_mm:g} mm.",
        )
    return index


def _place_mm(volume: Volume, orientation: Orientation, index: int) -> str:
    """Where the slice lies, on the world axis it is stacked along."""
    axis = _ROW_NORMAL_COL[orientation][1]
    voxel = [0.0, 0.0, 0.0]
    voxel[axis] = index
    position_mm = float(volume.affine.voxel_to_world(voxel)[2 - axis])
    return f"{'zyx'[axis]} = {position_mm:+.0f} mm"
