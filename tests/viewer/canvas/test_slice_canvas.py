"""Slices lie as radiologists expect them, and mouse, wheel and keys do what the hint says."""

import gc
import weakref

import numpy as np
import pytest
from canvas_helpers import GRID, MARKER_LPS_MM, brightness, drag, hover, marker_volume, patch_brightness, wheel
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from xr2ct_core.affine import Affine
from xr2ct_core.provenance import SYNTHETIC_BANNER
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.display import WINDOW_PRESETS, SliceDisplay, WindowLevel
from xr2ct_viewer.models.planes import Orientation
from xr2ct_viewer.widgets.slice_canvas import SliceCanvas

SIDE = 400
MARKER_X, MARKER_Y, MARKER_Z = MARKER_LPS_MM


@pytest.fixture
def display() -> SliceDisplay:
    return SliceDisplay(crosshair_lps_mm=MARKER_LPS_MM, show_crosshair=False)


def make(qtbot: QtBot, orientation: Orientation, display: SliceDisplay, volume: Volume | None = None) -> SliceCanvas:
    """A canvas whose image area is a square of `SIDE` pixels, so that 320 mm span `SIDE` pixels."""
    canvas = SliceCanvas(orientation, display)
    qtbot.addWidget(canvas)
    canvas.resize(SIDE + round(canvas.reserved_right_px()), SIDE)
    canvas.set_volume(volume or marker_volume())
    return canvas


def screen(right_mm: float, down_mm: float) -> tuple[float, float]:
    """Pixel at a distance from the middle of the image."""
    return SIDE / 2 + right_mm * SIDE / 320, SIDE / 2 + down_mm * SIDE / 320


@pytest.mark.parametrize(
    ("orientation", "right_mm", "down_mm", "letters"),
    [
        ("axial", MARKER_X, MARKER_Y, ("R", "L", "A", "P")),
        ("coronal", MARKER_X, -MARKER_Z, ("R", "L", "S", "I")),
        ("sagittal", MARKER_Y, -MARKER_Z, ("A", "P", "S", "I")),
    ],
)
def test_a_marker_appears_where_the_radiological_convention_puts_it(
    qtbot: QtBot,
    display: SliceDisplay,
    orientation: Orientation,
    right_mm: float,
    down_mm: float,
    letters: tuple[str, str, str, str],
) -> None:
    canvas = make(qtbot, orientation, display)
    picture = canvas.render_image()
    assert canvas.letters == letters
    assert patch_brightness(picture, *screen(right_mm, down_mm)) > 250
    for mirrored in ((-right_mm, down_mm), (right_mm, -down_mm), (-right_mm, -down_mm)):
        assert patch_brightness(picture, *screen(*mirrored)) < 100


