"""Measuring in the real window: tools by key and button, the list, undo, lungs, export, and what follows the study."""

import csv
from dataclasses import replace

import numpy as np
import pytest
from canvas_helpers import drag, send_mouse
from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QGuiApplication

from tests.viewer.test_measure_values import thorax
from tests.viewer.test_models import make_result
from xr2ct_core.provenance import RESEARCH_BANNER, SYNTHETIC_BANNER
from xr2ct_core.volume import Volume
from xr2ct_viewer.actions.commands.tools import TOOL_COMMANDS
from xr2ct_viewer.models.input_edit import ImageEdit, InputEdit
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.widgets.measure import overlay
from xr2ct_viewer.workspaces.read_measure import ReadMeasure

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(open_window):
    return open_window()


@pytest.fixture
def area(window) -> ReadMeasure:
    return window.read.area(ReadMeasure)


@pytest.fixture
def study(window, pair) -> Study:
    """A chest with two lungs as the result of a reconstruction with known uncertainty."""
    study = Study("chest", pair=pair)
    window.read.session.add(study)
    chest = thorax()
    sigma = np.full(chest.shape_zyx, 30, np.int16)
    study.add_result(replace(make_result(study), volume=chest, uncertainty_hu=sigma))
    window.actions_hub.execute("view.mpr")
    return study


def draw_line(window, study, name="distance", down=0.5):
    """From left to right on the axial slice; `down` is the height of the line."""
    axial = window.read.grid.axial
    window.actions_hub.execute(f"tool.{name}")
    width, height = axial.image_area().width(), axial.image_area().height()
    drag(axial, (width * 0.3, height * down), (width * 0.7, height * (down + 0.04)), LEFT)
    return study.measurements.items[-1]


def test_every_tool_has_a_key_or_is_the_crosshair_and_a_button_that_says_what_it_does(window, area, study):
    assert set(area.bar.buttons) == {command.id.removeprefix("tool.") for command in TOOL_COMMANDS}
    for name, button in area.bar.buttons.items():
        command = next(command for command in TOOL_COMMANDS if command.id == f"tool.{name}")
        assert command.shortcut or name == "crosshair"
        assert button.accessibleName() == command.title and command.tip in button.toolTip()


def test_without_a_study_no_tool_can_be_taken(window, area):
    assert not any(button.isEnabled() for button in area.bar.buttons.values())


def test_a_button_takes_a_tool_for_one_use_and_a_double_click_keeps_it(window, area, study, qtbot):
    button = area.bar.buttons["distance"]
    qtbot.mouseClick(button, LEFT)
    assert area.tools.tool == "distance" and button.isChecked() and not button.is_kept
    draw_line(window, study)
    area.tools.take("crosshair")
    qtbot.mouseClick(button, LEFT)
    send_mouse(button, QEvent.Type.MouseButtonDblClick, (10, 10), LEFT)
    assert button.is_kept
    draw_count = len(study.measurements.items)
    axial = window.read.grid.axial
    drag(axial, (120, 100), (180, 160), LEFT)
    assert len(study.measurements.items) == draw_count + 1 and area.tools.tool == "distance"
    assert not area.bar.buttons["crosshair"].isChecked()


def test_escape_in_a_view_puts_the_tool_down(window, area, study, qtbot):
    window.actions_hub.execute("tool.angle")
    qtbot.keyClick(window.read.grid.axial, Qt.Key.Key_Escape)
    assert area.tools.tool == "crosshair" and area.bar.buttons["crosshair"].isChecked()


def test_the_first_measurement_brings_up_the_list_with_its_estimate_and_its_place(window, area, study):
    assert area.panel.isHidden()
    draw_line(window, study)
    assert not area.panel.isHidden() and window.actions_hub["measure.list"].isChecked()
    row = area.panel.list.topLevelItem(0)
    assert row.text(0) == "Distance 1" and "±" in row.text(1) and row.text(2).startswith("Axial +")
    assert "estimate" in row.toolTip(1)


def test_a_name_is_edited_in_place_and_undone_with_the_command(window, area, study):
    draw_line(window, study)
    area.panel.list.topLevelItem(0).setText(0, "Thorax width")
    assert study.measurements.items[0].name == "Thorax width"
    window.actions_hub.execute("edit.undo")
    assert study.measurements.items[0].name == "Distance 1"
    assert area.panel.list.topLevelItem(0).text(0) == "Distance 1"


