"""Measuring with the mouse and the keyboard on canvases: drawing, taking hold, labels, planes, exported pictures."""

import numpy as np
import pytest
from canvas_helpers import GRID, MARKER_LPS_MM, brightness, drag, hover, marker_volume, send_mouse, wheel
from PySide6.QtCore import QEvent, QRectF, QSizeF, Qt
from pytestqt.qtbot import QtBot

from tests.viewer.conftest import make_pair
from xr2ct_core.affine import Affine
from xr2ct_viewer.models.display import RadiographDisplay, SliceDisplay
from xr2ct_viewer.models.measure.collection import Measurements
from xr2ct_viewer.models.measure.desk import MeasureDesk
from xr2ct_viewer.models.measure.measurement import POINTS, Kind, Measurement
from xr2ct_viewer.models.measure.reading import Region
from xr2ct_viewer.models.measure.subject import Subject
from xr2ct_viewer.models.oblique import plane_of
from xr2ct_viewer.models.planes import SlicePlane
from xr2ct_viewer.models.tools import ToolChoice
from xr2ct_viewer.models.undo import UndoStack
from xr2ct_viewer.widgets.image_canvas import ImageCanvas
from xr2ct_viewer.widgets.measure.draw_tool import DrawTool
from xr2ct_viewer.widgets.measure.edit_tool import EditTool
from xr2ct_viewer.widgets.measure.label_places import Obstacle, label_place
from xr2ct_viewer.widgets.measure.overlay import MeasureOverlay, label_lines
from xr2ct_viewer.widgets.measure.places import Places
from xr2ct_viewer.widgets.measure.region_picture import cut
from xr2ct_viewer.widgets.radiograph_canvas import RadiographCanvas
from xr2ct_viewer.widgets.slice_canvas import SliceCanvas
from xr2ct_viewer.widgets.tool_router import ToolRouter

LEFT = Qt.MouseButton.LeftButton
SIDE = 400
MARKER_X, MARKER_Y, MARKER_Z = MARKER_LPS_MM


class Bench:
    """Three slice canvases and a radiograph with the tools of measuring, on the volume with the marker."""

    def __init__(self, qtbot: QtBot) -> None:
        self.steps = UndoStack()
        self.kept = Measurements(self.steps)
        self.choice = ToolChoice()
        self.router = ToolRouter(self.choice)
        self.desk = MeasureDesk(lambda work, done, failed: done(work()))
        self.volume, self.pair = marker_volume(), make_pair()
        self.display = SliceDisplay(crosshair_lps_mm=MARKER_LPS_MM, show_crosshair=False)
        self.axial, self.coronal, self.sagittal = (
            SliceCanvas(orientation, self.display) for orientation in ("axial", "coronal", "sagittal")
        )
        self.frontal = RadiographCanvas(RadiographDisplay(crosshair_lps_mm=MARKER_LPS_MM, show_crosshair=False))
        for canvas in (self.axial, self.coronal, self.sagittal):
            canvas.set_volume(self.volume)
        self.frontal.set_radiograph(self.pair.frontal.image, self.pair.geometry.frontal, "Frontal")
        canvases: tuple[ImageCanvas, ...] = (self.axial, self.coronal, self.sagittal, self.frontal)
        self.places = Places(self.desk, canvases[:3], {self.frontal: "frontal"})
        overlay = MeasureOverlay(self.desk, self.places)
        for canvas in canvases:
            qtbot.addWidget(canvas)
            canvas.resize(SIDE + round(canvas.reserved_right_px()), SIDE)
            canvas.overlays.append(overlay)
        self.router.install(*canvases)
        for kind in POINTS:
            self.router.register(kind, DrawTool(kind, self.desk, self.places, self.router, self.choice))
        edit = EditTool(self.desk, self.places, self.choice)
        self.router.register_first(edit)
        self.router.add_menu(edit.fill_menu)
        self.desk.set_subject(Subject(self.volume, None, self.pair))
        self.desk.follow(self.kept)

    def draw(self, kind: Kind, canvas: ImageCanvas, *places: tuple[float, float]) -> Measurement:
        """With clicks at positions of the canvas."""
        self.choice.tool = kind
        for place in places:
            drag(canvas, place, place, LEFT)
        return self.kept.items[-1]


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def part_affine(first_z: int) -> Affine:
    """Where the part of the grid from slice `first_z` on lies."""
    return Affine.axis_aligned(GRID.affine.spacing_zyx_mm, GRID.affine.voxel_to_world((first_z, 0, 0)))


