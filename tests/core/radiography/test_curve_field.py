"""A curve that changes over the image, in one frame for all detectors."""

from dataclasses import replace

import numpy as np
import pytest

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.radiography.curve_field import CELLS, FRAME_MM, KNOTS, CurveField, in_frame, relative_grey, steps_of

VIEW = replace(BiplanarGeometry.preset("clinic").frontal, rows=192, cols=192, pixel_mm=2.0)


def field(left: float, right: float) -> CurveField:
    """Slopes that grow from the left to the right of the frame."""
    across = np.linspace(left, right, CELLS, dtype=np.float32)
    return CurveField(np.broadcast_to(across, (len(KNOTS), CELLS, CELLS)).copy())


def test_one_slope_everywhere_is_a_gain() -> None:
    grey = np.random.default_rng(1).uniform(0.0, 1.2, (192, 192)).astype(np.float32)
    np.testing.assert_allclose(field(5.0, 5.0).values(grey, VIEW), 5.0 * grey, rtol=1e-4)


def test_a_field_gives_one_grey_value_different_line_integrals_and_never_turns_an_order_over() -> None:
    grey = np.broadcast_to(np.linspace(0.0, 1.2, 192, dtype=np.float32)[:, None], (192, 192)).copy()
    found = field(3.0, 6.0).values(grey, VIEW)
    assert found[-1, -1] > 1.5 * found[-1, 0]
    assert (np.diff(found, axis=0) >= 0.0).all()


def test_steps_add_up_to_the_grey_value() -> None:
    grey = np.array([0.0, 0.03, 0.5, 0.99, 1.3], dtype=np.float32)
    np.testing.assert_allclose(steps_of(grey).sum(0), grey, atol=1e-6)


def test_relative_grey_has_air_at_zero_and_the_brightest_of_the_body_at_one() -> None:
    grey = np.array([[0.1, 0.1, 0.3, 0.5]], dtype=np.float32)
    relative = relative_grey(grey, 0.1, np.array([[False, False, True, True]]))
    assert relative[0, 0] == 0.0 and relative[0, 3] == pytest.approx(1.0, abs=0.01)


def test_the_frame_shows_a_body_in_its_own_size_whatever_the_detector() -> None:
    finer = replace(VIEW, rows=384, cols=384, pixel_mm=1.0)
    smaller = replace(VIEW, rows=96, cols=96)
    disc = {}
    for view in (VIEW, finer, smaller):
        at = (np.arange(view.rows) - (view.rows - 1) / 2.0) * view.pixel_at_isocentre_mm
        disc[view.rows] = in_frame((np.hypot(at[:, None], at) < 60.0).astype(np.float32), view)
    area_mm2 = {rows: image.sum() * (FRAME_MM / len(image)) ** 2 for rows, image in disc.items()}
    assert all(area == pytest.approx(np.pi * 60.0**2, rel=0.02) for area in area_mm2.values())
    assert np.abs(disc[192] - disc[384]).max() < 0.35 and np.abs(disc[192] - disc[384]).mean() < 0.005