def test_letters_are_drawn_at_the_edges_of_the_slice(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "axial", display)
    display.crosshair_lps_mm = (0.0, 0.0, -100.0)
    picture = brightness(canvas.render_image())
    background = np.median(picture)
    middle = slice(SIDE // 2 - 10, SIDE // 2 + 10)
    for edge in (picture[middle, 4:26], picture[middle, SIDE - 26 : SIDE - 4]):
        assert edge.max() > background + 100
    for edge in (picture[2:24, middle], picture[SIDE - 24 : SIDE - 2, middle]):
        assert edge.max() > background + 100


def test_slices_of_unequal_voxels_keep_true_proportions(qtbot: QtBot, display: SliceDisplay) -> None:
    volume = Volume(np.zeros((20, 100, 100), np.int16), Affine.centred((20, 100, 100), (8.0, 1.0, 1.0)))
    canvas = make(qtbot, "coronal", display, volume)
    transform = canvas.transform()
    assert transform is not None
    (left, top), (right, bottom) = transform.to_screen(-0.5, -0.5), transform.to_screen(19.5, 99.5)
    assert (bottom - top) / (right - left) == pytest.approx(1.6)
    assert bottom - top == pytest.approx(SIDE)


def test_a_click_moves_the_crosshair_and_keeps_the_slice(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "coronal", display)
    drag(canvas, (10, 10), screen(40, 60), Qt.MouseButton.LeftButton)
    assert display.crosshair_lps_mm == pytest.approx((40, MARKER_Y, -60))


def test_the_crosshair_moves_the_slices_of_the_other_orientations(qtbot: QtBot, display: SliceDisplay) -> None:
    axial, sagittal = make(qtbot, "axial", display), make(qtbot, "sagittal", display)
    drag(axial, (10, 10), screen(-92.5, 12.5), Qt.MouseButton.LeftButton)
    x_index = round(float(GRID.affine.world_to_voxel((-92.5, 0, 0))[2]))
    assert sagittal.index == x_index == sagittal.slider.value()
    assert axial.index == round(float(GRID.affine.world_to_voxel((0, 0, MARKER_Z))[0]))


def test_the_crosshair_stays_inside_the_volume(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "axial", display)
    drag(canvas, (200, 200), (-500, 900), Qt.MouseButton.LeftButton)
    assert display.crosshair_lps_mm == pytest.approx((-157.5, 157.5, MARKER_Z))


def test_crosshair_lines_cross_at_the_projected_point(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "axial", display)
    display.crosshair_lps_mm = (-50.0, 25.0, -100.0)
    without = brightness(canvas.render_image())
    display.show_crosshair = True
    changed = np.abs(brightness(canvas.render_image()) - without) > 20
    x, y = screen(-50, 25)
    assert np.flatnonzero(changed.sum(axis=0) > SIDE / 2).tolist() == [int(x)]
    assert np.flatnonzero(changed.sum(axis=1) > SIDE / 2).tolist() == [int(y)]
    assert not changed[int(y) - 5 : int(y) + 5, int(x) - 5 : int(x) + 5].any()


def test_the_wheel_scrolls_one_slice_a_notch_towards_the_head(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "axial", display)
    start = canvas.index
    wheel(canvas, 3)
    assert canvas.index == start + 3
    wheel(canvas, -1)
    assert canvas.index == start + 2
    assert display.crosshair_lps_mm[2] == pytest.approx(MARKER_Z + 10)


def test_half_notches_of_a_touchpad_add_up(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "axial", display)
    start = canvas.index
    wheel(canvas, 0.5)
    assert canvas.index == start
    wheel(canvas, 0.5)
    assert canvas.index == start + 1


def test_scrolling_stops_at_the_ends(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "axial", display)
    wheel(canvas, 500)
    assert canvas.index == 63
    wheel(canvas, -500)
    assert canvas.index == 0


def test_slider_and_keys_choose_slices_too(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "coronal", display)
    canvas.slider.setValue(10)
    assert canvas.index == 10
    qtbot.keyClick(canvas, Qt.Key.Key_PageUp)
    assert canvas.index == 11
    qtbot.keyClick(canvas, Qt.Key.Key_End)
    assert canvas.index == 0


def test_arrow_keys_move_the_crosshair_by_one_voxel(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "sagittal", display)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    assert display.crosshair_lps_mm == pytest.approx((MARKER_X, MARKER_Y + 5, MARKER_Z - 5))


def test_right_drag_changes_window_and_level_by_the_width_over_256_a_pixel(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "axial", display)
    display.window_level = WindowLevel(-200, 1600)
    drag(canvas, (100, 200), (164, 168), Qt.MouseButton.RightButton)
    assert display.window_level == WindowLevel(-200 + 32 * 1600 / 256, 1600 + 64 * 1600 / 256)


def test_a_window_never_gets_narrower_than_one_hu(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "axial", display)
    drag(canvas, (390, 200), (-900, 200), Qt.MouseButton.RightButton)
    assert display.window_level.width_hu == 1.0


def test_the_window_decides_the_grey_of_a_value(qtbot: QtBot, display: SliceDisplay) -> None:
    volume = Volume.on_grid(np.zeros(GRID.shape_zyx, np.int16), GRID)
    canvas = make(qtbot, "axial", display, volume)
    for window, grey in ((WindowLevel(0, 100), 128), (WindowLevel(25, 100), 64), (WindowLevel(500, 100), 0)):
        display.window_level = window
        assert patch_brightness(canvas.render_image(), 120, 120) == pytest.approx(grey, abs=1)


def test_the_menu_offers_every_preset_and_marks_the_current_one(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "axial", display)
    display.window_level = WINDOW_PRESETS["Bone"]
    actions = {action.text().split("\t")[0]: action for action in canvas.make_menu().actions()}
    assert [name for name, action in actions.items() if action.isChecked()] == ["Bone"]
    actions["Lung"].trigger()
    assert display.window_level == WindowLevel(-600, 1500)
    assert set(WINDOW_PRESETS) < set(actions)


def test_zoom_keeps_the_point_under_the_mouse_and_is_shared(qtbot: QtBot, display: SliceDisplay) -> None:
    axial, coronal = make(qtbot, "axial", display), make(qtbot, "coronal", display)
    before = axial.transform()
    assert before is not None
    wheel(axial, 2, (150, 120), Qt.KeyboardModifier.ControlModifier)
    after, other = axial.transform(), coronal.transform()
    assert after is not None and other is not None
    assert after.to_image(150, 120) == pytest.approx(before.to_image(150, 120))
    assert after.zoom == other.zoom == pytest.approx(1.25**2)
    assert after.centre[0] == pytest.approx(other.centre[0])


def test_middle_drag_pans_and_double_click_fits(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "axial", display)
    display.zoom = 2.0
    drag(canvas, (200, 200), (240, 190), Qt.MouseButton.MiddleButton)
    transform = canvas.transform()
    assert transform is not None
    assert transform.to_screen(31.5, 31.5) == pytest.approx((240, 190))
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton)
    assert canvas.view() == (1.0, (0.5, 0.5))


