"""Planes are turned by their grips, and what is clicked, read and scrolled on a turned plane is right."""

import numpy as np
import pytest
from canvas_helpers import GRID, MARKER_LPS_MM, drag, marker_volume, patch_brightness, wheel
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from xr2ct_core.volume import Volume
from xr2ct_viewer.models.display import SliceDisplay
from xr2ct_viewer.models.frames import ORIENTATIONS, STRAIGHT, Orientation, PlaneFrames
from xr2ct_viewer.models.slabs import Slab
from xr2ct_viewer.models.tools import ToolChoice
from xr2ct_viewer.widgets.slice_canvas import SliceCanvas
from xr2ct_viewer.widgets.tool_router import ToolRouter
from xr2ct_viewer.widgets.turning import TurnTool

SIDE = 400
TURNED = PlaneFrames().turned_in("axial", 25, MARKER_LPS_MM).turned_in("coronal", -15, MARKER_LPS_MM)


@pytest.fixture
def display() -> SliceDisplay:
    return SliceDisplay(crosshair_lps_mm=(20.0, -10.0, 15.0))


@pytest.fixture
def views(qtbot: QtBot, display: SliceDisplay) -> dict[Orientation, SliceCanvas]:
    """Three linked views of the marker whose lines can be turned."""
    made = {name: SliceCanvas(name, display) for name in ORIENTATIONS}
    choice = ToolChoice()
    router = ToolRouter(choice)
    router.register_first(TurnTool(choice))
    for canvas in made.values():
        qtbot.addWidget(canvas)
        canvas.resize(SIDE + round(canvas.reserved_right_px()), SIDE)
        canvas.set_volume(marker_volume())
        canvas.can_turn = True
        router.install(canvas)
    return made


def marker_at(canvas: SliceCanvas) -> tuple[float, float]:
    transform = canvas.transform()
    assert transform is not None and canvas.plane is not None
    row, col, _ = canvas.plane.from_world(MARKER_LPS_MM)
    return transform.to_screen(row, col)


def grip_of(canvas: SliceCanvas, other: Orientation) -> tuple[float, float]:
    return next(place for place, name in canvas.grips().items() if name == other)


def turned_by(canvas: SliceCanvas, place: tuple[float, float], degrees: float) -> tuple[float, float]:
    pivot = canvas.crosshair_at()
    assert pivot is not None
    angle, offset = np.radians(degrees), complex(*place) - complex(pivot.x(), pivot.y())
    turned = offset * np.exp(1j * angle)
    return pivot.x() + turned.real, pivot.y() + turned.imag


def test_dragging_a_grip_turns_the_other_planes_as_far_as_the_mouse(views, display) -> None:
    axial = views["axial"]
    start = grip_of(axial, "coronal")
    drag(axial, start, turned_by(axial, start, 30), Qt.MouseButton.LeftButton)
    assert display.frames.axial == STRAIGHT["axial"]
    assert display.frames.coronal.tilt_deg(STRAIGHT["coronal"]) == pytest.approx(30, abs=0.5)
    assert display.crosshair_lps_mm == (20.0, -10.0, 15.0)
    assert views["coronal"].letters[1] == "LP"
    assert views["coronal"].title_lines()[0] == "Coronal oblique 30°"
    assert views["axial"].title_lines()[0] == "Axial"


def test_the_grip_stays_under_the_mouse(views) -> None:
    sagittal = views["sagittal"]
    start = grip_of(sagittal, "axial")
    end = turned_by(sagittal, start, -20)
    drag(sagittal, start, end, Qt.MouseButton.LeftButton)
    pivot = sagittal.crosshair_at()
    line = next(complex(*place) for place, name in sagittal.grips().items() if name == "axial")
    direction = np.angle(line - complex(pivot.x(), pivot.y()), deg=True)
    wanted = np.angle(complex(*end) - complex(pivot.x(), pivot.y()), deg=True)
    assert (direction - wanted + 90) % 180 - 90 == pytest.approx(0, abs=0.5)


def test_a_drag_off_the_grips_places_the_crosshair_as_before(views, display) -> None:
    drag(views["axial"], (150, 150), (160, 170), Qt.MouseButton.LeftButton)
    assert display.frames.are_straight
    assert display.crosshair_lps_mm != (20.0, -10.0, 15.0)


def test_grips_are_not_taken_where_the_other_planes_are_not_shown(views, display) -> None:
    start = grip_of(views["axial"], "coronal")
    views["axial"].can_turn = False
    drag(views["axial"], start, (start[0], start[1] + 60), Qt.MouseButton.LeftButton)
    assert display.frames.are_straight


def test_two_turns_make_a_double_oblique_plane(views, display) -> None:
    views["axial"].turn(30)
    views["coronal"].turn(20)
    assert len(views["sagittal"].letters[1]) == 2 and display.frames.is_oblique("axial")
    normals = np.abs(display.frames.sagittal.normal)
    assert (normals > 0.15).all()


