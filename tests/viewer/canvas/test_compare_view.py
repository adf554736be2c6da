"""X-rays and re-projections are compared in five ways, linked, with metrics computed beside the window."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from canvas_helpers import brightness, drag, patch_brightness, wheel
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.provenance import SYNTHETIC_BANNER
from xr2ct_viewer.models.comparison import CompareMode
from xr2ct_viewer.views.compare_view import CompareView

GEOMETRY = BiplanarGeometry.make(rows=80, cols=80, pixel_mm=6.25)
Pair = tuple[NDArray[np.float32], NDArray[np.float32]]


def images(seed: int) -> Pair:
    rng = np.random.default_rng(seed)
    ramp = np.linspace(0, 4, 6400, dtype=np.float32).reshape(80, 80)
    return tuple(ramp + rng.normal(0, 0.05, (80, 80)).astype(np.float32) for _ in range(2))  # type: ignore[return-value]


def constant_metrics(reprojection: NDArray[np.float32], radiograph: NDArray[np.float32]) -> dict[str, float]:
    return {"psnr_db": 36.14, "rmse": 0.0417, "ssim": 0.9712, "ncc": 0.99832}


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[CompareView]:
    view = CompareView(compute_metrics=constant_metrics)
    qtbot.addWidget(view)
    view.resize(800, 640)
    view.show()
    yield view
    view.close()


def show(view: CompareView, qtbot: QtBot, inputs: Pair | None = None, reprojections: Pair | None = None) -> None:
    view.set_images(inputs or images(0), reprojections or images(1), GEOMETRY)
    qtbot.waitUntil(lambda: not view.is_computing)


@pytest.mark.parametrize(
    ("mode", "visible"), [("side_by_side", 4), ("swipe", 2), ("checkerboard", 2), ("blink", 2), ("difference", 2)]
)
def test_each_mode_shows_its_images(view: CompareView, qtbot: QtBot, mode: CompareMode, visible: int) -> None:
    show(view, qtbot)
    view.set_mode(mode)
    assert view.mode == mode
    assert sum(canvas.isVisible() and canvas.has_image for canvas in view.canvases()) == visible


def test_side_by_side_has_a_row_for_each_view_and_a_column_for_each_source(view: CompareView, qtbot: QtBot) -> None:
    show(view, qtbot)
    (frontal, lateral), (frontal_again, lateral_again) = view.xrays.lefts, view.xrays.rights
    assert frontal.y() == frontal_again.y() < lateral.y() == lateral_again.y()
    assert frontal.x() == lateral.x() < frontal_again.x() == lateral_again.x()
    assert [canvas.letters[0] for canvas in (*view.xrays.lefts, *view.xrays.rights)] == ["R", "A", "R", "A"]


def test_metrics_of_each_view_stand_in_its_corner(view: CompareView, qtbot: QtBot) -> None:
    show(view, qtbot)
    for canvas in (*view.xrays.rights, *view.xrays.blends, *view.xrays.differences):
        assert canvas.corner_lines == ("PSNR 36.1 dB", "RMSE 0.042", "SSIM 0.971", "NCC 0.9983")
    assert all(canvas.corner_lines == () for canvas in view.xrays.lefts)


def test_metrics_are_computed_off_the_window_thread_on_reprojection_and_radiograph(qtbot: QtBot) -> None:
    calls: list[tuple[int, float, float]] = []

    def record(reprojection: NDArray[np.float32], radiograph: NDArray[np.float32]) -> dict[str, float]:
        calls.append((threading.get_ident(), float(reprojection[0, 0]), float(radiograph[0, 0])))
        return constant_metrics(reprojection, radiograph)

    view = CompareView(compute_metrics=record)
    qtbot.addWidget(view)
    inputs, reprojections = images(0), images(1)
    show(view, qtbot, inputs, reprojections)
    assert [call[1:] for call in calls] == [(r[0, 0], i[0, 0]) for r, i in zip(reprojections, inputs, strict=True)]
    assert threading.get_ident() not in {call[0] for call in calls}
    view.close()


def test_metrics_of_images_that_were_replaced_are_not_shown(qtbot: QtBot) -> None:
    release = threading.Event()

    def slow_first(reprojection: NDArray[np.float32], radiograph: NDArray[np.float32]) -> dict[str, float]:
        release.wait(10)
        return {"psnr_db": float(reprojection[0, 0]), "rmse": 0.0, "ssim": 1.0, "ncc": 1.0}

    view = CompareView(compute_metrics=slow_first)
    qtbot.addWidget(view)
    view.set_images(images(0), images(1), GEOMETRY)
    view.clear()
    release.set()
    qtbot.waitUntil(lambda: not view.is_computing)
    assert view.xrays.rights[0].corner_lines == ()
    view.close()


def test_the_real_metrics_are_used_by_default(qtbot: QtBot) -> None:
    view = CompareView()
    qtbot.addWidget(view)
    same = images(0)
    view.set_images(same, (same[0] + np.float32(0.1), same[1]), GEOMETRY)
    qtbot.waitUntil(lambda: not view.is_computing, timeout=20_000)
    psnr = 20 * np.log10(float(np.ptp(same[0])) / 0.1)
    assert view.xrays.rights[0].corner_lines[0] == f"PSNR {psnr:.1f} dB"
    assert view.xrays.rights[0].corner_lines[3] == "NCC 1.0000"
    view.close()


def test_pan_and_zoom_of_all_images_are_linked(view: CompareView, qtbot: QtBot) -> None:
    show(view, qtbot)
    wheel(view.xrays.lefts[0], 2, (40, 60))
    transforms = [canvas.transform() for canvas in (*view.xrays.lefts, *view.xrays.rights)]
    assert all(transform is not None and transform.zoom == 1.25**2 for transform in transforms)
    assert len({transform.centre for transform in transforms if transform}) == 1


def test_input_and_reprojection_of_a_view_share_their_window(view: CompareView, qtbot: QtBot) -> None:
    inputs = images(0)
    show(view, qtbot, inputs, (inputs[0] * 3, inputs[1] * 3))
    assert view.xrays.lefts[0].grey_range() == view.xrays.rights[0].grey_range() == view.xrays.blends[0].grey_range()
    before = view.xrays.lefts[1].grey_range()
    drag(view.xrays.rights[0], (60, 60), (90, 60), Qt.MouseButton.RightButton)
    assert view.xrays.lefts[0].grey_range() == view.xrays.rights[0].grey_range()
    assert view.xrays.lefts[1].grey_range() == before


def test_a_pointer_in_the_input_shows_in_its_reprojection(view: CompareView, qtbot: QtBot) -> None:
    show(view, qtbot)
    without = brightness(view.xrays.rights[0].render_image())
    drag(view.xrays.lefts[0], (150, 100), (150, 100), Qt.MouseButton.LeftButton)
    changed = np.abs(brightness(view.xrays.rights[0].render_image()) - without) > 10
    assert changed[:, 150].mean() > 0.3


def test_swiping_shows_the_input_left_and_the_reprojection_right_of_the_divider(
    view: CompareView, qtbot: QtBot
) -> None:
    dark, bright = np.zeros((80, 80), np.float32), np.full((80, 80), 5.0, np.float32)
    show(view, qtbot, (dark, dark), (bright, bright))
    view.set_mode("swipe")
    canvas = view.xrays.blends[0]
    drag(canvas, (canvas.divider_x() + 4, 300), (0.7 * canvas.width(), 300), Qt.MouseButton.LeftButton)
    assert canvas.divider == pytest.approx(0.7, abs=0.01)
    picture, middle = canvas.render_image(), canvas.height() / 2 - 40
    assert patch_brightness(picture, 0.6 * canvas.width(), middle) < 140
    assert patch_brightness(picture, 0.8 * canvas.width(), middle) > 250
    pyramid = canvas.pyramid_at(QPointF(0.8 * canvas.width(), middle))
    assert pyramid.image[0, 0] == 5.0


def test_the_divider_moves_by_key_and_stays_inside(view: CompareView, qtbot: QtBot) -> None:
    show(view, qtbot)
    view.set_mode("swipe")
    canvas = view.xrays.blends[0]
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.divider == pytest.approx(0.52)
    canvas.set_divider(7)
    assert canvas.divider == 1.0


def test_the_difference_is_blue_below_white_at_and_red_above_zero(view: CompareView, qtbot: QtBot) -> None:
    radiograph = np.ones((80, 80), np.float32)
    reprojection = radiograph.copy()
    reprojection[:, :27] -= 0.5
    reprojection[:, 53:] += 0.5
    show(view, qtbot, (radiograph, radiograph), (reprojection, reprojection))
    view.set_mode("difference")
    canvas = view.xrays.differences[0]
    transform = canvas.transform()
    assert transform is not None and canvas.limit == 0.5
    picture = canvas.render_image()
    colours = []
    for col in (13, 40, 66):
        x, y = transform.to_screen(50, col)
        colours.append(picture.pixelColor(round(x), round(y)))
    assert colours[0].blue() > 120 > colours[0].red()
    assert colours[1].lightness() > 240
    assert colours[2].red() > 120 > colours[2].blue()


def test_both_differences_share_one_colour_scale_that_a_drag_changes(view: CompareView, qtbot: QtBot) -> None:
    inputs = images(0)
    show(view, qtbot, inputs, (inputs[0] + np.float32(0.1), inputs[1] - np.float32(2)))
    assert [canvas.limit for canvas in view.xrays.differences] == [2.0, 2.0]
    drag(view.xrays.differences[0], (20, 50), (148, 50), Qt.MouseButton.RightButton)
    assert [canvas.limit for canvas in view.xrays.differences] == [4.0, 4.0]
    assert view.xrays.differences[0].grey_range() == (-4.0, 4.0)


def test_without_images_one_page_says_what_will_appear_and_the_mode_is_kept(view: CompareView, qtbot: QtBot) -> None:
    view.set_mode("swipe")
    picture = brightness(view.grab_image())
    assert np.median(picture) == 0 and picture.max() > 100
    assert [canvas.accessibleName() for canvas in view.canvases() if canvas.isVisible()] == ["Comparison"]
    show(view, qtbot)
    assert all(canvas.isVisible() for canvas in view.xrays.blends)
    view.clear()
    assert not any(canvas.isVisible() for canvas in view.xrays.blends)


def test_images_of_different_size_are_refused_and_the_old_ones_stay(view: CompareView, qtbot: QtBot) -> None:
    show(view, qtbot)
    small = np.zeros((40, 40), np.float32)
    with pytest.raises(BadInputError):
        view.set_images(images(0), (small, small), GEOMETRY)
    assert view.xrays.lefts[0].pixels is not None and view.xrays.lefts[0].pixels.shape == (80, 80)
    assert view.xrays.rights[0].corner_lines[0] == "PSNR 36.1 dB"


@pytest.mark.parametrize("mode", ["side_by_side", "swipe", "checkerboard", "difference"])
def test_exported_pages_show_every_image_above_one_banner(view: CompareView, qtbot: QtBot, mode: CompareMode) -> None:
    show(view, qtbot)
    view.set_banner(SYNTHETIC_BANNER)
    view.set_mode(mode)
    picture = view.grab_image()
    shown = [canvas for canvas in view.canvases() if canvas.isVisible()]
    bottom = max(canvas.geometry().bottom() for canvas in shown) + 1
    assert picture.height() > bottom
    grey = brightness(picture)
    for canvas in shown:
        area = canvas.geometry()
        part = grey[area.top() : area.bottom() + 1, area.left() : area.right() + 1]
        assert (part == brightness(canvas.render_image())).all()
    assert np.ptp(grey[bottom:]) > 80
