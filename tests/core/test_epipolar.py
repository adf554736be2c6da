"""What lies along the ray of one radiograph's pixel appears on one line of the other radiograph."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xr2ct_core.epipolar import Ray, depth_seen_at, distance_px, epipolar_line, ray_of_pixel
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import View, ViewGeometry

angles = st.tuples(*(st.floats(-12, 12) for _ in range(3)))
shifts = st.tuples(*(st.floats(-30, 30) for _ in range(3)))
pixels = st.tuples(st.floats(0, 319), st.floats(0, 319))


def views(model, frontal, lateral, rotation_deg, shift_mm):
    one = ViewGeometry(frontal, model, rotation_deg=rotation_deg, shift_mm=shift_mm)
    other = ViewGeometry(lateral, model, rotation_deg=tuple(-angle / 2 for angle in rotation_deg))
    return one, other


@settings(max_examples=60, deadline=None)
@given(
    model=st.sampled_from(["cone", "parallel"]),
    frontal=st.sampled_from([View.PA, View.AP]),
    lateral=st.sampled_from([View.LL, View.RL]),
    rotation_deg=angles,
    shift_mm=shifts,
    seed=st.integers(0, 2**31),
)
def test_every_point_is_seen_on_the_epipolar_line_of_its_pixel_both_ways(
    model, frontal, lateral, rotation_deg, shift_mm, seed
):
    points = np.random.default_rng(seed).uniform(-160, 160, (20, 3))
    for first, second in (
        pair := views(model, frontal, lateral, rotation_deg, shift_mm),
        pair[::-1],
    ):
        for point in points:
            line = epipolar_line(ray_of_pixel(first, tuple(first.world_to_pixel(point))), second)
            assert abs(distance_px(line, second.world_to_pixel(point))) < 1e-6


@settings(max_examples=40, deadline=None)
@given(pixel=pixels, depth_mm=st.floats(-150, 150), rotation_deg=angles, shift_mm=shifts)
def test_a_place_along_the_ray_is_found_again_from_where_the_other_view_sees_it(
    pixel, depth_mm, rotation_deg, shift_mm
):
    frontal, lateral = views("cone", View.PA, View.LL, rotation_deg, shift_mm)
    ray = ray_of_pixel(frontal, pixel)
    point = ray.at(depth_mm)
    assert frontal.world_to_pixel(point) == pytest.approx(pixel, abs=1e-6)
    line = epipolar_line(ray, lateral)
    beside = lateral.world_to_pixel(point) + 7.0 * line[:2]
    assert depth_seen_at(ray, lateral, tuple(beside)) == pytest.approx(depth_mm, abs=1e-5)


def test_the_rays_of_aligned_parallel_views_appear_as_rows():
    frontal, lateral = views("parallel", View.PA, View.LL, (0, 0, 0), (0, 0, 0))
    line = epipolar_line(ray_of_pixel(frontal, (100.0, 30.0)), lateral)
    assert np.abs(line) == pytest.approx([1.0, 0.0, 100.0])


def test_the_rays_of_a_cone_beam_are_tilted_away_from_its_central_plane():
    frontal, lateral = views("cone", View.PA, View.LL, (0, 0, 0), (0, 0, 0))
    level = epipolar_line(ray_of_pixel(frontal, (159.5, 60.0)), lateral)
    tilted = epipolar_line(ray_of_pixel(frontal, (60.0, 60.0)), lateral)
    assert level[1] == pytest.approx(0.0, abs=1e-9) and abs(tilted[1]) > 0.05


def test_views_that_look_along_the_same_ray_are_refused():
    view = ViewGeometry(View.PA)
    with pytest.raises(BadInputError, match="same ray"):
        epipolar_line(ray_of_pixel(view, (10.0, 20.0)), view)


def test_a_ray_is_cut_to_the_box_it_crosses():
    ray = Ray(np.array([0.0, 0.0, 10.0]), np.array([1.0, 0.0, 0.0]))
    assert ray.span_in_box((-160, -160, -160), (120, 160, 160)) == (-160.0, 120.0)
    assert ray.span_in_box((-160, -160, 20), (160, 160, 160)) is None
    assert ray.nearest_to((33.0, 5.0, -80.0)) == 33.0
