"""A line drawn on an image gives the values along it: of both images that are compared, in mm, to take along."""

from dataclasses import replace

import numpy as np
import pytest
from canvas_helpers import drag, hover, send_mouse
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage

from tests.viewer.test_compare_area import block, wait_for_scores
from tests.viewer.test_models import make_result
from xr2ct_core.affine import Affine
from xr2ct_core.provenance import SYNTHETIC_BANNER
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.profile import ProfileLine, radiograph_profile, volume_profile
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.widgets.profile_tool import place_of
from xr2ct_viewer.workspaces.read_compare import ReadCompare
from xr2ct_viewer.workspaces.read_profile import ReadProfile


def ramp(spacing=(5.0, 4.0, 2.0)) -> Volume:
    """HU that are the world's x in mm."""
    affine = Affine.axis_aligned(spacing, (-20.0, -30.0, -10.0))
    x_mm = -20.0 + np.arange(21) * spacing[2]
    return Volume(np.broadcast_to(x_mm, (9, 12, 21)).astype(np.float32).copy(), affine)


def test_values_along_a_line_are_those_of_the_world_whatever_the_grids():
    fine, coarse = ramp(), ramp((5.0, 4.0, 2.0))
    line = ProfileLine("patient", (-10.0, -10.0, 0.0), (14.0, 8.0, 0.0))
    profile = volume_profile(line, [("one", fine), ("other", coarse)])
    assert profile.length_mm == pytest.approx(30.0) == profile.distance_mm[-1]
    assert profile.curves[0].values == pytest.approx(-10.0 + 24.0 * profile.distance_mm / 30.0, abs=1e-3)
    assert np.array_equal(profile.curves[0].values, profile.curves[1].values)


def test_beyond_the_volume_there_is_no_value():
    line = ProfileLine("patient", (0.0, 0.0, 0.0), (60.0, 0.0, 0.0))
    values = volume_profile(line, [("one", ramp())]).curves[0].values
    assert np.isfinite(values[0]) and np.isnan(values[-1])


def test_lengths_on_a_radiograph_are_those_at_the_isocentre():
    image = np.tile(np.arange(40, dtype=np.float32), (30, 1))
    profile = radiograph_profile(ProfileLine("frontal", (10.0, 5.0), (10.0, 25.0)), [("X-ray", image)], 0.9)
    assert profile.length_mm == pytest.approx(18.0)
    assert profile.curves[0].values == pytest.approx(np.linspace(5, 25, len(profile.distance_mm)), abs=1e-4)


def test_the_table_says_what_the_values_are_and_quotes_names():
    profile = volume_profile(ProfileLine("patient", (0, 0, 0), (4, 0, 0)), [("Templates, warped", ramp())], "z = 0 mm")
    lines = profile.table(",", SYNTHETIC_BANNER).splitlines()
    assert lines[0].startswith("# Profile, 4.0 mm, z = 0 mm") and lines[2] == f"# {SYNTHETIC_BANNER}"
    assert lines[3] == 'distance_mm,"Templates, warped (HU, estimate)"'
    assert lines[4].split(",") == ["0.000", "0"] and lines[-1].split(",") == ["4.000", "4"]


@pytest.fixture
def window(open_window):
    return open_window()


@pytest.fixture
def study(window, pair) -> Study:
    study = Study("case", pair=pair)
    window.read.session.add(study)
    result = make_result(study, "tv")
    study.add_result(replace(result, volume=replace(block(60), provenance=result.volume.provenance)))
    study.set_truth(block(20))
    return study


@pytest.fixture
def area(window, study) -> ReadProfile:
    return window.read.area(ReadProfile)


@pytest.fixture
def slices(window, area, qtbot):
    """The comparison of the result with the true CT, one axial slice on each side."""
    view = window.read.grid.compare
    view.comparison.orientation = "axial"
    window.actions_hub.execute("compare.slices")
    wait_for_scores(window.read.area(ReadCompare), qtbot)
    window.actions_hub.execute("tool.profile")
    return view.slices


def drawn(canvas) -> tuple[tuple[float, float], tuple[float, float]]:
    """Draw a level line through the middle; its ends on the screen."""
    area = canvas.image_area()
    start, end = (area.width() * 0.3, area.height() * 0.5), (area.width() * 0.7, area.height() * 0.5)
    drag(canvas, start, end, Qt.MouseButton.LeftButton)
    return start, end


def test_a_drag_plots_both_volumes_and_puts_the_tool_down(window, area, slices):
    canvas = slices.lefts[0]
    length_mm = 0.4 * canvas.image_area().width() / canvas.transform().pixels_per_mm
    drawn(canvas)
    profile = area.panel.profile
    assert area.panel.isVisible() and window.read.grid.tools.tool == "crosshair"
    assert [curve.label for curve in profile.curves] == ["True CT", study_title(window)]
    inside = profile.curves[1].values[profile.curves[1].values > 0]
    assert inside.size == 0 or inside.max() == 60
    assert profile.length_mm == pytest.approx(length_mm, rel=1e-6)


