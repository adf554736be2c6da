"""The window on a screen smaller than it would like, and while it is made smaller."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.viewer.test_models import make_result
from xr2ct_viewer.dialogs.manual_dialog import ManualDialog
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.services.window_state import remember
from xr2ct_viewer.views.viewport_grid import PLACES
from xr2ct_viewer.widgets.steps_column import StepsColumn
from xr2ct_viewer.workspaces.train import WIDTHS


@pytest.fixture
def on_a_screen(monkeypatch) -> None:
    """Windows believe that somebody sees them; the screen of the tests is 800 pixels wide and high."""
    monkeypatch.setattr("xr2ct_viewer.services.screen_room.QGuiApplication.platformName", lambda: "xcb")


def is_whole(widget: QWidget) -> bool:
    """Whether all of a widget can be seen."""
    return widget.visibleRegion().boundingRect().size() == widget.size()


def sticks_out(window) -> bool:
    return not QApplication.primaryScreen().availableGeometry().contains(window.geometry())


def test_the_first_window_is_no_larger_than_the_screen(open_window, on_a_screen) -> None:
    window = open_window()
    assert not sticks_out(window)
    assert window.minimumWidth() <= QApplication.primaryScreen().availableGeometry().width()


def test_a_window_left_on_a_larger_screen_fits_on_a_smaller_one(open_window, on_a_screen) -> None:
    window = open_window()
    window.resize(1900, 1000)
    window.move(120, 80)
    remember(window, window.settings)
    assert not sticks_out(open_window())


def test_every_view_keeps_its_place_while_the_window_shrinks(open_window, pair, qtbot) -> None:
    window = open_window()
    grid = window.read.grid
    window.read.session.add(Study("case", pair=pair))
    qtbot.waitUntil(lambda: grid.volume.gl is not None, timeout=10_000)
    for width_px in (1270, 1100):
        window.resize(1440, 900)
        qtbot.waitUntil(lambda: not grid.volume.toolbar._sides.isHidden())
        window.resize(width_px, 720)
        qtbot.waitUntil(lambda: grid.volume.toolbar._sides.isHidden())
        for name in PLACES["read"]:
            assert min(grid.port(name).width(), grid.port(name).height()) > 200, name


def test_a_job_and_the_way_to_stop_it_are_in_sight_however_far_the_sidebar_is_scrolled(
    open_window, pair, qtbot
) -> None:
    window = open_window("slow")
    window.resize(1100, 700)
    window.read.session.add(Study("case", pair=pair))
    run, scrolled = window.read.sidebar.run, window.read.sidebar.scroller.verticalScrollBar()
    qtbot.waitUntil(lambda: scrolled.maximum() > 0)
    qtbot.mouseClick(run.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: run.left.text().startswith("25%"), timeout=15_000)
    for place in (0, scrolled.maximum()):
        scrolled.setValue(place)
        for widget in (run.button, run.bar, run.left):
            assert is_whole(widget)
    assert run.button.text() == "Cancel"
    qtbot.mouseClick(run.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.read.jobs.running, timeout=10_000)
    assert run.button.text() == "Reconstruct" and not run.bar.isVisible()


@pytest.mark.parametrize("width_px", [1100, 1280, 1440])
def test_the_export_button_is_whole_german_too(open_window, german, pair, qtbot, width_px: int) -> None:
    window = open_window()
    study = Study("case", pair=replace(pair, truth_path=Path("truth.npz")))
    window.read.session.add(study)
    study.add_result(make_result(study))
    window.resize(width_px, 720)
    bar = window.read.toolbar
    qtbot.waitUntil(lambda: all(is_whole(widget) for widget in (bar._window, bar._truth, bar.export_button)))
    assert bar.export_button.width() >= bar.export_button.sizeHint().width()


def test_words_come_back_to_the_toolbar_where_there_is_room(open_window, german, pair, qtbot) -> None:
    window = open_window()
    study = Study("case", pair=replace(pair, truth_path=Path("truth.npz")))
    window.read.session.add(study)
    study.add_result(make_result(study))
    layout = window.read.toolbar._layouts["compare"]
    for width_px, style in (
        (1100, Qt.ToolButtonStyle.ToolButtonIconOnly),
        (1600, Qt.ToolButtonStyle.ToolButtonTextBesideIcon),
    ):
        window.resize(width_px, 720)
        qtbot.waitUntil(lambda style=style: layout.toolButtonStyle() == style)
        assert layout.toolTip() and layout.accessibleName()


def test_the_steps_of_a_training_are_neither_cut_nor_pushed_away_german(open_window, german, qtbot) -> None:
    window = open_window()
    window.resize(1280, 720)
    window.show_workspace("train")
    train = window.train
    column = train.findChild(StepsColumn, "trainSteps")
    qtbot.waitUntil(lambda: column.scroller.isAncestorOf(train.start) and column.minimumWidth() > WIDTHS[0])
    for step in (train.dataset, train.method, train.form, train.start):
        assert step.mapTo(column, step.rect().bottomRight()).x() < column.width(), step.accessibleName()
        assert step.minimumSizeHint().width() <= step.width(), step.accessibleName()
    assert column.scroller.height() > 400
    assert is_whole(train.start._start) and is_whole(train.start._problem)


def test_what_a_training_needs_stays_in_sight_where_there_is_room(open_window, qtbot) -> None:
    window = open_window()
    window.resize(1440, 720)
    window.show_workspace("train")
    column = window.train.findChild(StepsColumn, "trainSteps")
    qtbot.waitUntil(lambda: column.scroller.isAncestorOf(window.train.start))
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: not column.scroller.isAncestorOf(window.train.start) and is_whole(window.train.start))


def test_the_manual_fits_the_screen(open_window, on_a_screen) -> None:
    window = open_window()
    window.actions_hub.execute("help.manual")
    manual = window.findChild(ManualDialog)
    assert manual.isVisible() and manual.height() <= QApplication.primaryScreen().availableGeometry().height()
    assert manual.width() <= QApplication.primaryScreen().availableGeometry().width()


def test_two_recent_cases_need_no_scroll_bar(open_window, tmp_path, qtbot) -> None:
    window = open_window()
    for number in range(2):
        path = tmp_path / f"a case with a name that is longer than the list is wide {number}" / ("x" * 120)
        path.parent.mkdir()
        path.touch()
        window.settings.add_recent((path,))
    window.close()
    cases = open_window().read.welcome._recent
    qtbot.waitUntil(lambda: cases.count() == 2 and cases.isVisible())
    assert cases.verticalScrollBar().maximum() == 0 and not cases.horizontalScrollBar().isVisible()


def test_cards_above_each_other_end_at_the_same_edge(open_window, qtbot) -> None:
    window = open_window()
    window.resize(1440, 900)
    window.show_workspace("train")
    column = window.train.findChild(StepsColumn, "trainSteps")

    def right_edge(card: QWidget) -> int:
        return card.mapTo(column, card.rect().topRight()).x()

    def edges() -> set[int]:
        return {right_edge(window.train.dataset), right_edge(window.train.form), right_edge(window.train.start)}

    qtbot.waitUntil(lambda: column.scroller.verticalScrollBar().isVisible() and len(edges()) == 1, timeout=5_000)
