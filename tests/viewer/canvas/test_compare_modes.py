"""Checkerboard and blink do what they say, safely; colours of differences can be told apart by everybody."""

from collections.abc import Iterator

import numpy as np
import pytest
from canvas_helpers import patch_brightness
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_viewer.models.comparison import BLINK_LIMITS_HZ, Choice, Sides, default_sides, valid_sides
from xr2ct_viewer.models.imaging import difference_colours
from xr2ct_viewer.views.compare_view import CompareView

GEOMETRY = BiplanarGeometry.make(rows=80, cols=80, pixel_mm=6.25)
DARK, BRIGHT = np.zeros((80, 80), np.float32), np.full((80, 80), 5.0, np.float32)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[CompareView]:
    view = CompareView(compute_metrics=lambda right, left: {"psnr_db": 30.0, "rmse": 0.1, "ssim": 0.9, "ncc": 0.9})
    qtbot.addWidget(view)
    view.resize(900, 640)
    view.show()
    view.set_images((DARK, DARK), (BRIGHT, BRIGHT), GEOMETRY)
    for display in view.xrays.displays:
        display.show_crosshair = False
    qtbot.waitUntil(lambda: not view.is_computing)
    yield view
    view.close()


def test_tiles_of_both_images_take_turns_from_the_top_left_corner(view: CompareView) -> None:
    view.set_mode("checkerboard")
    view.comparison.tile_mm = 60.0
    canvas = view.xrays.blends[0]
    transform, picture = canvas.transform(), canvas.render_image()
    left, top = transform.to_screen(-0.5, -0.5)
    tile = 60.0 * transform.pixels_per_mm
    for row, col in ((1, 1), (1, 2), (2, 2), (3, 2)):
        x, y = left + (col + 0.5) * tile, top + (row + 0.5) * tile
        is_right = (row + col) % 2 == 1
        assert (patch_brightness(picture, x, y) > 200) == is_right, (row, col)
        assert (canvas.pyramid_at(QPointF(x, y)).image[0, 0] == 5.0) == is_right


def test_larger_tiles_show_fewer_edges(view: CompareView) -> None:
    view.set_mode("checkerboard")
    canvas = view.xrays.blends[0]
    edges = []
    for size in (20.0, 80.0):
        view.bar.tile.setValue(round(size))
        assert view.comparison.tile_mm == size
        picture = canvas.render_image()
        y = round(canvas.height() / 2) + 5
        row = [picture.pixelColor(x, y).lightness() > 128 for x in range(picture.width())]
        edges.append(int(np.sum(np.diff(row))))
    assert edges[0] > 2 * edges[1] > 0


def test_blinking_swaps_the_images_at_the_same_place(view: CompareView, qtbot: QtBot) -> None:
    view.set_mode("blink")
    view.comparison.rate_hz = 3.0
    canvas = view.xrays.blends[0]
    at = canvas.width() / 2, canvas.height() / 3
    seen = set()
    for _ in range(2):
        with qtbot.waitSignal(view._blinking.timeout, timeout=2000):
            pass
        seen.add(patch_brightness(canvas.render_image(), *at) > 128)
    assert seen == {True, False}


@pytest.mark.parametrize("asked_hz", [0.0, 0.5, 3.0, 10.0, 1e6])
def test_blinking_is_never_faster_than_three_times_a_second(view: CompareView, asked_hz: float) -> None:
    view.set_mode("blink")
    view.comparison.rate_hz = asked_hz
    assert view.is_blinking and 1000.0 / view._blinking.interval() <= 3.0
    assert view.bar.rate.maximum() * 0.1 <= BLINK_LIMITS_HZ[1] + 1e-9


def test_blinking_stops_when_it_cannot_be_seen_and_goes_on_afterwards(view: CompareView) -> None:
    view.set_mode("blink")
    assert view.is_blinking
    view.hide()
    assert not view.is_blinking
    view.show()
    assert view.is_blinking
    view.set_mode("swipe")
    assert not view.is_blinking


def test_space_stops_the_blinking_and_swaps_by_hand(view: CompareView, qtbot: QtBot) -> None:
    view.set_mode("blink")
    before = view.comparison.shows_right
    qtbot.keyClick(view.xrays.blends[0], Qt.Key.Key_Space)
    assert not view.is_blinking and view.comparison.shows_right != before
    view.bar.pause.setChecked(False)
    assert view.is_blinking


def test_settings_of_a_mode_show_with_it_only(view: CompareView) -> None:
    view.set_mode("checkerboard")
    assert view.bar.tile.isVisible() and not view.bar.rate.isVisible()
    view.set_mode("blink")
    assert view.bar.rate.isVisible() and not view.bar.tile.isVisible()
    view.set_mode("side_by_side")
    assert not view.bar.rate.isVisible() and not view.bar.tile.isVisible()


def test_signs_of_a_difference_can_be_told_apart_without_red_or_green_cones() -> None:
    """Viénot, Brettel and Mollon, Color Res Appl 1999;24:243: protanopia and deuteranopia in linear RGB."""
    linear = (difference_colours() / 255.0) ** 2.2
    for first, second in (((0.11238, 0.88762), (0.00401, -0.00401)), ((0.29275, 0.70725), (-0.02234, 0.02234))):
        seen = np.stack(
            [
                linear[:, 0] * first[0] + linear[:, 1] * first[1],
                linear[:, 0] * first[0] + linear[:, 1] * first[1],
                linear[:, 0] * second[0] + linear[:, 1] * second[1] + linear[:, 2],
            ],
            axis=1,
        )
        shown = np.clip(seen, 0, 1) ** (1 / 2.2)
        apart = np.abs(shown - shown[::-1]).max(axis=1)
        assert apart[:96].min() > 0.15
        assert np.all(np.diff(shown[128:].mean(axis=1)) <= 1e-6) and np.all(np.diff(shown[:128].mean(axis=1)) >= -1e-6)


def test_the_current_result_stands_right_and_left_of_it_the_true_ct_or_else_another_result() -> None:
    truth, tv, template = (
        Choice.plain("truth", "True CT"),
        Choice.plain("tv", "TV"),
        Choice.plain("template", "Templates"),
    )
    assert default_sides((truth, tv, template), "template") == Sides("truth", "template")
    assert default_sides((tv, template), "template") == Sides("tv", "template")
    assert default_sides((truth, tv), "gone") == Sides("truth", "tv")
    assert default_sides((tv,), "tv") is None and default_sides((), None) is None
    assert valid_sides(Sides("truth", "tv"), (truth, tv)) and not valid_sides(Sides("truth", "tv"), (truth,))
