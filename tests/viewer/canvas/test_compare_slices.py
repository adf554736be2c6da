"""Two volumes are compared slice by slice, linked, on one grid, with their differences in HU."""

from collections.abc import Iterator

import numpy as np
import pytest
from canvas_helpers import MARKER_LPS_MM, brightness, drag, hover, marker_volume, patch_brightness, wheel
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from xr2ct_core.affine import Affine
from xr2ct_core.errors import BadInputError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.comparison import CompareMode, VolumePair
from xr2ct_viewer.services.comparing import centred_on_body, on_common_grid, scored
from xr2ct_viewer.views.compare_view import CompareView

NAMES = ("True CT", "Back-projection")


def shifted_marker(by_hu: float = 200.0) -> Volume:
    """The marker volume, denser everywhere."""
    volume = marker_volume()
    return Volume(volume.hu.astype(np.float32) + np.float32(by_hu), volume.affine)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[CompareView]:
    view = CompareView()
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.comparison.subject = "slices"
    view.show()
    yield view
    view.close()


@pytest.fixture
def pair() -> VolumePair:
    return on_common_grid(marker_volume(), shifted_marker())


def test_a_finer_volume_gives_the_grid_and_the_other_comes_to_its_place() -> None:
    fine = marker_volume()
    coarse = Volume.on_grid(np.full((16, 16, 16), -1000, np.int16), WorkingGrid(16))
    z, y, x = np.rint(coarse.affine.world_to_voxel(MARKER_LPS_MM)).astype(int)
    coarse.hu[z, y, x] = 500
    pair = on_common_grid(coarse, fine)
    assert pair.left.shape_zyx == pair.right.shape_zyx == fine.shape_zyx
    assert "64 × 64 × 64 voxels of 5 mm" in pair.note
    brightest = np.unravel_index(int(np.argmax(pair.left.hu)), pair.left.hu.shape)
    place = pair.left.affine.voxel_to_world(brightest)
    assert np.abs(place - MARKER_LPS_MM).max() <= coarse.spacing_zyx_mm[0] / 2 + 2.5


def test_the_same_grid_is_left_as_it_is_and_the_difference_is_right_minus_left(pair: VolumePair) -> None:
    assert pair.note == ""
    assert np.allclose(pair.difference.hu, 200.0)
    assert pair.box == (slice(0, 64), slice(0, 64), slice(0, 64))


def test_only_what_both_volumes_cover_is_measured() -> None:
    left = marker_volume()
    half = Volume(
        shifted_marker(300).hu[:, :, 32:], Affine.axis_aligned((5, 5, 5), left.affine.voxel_to_world((0, 0, 32)))
    )
    pair = on_common_grid(left, half)
    scores = scored(pair)
    assert pair.box[2] == slice(32, 64)
    assert scores.metrics["mae_hu"] == pytest.approx(300, abs=1)
    assert np.isnan(scores.curves["sagittal"].mae_hu[:32]).all()
    assert np.allclose(scores.curves["sagittal"].mae_hu[32:], 300, atol=1)
    assert np.all(pair.difference.hu[:, :, :32] == 0)


def test_volumes_that_are_apart_are_refused_with_a_way_out() -> None:
    far = Volume(marker_volume().hu, Affine.axis_aligned((5, 5, 5), (900.0, 0.0, 0.0)))
    with pytest.raises(BadInputError, match="do not overlap") as caught:
        on_common_grid(marker_volume(), far)
    assert "centred on the body" in caught.value.hint


def test_a_ct_of_another_world_can_be_centred_on_its_body() -> None:
    hu = np.full((40, 60, 60), -1000, np.int16)
    hu[5:35, 15:45, 20:50] = 40
    away = Volume(hu, Affine.axis_aligned((5, 5, 5), (700.0, -300.0, 1200.0)))
    placed = centred_on_body(away, 320.0, 64)
    body = np.argwhere(placed.hu > -300)
    middle = placed.affine.voxel_to_world((body.min(axis=0) + body.max(axis=0)) / 2)
    assert np.abs(middle).max() <= 2.5