def screen(right_mm: float, down_mm: float) -> tuple[float, float]:
    return SIDE / 2 + right_mm * SIDE / 320, SIDE / 2 + down_mm * SIDE / 320


def test_a_drag_across_the_marker_measures_its_25_mm(bench: Bench):
    bench.choice.tool = "distance"
    drag(bench.axial, screen(MARKER_X - 12.5, MARKER_Y), screen(MARKER_X + 12.5, MARKER_Y), LEFT)
    (item,) = bench.kept.items
    assert item.points[0] == pytest.approx((MARKER_X - 12.5, MARKER_Y, MARKER_Z))
    assert bench.desk.reading(item).main.value == pytest.approx(25.0)
    assert bench.choice.tool == "crosshair" and bench.kept.selected == item


def test_clicks_and_a_double_click_place_ends_as_well_as_a_drag(bench: Bench):
    line = bench.draw("distance", bench.coronal, screen(0, 0), screen(30, -40))
    assert bench.desk.reading(line).main.value == pytest.approx(50.0)
    bench.choice.tool = "distance"
    drag(bench.coronal, screen(0, 20), screen(0, 20), LEFT)
    send_mouse(bench.coronal, QEvent.Type.MouseButtonDblClick, screen(50, 20), LEFT)
    send_mouse(bench.coronal, QEvent.Type.MouseButtonRelease, screen(50, 20), LEFT)
    assert bench.desk.reading(bench.kept.items[-1]).main.value == pytest.approx(50.0)


def test_an_angle_is_three_clicks_or_a_drag_and_a_click(bench: Bench):
    corner = bench.draw("angle", bench.sagittal, screen(-40, 0), screen(0, 0), screen(0, 60))
    assert bench.desk.reading(corner).main.value == pytest.approx(90.0)
    bench.choice.tool = "angle"
    drag(bench.sagittal, screen(-50, -50), screen(-10, -50), LEFT)
    assert len(bench.kept.items) == 1 and bench.desk.draft is not None
    drag(bench.sagittal, screen(-10, -90), screen(-10, -90), LEFT)
    assert bench.desk.reading(bench.kept.items[-1]).main.value == pytest.approx(90.0)


def test_a_region_around_the_marker_has_its_hu_and_on_other_slices_it_is_not_there(bench: Bench):
    bench.choice.tool = "rectangle"
    drag(bench.axial, screen(MARKER_X - 9, MARKER_Y - 9), screen(MARKER_X + 9, MARKER_Y + 9), LEFT)
    (region,) = bench.kept.items
    assert bench.desk.reading(region).main.value == 1000
    assert bench.places.of(bench.axial).shows(region) and not bench.places.of(bench.coronal).shows(region)
    wheel(bench.axial, 1)
    assert not bench.places.of(bench.axial).shows(region)


def test_a_probe_shows_in_every_view_through_it(bench: Bench):
    spot = bench.draw("probe", bench.axial, screen(MARKER_X, MARKER_Y))
    assert bench.desk.reading(spot).main.value == 1000
    assert all(bench.places.of(canvas).shows(spot) for canvas in (bench.axial, bench.coronal, bench.sagittal))
    assert not bench.places.of(bench.frontal).shows(spot)


def test_a_volume_is_grown_from_a_click(bench: Bench):
    bench.desk.limits_hu = (0.0, 3000.0)
    grown = bench.draw("volume", bench.coronal, screen(MARKER_X, -MARKER_Z))
    assert bench.desk.reading(grown).main.value == pytest.approx(25.0**3 / 1000)


