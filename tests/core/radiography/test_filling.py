"""What a body attenuates in all, from its outlines and its lungs."""

import numpy as np
import pytest

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.radiography.filling import FILLING, LUNG_LESS, MOST_LUNG, TISSUE_FILLING, filled_mm2, outlined_mm3
from xr2ct_core.radiography.restore import restored
from xr2ct_core.units import MU_WATER_PER_MM

GEOMETRY = BiplanarGeometry.make(sad_mm=1600.0, sdd_mm=1800.0, rows=128, cols=128, pixel_mm=3.0)
PIXEL_MM = GEOMETRY.frontal.pixel_at_isocentre_mm
WIDTHS = (80, 50)


def body(width: int) -> np.ndarray:
    """So many columns in the middle, fewer above and below."""
    rows, cols = np.mgrid[:128, :128] - 63.5
    inside: np.ndarray = np.abs(cols) < width / 2 * (1.0 - 0.3 * (rows / 64.0) ** 2)
    return inside


def shown() -> RadiographPair:
    """A body on black air that is all of one value, as a machine may show it."""
    noise = np.random.default_rng(1).uniform(0.5, 0.9, (128, 128))
    views = [
        Radiograph(np.where(body(width), noise, 0.0).astype(np.float32), 3.0, view.view)
        for view, width in zip(GEOMETRY.views, WIDTHS, strict=True)
    ]
    return RadiographPair(views[0], views[1], GEOMETRY)


def test_the_box_of_two_bars_is_their_product() -> None:
    outlines = [np.zeros((128, 128), dtype=bool) for _ in range(2)]
    outlines[0][:, 20:80] = True
    outlines[1][:, 30:70] = True
    assert outlined_mm3(outlines, GEOMETRY.views, (-100.0, 100.0)) == pytest.approx(
        60 * 40 * PIXEL_MM**2 * 200.0, rel=1e-3
    )


def test_lungs_make_a_body_lighter_and_without_them_it_is_as_chests_are() -> None:
    water_mm2 = 1e7 * MU_WATER_PER_MM
    assert filled_mm2(1e7, None) == pytest.approx(FILLING * water_mm2)
    assert filled_mm2(1e7, 2e6) == pytest.approx((TISSUE_FILLING - 0.2 * LUNG_LESS) * water_mm2)
    assert filled_mm2(1e7, 8e6) == pytest.approx((TISSUE_FILLING - MOST_LUNG * LUNG_LESS) * water_mm2)
    assert filled_mm2(0.0, 1.0) == 0.0


def test_black_air_that_looks_like_a_border_does_not_make_a_body_wider() -> None:
    first = restored(shown())
    assert not any(seen.parts.exposed.all() for seen in first.views)
    box = outlined_mm3([body(width) for width in WIDTHS], GEOMETRY.views, first.band_mm)
    assert first.total_mm2 == pytest.approx(filled_mm2(box, None), rel=0.1)


def test_the_first_estimate_holds_what_outlines_and_lungs_say() -> None:
    pair = shown()
    path_mm = np.zeros((128, 128), dtype=np.float32)
    path_mm[40:90, 45:85] = 100.0
    heavy, light = restored(pair), restored(pair, (path_mm, path_mm))
    lungs_mm3 = 50 * 40 * PIXEL_MM**2 * 100.0
    box = heavy.total_mm2 / FILLING / MU_WATER_PER_MM
    assert light.total_mm2 == pytest.approx(filled_mm2(box, lungs_mm3), rel=0.02)
    sums = [float(radiograph.image.sum()) * PIXEL_MM**2 for radiograph in light.pair.radiographs]
    assert sums == pytest.approx([light.total_mm2] * 2, rel=0.05)  # of all rows, not of the band alone
