"""Turned planes show what lies on them, say where they lead, and find the way back to the patient."""

import numpy as np
import pytest
from canvas_helpers import GRID, MARKER_LPS_MM, marker_volume
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import map_coordinates

from xr2ct_core.affine import Affine
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.frames import ORIENTATIONS, STRAIGHT, Orientation, PlaneFrames, direction_letters
from xr2ct_viewer.models.oblique import ObliquePlane, plane_of
from xr2ct_viewer.models.planes import SlicePlane

TURNED = PlaneFrames().turned_in("axial", 30, MARKER_LPS_MM).turned_in("sagittal", -20, MARKER_LPS_MM)
ANISOTROPIC = Volume(
    np.random.default_rng(0).normal(0, 300, (20, 34, 28)).astype(np.int16),
    Affine.axis_aligned((4.0, 1.5, 2.0), (-12.0, 30.0, -80.0)),
)


def oblique(orientation: Orientation, volume: Volume, frames: PlaneFrames = TURNED) -> ObliquePlane:
    plane = plane_of(orientation, volume, frames)
    assert isinstance(plane, ObliquePlane)
    return plane


def test_the_view_in_which_lines_are_turned_keeps_its_own_plane() -> None:
    frames = PlaneFrames().turned_in("axial", 30, (0, 0, 0))
    assert frames.axial == STRAIGHT["axial"]
    assert frames.coronal.tilt_deg(STRAIGHT["coronal"]) == pytest.approx(30)
    assert frames.sagittal.tilt_deg(STRAIGHT["sagittal"]) == pytest.approx(30)


@pytest.mark.parametrize("view", ORIENTATIONS)
def test_a_positive_turn_is_clockwise_on_the_screen(view: Orientation) -> None:
    frames = PlaneFrames().turned_in(view, 90, (0, 0, 0))
    horizontal, vertical = np.array(STRAIGHT[view].right), np.array(STRAIGHT[view].down)
    other = (
        next(name for name in ORIENTATIONS if name != view and STRAIGHT[name].right == STRAIGHT[view].right)
        if (view != "sagittal")
        else "axial"
    )
    before = STRAIGHT[other].right if view != "sagittal" else STRAIGHT[other].down
    after = frames[other].right if view != "sagittal" else frames[other].down
    assert np.array(before) @ horizontal == pytest.approx(1)
    assert np.array(after) @ vertical == pytest.approx(1)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ORIENTATIONS), st.floats(-180, 180)), max_size=8))
def test_planes_stay_at_right_angles_however_they_are_turned(turns: list[tuple[Orientation, float]]) -> None:
    frames = PlaneFrames()
    for view, degrees in turns:
        frames = frames.turned_in(view, degrees, (0, 0, 0))
    normals = np.array([frames[name].normal for name in ORIENTATIONS])
    np.testing.assert_allclose(normals @ normals.T, np.eye(3), atol=1e-9)
    for name in ORIENTATIONS:
        frame = np.array([frames[name].right, frames[name].down, frames[name].normal])
        np.testing.assert_allclose(frame @ frame.T, np.eye(3), atol=1e-9)


def test_turning_back_makes_planes_straight_again() -> None:
    frames = PlaneFrames().turned_in("coronal", 33, (0, 0, 0))
    assert not frames.are_straight and frames.is_oblique("axial") and not frames.is_oblique("coronal")
    frames = frames.turned_in("coronal", -33, (0, 0, 0))
    assert frames.are_straight
    assert isinstance(plane_of("axial", marker_volume(), frames), SlicePlane)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_marker_off_the_centre_lies_where_from_world_says(orientation: Orientation) -> None:
    volume = marker_volume()
    plane = oblique(orientation, volume)
    row, col, index = plane.from_world(MARKER_LPS_MM)
    assert index == pytest.approx(round(index), abs=1e-6), "a slice passes exactly through the point of turning"
    image = plane.extract(volume.hu, round(index), outside=-1000)
    assert image.shape == plane.shape
    bright = np.argwhere(image > 0)
    assert bright.mean(axis=0) == pytest.approx((row, col), abs=0.3)
    assert plane.to_world(*bright.mean(axis=0), index) == pytest.approx(MARKER_LPS_MM, abs=2)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("dtype", [np.int16, np.float32])