def test_a_click_into_a_volume_selects_it_and_still_moves_the_crosshair(bench: Bench):
    item = bench.draw("volume", bench.axial, (200.0, 200.0))
    region = bench.desk.reading(item).region
    voxel = np.argwhere(region.mask)[0]
    point = tuple(float(value) for value in region.affine.voxel_to_world(voxel))
    bench.display.crosshair_lps_mm = point
    place = bench.places.of(bench.axial)
    inside = place.at(point)
    bench.kept.select("")
    bench.display.crosshair_lps_mm = (point[0] + 20.0, point[1], point[2])
    bench.choice.tool = "crosshair"
    drag(bench.axial, (inside.x(), inside.y()), (inside.x(), inside.y()), LEFT)
    assert bench.kept.selected == item
    assert bench.display.crosshair_lps_mm == pytest.approx(point, abs=1.0)
    bench.kept.select("")
    bench.choice.tool = "distance"
    bench.router.abandon()
    drag(bench.axial, (inside.x(), inside.y()), (inside.x(), inside.y()), LEFT)
    bench.router.abandon()
    assert bench.kept.selected is None, "a line may begin inside a volume"


def test_a_line_across_slices_shows_faintly_where_it_passes(bench: Bench):
    x_mm, y_mm, z_mm = MARKER_LPS_MM
    ends = (x_mm - 40.0, y_mm, z_mm - 40.0), (x_mm + 40.0, y_mm, z_mm + 40.0)
    bench.kept.add(Measurement("distance", "patient", ends, "across", "across"))
    place = bench.places.of(bench.axial)
    (ring,) = place.crossings(bench.kept.items[0])
    expected = place.at((x_mm, y_mm, z_mm))
    assert (ring - expected).manhattanLength() < 20.0
    plain = brightness(bench.axial.grab_image())
    bench.kept.show("across", False)
    assert (brightness(bench.axial.grab_image()) != plain).sum() > 50
    bench.kept.show("across", True)
    bench.display.crosshair_lps_mm = (x_mm, y_mm, z_mm + 80.0)
    assert bench.places.of(bench.axial).crossings(bench.kept.items[0]) == ()
    assert bench.places.of(bench.coronal).shows(bench.kept.items[0])


def test_a_click_without_a_second_is_given_up_with_escape_and_leaves_nothing(qtbot: QtBot, bench: Bench):
    bench.choice.tool = "distance"
    drag(bench.axial, screen(0, 0), screen(0, 0), LEFT)
    assert bench.desk.draft is not None
    qtbot.keyClick(bench.axial, Qt.Key.Key_Escape)
    assert bench.desk.draft is None and bench.kept.items == () and not bench.steps.can_undo


def test_a_locked_tool_measures_again_and_again(bench: Bench):
    bench.choice.take("distance", locked=True)
    for down in (-60, 0, 60):
        drag(bench.axial, screen(-50, down), screen(50, down), LEFT)
    assert [item.name for item in bench.kept.items] == ["Distance 1", "Distance 2", "Distance 3"]


def test_a_distance_is_placed_with_the_keyboard_alone(qtbot: QtBot, bench: Bench):
    bench.choice.tool = "distance"
    qtbot.keyClick(bench.axial, Qt.Key.Key_Return)
    for _ in range(6):
        qtbot.keyClick(bench.axial, Qt.Key.Key_Left)
    qtbot.keyClick(bench.axial, Qt.Key.Key_Return)
    (item,) = bench.kept.items
    assert bench.desk.reading(item).main.value == pytest.approx(30.0)
    assert item.points[0] == pytest.approx(MARKER_LPS_MM)


def test_an_end_is_dragged_to_another_place_as_one_step(bench: Bench):
    line = bench.draw("distance", bench.axial, screen(-50, 0), screen(50, 0))
    drag(bench.axial, screen(51, 1), screen(80, 0), LEFT)
    assert bench.desk.reading(bench.kept.items[0]).main.value == pytest.approx(130.0)
    bench.steps.undo()
    assert bench.kept.items == (line,)