def test_planes_can_be_straightened(views, display) -> None:
    views["axial"].turn(30)
    told = []
    display.changed_by_hand.connect(lambda *change: told.append(change))
    views["axial"].straighten()
    assert display.frames.are_straight and told[0][0] == "frames"
    assert views["coronal"].letters == ("R", "L", "S", "I")


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_marker_off_the_centre_is_drawn_where_the_turned_plane_says(views, display, orientation) -> None:
    display.show_crosshair = False
    display.crosshair_lps_mm, display.frames = MARKER_LPS_MM, TURNED
    canvas = views[orientation]
    assert canvas.plane is not None and canvas.plane.is_oblique
    picture = canvas.render_image()
    x, y = marker_at(canvas)
    assert patch_brightness(picture, x, y) > 250
    assert min(patch_brightness(picture, SIDE - x, y), patch_brightness(picture, x, SIDE - y)) < 100


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_click_on_the_marker_finds_it_in_the_patient(views, display, orientation) -> None:
    display.frames = TURNED
    canvas = views[orientation]
    canvas.go_to_index(canvas.plane.nearest_index(MARKER_LPS_MM))
    canvas.pick(QPointF(*marker_at(canvas)))
    assert display.crosshair_lps_mm == pytest.approx(MARKER_LPS_MM, abs=2.6)
    for other in views.values():
        depth = other.plane.from_world(display.crosshair_lps_mm)[2]
        assert abs(depth - other.index) <= 0.5


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_the_probe_on_a_turned_plane_reads_the_value_shown(views, display, orientation) -> None:
    display.crosshair_lps_mm, display.frames = MARKER_LPS_MM, TURNED
    canvas = views[orientation]
    row, col, _ = canvas.plane.from_world(MARKER_LPS_MM)
    place, hu = canvas.probe_lines(canvas.pixels, row, col)
    assert hu == "1000 HU"
    assert place == "x +77.5  y +37.5  z +107.5 mm"
    assert canvas.probe_lines(canvas.pixels, 0, 0) == ()


def test_the_crosshair_stays_put_on_screen_while_planes_are_turned_about_it(views, display) -> None:
    before = {name: canvas.crosshair_at() for name, canvas in views.items()}
    scale = views["axial"].transform().pixels_per_mm
    views["axial"].turn(25)
    assert views["axial"].crosshair_at() == before["axial"]
    assert views["axial"].transform().pixels_per_mm == pytest.approx(scale)
    assert views["coronal"].transform().pixels_per_mm == pytest.approx(scale)


def test_scrolling_a_turned_plane_moves_along_its_normal(views, display) -> None:
    views["axial"].turn(40)
    coronal = views["coronal"]
    start, index = np.array(display.crosshair_lps_mm), coronal.index
    wheel(coronal, 3)
    moved = np.array(display.crosshair_lps_mm) - start
    assert coronal.index == index + 3
    assert moved == pytest.approx(np.array(display.frames.coronal.normal) * 15)


def test_outside_the_volume_a_turned_plane_is_black(views, display) -> None:
    display.show_crosshair = False
    bright = Volume.on_grid(np.full(GRID.shape_zyx, 900, np.int16), GRID)
    for canvas in views.values():
        canvas.set_volume(bright)
    views["axial"].turn(45)
    views["coronal"].zoom_by(0.5, QPointF(200, 200))
    picture = views["coronal"].render_image()
    assert patch_brightness(picture, 200, 200) > 250
    assert patch_brightness(picture, 60, 200) == 0


def test_a_slab_says_its_thickness_and_the_other_views_show_its_edges(views, display) -> None:
    coronal = views["coronal"]
    plain = coronal.render_image()
    views["axial"].set_slab(Slab("mip", 40))
    assert views["axial"].title_lines()[0] == "Axial · MIP 40 mm"
    assert coronal.title_lines()[0] == "Coronal · MIP 40 mm", "linked views show the same"
    slab = coronal.render_image()
    pivot = round(coronal.crosshair_at().y())
    changed = [y for y in range(60, 340) if any(slab.pixel(x, y) != plain.pixel(x, y) for x in range(80, 95))]
    assert max(changed) - min(changed) == pytest.approx(40 * SIDE / 320, abs=2)
    assert min(changed) < pivot < max(changed)


def test_slabs_belong_to_one_view_where_views_are_not_linked(views, display) -> None:
    display.set_linked(False)
    views["axial"].set_slab(Slab("minip", 20))
    assert views["axial"].slab.mode == "minip"
    assert views["coronal"].slab.mode == "single"
    display.set_linked(True, "axial")
    assert views["coronal"].slab == Slab("minip", 20)


def test_unlinked_views_zoom_and_pan_alone(views, display) -> None:
    display.set_linked(False)
    views["axial"].zoom_by(2.0, QPointF(200, 200))
    assert views["axial"].view()[0] == 2.0 and views["coronal"].view()[0] == 1.0
    views["axial"].fit()
    assert views["axial"].view()[0] == 1.0


def test_slices_can_stay_where_they_are_when_the_crosshair_moves(views, display) -> None:
    index = views["coronal"].index
    display.set_following(False)
    views["axial"].pick(QPointF(60, 300))
    assert views["coronal"].index == index
    wheel(views["coronal"], 2)
    assert views["coronal"].index == index + 2
    display.set_following(True)
    assert views["coronal"].index == views["coronal"].plane.nearest_index(display.crosshair_lps_mm)


def test_reference_lines_can_be_shown_without_the_crosshair(views, display) -> None:
    display.show_crosshair = False
    plain = views["axial"].render_image()
    display.show_reference_lines = True
    pivot = views["axial"].crosshair_at()
    changed = [
        views["axial"].render_image().pixel(x, int(pivot.y())) != plain.pixel(x, int(pivot.y())) for x in range(60, 340)
    ]
    assert all(changed)
