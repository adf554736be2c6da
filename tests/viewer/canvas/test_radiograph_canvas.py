"""Radiographs lie as a viewer sees them, and their crosshair is the crosshair of the volume."""

import numpy as np
import pytest
from canvas_helpers import GRID, MARKER_LPS_MM, brightness, drag, marker_volume, patch_brightness, wheel
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from xr2ct_core.geometry import BiplanarGeometry, View, ViewGeometry
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.units import hu_to_mu_per_mm
from xr2ct_viewer.models.display import GreyWindow, RadiographDisplay, SliceDisplay, link_crosshairs
from xr2ct_viewer.widgets.radiograph_canvas import RadiographCanvas

SIDE = 400
CONE = BiplanarGeometry.make(rows=80, cols=80, pixel_mm=6.25)
PARALLEL = BiplanarGeometry.make(model="parallel", sad_mm=0, sdd_mm=0, rows=80, cols=80, pixel_mm=4.0)
MIRRORED = BiplanarGeometry.make(rows=80, cols=80, pixel_mm=6.25, frontal_view=View.AP, lateral_view=View.RL)


@pytest.fixture
def display() -> RadiographDisplay:
    return RadiographDisplay(show_crosshair=False)


def project(view: ViewGeometry) -> np.ndarray:
    return project_numpy(hu_to_mu_per_mm(marker_volume().hu), (view,), GRID)[0]


def make(
    qtbot: QtBot, view: ViewGeometry, display: RadiographDisplay, image: np.ndarray | None = None
) -> RadiographCanvas:
    canvas = RadiographCanvas(display)
    qtbot.addWidget(canvas)
    canvas.resize(SIDE, SIDE)
    canvas.set_radiograph(np.zeros((80, 80), np.float32) if image is None else image, view, view.view.label)
    return canvas


def on_screen(view: ViewGeometry, point: tuple[float, float, float]) -> tuple[float, float]:
    row, col = view.world_to_pixel(point)
    return (float(col) + 0.5) * SIDE / view.cols, (float(row) + 0.5) * SIDE / view.rows


@pytest.mark.parametrize("geometry", [CONE, PARALLEL, MIRRORED], ids=["cone", "parallel", "AP and RL"])
def test_a_marker_on_the_left_back_and_high_appears_right_and_high(
    qtbot: QtBot, display: RadiographDisplay, geometry: BiplanarGeometry
) -> None:
    for view, letters in zip(geometry.views, (("R", "L", "", ""), ("A", "P", "", "")), strict=True):
        display.window = GreyWindow(0.2, 0.6)
        canvas = make(qtbot, view, display, project(view))
        rows, cols = np.nonzero(brightness(canvas.render_image()) > 250)
        away_from_texts = (np.abs(cols - SIDE / 2) < 180) & (rows > 30) & (rows < SIDE - 60)
        assert canvas.letters == letters
        assert cols[away_from_texts].mean() > SIDE / 2 + 20
        assert rows[away_from_texts].mean() < SIDE / 2 - 60


def test_dense_is_white(qtbot: QtBot, display: RadiographDisplay) -> None:
    image = np.zeros((80, 80), np.float32)
    image[20:40, 20:40] = 2.0
    picture = make(qtbot, CONE.frontal, display, image).render_image()
    assert patch_brightness(picture, 150, 150) > 250
    assert patch_brightness(picture, 250, 250) < 5


@pytest.mark.parametrize("geometry", [CONE, PARALLEL, MIRRORED], ids=["cone", "parallel", "AP and RL"])
def test_the_crosshair_of_the_volume_is_projected_into_both_views(qtbot: QtBot, geometry: BiplanarGeometry) -> None:
    for view in geometry.views:
        display = RadiographDisplay(window=GreyWindow(1.0, 2.0), crosshair_lps_mm=MARKER_LPS_MM)
        canvas = make(qtbot, view, display)
        with_lines = brightness(canvas.render_image())
        display.show_crosshair = False
        changed = (with_lines - brightness(canvas.render_image())) > 20
        x, y = on_screen(view, MARKER_LPS_MM)
        assert np.flatnonzero(changed.sum(axis=0) > SIDE / 2).tolist() == [int(x)]
        assert np.flatnonzero(changed.sum(axis=1) > SIDE / 2).tolist() == [int(y)]


@pytest.mark.parametrize("geometry", [CONE, PARALLEL, MIRRORED], ids=["cone", "parallel", "AP and RL"])
def test_a_click_moves_the_crosshair_along_the_ray_at_its_depth(qtbot: QtBot, geometry: BiplanarGeometry) -> None:
    start = (10.0, -30.0, 5.0)
    goal = (60.0, -70.0, 45.0)
    for view, kept_axis in zip(geometry.views, (1, 0), strict=True):
        display = RadiographDisplay(crosshair_lps_mm=start)
        expected = list(goal)
        expected[kept_axis] = start[kept_axis]
        x, y = on_screen(view, (expected[0], expected[1], expected[2]))
        drag(make(qtbot, view, display), (200, 200), (x, y), Qt.MouseButton.LeftButton)
        assert display.crosshair_lps_mm == pytest.approx(expected)