def test_an_emptied_name_comes_back(window, area, study):
    draw_line(window, study)
    area.panel.list.topLevelItem(0).setText(0, "")
    assert area.panel.list.topLevelItem(0).text(0) == "Distance 1"


def test_the_box_hides_one_and_the_command_hides_all(window, area, study):
    draw_line(window, study)
    area.panel.list.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert area.desk.shown == ()
    window.actions_hub.execute("edit.undo")
    assert len(area.desk.shown) == 1
    window.actions_hub.execute("measure.visible")
    assert area.desk.shown == () and len(study.measurements.items) == 1


def test_choosing_a_row_goes_to_its_slice(window, area, study):
    line = draw_line(window, study)
    axial = window.read.grid.axial
    there = axial.index
    axial.scroll_by(7)
    area.panel.list.setCurrentItem(None)
    area.panel.list.setCurrentItem(area.panel.list.topLevelItem(0))
    assert axial.index == there and study.measurements.selected == line


def test_delete_takes_the_selected_one_and_delete_all_the_rest(window, area, study):
    first, second = draw_line(window, study), draw_line(window, study, down=0.7)
    study.measurements.select(first.id)
    window.actions_hub.execute("measure.delete")
    assert study.measurements.items == (second,)
    window.actions_hub.execute("measure.clear")
    assert study.measurements.items == () and not window.actions_hub["measure.clear"].isEnabled()
    window.actions_hub.execute("edit.undo")
    window.actions_hub.execute("edit.undo")
    assert study.measurements.items == (first, second)


def test_both_lungs_are_measured_in_the_background(window, area, study, qtbot):
    window.actions_hub.execute("measure.lungs")
    right, left = study.measurements.items
    qtbot.waitUntil(lambda: all(area.desk.reading(item) is not None for item in (right, left)), timeout=20_000)
    assert area.desk.reading(right).main.value > area.desk.reading(left).main.value > 300
    texts = [area.panel.list.topLevelItem(row).text(1) for row in range(2)]
    assert all("ml" in text and " to " in text for text in texts)


def label_boxes_on_a_small_screen(window, area, study, qtbot, monkeypatch) -> list[QRectF]:
    """Where the labels of measured lungs are painted from now on."""
    boxes: list[QRectF] = []
    monkeypatch.setattr(overlay, "_paint_label", lambda _painter, box, *_: boxes.append(box))
    window.resize(1280, 720)
    window.actions_hub.execute("measure.lungs")
    items = study.measurements.items
    qtbot.waitUntil(lambda: all(area.desk.reading(item) is not None for item in items), timeout=20_000)
    return boxes


def test_labels_keep_off_the_controls_that_come_up_under_the_mouse(window, area, study, qtbot, monkeypatch):
    boxes = label_boxes_on_a_small_screen(window, area, study, qtbot, monkeypatch)
    for canvas in window.read.grid.slice_canvases:
        controls = canvas.control_areas()
        assert len(controls) >= 6, "grips, the button that enlarges, and the bar"
        boxes.clear()
        canvas.grab()
        assert boxes and not any(box.intersects(control) for box in boxes for control in controls)


def test_labels_stay_within_narrow_views(german, window, area, study, qtbot, monkeypatch):
    """On a small screen beside the list of measurements, in long words."""
    boxes = label_boxes_on_a_small_screen(window, area, study, qtbot, monkeypatch)
    for canvas in window.read.grid.slice_canvases:
        canvas.grab()
        assert boxes and all(canvas.image_area().contains(box) for box in boxes)


def test_limits_of_a_volume_can_be_changed_afterwards_and_undone(window, area, study, qtbot):
    window.actions_hub.execute("tool.volume")
    assert not area.panel.isHidden() and area.panel.options.isVisible()
    axial = window.read.grid.axial
    transform = axial.transform()
    row, col, _ = axial.plane.from_world((52.0, 0.0, 0.0))
    at = transform.to_screen(row, col)
    drag(axial, at, at, LEFT)
    (grown,) = study.measurements.items
    qtbot.waitUntil(lambda: area.desk.reading(grown) is not None, timeout=20_000)
    assert grown.limits_hu == (-1000.0, -400.0) and area.desk.reading(grown).main.value > 300
    area.panel.options.limits_changed.emit(-200.0, 200.0)
    assert study.measurements.items[0].limits_hu == (-200.0, 200.0)
    window.actions_hub.execute("edit.undo")
    assert study.measurements.items == (grown,)


