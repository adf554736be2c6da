"""Draws the pictures of a case's report on a thread: X-rays, re-projections, differences, three slices.

Inputs and re-projections are line integrals (row, col) and share one grey scale; differences share one colour scale.
"""

import io
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.evaluation.metrics import projection_metrics
from xr2ct_core.media.plans import FrameSize, Orientation
from xr2ct_core.provenance import RESEARCH_BANNER
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.case_report import Figure
from xr2ct_viewer.models.imaging import auto_window, difference_colours, symmetric_limit, window_to_grey
from xr2ct_viewer.models.marked import filled, marked
from xr2ct_viewer.models.planes import SlicePlane, radiograph_letters
from xr2ct_viewer.models.points import Point
from xr2ct_viewer.models.study_result import StudyResult

SIDE_PX: Final = 560
ORIENTATIONS: Final[tuple[Orientation, ...]] = ("axial", "coronal", "sagittal")


def view_figures(result: StudyResult, banner: str) -> tuple[tuple[Figure, ...], ...]:
    """For each X-ray: itself, its re-projection with agreement, and the difference."""
    differences = [np.subtract(two, one) for one, two in zip(result.inputs, result.reprojections, strict=True)]
    limit = max(map(symmetric_limit, differences))
    rows = []
    views = result.geometry.views
    for image, again, difference, view in zip(result.inputs, result.reprojections, differences, views, strict=True):
        window = auto_window(image)
        found = projection_metrics(again, image)
        agreement = filled(
            "PSNR {psnr} dB, SSIM {ssim}, NCC {ncc}",
            psnr=f"{found['psnr_db']:.1f}",
            ssim=f"{found['ssim']:.3f}",
            ncc=f"{found['ncc']:.4f}",
        )
        letters = radiograph_letters(view)[:2]
        title, pixel_mm = filled("{view} X-ray", view=filled(view.view.label)), (view.pixel_mm, view.pixel_mm)
        grey = [window_to_grey(values, window.low, window.high) for values in (image, again)]
        colours = difference_colours()[window_to_grey(difference, -limit, limit)]
        scale = filled("blue {low}, white 0, red {high} (line integral)", low=f"{-limit:g}", high=f"{limit:g}")
        rows.append(
            (
                Figure(title, _png(grey[0], pixel_mm, letters, RESEARCH_BANNER), marked("as the method saw it")),
                Figure(marked("Re-projection"), _png(grey[1], pixel_mm, letters, banner), agreement),
                Figure(marked("Difference"), _png(colours, pixel_mm, letters, banner), scale),
            )
        )
    return tuple(rows)


def slice_figures(
    volume: Volume, point: Point, window_hu: tuple[float, float], banner: str, size_px: int = SIDE_PX
) -> tuple[Figure, ...]:
    """The three slices through a point of the patient."""
    from xr2ct_core.media.slices import draw_slice

    size = FrameSize(size_px, size_px)
    figures = []
    for orientation in ORIENTATIONS:
        index = SlicePlane.of(orientation, volume).nearest_index(point)
        picture = draw_slice(volume, orientation, index, size, window_hu, banner)
        figures.append(Figure(orientation.capitalize(), _as_png(picture), marked("slice through the crosshair")))
    return tuple(figures)


def _png(pixels: NDArray[np.uint8], pixel_mm: tuple[float, float], letters: Sequence[str], banner: str) -> bytes:
    from xr2ct_core.media.labelled import Words, labelled_picture

    words = Words((letters[0], letters[1]))
    return _as_png(labelled_picture(pixels, pixel_mm, FrameSize(SIDE_PX, SIDE_PX), words, banner))


def _as_png(picture: NDArray[np.uint8]) -> bytes:
    from PIL import Image

    packed = io.BytesIO()
    Image.fromarray(picture).save(packed, "PNG", optimize=True)
    return packed.getvalue()