def test_clicks_in_both_views_find_a_point_of_the_patient(qtbot: QtBot) -> None:
    slices = SliceDisplay()
    displays = RadiographDisplay(), RadiographDisplay()
    link_crosshairs(slices, *displays)
    canvases = [make(qtbot, view, display) for view, display in zip(CONE.views, displays, strict=True)]
    for _ in range(12):
        for canvas, view in zip(canvases, CONE.views, strict=True):
            place = on_screen(view, MARKER_LPS_MM)
            drag(canvas, place, place, Qt.MouseButton.LeftButton)
    assert slices.crosshair_lps_mm == pytest.approx(MARKER_LPS_MM, abs=0.1)


def test_a_first_click_places_the_crosshair_at_the_depth_of_the_isocentre(qtbot: QtBot) -> None:
    display = RadiographDisplay()
    drag(make(qtbot, CONE.frontal, display), (100, 100), (300, 200), Qt.MouseButton.LeftButton)
    assert display.crosshair_lps_mm is not None
    assert display.crosshair_lps_mm[1] == 0.0
    assert display.crosshair_lps_mm[0] > 50


def test_a_turned_view_keeps_the_crosshair_under_the_mouse(qtbot: QtBot) -> None:
    view = CONE.frontal.turned(20)
    display = RadiographDisplay(crosshair_lps_mm=(0.0, 25.0, 0.0))
    canvas = make(qtbot, view, display)
    drag(canvas, (200, 200), (281, 133), Qt.MouseButton.LeftButton)
    assert display.crosshair_lps_mm is not None
    assert display.crosshair_lps_mm[1] == 25.0
    assert on_screen(view, display.crosshair_lps_mm) == pytest.approx((281, 133))


def test_without_a_geometry_there_are_no_letters_and_dragging_pans(qtbot: QtBot, display: RadiographDisplay) -> None:
    canvas = RadiographCanvas(display)
    qtbot.addWidget(canvas)
    canvas.resize(SIDE, SIDE)
    canvas.set_radiograph(np.zeros((80, 80), np.float32), None, "Unknown view")
    drag(canvas, (200, 200), (240, 200), Qt.MouseButton.LeftButton)
    assert canvas.letters == ("", "", "", "")
    assert display.crosshair_lps_mm is None
    assert canvas.pan_zoom.centre == pytest.approx((0.4, 0.5))


def test_right_drag_changes_the_window_exactly_and_the_menu_resets_it(qtbot: QtBot, display: RadiographDisplay) -> None:
    canvas = make(qtbot, CONE.frontal, display)
    display.window = GreyWindow(1.0, 3.0)
    drag(canvas, (200, 200), (264, 168), Qt.MouseButton.RightButton)
    assert display.window.width == pytest.approx(2.5)
    assert display.window.centre == pytest.approx(2.25)
    next(action for action in canvas.make_menu().actions() if action.text() == "Automatic window").trigger()
    assert display.window is None


def test_the_automatic_window_spans_the_image_without_its_extremes(qtbot: QtBot, display: RadiographDisplay) -> None:
    image = np.linspace(0, 10, 6400, dtype=np.float32).reshape(80, 80)
    image[0, 0] = 1000
    canvas = make(qtbot, CONE.frontal, display, image)
    assert canvas.window.low == pytest.approx(0.05, abs=0.02)
    assert canvas.window.high == pytest.approx(9.95, abs=0.02)


def test_a_constant_image_has_a_window_too(qtbot: QtBot, display: RadiographDisplay) -> None:
    assert make(qtbot, CONE.frontal, display).window.width > 0


def test_the_probe_names_the_scale_of_the_value(qtbot: QtBot, display: RadiographDisplay) -> None:
    image = np.full((80, 80), 1.25, np.float32)
    canvas = make(qtbot, CONE.frontal, display, image)
    assert canvas.probe_lines(image, 10.2, 20.4) == ("row 10  column 20", "line integral 1.250")
    canvas.set_radiograph(image, CONE.frontal, "Frontal", scale="display")
    assert canvas.probe_lines(image, 10.2, 20.4)[1] == "grey value 1.250"


def test_lengths_are_those_at_the_isocentre(qtbot: QtBot, display: RadiographDisplay) -> None:
    canvas = make(qtbot, CONE.frontal, display)
    transform = canvas.transform()
    assert transform is not None
    (x0, _), (x1, _) = on_screen(CONE.frontal, (0, 0, 0)), on_screen(CONE.frontal, (50, 0, 0))
    assert transform.pixels_per_mm * 50 == pytest.approx(x1 - x0)


def test_the_wheel_zooms_at_the_mouse(qtbot: QtBot, display: RadiographDisplay) -> None:
    canvas = make(qtbot, CONE.frontal, display)
    before = canvas.transform()
    wheel(canvas, 1, (200, 200))
    after = canvas.transform()
    assert before is not None and after is not None
    assert after.pixels_per_mm == pytest.approx(1.25 * before.pixels_per_mm)


def test_an_empty_canvas_says_what_to_do_and_exports_with_a_banner(qtbot: QtBot, display: RadiographDisplay) -> None:
    canvas = RadiographCanvas(display)
    qtbot.addWidget(canvas)
    canvas.resize(SIDE, SIDE)
    assert brightness(canvas.render_image())[150:250].max() > 80
    assert canvas.grab_image().height() > SIDE
    drag(canvas, (10, 10), (50, 50), Qt.MouseButton.RightButton)
    assert display.window is None