def test_the_file_says_notice_study_method_and_intervals(window, area, study, tmp_path, qtbot):
    line = draw_line(window, study)
    study.measurements.rename(line.id, "Width, inner")
    draw_line(window, study, "ellipse", down=0.7)
    path = tmp_path / "m.csv"
    area.export.write(path)
    qtbot.waitUntil(lambda: not window.background.is_busy, timeout=10_000)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    head = [line for line in lines if line.startswith("#")]
    assert head[0] == f"# {SYNTHETIC_BANNER}" and "# study: chest" in head and "# method: tv" in "\n".join(head)
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    width = rows[0]
    assert width["name"] == "Width, inner" and width["unit"] == "mm"
    assert float(width["lower_90"]) < float(width["estimate"]) < float(width["upper_90"])
    assert [row["quantity"] for row in rows] == ["length", "mean", "SD", "min", "max", "area"]


def test_copying_takes_the_notice_along(window, area, study):
    draw_line(window, study)
    window.actions_hub.execute("measure.copy")
    notice, head, row = QGuiApplication.clipboard().text().splitlines()
    assert notice == SYNTHETIC_BANNER and head.startswith("Name\t") and "estimate" in row


def test_measurements_are_read_anew_on_the_true_ct_and_kept_with_their_study(window, area, study, pair):
    region = draw_line(window, study, "rectangle")
    on_result = area.desk.reading(region).main
    study.set_truth(Volume(np.full(thorax().shape_zyx, 55, np.int16), thorax().affine))
    study.show("truth")
    on_truth = area.desk.reading(region)
    assert on_truth.main.value == 55 and on_truth.main.lower is None and on_result.value != 55
    assert area.desk.subject.banner == RESEARCH_BANNER
    window.read.session.add(Study("other", pair=pair))
    assert area.desk.measurements.items == () and area.panel.isHidden()
    window.read.session.select(study)
    assert area.desk.measurements.items == (region,) and not area.panel.isHidden()


def test_mirroring_an_x_ray_takes_its_line_along(window, area, study):
    window.actions_hub.execute("view.read")
    frontal = window.read.grid.frontal
    window.actions_hub.execute("tool.probe")
    transform = frontal.transform()
    at = transform.to_screen(4, 5)
    drag(frontal, at, at, LEFT)
    (spot,) = study.measurements.items
    assert area.desk.reading(spot).main.value == 1.0
    study.set_edit(InputEdit(frontal=ImageEdit(flip=True)))
    assert area.desk.reading(spot).main.value == 1.0
    cols = frontal.pixels.shape[1]
    assert area.desk.subject.as_shown("frontal", spot.points[0])[1] == pytest.approx(cols - 1 - 5)


def test_what_is_half_drawn_does_not_go_over_to_another_study(window, area, study, pair):
    window.actions_hub.execute("tool.distance")
    axial = window.read.grid.axial
    drag(axial, (100, 100), (100, 100), LEFT)
    assert area.desk.draft is not None
    other = Study("other", pair=pair)
    window.read.session.add(other)
    frontal = window.read.grid.frontal
    send_mouse(frontal, QEvent.Type.MouseMove, (50, 50))
    assert area.desk.draft is None and other.measurements.items == ()


def test_closing_the_study_leaves_no_tool_and_no_list(window, area, study):
    draw_line(window, study)
    window.actions_hub.execute("file.close")
    assert area.desk.measurements is None and area.desk.subject.volume is None and area.panel.isHidden()


def test_escape_puts_the_tool_down_first_and_only_then_cancels_a_reconstruction(open_window, qtbot, pair):
    window = open_window("slow")
    window.activateWindow()
    window.read.session.add(Study("case", pair=pair))
    window.actions_hub.execute("run.start")
    qtbot.waitUntil(lambda: bool(window.read.jobs.running) and window.isActiveWindow(), timeout=15_000)
    tools, frontal = window.read.grid.tools, window.read.grid.frontal
    tools.take("distance")
    frontal.setFocus()
    qtbot.keyClick(frontal, Qt.Key.Key_Escape)
    assert tools.tool == "crosshair" and window.read.jobs.running
    qtbot.keyClick(frontal, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.read.jobs.running, timeout=10_000)