def test_the_probe_tells_position_and_hu(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "axial", display)
    transform = canvas.transform()
    assert transform is not None and canvas.pixels is not None
    row, col = transform.to_image(*screen(MARKER_X, MARKER_Y))
    assert canvas.probe_lines(canvas.pixels, row, col) == ("x +77.5  y +37.5  z +107.5 mm", "1000 HU")
    assert canvas.probe_lines(canvas.pixels, 0, 0)[1] == "−1000 HU"


def test_the_probe_is_shown_under_the_mouse_but_not_exported(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "axial", display)
    without, exported_without = canvas.grab().toImage(), canvas.grab_image()
    hover(canvas, (60, 60))
    corner = (slice(SIDE - 50, SIDE), slice(0, 150))
    assert (brightness(canvas.grab().toImage())[corner] != brightness(without)[corner]).any()
    assert (brightness(canvas.grab_image()) == brightness(exported_without)).all()


def test_position_and_window_are_written_on_the_canvas(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "axial", display)
    display.window_level = WINDOW_PRESETS["Lung"]
    assert canvas.title_lines() == ("Axial", "54/64 · z = +107.5 mm")
    assert canvas.window_text() == "W 1500 L −600"


def test_without_a_volume_the_canvas_is_black_with_a_word(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "axial", display)
    canvas.set_volume(None)
    picture = brightness(canvas.render_image())
    assert np.median(picture) == 0
    assert picture[SIDE // 2 - 30 : SIDE // 2 + 40].max() > 80
    assert canvas.index == -1 and canvas.slider.isHidden()


def test_an_empty_canvas_ignores_every_gesture(qtbot: QtBot) -> None:
    display = SliceDisplay()
    canvas = SliceCanvas("axial", display)
    qtbot.addWidget(canvas)
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
        drag(canvas, (10, 10), (60, 60), button)
    wheel(canvas, 1)
    wheel(canvas, 1, modifiers=Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    assert display.crosshair_lps_mm == (0, 0, 0)
    assert display.zoom == 1 and display.centre_lps_mm is None


def test_another_volume_keeps_crosshair_and_window(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "axial", display)
    display.window_level = WINDOW_PRESETS["Bone"]
    canvas.set_volume(Volume.on_grid(np.zeros(GRID.shape_zyx, np.float32), GRID))
    assert display.crosshair_lps_mm == MARKER_LPS_MM
    assert display.window_level == WINDOW_PRESETS["Bone"]


def test_exported_pictures_carry_the_banner_and_hide_nothing(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "axial", display)
    canvas.set_banner(SYNTHETIC_BANNER)
    plain, exported = canvas.render_image(), canvas.grab_image()
    assert exported.width() == plain.width() and exported.height() > plain.height()
    assert (brightness(exported)[: plain.height()] == brightness(plain)).all()
    assert np.ptp(brightness(exported)[plain.height() :]) > 80


def test_a_canvas_may_go_away_while_its_display_lives_on(qtbot: QtBot, display: SliceDisplay) -> None:
    import shiboken6

    canvas = SliceCanvas("axial", display)
    canvas.set_volume(marker_volume())
    shiboken6.delete(canvas)
    display.crosshair_lps_mm = (0.0, 0.0, 0.0)
    assert display.crosshair_lps_mm == (0.0, 0.0, 0.0)


def test_a_canvas_nobody_holds_is_freed_although_its_display_lives_on(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = SliceCanvas("axial", display)
    canvas.set_volume(marker_volume())
    canvas.render_image()
    gone = weakref.ref(canvas)
    del canvas
    gc.collect()
    assert gone() is None


def test_a_canvas_squeezed_to_nothing_draws_nothing(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "axial", display)
    canvas.setMinimumSize(0, 0)
    canvas.resize(5, 5)
    assert canvas.transform() is None
    drag(canvas, (1, 1), (3, 3), Qt.MouseButton.LeftButton)
    assert display.crosshair_lps_mm == MARKER_LPS_MM
    assert canvas.render_image().width() == 5


def test_the_magnifier_shows_the_slice_larger_while_m_is_held(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "axial", display)
    hover(canvas, screen(MARKER_X, MARKER_Y))
    outside = (round(screen(MARKER_X + 22, MARKER_Y)[0]), round(screen(MARKER_X, MARKER_Y)[1]))
    assert brightness(canvas.grab().toImage())[outside[::-1]] < 100
    qtbot.keyPress(canvas, Qt.Key.Key_M)
    assert brightness(canvas.grab().toImage())[outside[::-1]] > 200
    qtbot.keyRelease(canvas, Qt.Key.Key_M)
    assert brightness(canvas.grab().toImage())[outside[::-1]] < 100


def test_assistive_technology_can_name_the_canvas(qtbot: QtBot, display: SliceDisplay) -> None:
    canvas = make(qtbot, "sagittal", display)
    assert canvas.accessibleName() == "Sagittal slices"
    assert "crosshair" in canvas.accessibleDescription()
    assert canvas.slider.accessibleName() == "Sagittal slice"
