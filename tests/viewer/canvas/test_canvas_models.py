"""Windows, linked crosshairs, slice planes, resampling and colours behave as their words say."""

import numpy as np
import pytest
from canvas_helpers import GRID, MARKER_LPS_MM, marker_volume
from hypothesis import given, settings
from hypothesis import strategies as st

from xr2ct_core.affine import Affine
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.display import (
    WINDOW_PRESETS,
    GreyWindow,
    RadiographDisplay,
    SliceDisplay,
    WindowLevel,
    link_crosshairs,
)
from xr2ct_viewer.models.imaging import (
    Pyramid,
    auto_window,
    difference_colours,
    resample,
    symmetric_limit,
    window_to_grey,
)
from xr2ct_viewer.models.planes import Orientation, ScreenTransform, SlicePlane, nice_length_mm

ORIENTATIONS: tuple[Orientation, ...] = ("axial", "coronal", "sagittal")


def test_window_and_level_give_the_ends_of_the_grey_scale() -> None:
    window = WINDOW_PRESETS["Lung"]
    assert (window.low_hu, window.high_hu) == (-1350, 150)
    grey = window_to_grey(np.array([[-2000, -1350, -600, 150, 3000]], np.float32), window.low_hu, window.high_hu)
    assert grey.tolist() == [[0, 0, 128, 255, 255]]


def test_a_grey_window_stays_open_however_far_it_is_dragged() -> None:
    window = GreyWindow(2.0, 4.0).dragged(-10_000, 0)
    assert window.width > 0
    assert window.centre == pytest.approx(3.0)


def test_a_change_is_told_once_and_no_change_not_at_all() -> None:
    display = SliceDisplay()
    heard: list[WindowLevel] = []
    display.events.window_level.connect(heard.append)
    display.window_level = WINDOW_PRESETS["Bone"]
    display.window_level = WindowLevel(400, 1800)
    assert heard == [WINDOW_PRESETS["Bone"]]


def test_linked_crosshairs_are_one_point_in_every_direction() -> None:
    slices, frontal, lateral = SliceDisplay(crosshair_lps_mm=(1, 2, 3)), RadiographDisplay(), RadiographDisplay()
    link_crosshairs(slices, frontal, lateral)
    assert frontal.crosshair_lps_mm == lateral.crosshair_lps_mm == (1, 2, 3)
    frontal.crosshair_lps_mm = (4, 5, 6)
    assert slices.crosshair_lps_mm == lateral.crosshair_lps_mm == (4, 5, 6)
    slices.crosshair_lps_mm = (7, 8, 9)
    assert frontal.crosshair_lps_mm == lateral.crosshair_lps_mm == (7, 8, 9)


def test_a_display_can_be_centred_on_a_volume() -> None:
    affine = Affine.axis_aligned((2.0, 1.0, 1.0), (100.0, -50.0, 300.0))
    display = SliceDisplay(zoom=3.0, centre_lps_mm=(1, 1, 1))
    display.centre_on(Volume(np.zeros((11, 21, 31), np.int16), affine))
    assert display.crosshair_lps_mm == (115.0, -40.0, 310.0)
    assert display.zoom == 1.0 and display.centre_lps_mm is None


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_the_slice_through_a_point_holds_its_voxel_where_from_world_says(orientation: Orientation) -> None:
    volume = marker_volume()
    plane = SlicePlane.of(orientation, volume)
    row, col, index = (round(value) for value in plane.from_world(MARKER_LPS_MM))
    image = plane.extract(volume.hu, index)
    assert image.shape == plane.shape
    assert image[row, col] == 1000
    assert np.argwhere(image == 1000).mean(axis=0).tolist() == [row, col]


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(ORIENTATIONS),
    st.tuples(*[st.floats(-20, 40, allow_nan=False) for _ in range(3)]),
)
def test_to_world_and_from_world_are_inverse(orientation: Orientation, place: tuple[float, float, float]) -> None:
    plane = SlicePlane(orientation, Affine.axis_aligned((3.0, 1.5, 0.8), (5.0, -7.0, 11.0)), (9, 14, 23))
    assert plane.from_world(plane.to_world(*place)) == pytest.approx(place, abs=1e-6)


