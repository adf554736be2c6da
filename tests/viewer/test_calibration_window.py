"""Calibrating the geometry in the window: proposed by the worker, applied on demand, undone, and never stale."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from xr2ct_viewer.models.input_edit import ImageEdit, InputEdit
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.view_pose import ViewPose
from xr2ct_viewer.workspaces.read_calibration import ReadCalibration


@pytest.fixture
def window(open_window):
    return open_window("reconstructs")


def ask(window, qtbot, pair, edit: InputEdit | None = None) -> tuple[Study, ReadCalibration]:
    study, area = Study("case", pair=pair), window.read.area(ReadCalibration)
    window.read.session.add(study)
    if edit is not None:
        study.set_edit(edit)
    window.actions_hub.execute("run.calibrate")
    qtbot.waitUntil(area.box.dismiss.isVisible, timeout=10_000)
    return study, area


def test_a_proposal_is_shown_with_how_sure_it_is_and_changes_nothing_by_itself(window, qtbot, pair):
    study, area = ask(window, qtbot, pair)
    assert window.read.sidebar.input.geometry_form.is_open
    told = [label.text() for label in area.box.findChildren(QLabel)]
    assert "30 mm higher." in told and "+30.0 ± 4.0 mm" in told
    assert study.edit == InputEdit() and not area.box.open.isVisible()


def test_the_whole_proposal_is_in_view_with_what_can_be_answered(window, qtbot, pair):
    window.resize(1280, 720)
    study, area = ask(window, qtbot, pair)
    scroller, proposal = window.read.sidebar.scroller, area._proposal
    scroller.verticalScrollBar().setValue(0)
    area.box.show_nothing()
    area._show(study, replace(proposal, estimates=8 * proposal.estimates))
    assert is_in_view(area.box.apply, scroller.viewport())


def test_what_is_going_on_is_in_view_from_the_start(window, qtbot, pair):
    window.resize(1280, 720)
    _, area = ask(window, qtbot, pair)
    window.read.sidebar.scroller.verticalScrollBar().setValue(0)
    window.actions_hub.execute("run.calibrate")
    assert is_in_view(area.box.findChild(QProgressBar), window.read.sidebar.scroller.viewport())


def is_in_view(part: QWidget, viewport: QWidget) -> bool:
    area = QRect(part.mapTo(viewport, QPoint(0, 0)), part.size())
    return part.isVisible() and viewport.rect().contains(area)


def test_the_numbers_of_a_proposal_are_written_as_the_window_does(german, window, qtbot, pair):
    _, area = ask(window, qtbot, pair)
    assert "+30,0 ± 4,0 mm" in [label.text() for label in area.box.findChildren(QLabel)]


def test_applied_it_is_one_correction_marked_as_an_estimate_that_undo_takes_back(window, qtbot, pair):
    study, area = ask(window, qtbot, pair, InputEdit(frontal=ImageEdit(flip=True)))
    qtbot.mouseClick(area.box.apply, Qt.MouseButton.LeftButton)
    assert study.edit.pose == ViewPose(height_mm=30.0) and study.edit.estimated == ("height_mm",)
    assert study.edit.frontal.flip and study.pair.geometry.lateral.shift_mm == (0.0, 0.0, 30.0)
    form = window.read.sidebar.input.geometry_form
    assert form.pose.sliders["height_mm"].value == 30.0 and not area.box.apply.isVisible()
    window.actions_hub.execute("edit.undo")
    assert study.edit == InputEdit(frontal=ImageEdit(flip=True))


def test_a_proposal_is_put_away_once_the_xrays_are_corrected_otherwise_or_another_case_is_in_front(window, qtbot, pair):
    study, area = ask(window, qtbot, pair)
    study.set_edit(InputEdit(swap=True))
    assert not area.box.apply.isVisible() and not area.box.dismiss.isVisible()
    ask(window, qtbot, pair)
    window.read.session.select(study)
    assert not area.box.dismiss.isVisible()


def test_another_breath_can_be_opened_as_a_case_of_its_own(window, qtbot, pair):
    study, area = ask(window, qtbot, replace(pair, subject="breath"))
    qtbot.mouseClick(area.box.open, Qt.MouseButton.LeftButton)
    opened = window.read.session.current
    assert opened is not study and opened.title == "case, calibrated" and opened.pair.subject == "breath"
    assert study.edit == InputEdit()


def test_it_can_be_cancelled(open_window, qtbot, pair):
    window = open_window("slow")
    area = window.read.area(ReadCalibration)
    window.read.session.add(Study("case", pair=pair))
    window.actions_hub.execute("run.calibrate")
    qtbot.waitUntil(lambda: area.box._progress.value() == 25, timeout=10_000)
    qtbot.mouseClick(area.box._cancel, Qt.MouseButton.LeftButton)
    assert area.box.ask.isEnabled() and not area.box._cancel.isVisible()
    qtbot.waitUntil(lambda: not window.worker.is_busy, timeout=10_000)
