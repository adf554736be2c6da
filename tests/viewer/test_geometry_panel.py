"""The geometry of the X-rays in the window: sliders that move lines at once, one step to undo, numbers with origins."""

import numpy as np
import pytest
from dicom_factory import write_radiograph
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.io import pair_from_images
from xr2ct_viewer.models.geometry_origin import lengths, with_length
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.view_pose import ViewPose
from xr2ct_viewer.widgets.height_lines import screen_line
from xr2ct_viewer.workspaces.read_epipolar import ReadEpipolar
from xr2ct_viewer.workspaces.read_geometry import ReadGeometry


@pytest.fixture
def window(open_window, pair):
    window = open_window()
    window.read.session.add(Study("case", pair=pair))
    window.actions_hub.execute("view.geometry")
    return window


@pytest.fixture
def form(window):
    return window.read.area(ReadGeometry).form


def blue(canvas) -> np.ndarray:
    """Where a canvas shows the colour of the lines."""
    picture = canvas.render_image().convertToFormat(QImage.Format.Format_RGB32)
    bits = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), -1, 4).astype(int)
    return np.abs(bits[..., :3] - (233, 180, 86)).max(axis=2) < 40


def test_the_folded_form_says_distances_and_pixels_in_full(window, form):
    form.set_open(False)
    shown = [part for part in (*form.findChildren(QToolButton), *form.findChildren(QLabel)) if part.isVisible()]
    assert [part.text() for part in shown] == ["Source at 541 of 949 mm", "Pixel 20 mm"]
    assert all(part.fontMetrics().horizontalAdvance(part.text()) < part.width() for part in shown)


def test_it_says_whose_pixels_the_sizes_are_of_also_while_they_are_corrected(window, form):
    """Images are brought to pixels of their own: the size that a file states is not the one to type."""

    def told() -> list[str]:
        return [label.text() for label in form.distances.findChildren(QLabel) if "across" in label.text()]

    assert "32 across the 640 mm of the frontal" in told()[0]
    form.distances._fields["lateral_pixel_mm"].setValue(10.0)
    assert "640 mm of the frontal" in told()[0] and "320 mm of the lateral" in told()[0]


def test_opening_it_draws_lines_in_both_xrays_and_closing_takes_them_away(window):
    grid, epipolar = window.read.grid, window.read.area(ReadEpipolar).model
    assert blue(grid.frontal).sum() > 200 and blue(grid.lateral).sum() > 200 and epipolar.is_on
    window.actions_hub.execute("view.geometry")
    assert not blue(grid.frontal).any() and not epipolar.is_on


def test_while_a_slider_moves_only_the_lines_follow_and_letting_go_is_one_step(window, form, qtbot):
    study, grid = window.read.session.current, window.read.grid
    slider = form.pose.sliders["height_mm"].slider
    before = blue(grid.lateral)
    slider.setSliderDown(True)
    slider.setValue(20)
    slider.setValue(40)
    assert study.edit == InputEdit()
    assert grid.lateral.geometry_view.shift_mm[2] == pytest.approx(40.0)
    assert (blue(grid.lateral) != before).any()
    slider.setSliderDown(False)
    assert study.edit == InputEdit(pose=ViewPose(height_mm=40.0))
    window.actions_hub.execute("edit.undo")
    assert study.edit == InputEdit() and slider.value() == 0
    assert grid.lateral.geometry_view.shift_mm == (0.0, 0.0, 0.0)


def test_a_number_typed_into_its_field_counts_after_a_pause_and_can_be_put_back(window, form, qtbot):
    study, row = window.read.session.current, form.pose.sliders["scale"]
    row.field.setValue(110.0)
    qtbot.waitUntil(lambda: study.edit.pose.scale == pytest.approx(1.1))
    assert study.pair.lateral.pixel_mm == pytest.approx(20.0 / 1.1)
    back = next(button for button in form.pose.findChildren(QToolButton) if button.isVisible())
    assert "100" in back.toolTip()
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert study.edit == InputEdit() and row.value == 100.0