def test_the_line_moves_the_whole_and_the_length_stays(bench: Bench):
    bench.draw("distance", bench.axial, screen(-50, 0), screen(50, 0))
    drag(bench.axial, screen(10, 0), screen(20, 40), LEFT)
    (moved,) = bench.kept.items
    assert moved.points[0] == pytest.approx((-40.0, 40.0, MARKER_Z))
    assert bench.desk.reading(moved).main.value == pytest.approx(100.0)
    assert bench.display.crosshair_lps_mm == MARKER_LPS_MM


def test_a_new_line_may_begin_on_another_line_but_an_end_is_taken_hold_of(bench: Bench):
    bench.draw("distance", bench.axial, screen(-50, 0), screen(50, 0))
    bench.choice.tool = "distance"
    drag(bench.axial, screen(0, 0), screen(0, 60), LEFT)
    assert len(bench.kept.items) == 2
    bench.choice.tool = "distance"
    drag(bench.axial, screen(-50, 0), screen(-70, 0), LEFT)
    assert len(bench.kept.items) == 2 and bench.kept.items[0].points[0][0] == pytest.approx(-70.0)


def test_hovering_highlights_and_says_with_the_cursor_what_can_be_held(bench: Bench):
    line = bench.draw("distance", bench.axial, screen(-50, 0), screen(50, 0))
    hover(bench.axial, screen(50, 0))
    assert bench.desk.hovered == (line.id, 1)
    assert bench.axial.cursor().shape() == Qt.CursorShape.PointingHandCursor
    hover(bench.axial, screen(0, 100))
    assert bench.desk.hovered is None and bench.axial.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_the_menu_over_a_line_hides_or_deletes_it(bench: Bench):
    line = bench.draw("distance", bench.axial, screen(-50, 0), screen(50, 0))
    hover(bench.axial, screen(0, 100))
    assert not any("Distance 1" in action.text() for action in bench.axial.make_menu().actions())
    hover(bench.axial, screen(0, 0))
    actions = {action.text(): action for action in bench.axial.make_menu().actions()}
    actions["Hide “Distance 1”"].trigger()
    assert not bench.kept.items[0].is_shown
    bench.steps.undo()
    actions["Delete “Distance 1”"].trigger()
    assert bench.kept.items == ()
    bench.steps.undo()
    assert bench.kept.items == (line,)


def test_a_region_on_a_slab_says_that_it_reads_the_slice(bench: Bench):
    region = bench.draw("rectangle", bench.axial, screen(-20, -20), screen(20, 20))
    reading = bench.desk.reading(region)
    thin, thick = (label_lines(region, reading, on_slab=on_slab) for on_slab in (False, True))
    assert thin[:2] == ("Rectangle 1", "mean −1000 HU estimate") and thin[2].startswith("SD 0, −1000 to −1000 HU")
    assert thick == (*thin, "of this slice, not of the slab")


def test_on_a_turned_plane_the_length_is_that_of_the_patient(bench: Bench):
    bench.display.frames = bench.display.frames.turned_in("coronal", 30.0, MARKER_LPS_MM)
    turned = bench.axial
    turned.set_volume(bench.volume)
    assert turned.plane.is_oblique
    transform = turned.transform()
    middle = turned.crosshair_at()
    end = (middle.x() + 40 * transform.pixels_per_mm, middle.y())
    line = bench.draw("distance", turned, (middle.x(), middle.y()), end)
    assert bench.desk.reading(line).main.value == pytest.approx(40.0)
    assert bench.places.of(turned).shows(line)
    assert np.abs(np.subtract(*line.points)) == pytest.approx((40 * 0.75**0.5, 0.0, 20.0), abs=1e-6)
    assert line.axes == (turned.plane.frame.right, turned.plane.frame.down)


