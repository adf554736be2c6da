"""Display radiographs made into line integrals, by the simplest assumption that can be defended.

Used where no curve is looked for: mixed pairs, data for training and evaluation, `fit_display` switched off.

A display image has lost its physical scale: the maker's tone curve is unknown. Here its darkest part (1st percentile)
is taken as air, the curve as linear in the line integral (digital radiographs are shown on a roughly logarithmic
scale), and one gain per view is set by physics: all attenuation of a slab of the body is the same from every side
(Helgason-Ludwig condition of order zero), so both views get the same total over the height that both show, inside the
shadow of the working cube - that of the physical view if there is one, else that of a typical chest. Median of 14 chest
CTs on the working cube: 300,000 mm² over 320 mm of height, 15 litres of water. Wrong tone curves therefore shift HU,
and the result says so.

Units: totals are integrals of attenuation over volume, mm² (1/mm times mm³); heights in mm at the isocentre.
"""

from dataclasses import replace
from typing import Final

import numpy as np

from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.radiograph import ESTIMATED_ERROR, Radiograph, RadiographPair

TYPICAL_TOTAL_PER_HEIGHT_MM: Final = 300_000.0 / 320.0
AIR_PERCENTILE: Final = 1.0
ASSUMPTION: Final = (
    "{view}: a display image. Its darkest part was taken as air, its grey values as proportional to attenuation, "
    "and its strength was set so that both views hold the same total ({reference}). Absolute HU are therefore rough."
)
_LEAST_SHARED_MM: Final = 50.0

Band = tuple[float, float]
"""Lowest and highest distance from the isocentre towards the feet, in mm."""


def to_line_integrals(pair: RadiographPair) -> RadiographPair:
    """The pair with both images as line integrals; physical images pass unchanged.

    Raises `BadInputError` if a display image is of one grey level, so that it shows nothing.
    """
    if pair.is_physical:
        return pair
    views = pair.geometry.views
    above_air = [_above_air(radiograph, view) for radiograph, view in zip(pair.radiographs, views, strict=True)]
    band_mm = shared_band_mm(above_air[0], above_air[1], pair)
    totals = [
        total_mm2(radiograph, view, band_mm, pair.cube_mm) for radiograph, view in zip(above_air, views, strict=True)
    ]
    measured = [
        total for total, radiograph in zip(totals, above_air, strict=True) if radiograph.scale == "line_integral"
    ]
    target_mm2 = measured[0] if measured else TYPICAL_TOTAL_PER_HEIGHT_MM * (band_mm[1] - band_mm[0])
    reference = "that of the other view" if measured else "that of a typical chest"
    frontal, lateral = (
        _scaled(radiograph, view, target_mm2 / total if total > 0 else 0.0, reference)
        for radiograph, view, total in zip(above_air, views, totals, strict=True)
    )
    return replace(pair, frontal=frontal, lateral=lateral)


def shared_band_mm(frontal: Radiograph, lateral: Radiograph, pair: RadiographPair) -> Band:
    """Heights at which both views show something inside the cube; the whole cube where they hardly overlap."""
    half_mm = pair.cube_mm / 2.0
    bands = [_shown_band_mm(image, view) for image, view in zip((frontal, lateral), pair.geometry.views, strict=True)]
    low_mm = max(-half_mm, *(low for low, _ in bands))
    high_mm = min(half_mm, *(high for _, high in bands))
    return (low_mm, high_mm) if high_mm - low_mm >= _LEAST_SHARED_MM else (-half_mm, half_mm)


def total_mm2(radiograph: Radiograph, view: ViewGeometry, band_mm: Band, width_mm: float) -> float:
    """Sum of the image over a band of heights and the middle `width_mm`, times the area of a pixel at the isocentre.

    Exact for parallel beams, within about 2 % of the total attenuation for the chests and cone beams in use.
    """
    rows = (view.rows_mm >= band_mm[0]) & (view.rows_mm <= band_mm[1])
    cols = np.abs(view.cols_mm) <= width_mm / 2.0
    return float(radiograph.image[np.ix_(rows, cols)].sum(dtype=np.float64)) * view.pixel_at_isocentre_mm**2


def _above_air(radiograph: Radiograph, view: ViewGeometry) -> Radiograph:
    if radiograph.scale == "line_integral":
        return radiograph
    air = np.float32(np.percentile(radiograph.image, AIR_PERCENTILE))
    above = np.maximum(radiograph.image - air, np.float32(0.0))
    if not above.any():
        raise BadInputError(
            f"{view.view.label}: the image shows nothing, its pixels have the same value.", "Open another image."
        )
    return replace(radiograph, image=above)


def _scaled(radiograph: Radiograph, view: ViewGeometry, gain: float, reference: str) -> Radiograph:
    if radiograph.scale == "line_integral":
        return radiograph
    if gain <= 0.0:
        raise BadInputError(f"{view.view.label}: there is no body where the two views meet.", "Check both images.")
    return replace(
        radiograph,
        image=(radiograph.image * np.float32(gain)).astype(np.float32),
        scale="line_integral",
        error=ESTIMATED_ERROR,
        assumptions=(*radiograph.assumptions, ASSUMPTION.format(view=view.view.label, reference=reference)),
    )


def _shown_band_mm(radiograph: Radiograph, view: ViewGeometry) -> Band:
    """Heights between the first and the last row that is not empty; padding is empty."""
    rows = np.flatnonzero(radiograph.image.any(axis=1))
    if rows.size == 0:
        return 0.0, 0.0
    half_mm = view.pixel_at_isocentre_mm / 2.0
    return float(view.rows_mm[rows[0]]) - half_mm, float(view.rows_mm[rows[-1]]) + half_mm
