"""Slabs, turned planes, playing and windows as a person reaches them in the window: keys, menus, undo, settings."""

import json
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog

from tests.viewer.test_models import make_ct
from xr2ct_core.errors import BadInputError
from xr2ct_viewer.actions.table import COMMANDS
from xr2ct_viewer.dialogs.windows_dialog import WindowsDialog
from xr2ct_viewer.models.display import WINDOW_PRESETS, SliceDisplay, WindowLevel
from xr2ct_viewer.models.own_windows import OwnWindows
from xr2ct_viewer.models.session_file.view_state import dump_slices, load_slices
from xr2ct_viewer.models.settings import Settings
from xr2ct_viewer.models.slabs import Slab
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.workspaces.read_slices import ReadSlices
from xr2ct_viewer.workspaces.read_windows import ReadWindows


@pytest.fixture
def window(open_window):
    """A window with a CT in the three slice views."""
    window = open_window()
    window.read.session.add(Study("a CT", ct=make_ct()))
    window.read.grid.axial.setFocus()
    return window


@pytest.fixture
def display(window) -> SliceDisplay:
    return window.read.grid.slices


@pytest.fixture
def cine(window):
    return window.read.area(ReadSlices).cine


def run(window, command_id: str) -> None:
    assert window.actions_hub[command_id].isEnabled()
    window.actions_hub.execute(command_id)


def test_every_preset_has_a_key_and_can_be_undone(window, display):
    for number, name in enumerate(WINDOW_PRESETS, start=1):
        display.window_level = WindowLevel(1, 2)
        run(window, f"window.preset_{number}")
        assert display.window_level == WINDOW_PRESETS[name]
        assert window.actions_hub[f"window.preset_{number}"].shortcut().toString() == f"Shift+{number}"
        run(window, "edit.undo")
        assert display.window_level == WindowLevel(1, 2)


def test_a_drag_of_the_window_is_one_step(window, display, qtbot):
    axial = window.read.grid.axial
    before = display.window_level
    for _ in range(2):
        QTest.mousePress(axial, Qt.MouseButton.RightButton, pos=QPoint(60, 60))
        for x in range(70, 120, 10):
            QTest.mouseMove(axial, QPoint(x, 60))
            axial.drag_window(x - 60, 0)
        QTest.mouseRelease(axial, Qt.MouseButton.RightButton, pos=QPoint(110, 60))
    after = display.window_level
    run(window, "edit.undo")
    once = display.window_level
    assert before.width_hu < once.width_hu < after.width_hu
    run(window, "edit.undo")
    assert display.window_level == before
    assert not window.actions_hub["edit.undo"].isEnabled()
    run(window, "edit.redo")
    assert display.window_level == once


def test_turning_planes_can_be_undone_and_straightened(window, display):
    run(window, "slices.turn_right")
    run(window, "slices.turn_right")
    assert "10°" in window.read.grid.coronal.title_lines()[0]
    run(window, "edit.undo")
    assert "5°" in window.read.grid.coronal.title_lines()[0]
    run(window, "slices.straighten")
    assert display.frames.are_straight
    run(window, "edit.undo")
    assert not display.frames.are_straight


def test_another_case_begins_with_straight_planes(window, display):
    run(window, "slices.turn_left")
    window.read.session.add(Study("another CT", ct=make_ct()))
    assert display.frames.are_straight


def test_planes_are_turned_in_the_layout_that_shows_them(window):
    assert window.read.grid.axial.can_turn
    window.actions_hub.execute("view.volume")
    assert not window.read.grid.axial.can_turn


def test_slabs_by_key_act_on_all_views_while_they_are_linked(window, display):
    grid, hub = window.read.grid, window.actions_hub
    run(window, "slices.slab_next")
    assert grid.sagittal.slab.mode == "mip" and hub["slices.slab_mip"].isChecked()
    run(window, "slices.thicker")
    assert grid.axial.slab == Slab("mip", 15.0)
    run(window, "slices.link")
    run(window, "slices.slab_minip")
    assert grid.axial.slab.mode == "minip" and grid.sagittal.slab.mode == "mip"
    assert not hub["slices.link"].isChecked()