@settings(max_examples=50, deadline=None)
@given(
    st.floats(0.3, 30),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
    st.tuples(st.floats(-50, 500), st.floats(-50, 500)),
    st.floats(0.5, 2),
)
def test_zooming_leaves_the_place_under_the_mouse_alone(
    zoom: float, centre: tuple[float, float], at: tuple[float, float], factor: float
) -> None:
    before = ScreenTransform((40, 70), (2.0, 1.0), (10, 5, 400, 300), zoom, centre)
    moved = before.centre_keeping(*at, factor)
    after = ScreenTransform((40, 70), (2.0, 1.0), (10, 5, 400, 300), zoom * factor, moved)
    assert after.to_image(*at) == pytest.approx(before.to_image(*at), abs=1e-6)
    assert before.to_screen(*before.to_image(*at)) == pytest.approx(at, abs=1e-6)


def test_resampling_at_pixel_centres_returns_the_image() -> None:
    image = np.random.default_rng(0).normal(size=(13, 17)).astype(np.float32)
    again = resample(image, np.arange(13.0), np.arange(17.0))
    np.testing.assert_allclose(again, image, atol=1e-5)


def test_resampling_reproduces_a_slope_between_the_pixels() -> None:
    rows, cols = np.mgrid[0:20, 0:30].astype(np.float32)
    row_at, col_at = np.linspace(2, 16, 41), np.linspace(3, 25, 57)
    expected = 2 * row_at[:, None] - 3 * col_at[None, :]
    np.testing.assert_allclose(resample(2 * rows - 3 * cols, row_at, col_at), expected, atol=1e-4)


def test_resampling_part_of_an_image_equals_that_part_of_the_whole() -> None:
    image = np.random.default_rng(1).normal(size=(40, 40)).astype(np.float32)
    at = np.linspace(0, 39, 118)
    np.testing.assert_allclose(resample(image, at[50:70], at[20:31]), resample(image, at, at)[50:70, 20:31], atol=1e-5)


def test_shrinking_averages_instead_of_picking_pixels() -> None:
    checkerboard = (np.indices((512, 513)).sum(axis=0) % 2).astype(np.float32)
    at = (np.arange(64) + 0.5) * 8 - 0.5
    np.testing.assert_allclose(Pyramid(checkerboard).resample(at, at)[1:-1, 1:-1], 0.5, atol=0.01)


def test_shrinking_keeps_places() -> None:
    image = np.zeros((800, 600), np.float32)
    image[300:340, 420:460] = 1
    row_at, col_at = (np.arange(100) + 0.5) * 8 - 0.5, (np.arange(75) + 0.5) * 8 - 0.5
    small = Pyramid(image).resample(row_at, col_at)
    row, col = np.average(np.indices(small.shape).reshape(2, -1), axis=1, weights=small.ravel())
    assert (row, col) == pytest.approx(((319.5 + 0.5) / 8 - 0.5, (439.5 + 0.5) / 8 - 0.5), abs=0.05)


def test_difference_colours_are_symmetric_about_white() -> None:
    table = difference_colours().astype(int)
    assert table.shape == (256, 3)
    assert table[127:129].min() > 240
    assert table[0, 2] > 2 * table[0, 0] and table[-1, 0] > 2 * table[-1, 2]
    lightness = table.sum(axis=1)
    assert (np.diff(lightness[:128]) >= 0).all() and (np.diff(lightness[128:]) <= 0).all()


@pytest.mark.parametrize(("extreme", "limit"), [(0.11, 0.15), (0.2, 0.2), (4.1, 5.0), (0.0, 1.0)])
def test_a_colour_scale_ends_at_a_round_number(extreme: float, limit: float) -> None:
    assert symmetric_limit(np.full((10, 10), -extreme, np.float32)) == pytest.approx(limit)


@pytest.mark.parametrize(("longest", "length"), [(130, 100), (50, 50), (49, 20), (1.1, 1), (0.3, 0.2)])
def test_a_scale_bar_has_a_round_length(longest: float, length: float) -> None:
    assert nice_length_mm(longest) == pytest.approx(length)


def test_the_automatic_window_ignores_a_few_extreme_pixels() -> None:
    image = np.random.default_rng(2).uniform(1, 2, (300, 300)).astype(np.float32)
    image[0, :10] = 500
    window = auto_window(image)
    assert 0.99 < window.low < 1.02 and 1.98 < window.high < 2.01


def test_the_default_grid_is_covered_by_all_orientations() -> None:
    for orientation in ORIENTATIONS:
        plane = SlicePlane(orientation, GRID.affine, GRID.shape_zyx)
        assert plane.count == 64 and plane.pixel_mm == (5.0, 5.0)
        assert plane.nearest_index((1e6, 1e6, 1e6)) == 63
        assert plane.clamped((1e6, 0.0, -1e6)) == pytest.approx((157.5, 0.0, -157.5))