@pytest.mark.parametrize(
    ("mode", "count"), [("side_by_side", 6), ("swipe", 3), ("checkerboard", 3), ("blink", 3), ("difference", 3)]
)
def test_all_three_orientations_are_shown_in_every_mode(
    view: CompareView, pair: VolumePair, mode: CompareMode, count: int
) -> None:
    view.slices.set_pair(pair, NAMES)
    view.set_mode(mode)
    shown = [canvas for canvas in view.slices.canvases() if canvas.isVisible()]
    assert len(shown) == count and all(canvas.has_image for canvas in shown)
    view.comparison.orientation = "coronal"
    shown = [canvas for canvas in view.slices.canvases() if canvas.isVisible()]
    assert [canvas.orientation for canvas in shown] == ["coronal"] * (count // 3)


def test_one_orientation_stands_side_by_side_with_the_left_volume_left(view: CompareView, pair: VolumePair) -> None:
    view.slices.set_pair(pair, NAMES)
    view.comparison.orientation = "axial"
    left, right = view.slices.lefts[0], view.slices.rights[0]
    assert left.y() == right.y() and left.x() < right.x()
    assert left.title_lines()[0] == "Axial · True CT" and right.title_lines()[0] == "Axial · Back-projection"


def test_crosshair_slice_window_and_zoom_are_linked_on_both_sides(view: CompareView, pair: VolumePair) -> None:
    view.slices.set_pair(pair, NAMES)
    view.comparison.orientation = "axial"
    left, right = view.slices.lefts[0], view.slices.rights[0]
    wheel(left, 3)
    assert left.index == right.index != 32
    wheel(right, 2, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert left.view() == right.view() and right.view()[0] > 1
    drag(left, (100, 100), (140, 90), Qt.MouseButton.RightButton)
    assert left.grey_range() == right.grey_range()
    drag(right, (120, 200), (120, 200), Qt.MouseButton.LeftButton)
    assert left.crosshair_at() == right.crosshair_at()


def test_the_probe_tells_both_volumes_and_their_difference(view: CompareView, pair: VolumePair) -> None:
    view.slices.set_pair(pair, NAMES)
    canvas = view.slices.lefts[0]
    assert canvas.pixels is not None
    _, both, difference = canvas.probe_lines(canvas.pixels, 30.0, 30.0)
    assert both == "True CT −1000 · Back-projection −800 HU" and difference == "difference +200 HU"


def test_the_right_slice_follows_the_left_one_through_the_stack(view: CompareView, pair: VolumePair) -> None:
    view.slices.set_pair(pair, NAMES)
    view.set_mode("blink")
    view.comparison.shows_right = True
    canvas = view.slices.blends[0]
    view.slices.display.crosshair_lps_mm = MARKER_LPS_MM
    canvas.render_image()
    assert canvas.pyramid_at(canvas.rect().center().toPointF()).image.max() == 1200.0


def test_swiping_slices_shows_the_denser_volume_right_of_the_divider(view: CompareView, pair: VolumePair) -> None:
    view.slices.set_pair(pair, NAMES)
    view.set_mode("swipe")
    view.comparison.orientation = "axial"
    canvas = view.slices.blends[0]
    drag(canvas, (canvas.divider_x(), 300), (0.6 * canvas.image_area().width(), 300), Qt.MouseButton.LeftButton)
    assert view.comparison.divider == pytest.approx(0.6, abs=0.01)
    picture, x, y = canvas.render_image(), canvas.divider_x(), canvas.height() / 3
    assert patch_brightness(picture, x + 40, y) > patch_brightness(picture, x - 40, y) + 20


def test_a_press_beside_the_divider_moves_the_crosshair(view: CompareView, pair: VolumePair) -> None:
    view.slices.set_pair(pair, NAMES)
    view.set_mode("swipe")
    before = view.slices.display.crosshair_lps_mm
    drag(view.slices.blends[0], (60, 300), (80, 300), Qt.MouseButton.LeftButton)
    assert view.comparison.divider == 0.5 and view.slices.display.crosshair_lps_mm != before


def test_the_difference_is_coloured_in_hu_on_a_symmetric_scale(view: CompareView, pair: VolumePair) -> None:
    view.slices.set_pair(pair, NAMES)
    view.set_mode("difference")
    view.comparison.orientation = "axial"
    canvas = view.slices.differences[0]
    assert view.slices.colour_range.limit == 200.0 and canvas.grey_range() == (-200.0, 200.0)
    x, y = canvas.transform().to_screen(20, 20)
    colour = canvas.render_image().pixelColor(round(x), round(y))
    assert colour.red() > 120 > colour.blue()
    assert "Back-projection − True CT" in canvas.title_lines()


def test_each_slice_shows_its_own_measures(view: CompareView, qtbot: QtBot) -> None:
    left, right = marker_volume(), marker_volume()
    right.hu[40] += 100
    pair = on_common_grid(left, right)
    view.slices.set_pair(pair, NAMES)
    view.show_scores(scored(pair))
    canvas = view.slices.rights[0]
    plane_z_mm = {index: float(left.affine.voxel_to_world((index, 0, 0))[2]) for index in (39, 40)}
    view.slices.display.crosshair_lps_mm = (0.0, 0.0, plane_z_mm[40])
    canvas.render_image()
    assert canvas.corner_lines[:2] == ("PSNR 28.0 dB", "MAE 100 HU")
    view.slices.display.crosshair_lps_mm = (0.0, 0.0, plane_z_mm[39])
    canvas.render_image()
    assert canvas.corner_lines[:2] == ("PSNR equal", "MAE 0 HU")


def test_without_a_pair_one_page_says_what_would_make_one(view: CompareView) -> None:
    view.slices.show_nothing()
    assert [canvas.accessibleName() for canvas in view.slices.canvases() if canvas.isVisible()] == [
        "Comparison of volumes"
    ]
    assert brightness(view.slices.grab_image(1.0)).max() > 100
    hover(view.slices.canvases()[0], (50, 50))