def test_commands_act_on_the_view_with_the_keyboard_or_that_was_pointed_at_last(window, display):
    grid = window.read.grid
    run(window, "slices.link")
    grid.axial.clearFocus()
    middle = QPointF(40, 40)
    QApplication.sendEvent(grid.sagittal, QEnterEvent(middle, middle, grid.sagittal.mapToGlobal(middle)))
    run(window, "slices.slab_mean")
    assert grid.sagittal.slab.mode == "mean" and grid.axial.slab.mode == "single"
    grid.coronal.setFocus()
    run(window, "slices.slab_mip")
    assert grid.coronal.slab.mode == "mip" and grid.sagittal.slab.mode == "mean"


def test_space_plays_through_the_slices_and_anything_else_stops(window, cine, qtbot):
    axial = window.read.grid.axial
    cine.set_speed(60)
    index = axial.index
    qtbot.keyClick(axial, Qt.Key.Key_Space)
    assert cine.canvas is axial
    qtbot.waitUntil(lambda: axial.index not in (index, index + 1), timeout=5000)
    qtbot.keyClick(axial, Qt.Key.Key_Right)
    assert not cine.is_playing
    qtbot.keyClick(axial, Qt.Key.Key_Space)
    assert cine.is_playing
    QTest.mouseClick(window.read.grid.coronal, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    assert not cine.is_playing


def test_playing_begins_again_at_the_end_or_turns_back(window, cine):
    axial = window.read.grid.axial
    count = axial.plane.count
    cine.play(axial)
    assert cine._next(count - 2, 1, count) == count - 1
    assert cine._next(count - 1, 1, count) == 0
    cine.set_bouncing(True)
    assert cine._next(count - 1, 1, count) == count - 2
    assert cine._next(count - 2, 1, count) == count - 3
    assert cine._next(0, 1, count) == 1


def test_playing_stops_when_something_else_happens(window, cine, qtbot, display):
    def move_the_crosshair():
        display.crosshair_lps_mm = (0.0, 0.0, 1e6)

    cine.set_speed(60)
    others = (
        move_the_crosshair,
        lambda: window.actions_hub.execute("view.volume"),
        lambda: window.actions_hub.execute("view.mpr"),
        lambda: window.read.grid.axial.set_volume(None),
    )
    for happen in others:
        cine.play(window.read.grid.axial)
        qtbot.waitUntil(lambda: cine.is_playing, timeout=1000)
        happen()
        qtbot.waitUntil(lambda: not cine.is_playing, timeout=5000)


def test_the_speed_of_playing_is_remembered(window, cine):
    before = cine.fps
    run(window, "slices.faster")
    run(window, "slices.bounce")
    assert cine.fps > before and window.actions_hub["slices.bounce"].isChecked()
    window.close()
    data = Settings().data
    assert data.cine_fps == cine.fps and data.cine_bounces


def test_the_last_window_comes_back_at_the_next_start(window, display, open_window):
    display.window_level = WindowLevel(-450, 1234)
    window.close()
    assert open_window().read.grid.slices.window_level == WindowLevel(-450, 1234)


def test_a_window_can_be_kept_under_a_name_and_used_from_the_toolbar(window, display, monkeypatch):
    display.window_level = WindowLevel(-123, 456)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("  My   lung ", True))
    run(window, "window.keep")
    assert display.windows["My lung"] == WindowLevel(-123, 456)
    run(window, "window.preset_1")
    box = window.read.toolbar._window
    box.setCurrentText("My lung")
    box.activated.emit(box.currentIndex())
    assert display.window_level == WindowLevel(-123, 456)
    assert "My lung" in [action.text().split("\t")[0] for action in window.read.grid.axial.make_menu().actions()]


def test_own_windows_are_renamed_and_deleted_but_never_clash(display, window):
    own = window.read.area(ReadWindows).own
    own.keep("Trachea", WindowLevel(-700, 900))
    own.rename("Trachea", "Airways")
    assert own.names == ("Airways",) and OwnWindows(Settings(), SliceDisplay()).names == ("Airways",)
    for taken in ("lung", "AIRWAYS", "  ", "Custom"):
        with pytest.raises(BadInputError):
            own.keep(taken, WindowLevel(0, 100))
    own.delete("Airways")
    assert own.names == () and "Airways" not in display.windows


