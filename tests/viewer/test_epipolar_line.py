"""A click in one X-ray draws its line in the other; along it the crosshair moves without leaving the picked pixel."""

import numpy as np
import pytest
from canvas_helpers import drag, wheel
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from tests.viewer.test_models import make_result
from xr2ct_core.epipolar import distance_px, epipolar_line, ray_of_pixel
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_viewer.models.epipolar import depth_in_words, moved_along, ray_through, seen_at
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.workspaces.read_epipolar import ReadEpipolar

GEOMETRY = BiplanarGeometry.preset("x2ct")


def test_moving_along_the_ray_keeps_the_picked_pixel_and_stays_in_the_cube():
    start = (30.0, -20.0, 60.0)
    ray = ray_through(GEOMETRY.frontal, start)
    pixel = GEOMETRY.frontal.world_to_pixel(start)
    for by_mm in (-70.0, 25.0, 1000.0, -1000.0):
        point = moved_along(ray, start, by_mm, 160.0)
        assert GEOMETRY.frontal.world_to_pixel(point) == pytest.approx(pixel, abs=1e-6)
        assert np.abs(point).max() <= 160.0 + 1e-6
    assert moved_along(ray, start, 1000.0, 160.0)[1] == pytest.approx(-160.0)


def test_a_place_on_the_line_is_found_from_the_other_view():
    point = (30.0, -20.0, 60.0)
    ray = ray_through(GEOMETRY.lateral, point)
    row, col = GEOMETRY.frontal.world_to_pixel(point)
    assert seen_at(ray, GEOMETRY.frontal, (float(row), float(col)), 160.0) == pytest.approx(point, abs=1e-6)


@pytest.mark.parametrize(
    ("side", "point", "words"),
    [
        ("frontal", (0.0, 42.0, 0.0), "42 mm behind the centre"),
        ("frontal", (0.0, -7.0, 0.0), "7 mm in front of the centre"),
        ("lateral", (12.0, 0.0, 0.0), "12 mm left of the centre"),
        ("lateral", (0.2, 0.0, 0.0), "at the depth of the centre"),
    ],
)
def test_depth_is_said_in_the_words_of_anatomy(side, point, words):
    assert depth_in_words(side, point) == words


@pytest.fixture
def window(open_window, pair):
    window = open_window()
    window.read.session.add(Study("case", pair=pair))
    window.read.area(ReadEpipolar).model.is_on = False
    return window


@pytest.fixture
def grid(window):
    window.actions_hub.execute("view.epipolar")
    return window.read.grid


def pink(canvas) -> int:
    """How many pixels of a canvas, below its words, have the colour of the line."""
    picture = canvas.render_image().convertToFormat(QImage.Format.Format_RGB32)
    bits = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), -1, 4)[104:].astype(int)
    return int((np.abs(bits[..., :3] - (214, 150, 240)).max(axis=2) < 30).sum())


def click(canvas, row: float, col: float) -> None:
    at = canvas.transform().to_screen(row, col)
    drag(canvas, at, at, Qt.MouseButton.LeftButton)


def test_the_line_is_shown_on_demand_in_the_other_view_and_until_then_the_wheel_zooms(window):
    grid = window.read.grid
    before = grid.slices.crosshair_lps_mm
    wheel(grid.frontal, 2)
    assert grid.frontal.pan_zoom.zoom > 1.0 and grid.slices.crosshair_lps_mm == before
    grid.frontal.fit()
    click(grid.frontal, 6, 20)
    assert pink(grid.frontal) == pink(grid.lateral) == 0
    window.actions_hub.execute("view.epipolar")
    assert window.actions_hub["view.epipolar"].isChecked()
    assert pink(grid.lateral) > 3 * pink(grid.frontal) > 0
    window.actions_hub.execute("view.epipolar")
    assert pink(grid.lateral) == 0


def test_a_click_of_the_crosshair_in_the_other_view_turns_the_roles_and_other_tools_do_not(window, grid):
    click(grid.frontal, 6, 20)
    window.actions_hub.execute("tool.pan")
    click(grid.lateral, 20, 4)
    assert window.read.area(ReadEpipolar).model.source == "frontal"
    window.actions_hub.execute("tool.crosshair")
    click(grid.lateral, 20, 4)
    assert window.read.area(ReadEpipolar).model.source == "lateral"
    assert pink(grid.frontal) > 3 * pink(grid.lateral) > 0


def test_the_wheel_moves_the_crosshair_in_depth_and_not_in_the_picked_view(window, grid):
    click(grid.frontal, 6, 20)
    before = grid.slices.crosshair_lps_mm
    wheel(grid.frontal, 3)
    after = grid.slices.crosshair_lps_mm
    assert np.linalg.norm(np.subtract(after, before)) == pytest.approx(15.0)
    view = grid.frontal.geometry_view
    assert view.world_to_pixel(after) == pytest.approx(view.world_to_pixel(before), abs=1e-6)
    assert grid.frontal.pan_zoom.zoom == 1.0
    wheel(grid.frontal, 1, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert grid.frontal.pan_zoom.zoom > 1.0


def test_dragging_along_the_line_sets_the_depth(window, grid):
    click(grid.frontal, 6, 20)
    picked = grid.frontal.geometry_view.world_to_pixel(grid.slices.crosshair_lps_mm)
    lateral = grid.lateral
    line = epipolar_line(ray_of_pixel(grid.frontal.geometry_view, tuple(picked)), lateral.geometry_view)
    row, col = lateral.geometry_view.world_to_pixel(grid.slices.crosshair_lps_mm)
    target = np.array([row, col]) + 4.0 * np.array([-line[1], line[0]])
    transform = lateral.transform()
    drag(lateral, transform.to_screen(row, col), transform.to_screen(*target), Qt.MouseButton.LeftButton)
    point = grid.slices.crosshair_lps_mm
    assert window.read.area(ReadEpipolar).model.source == "frontal"
    assert grid.frontal.geometry_view.world_to_pixel(point) == pytest.approx(picked, abs=1e-6)
    seen = lateral.geometry_view.world_to_pixel(point)
    assert seen == pytest.approx(target, abs=0.05) and abs(distance_px(line, seen)) < 1e-6


def test_re_projections_show_the_same_crosshair_and_line(window, grid):
    study = window.read.session.current
    study.add_result(make_result(study))
    window.actions_hub.execute("compare.xrays")
    xrays = grid.compare.xrays
    click(xrays.rights[0], 12, 20)
    point = grid.slices.crosshair_lps_mm
    assert xrays.displays[1].crosshair_lps_mm == point
    assert pink(xrays.lefts[1]) > 2 * pink(xrays.lefts[0]) > 0 and pink(xrays.rights[1]) > 0
