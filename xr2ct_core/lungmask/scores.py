"""How well a mask fits the true one, and the baselines that know nothing: the mean of other people, a threshold.

Distances are mean symmetric distances between outlines in mm at the isocentre; NaN where a mask is empty. An edge of
the image is no outline.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from xr2ct_core.evaluation.structure_metrics import dice

Image = NDArray[np.floating]
Mask = NDArray[np.bool_]
_AIR_SHARE: Final = 0.06


def mask_scores(found: Mask, true: Mask, pixel_mm: float) -> dict[str, float]:
    """`dice` and `boundary_mm`."""
    return {"dice": dice(found, true), "boundary_mm": boundary_mm(found, true, pixel_mm)}


def boundary_mm(first: Mask, second: Mask, pixel_mm: float) -> float:
    """Mean distance from each outline to the other."""
    outlines = [_outline(each) for each in (first, second)]
    if not all(each.any() for each in outlines):
        return float("nan")
    distances = [ndimage.distance_transform_edt(~each, sampling=pixel_mm) for each in outlines]
    return float(np.concatenate([distances[1][outlines[0]], distances[0][outlines[1]]]).mean())


def mean_mask(others: list[Mask]) -> Mask:
    """Where most of the others have lung, on the same detector."""
    return np.asarray(np.mean(others, axis=0) > 0.5, dtype=bool)


def threshold_mask(image: Image, pieces: int) -> Mask:
    """The largest dark pieces within the body, dark by Otsu's threshold of its greys."""
    from skimage.filters import threshold_otsu

    low, high = np.percentile(image, (1.0, 99.5))
    body = ndimage.binary_fill_holes(image > low + _AIR_SHARE * (high - low))
    body = ndimage.binary_erosion(body, iterations=3)
    if not body.any() or np.ptp(image[body]) == 0.0:
        return np.zeros(image.shape, dtype=bool)
    labels, count = ndimage.label(body & (image < threshold_otsu(image[body])))
    sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    kept = np.argsort(sizes)[::-1][:pieces] + 1
    return np.asarray(ndimage.binary_fill_holes(np.isin(labels, kept)), dtype=bool)


def _outline(mask: Mask) -> Mask:
    inner = ndimage.binary_erosion(mask, border_value=1)
    return np.asarray(mask & ~inner, dtype=bool)