def test_a_line_on_a_radiograph_lies_in_its_pixels(bench: Bench):
    transform = bench.frontal.transform()
    ends = [transform.to_screen(row, col) for row, col in ((4, 5), (4, 15))]
    line = bench.draw("distance", bench.frontal, *ends)
    assert line.space == "frontal" and line.points[0] == pytest.approx((4.0, 5.0))
    assert bench.desk.reading(line).main.value == pytest.approx(200 * 541 / 949)


def test_an_exported_picture_has_the_line_and_the_label_but_no_handles(bench: Bench):
    empty = brightness(bench.axial.render_image())
    line = bench.draw("distance", bench.axial, screen(-90, 40), screen(30, 40))
    with_line = brightness(bench.axial.render_image())
    (x0, y), (x1, _) = screen(-90, 40), screen(30, 40)
    row = with_line[round(y) - 1 : round(y) + 2, round(x0) + 8 : round(x1) - 8].max(axis=0)
    assert (row > empty.mean() + 80).all()
    hover(bench.axial, screen(-90, 40))
    assert np.array_equal(brightness(bench.axial.render_image()), with_line)
    bench.kept.show(line.id, False)
    assert np.array_equal(brightness(bench.axial.render_image()), empty)


def test_labels_cover_neither_lines_nor_each_other():
    area = QRectF(0, 0, 400, 400)
    things = [QRectF(180, y, 40, 10) for y in (60, 120, 180, 240, 300)]
    obstacles = [Obstacle(thing) for thing in things]
    boxes = []
    for thing in things:
        box = label_place(QSizeF(150, 30), thing, obstacles, area)
        assert not any(box.intersects(obstacle.area) for obstacle in obstacles)
        obstacles.append(Obstacle(box, 4.0))
        boxes.append(box)
    assert all(area.contains(box) for box in boxes)


def test_a_label_at_the_edge_comes_inside():
    box = label_place(QSizeF(100, 30), QRectF(390, 390, 8, 8), [], QRectF(0, 0, 400, 400))
    assert QRectF(0, 0, 400, 400).contains(box)


@pytest.mark.parametrize("orientation", ["axial", "coronal", "sagittal"])
def test_the_voxels_of_a_volume_lie_on_the_voxels_of_the_slice(bench: Bench, orientation):
    mask = bench.volume.hu > 0
    plane = SlicePlane.of(orientation, bench.volume)
    index = plane.nearest_index(MARKER_LPS_MM)
    whole = Region(mask, GRID.affine)
    assert np.array_equal(cut(whole, plane, index), plane.extract(mask, index))
    assert not cut(whole, plane, 0).any()


def test_the_voxels_of_a_volume_lie_on_those_of_a_turned_slice_too(bench: Bench):
    mask = np.zeros(GRID.shape_zyx, np.int16)
    z, y, x = np.rint(GRID.affine.world_to_voxel(MARKER_LPS_MM)).astype(int)
    mask[z - 6 : z + 7, y - 9 : y + 10, x - 3 : x + 4] = 1
    bench.display.frames = bench.display.frames.turned_in("coronal", 30.0, MARKER_LPS_MM)
    plane = plane_of("axial", bench.volume, bench.display.frames)
    index = plane.nearest_index(MARKER_LPS_MM)
    found = cut(Region(mask[z - 6 : z + 7] > 0, part_affine(z - 6)), plane, index)
    blurred = plane.extract(mask, index)
    assert found[blurred > 0.7].all() and not found[blurred < 0.3].any() and found.sum() > 100


def test_on_another_slice_nothing_is_drawn(bench: Bench):
    line = bench.draw("distance", bench.axial, screen(-50, 0), screen(50, 0))
    on_its_slice = brightness(bench.axial.render_image())
    wheel(bench.axial, 5)
    elsewhere = brightness(bench.axial.render_image())
    bench.kept.delete(line.id)
    assert np.array_equal(brightness(bench.axial.render_image()), elsewhere)
    wheel(bench.axial, -5)
    assert not np.array_equal(brightness(bench.axial.render_image()), on_its_slice)