def test_the_wheel_over_a_slider_scrolls_the_page_and_changes_nothing(window, form):
    slider = form.pose.sliders["turn_deg"].slider
    slider.clearFocus()
    at = QPointF(slider.rect().center())
    turned = QWheelEvent(
        at,
        slider.mapToGlobal(at),
        at.toPoint(),
        at.toPoint() * 0 + QPointF(0, 120).toPoint(),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(slider, turned)
    assert slider.value() == 0


def test_lines_of_equal_height_meet_what_both_views_show_of_a_point():
    """A point on the long axis, and one off it in the same plane, lie on the line of their height in both views."""
    geometry = BiplanarGeometry.preset("clinic")

    class Straight:
        def to_screen(self, row: float, col: float) -> tuple[float, float]:
            return col, row

    area = QRectF(0, 0, 384, 384)
    for views in (geometry.views, geometry.views[::-1]):
        line = screen_line(80.0, views, Straight(), area)
        row, col = views[0].world_to_pixel((0.0, 0.0, 80.0))
        along = (col - line.x1()) / (line.x2() - line.x1())
        assert line.y1() + along * (line.y2() - line.y1()) == pytest.approx(row, abs=1e-6)
    # Off the axis: the plane through both sources.
    sources = [view.frame().source_mm for view in geometry.views]
    normal = np.cross(*(source - (0.0, 0.0, 80.0) for source in sources))
    x_mm, y_mm = 60.0, -40.0
    point = (x_mm, y_mm, 80.0 - (normal[0] * x_mm + normal[1] * y_mm) / normal[2])
    for views in (geometry.views, geometry.views[::-1]):
        line = screen_line(80.0, views, Straight(), area)
        row, col = views[0].world_to_pixel(point)
        along = (col - line.x1()) / (line.x2() - line.x1())
        assert line.y1() + along * (line.y2() - line.y1()) == pytest.approx(row, abs=1e-6)


@pytest.fixture
def dicom_pair(tmp_path):
    stored = np.tile(np.linspace(0, 4095, 64).astype(np.uint16), (64, 1))
    told = {"ImagerPixelSpacing": [5.0, 5.0], "DistanceSourceToDetector": 1850, "DistanceSourceToPatient": 1600}
    frontal = write_radiograph(tmp_path / "f.dcm", stored, ViewPosition="PA", PatientOrientation=["L", "F"], **told)
    lateral = write_radiograph(tmp_path / "l.dcm", stored, ViewPosition="LL", PatientOrientation=["P", "F"])
    return pair_from_images(frontal, lateral)


def test_each_number_says_where_it_comes_from(dicom_pair):
    told = lengths(dicom_pair, InputEdit())
    assert [told[name].origin for name in told] == ["DICOM", "DICOM", "DICOM", "assumed"]
    assert "DistanceSourceToDetector" in told["sdd_mm"].tip and "ImagerPixelSpacing" in told["frontal_pixel_mm"].tip
    edit = with_length(InputEdit(estimated=("sdd_mm",), sdd_mm=1700.0), "lateral_pixel_mm", 2.0)
    told = lengths(dicom_pair, edit)
    assert (told["sdd_mm"].origin, told["lateral_pixel_mm"].origin) == ("estimated", "set by you")
    assert told["sdd_mm"].read_mm == pytest.approx(1850.0) and told["sdd_mm"].value_mm == 1700.0
    assert lengths(dicom_pair, with_length(edit, "sdd_mm", 1720.0))["sdd_mm"].origin == "set by you"


def test_a_distance_is_set_in_its_field_and_put_back_as_it_was_read(window, form, qtbot):
    study = window.read.session.current
    form.distances._fields["sad_mm"].setValue(600.0)
    assert study.edit == InputEdit(sad_mm=600.0)
    back = next(button for button in form.distances.findChildren(QToolButton) if button.isVisible())
    assert "541" in back.toolTip()
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert study.edit == InputEdit()