def test_the_dialog_of_own_windows_uses_and_deletes(window, display):
    area = window.read.area(ReadWindows)
    area.own.keep("Trachea", WindowLevel(-700, 900))
    area.show_own()
    dialog = window.findChild(WindowsDialog)
    assert dialog.current == "Trachea"
    dialog.use()
    assert display.window_level == WindowLevel(-700, 900)


def test_a_dragged_region_becomes_the_window(window, display, qtbot):
    axial = window.read.grid.axial
    hu = np.full(make_ct().shape_zyx, -1000, np.int16)
    half = hu.shape[2] // 2
    hu[:, :, half:] = 60
    hu[:, :, half + 1 :: 2] = 40
    axial.set_volume(replace(make_ct(), hu=hu))
    run(window, "tool.region")
    width, height = axial.image_area().width(), axial.image_area().height()
    transform = axial.transform()
    rows, cols = transform.shape
    left, top = transform.to_screen(2, half + 1)
    right, bottom = transform.to_screen(rows - 3, cols - 2)
    assert 0 < left < right < width and 0 < top < bottom < height
    QTest.mousePress(axial, Qt.MouseButton.LeftButton, pos=QPoint(round(left), round(top)))
    QTest.mouseMove(axial, QPoint(round(right), round(bottom)))
    QTest.mouseRelease(axial, Qt.MouseButton.LeftButton, pos=QPoint(round(right), round(bottom)))
    assert display.window_level == WindowLevel(50, 20)
    assert window.read.grid.tools.tool == "crosshair"
    run(window, "edit.undo")
    assert display.window_level == WINDOW_PRESETS["Chest"]


def test_a_click_is_no_region(window, display):
    run(window, "tool.region")
    before = display.window_level
    QTest.mouseClick(window.read.grid.axial, Qt.MouseButton.LeftButton, pos=QPoint(80, 80))
    assert display.window_level == before and window.read.grid.tools.tool == "region"


def test_slice_commands_wait_for_a_volume(open_window):
    window = open_window()
    ours = [command.id for command in COMMANDS if command.id.startswith(("slices.", "window."))]
    assert len(ours) > 20
    assert not any(window.actions_hub[command].isEnabled() for command in ours)


def test_bars_over_the_slices_show_state_and_name_their_buttons(window, display, cine):
    bar = window.read.area(ReadSlices).bars[0]
    bar.show()
    assert bar.straighten.isHidden() and bar.slab.text() == ""
    run(window, "slices.turn_right")
    run(window, "slices.slab_mip")
    assert not bar.straighten.isHidden() and bar.slab.text() == "MIP 10 mm"
    bar.play.click()
    assert cine.canvas is window.read.grid.axial and "Stop" in bar.play.toolTip()
    bar.play.click()
    assert not cine.is_playing
    bar.straighten.click()
    assert display.frames.are_straight


def test_a_session_keeps_turned_planes_and_slabs():
    display, other = SliceDisplay(slab=Slab("mean", 20.0)), SliceDisplay()
    display.frames = display.frames.turned_in("axial", 20, (1.0, 2.0, 3.0))
    saved = json.loads(json.dumps(dump_slices(display)))
    load_slices(other, saved)
    assert (other.frames, other.slab) == (display.frames, display.slab)
    saved["frames"]["coronal"]["right"] = [9, 9, 9]
    untouched = SliceDisplay()
    load_slices(untouched, saved)
    assert untouched.frames.are_straight


def test_the_window_of_an_x_ray_is_undone_drag_by_drag(open_window, pair):
    window = open_window()
    window.read.session.add(Study("a pair", pair=pair))
    frontal = window.read.grid.frontal
    for _ in range(2):
        frontal.begin_window_drag()
        frontal.drag_window(10, 0)
        frontal.drag_window(20, 5)
    twice = frontal.window
    window.actions_hub.execute("edit.undo")
    once = frontal.window
    window.actions_hub.execute("edit.undo")
    assert frontal.display.window is None and once != twice
    window.actions_hub.execute("edit.redo")
    assert frontal.window == once


def test_slabs_say_that_uncertainty_is_hidden(window, display):
    axial = window.read.grid.axial
    axial.set_uncertainty(np.full(make_ct().shape_zyx, 40, np.int16), 100.0)
    run(window, "slices.slab_mip")
    assert "Uncertainty is shown on single slices" in axial.title_lines()
    run(window, "slices.slab_single")
    assert "Uncertainty is shown on single slices" not in axial.title_lines()
