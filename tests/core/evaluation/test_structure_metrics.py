"""Overlap and surface distance of structures agree with boxes whose numbers are known."""

import numpy as np
import pytest
from numpy.typing import NDArray

from xr2ct_core.evaluation.structure_metrics import dice, hd95_mm, lungs, structure_mask


def box(start: int, stop: int, size: int = 40) -> NDArray[np.bool_]:
    mask = np.zeros((size, size, size), dtype=bool)
    mask[start:stop, 10:20, 10:20] = True
    return mask


def test_dice_of_boxes_that_overlap_by_half() -> None:
    assert dice(box(10, 20), box(15, 25)) == pytest.approx(0.5)
    assert dice(box(10, 20), box(20, 30)) == 0.0
    assert dice(box(10, 20), box(10, 20)) == 1.0
    assert np.isnan(dice(box(0, 0), box(0, 0)))


def test_surface_distance_of_a_shifted_box_is_its_shift() -> None:
    assert hd95_mm(box(10, 20), box(14, 24), spacing_mm=2.5) == pytest.approx(10.0)
    assert hd95_mm(box(10, 20), box(10, 20), spacing_mm=2.5) == 0.0


def test_surface_distance_is_symmetric_and_sees_what_is_missing() -> None:
    small, large = box(10, 14), box(10, 30)
    assert hd95_mm(small, large, 1.0) == hd95_mm(large, small, 1.0) > 10.0
    assert np.isnan(hd95_mm(small, box(0, 0), 1.0))


def test_structures_are_told_apart_by_hu_inside_the_body() -> None:
    hu = np.array([-1000.0, -700.0, -100.0, 50.0, 400.0]).reshape(1, 1, 5)
    body = np.array([False, True, True, True, True]).reshape(1, 1, 5)
    assert structure_mask(hu, "lung", body).ravel().tolist() == [False, True, False, False, False]
    assert structure_mask(hu, "soft", body).ravel().tolist() == [False, False, True, True, False]
    assert structure_mask(hu, "bone", body).ravel().tolist() == [False, False, False, False, True]


def test_structures_begin_and_end_where_the_protocol_says() -> None:
    hu = np.array([-401.0, -400.0, -201.0, -200.0, 199.0, 200.0])
    found = {name: hu[structure_mask(hu, name, np.ones(6, dtype=bool))].tolist() for name in ("lung", "soft", "bone")}
    assert found == {"lung": [-401.0], "soft": [-200.0, 199.0], "bone": [200.0]}


def test_lungs_are_without_blurred_skin_and_air_pockets_but_with_their_vessels() -> None:
    body = np.zeros((40, 40, 40), dtype=bool)
    body[:, 2:38, 2:38] = True
    hu = np.where(body, 40.0, -1024.0)
    hu[:, 2:4, 2:38] = -500.0  # skin, blurred
    hu[5:35, 12:28, 12:28] = -850.0
    expected = hu == -850.0
    hu[18, 20, 14:26] = 30.0  # a vessel
    hu[37, 32, 32] = -900.0  # a bubble
    np.testing.assert_array_equal(lungs(hu, body, spacing_mm=5.0), expected)