def study_title(window) -> str:
    return window.read.session.current.result.title


def test_the_line_is_on_its_slice_only(window, area, slices):
    canvas = slices.rights[0]
    slices.display.show_crosshair = False
    assert line_pixels(canvas) == 0
    drawn(canvas)
    assert line_pixels(canvas) > 100 and line_pixels(slices.lefts[0]) > 100
    canvas.scroll_by(3)
    assert area.desk.line is not None and line_pixels(canvas) == 0


def line_pixels(canvas) -> int:
    """How many pixels of a canvas have the colour of the line."""
    picture = canvas.render_image().convertToFormat(QImage.Format.Format_RGB32)
    bits = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), -1, 4).astype(int)
    return int((np.abs(bits[..., :3] - (255, 214, 120)).max(axis=2) < 30).sum())


def test_two_clicks_draw_a_line_and_escape_takes_a_half_drawn_one_back(window, area, slices, qtbot):
    canvas = slices.lefts[0]
    drag(canvas, (100, 100), (100, 100), Qt.MouseButton.LeftButton)
    hover(canvas, (150, 120))
    assert area.desk.line is not None
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert area.desk.line is None
    window.actions_hub.execute("tool.profile")
    for place in ((100, 100), (160, 130)):
        drag(canvas, place, place, Qt.MouseButton.LeftButton)
    assert area.desk.line is not None and area.panel.isVisible()


def test_pointing_at_the_plot_marks_the_place_on_the_image_and_the_other_way_round(window, area, slices):
    canvas = slices.lefts[0]
    drawn(canvas)
    QCoreApplication.processEvents()
    place = place_of(canvas)
    start, end = place.at(area.desk.line.start), place.at(area.desk.line.end)
    area.panel.plot.hovered.emit(area.panel.profile.length_mm / 2)
    assert area.desk.share == pytest.approx(0.5)
    send_mouse(canvas, QEvent.Type.MouseMove, (start.x() + 0.25 * (end.x() - start.x()), start.y()))
    assert area.desk.share == pytest.approx(0.25, abs=0.01)
    assert area.panel.plot.mark_at == pytest.approx(0.25 * area.panel.profile.length_mm, rel=0.05)


def test_an_end_can_be_taken_again_and_the_profile_is_copied_and_exported_with_the_banner(
    window, area, slices, tmp_path, qtbot
):
    canvas = slices.lefts[0]
    drawn(canvas)
    QCoreApplication.processEvents()
    before = area.desk.line
    end = place_of(canvas).at(before.end)
    drag(canvas, (end.x(), end.y()), (end.x(), end.y() - 40), Qt.MouseButton.LeftButton)
    assert area.desk.line.start == before.start and area.desk.line.end != before.end
    assert area.panel.profile.length_mm > 0
    area.copy()
    assert SYNTHETIC_BANNER in QGuiApplication.clipboard().text() and "\t" in QGuiApplication.clipboard().text()
    area.export(tmp_path / "profile.csv")
    qtbot.waitUntil(lambda: not window.read.background.is_busy, timeout=10_000)
    text = (tmp_path / "profile.csv").read_text(encoding="utf-8")
    assert text.startswith("# Profile") and SYNTHETIC_BANNER in text


def test_a_line_on_a_radiograph_plots_x_ray_and_re_projection(window, area):
    window.actions_hub.execute("compare.xrays")
    window.actions_hub.execute("tool.profile")
    canvas = window.read.grid.compare.xrays.lefts[0]
    transform = canvas.transform()
    drag(canvas, transform.to_screen(4, 2), transform.to_screen(4, 20), Qt.MouseButton.LeftButton)
    profile = area.panel.profile
    assert [curve.label for curve in profile.curves] == ["X-ray", "Re-projection"]
    assert profile.curves[0].values.max() == pytest.approx(1.0, abs=0.1)
    assert profile.length_mm == pytest.approx(18 * canvas.geometry_view.pixel_at_isocentre_mm, rel=0.02)


def test_in_the_slice_layout_the_true_ct_is_plotted_beside_the_result(window, area):
    window.actions_hub.execute("view.mpr")
    window.actions_hub.execute("tool.profile")
    canvas = window.read.grid.axial
    middle = QPointF(canvas.image_area().center())
    drag(canvas, (middle.x() - 60, middle.y()), (middle.x() + 60, middle.y()), Qt.MouseButton.LeftButton)
    assert [curve.label for curve in area.panel.profile.curves] == ["True CT", study_title(window)]


def test_another_study_starts_without_the_line(window, area, slices, pair):
    drawn(slices.lefts[0])
    window.read.session.add(Study("other", pair=pair))
    assert area.desk.line is None and not area.panel.isVisible()
