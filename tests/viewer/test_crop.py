"""The crop box and the clip plane."""

import numpy as np
import pytest

from xr2ct_viewer.models.crop import LEAST_EXTENT, ClipPlane, CropBox

BOUNDS = (-100.0, 100.0, -50.0, 150.0, 0.0, 400.0)


def test_fractions_become_millimetres_within_the_bounds_of_the_volume() -> None:
    limits = CropBox(x=(0.25, 1.0), z=(0.0, 0.5)).limits_mm(BOUNDS)
    assert limits.tolist() == [[-50.0, 100.0], [-50.0, 150.0], [0.0, 200.0]]


def test_a_face_stops_before_the_opposite_one_and_at_the_edge_of_the_volume() -> None:
    box = CropBox(y=(0.2, 0.6))
    assert box.with_face(1, 0, 5.0).y == pytest.approx((0.6 - LEAST_EXTENT, 0.6))
    assert box.with_face(1, 1, -5.0).y == pytest.approx((0.2, 0.2 + LEAST_EXTENT))
    assert box.with_face(1, 1, 9.0).y == (0.2, 1.0)
    assert box.with_face(1, 0, -3.0).y == (0.0, 0.6)


def test_a_clip_plane_moves_along_its_normal_and_can_take_away_the_other_side() -> None:
    plane = ClipPlane.through((10.0, 0.0, 0.0), (0.0, 3.0, 4.0))
    assert plane.normal == pytest.approx((0.0, 0.6, 0.8))
    assert plane.moved_mm(5.0).point_lps_mm == pytest.approx((10.0, 3.0, 4.0))
    assert np.allclose(plane.turned_over().normal, (0.0, -0.6, -0.8))