def test_values_are_those_of_trilinear_interpolation(orientation: Orientation, dtype: type) -> None:
    hu = ANISOTROPIC.hu.astype(dtype)
    plane = oblique(orientation, ANISOTROPIC, TURNED.turned_in("coronal", 11, (0.0, 40.0, -40.0)))
    index = plane.count // 2
    image = plane.extract(hu, index, outside=np.nan)
    rows, cols = np.nonzero(np.isfinite(image))
    points = np.array([plane.to_world(row, col, index) for row, col in zip(rows, cols, strict=True)])
    at = ANISOTROPIC.affine.world_to_voxel(points)
    expected = map_coordinates(hu.astype(np.float64), at.T, order=1, mode="nearest")
    assert len(rows) > 500
    np.testing.assert_allclose(image[rows, cols], expected, atol=0.05)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_all_of_the_volume_on_the_plane_is_shown_and_little_else(orientation: Orientation) -> None:
    plane = oblique(orientation, ANISOTROPIC)
    index = plane.count // 2
    shown = np.isfinite(plane.extract(ANISOTROPIC.hu, index, outside=np.nan))
    rows, cols = np.indices(plane.shape).reshape(2, -1)
    points = np.array([plane.to_world(row, col, index) for row, col in zip(rows, cols, strict=True)])
    at = ANISOTROPIC.affine.world_to_voxel(points)
    beyond = np.maximum(-0.5 - at, at - np.array(ANISOTROPIC.shape_zyx) + 0.5).max(axis=1)
    assert shown.ravel()[beyond <= 0].all()
    assert not shown.ravel()[beyond > 4].any()


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(ORIENTATIONS), st.tuples(*[st.floats(-20, 60) for _ in range(3)]))
def test_to_world_and_from_world_are_inverse_on_turned_planes(
    orientation: Orientation, place: tuple[float, float, float]
) -> None:
    plane = oblique(orientation, ANISOTROPIC)
    assert plane.from_world(plane.to_world(*place)) == pytest.approx(place, abs=1e-6)


def test_the_stack_reaches_through_the_whole_volume() -> None:
    plane = oblique("coronal", ANISOTROPIC)
    corners = ANISOTROPIC.affine.voxel_to_world(np.argwhere(np.ones((2, 2, 2))) * (np.array(ANISOTROPIC.shape_zyx) - 1))
    depths = [plane.from_world(tuple(corner))[2] for corner in corners]
    assert min(depths) > -0.5 and max(depths) < plane.count - 0.5
    assert plane.nearest_index((1e6, 1e6, 1e6)) == plane.count - 1


@pytest.mark.parametrize(
    ("direction", "letters"),
    [
        ((1, 0, 0), "L"),
        ((-1, 0, 0), "R"),
        ((0, -0.8, 0.6), "AS"),
        ((-0.3, 0.1, -0.95), "IR"),
        ((0.1, 0.99, 0.05), "P"),
    ],
)
def test_letters_name_the_main_direction_first(direction: tuple[float, float, float], letters: str) -> None:
    assert direction_letters(direction) == letters


def test_letters_turn_with_the_plane() -> None:
    frames = PlaneFrames().turned_in("axial", 40, (0, 0, 0))
    assert frames.coronal.letters == ("RA", "LP", "S", "I")
    assert frames.axial.letters == ("R", "L", "A", "P")


def test_turning_keeps_the_scale_of_a_view() -> None:
    straight, turned = SlicePlane("axial", GRID.affine, GRID.shape_zyx), oblique("axial", marker_volume())
    assert turned.fit_mm == straight.fit_mm == (320, 320)
    assert turned.step_mm == 5.0
