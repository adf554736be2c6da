"""Measures of what is thinner, sharper and denser than bone: signs of metal in front of or in the body.

White top-hat transforms of several widths and the steepness of edges, as a few high quantiles of each map inside the
body: a chest has many middling values, metal few extreme ones. Metal stands at one height in both views, letters and
noise do not: so the joint measures take, height by height, the weaker of the two views. A line, learned from simulated
hardware (`domain.learning`), tells the two apart for line integrals and for display images.

Units: millimetres at the isocentre.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.pairing.looks import content_box
from xr2ct_core.radiograph import Radiograph, RadiographPair

WORKING_MM: Final = 1.0
COARSEST_MM: Final = 2.0
"""Pixels that are larger show no wires; then nothing is said."""
REACHES_MM: Final = (2.0, 4.0, 8.0, 14.0)
QUANTILES: Final = (0.95, 0.99, 0.999, 0.9998)
HEIGHTS_MM: Final = np.arange(-150.0, 151.0, 4.0)
_MAPS: Final = len(REACHES_MM) + 1
LENGTH: Final = 2 * (_MAPS * len(QUANTILES) + 1) + _MAPS
_EDGE_SMOOTH_MM: Final = 0.8
_EDGE_MARGIN_MM: Final = 8.0
_LETTER_ZONE_MM, _LETTER_CONTRAST = 45.0, 0.35
_LEAST: Final = 1e-4

Image = NDArray[np.float32]


def metal_measures(pair: RadiographPair) -> Image | None:
    """The logarithms of the measures (47); None where the pixels are too coarse or there is no body to see.

    First those of the frontal, then of the lateral view: quantiles of each map, then the spread of grey in the body;
    then the joint ones of each map, relative to its 95 % quantiles.
    """
    if max(view.pixel_at_isocentre_mm for view in pair.geometry.views) > COARSEST_MM:
        return None
    views = [_maps(radiograph, view) for radiograph, view in zip(pair.radiographs, pair.geometry.views, strict=True)]
    found: list[float] = []
    profiles = []
    for each in views:
        if each is None:
            return None
        heights_mm, body, maps, spread = each
        quantiles = [np.quantile(one[body], QUANTILES) for one in maps]
        found += [*np.concatenate(quantiles).tolist(), spread]
        levels = [max(float(level[0]), _LEAST) for level in quantiles]
        profiles.append([_by_height(heights_mm, one * body) / level for one, level in zip(maps, levels, strict=True)])
    joint = [float(np.sort(np.minimum(first, second))[-4:].mean()) for first, second in zip(*profiles, strict=True)]
    measures: Image = np.log(np.maximum(np.array(found + joint), _LEAST)).astype(np.float32)
    return measures


def _by_height(heights_mm: NDArray[np.floating], image: Image) -> NDArray[np.float64]:
    """The strongest values at each height; zero where the view does not reach."""
    found = np.zeros(len(HEIGHTS_MM))
    strongest = np.partition(image, -3, axis=1)[:, -3:].mean(axis=1)
    place = np.rint((heights_mm - HEIGHTS_MM[0]) / (HEIGHTS_MM[1] - HEIGHTS_MM[0])).astype(int)
    inside = (place >= 0) & (place < len(found))
    np.maximum.at(found, place[inside], strongest[inside])
    return found


def _maps(
    radiograph: Radiograph, view: ViewGeometry
) -> tuple[NDArray[np.floating], NDArray[np.bool_], list[Image], float] | None:
    """Heights of the rows (mm), where the body is, the maps of top-hats and of edges, and the spread in the body."""
    image, pixel_mm = radiograph.image, view.pixel_at_isocentre_mm
    step = max(1, round(WORKING_MM / pixel_mm))
    if step > 1:
        image, pixel_mm = _blocks(image, step), pixel_mm * step
    rows, cols = content_box(image)
    heights_mm = view.middle_mm[0] + (np.arange(len(image)) - (len(image) - 1) / 2.0) * pixel_mm
    image, heights_mm = image[rows, cols], heights_mm[rows]
    smooth = ndimage.gaussian_filter(image, 2.0 / pixel_mm)
    low, high = np.quantile(smooth, (0.02, 0.98))
    body: NDArray[np.bool_] = smooth > low + 0.15 * (high - low)
    margin = max(1, round(_EDGE_MARGIN_MM / pixel_mm))
    frame = np.zeros(image.shape, bool)
    frame[margin:-margin, margin:-margin] = True
    body &= frame
    calm = ndimage.gaussian_filter(image, 0.5)
    maps: list[Image] = []
    for reach_mm in REACHES_MM:
        opened = ndimage.grey_opening(calm, size=2 * max(1, round(reach_mm / pixel_mm)) + 1)
        maps.append(calm - opened)
    if radiograph.scale == "display":
        body &= ~_letters(maps[-1], pixel_mm, float(np.ptp(image)))
    if body.mean() < 0.05:
        return None
    maps.append(ndimage.gaussian_gradient_magnitude(image, _EDGE_SMOOTH_MM / pixel_mm) / np.float32(pixel_mm))
    return heights_mm, body, maps, float(np.subtract(*np.quantile(smooth[body], (0.9, 0.1))))


def _letters(stands_out: Image, pixel_mm: float, span: float) -> NDArray[np.bool_]:
    """What is far brighter than around it near the left or right side, where letters stand; elsewhere is hardware."""
    zone = round(_LETTER_ZONE_MM / pixel_mm)
    bright = stands_out > _LETTER_CONTRAST * span
    bright[:, zone:-zone] = False
    grown: NDArray[np.bool_] = ndimage.binary_dilation(
        bright, iterations=max(1, round(_EDGE_MARGIN_MM / 2.0 / pixel_mm))
    )
    return grown


def _blocks(image: Image, step: int) -> Image:
    rows, cols = (length // step * step for length in image.shape)
    means: Image = image[:rows, :cols].reshape(rows // step, step, cols // step, step).mean(axis=(1, 3))
    return means
