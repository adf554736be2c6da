"""The window as a person uses it: open, correct, run, look, export, fail, close."""

import gc
import json
import subprocess
import sys
import threading
import weakref
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QThreadPool, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from tests.viewer.conftest import make_pair
from tests.viewer.test_models import make_ct, make_result
from xr2ct_core.errors import BadInputError
from xr2ct_core.io import write_pair
from xr2ct_core.methods.registry import method_specs, ready_method_specs
from xr2ct_core.provenance import RESEARCH_BANNER, SYNTHETIC_BANNER
from xr2ct_viewer.actions.table import COMMANDS
from xr2ct_viewer.app import _show_unexpected
from xr2ct_viewer.dialogs.command_palette import CommandPalette
from xr2ct_viewer.dialogs.error_dialog import ErrorDialog
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.view_pose import ViewPose
from xr2ct_viewer.panels.reconstruct_panel import bundled_methods
from xr2ct_viewer.services.background import THREADS
from xr2ct_viewer.services.worker_client import WorkerClient
from xr2ct_viewer.widgets.marked_items import MARK_ROLE
from xr2ct_viewer.widgets.question import Question
from xr2ct_viewer.window import MainWindow


@pytest.fixture
def window(open_window):
    return open_window()


@pytest.fixture
def pair_file(pair, tmp_path) -> Path:
    return write_pair(pair, tmp_path / "case")


def open_and_wait(window, qtbot, *paths: Path) -> Study:
    count = len(window.read.session.studies)
    window.read.open_files(paths)
    qtbot.waitUntil(lambda: len(window.read.session.studies) == count + 1, timeout=10_000)
    return window.read.session.current


def test_it_starts_on_the_welcome_page_with_the_notice(window):
    assert window.read.welcome.isVisible() and not window.read.sidebar.isVisible()
    assert window.read.banner.isVisible() and window.read.banner.text() == RESEARCH_BANNER
    assert not window.actions_hub["run.start"].isEnabled()


def test_a_pair_file_opens_beside_the_sidebar_and_becomes_recent(window, qtbot, pair_file):
    study = open_and_wait(window, qtbot, pair_file)
    assert study.title == "marked" and window.read.sidebar.isVisible()
    assert window.actions_hub["run.start"].isEnabled()
    assert window.settings.recent_groups() == ((pair_file,),)


def test_files_dropped_on_the_window_open(window, qtbot, pair_file):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(pair_file))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)
    qtbot.waitUntil(lambda: window.read.session.current is not None, timeout=10_000)


@pytest.mark.parametrize("content", [b"", b"not a pair", b'{"format": "xr2ct-pair"}'])
def test_a_bad_file_says_so_and_leaves_the_open_study_untouched(window, qtbot, pair_file, tmp_path, content):
    study = open_and_wait(window, qtbot, pair_file)
    bad = tmp_path / "bad.json"
    bad.write_bytes(content)
    window.read.open_files((bad,))
    qtbot.waitUntil(lambda: bool(window.findChildren(ErrorDialog)), timeout=10_000)
    assert window.read.session.studies == [study] and window.read.session.current is study
    assert window.settings.recent_groups() == ((pair_file,),)
    for dialog in window.findChildren(ErrorDialog):
        dialog.close()


@pytest.mark.parametrize(
    "names",
    [("cut.nii.gz",), ("a.png", "b.png"), ("a.dcm", "b.dcm"), ("empty",), ("gone.mha",), ("lone.png",), ("x.doc",)],
)
def test_files_that_make_no_case_are_explained_with_a_hint(window, qtbot, tmp_path, names):
    for name in names:
        if name == "empty":
            (tmp_path / name).mkdir()
        elif name != "gone.mha":
            (tmp_path / name).write_bytes(b"\x1f\x8b\x08 nothing of use")
    window.read.open_files(tuple(tmp_path / name for name in names))
    qtbot.waitUntil(lambda: bool(window.findChildren(ErrorDialog)), timeout=10_000)
    dialog = window.findChild(ErrorDialog)
    sentences = [label.text() for label in dialog.findChildren(QLabel) if label.text()]
    assert len(sentences) == 2 and not any("unexpected" in sentence for sentence in sentences)
    dialog.close()
    assert window.read.session.studies == [] and window.read.welcome.isVisible()


def test_mirroring_in_the_panel_reaches_the_view_and_can_be_undone(window, qtbot, pair_file):
    open_and_wait(window, qtbot, pair_file)
    before = window.read.grid.frontal.pixels.copy()
    mirror = next(
        button
        for button in window.read.sidebar.input.findChildren(QAbstractButton)
        if button.accessibleName().startswith("Mirror the frontal")
    )
    qtbot.mouseClick(mirror, Qt.MouseButton.LeftButton)
    assert np.array_equal(window.read.grid.frontal.pixels, before[:, ::-1])
    window.actions_hub.execute("edit.undo")
    assert np.array_equal(window.read.grid.frontal.pixels, before)
    assert not mirror.isChecked()


def test_an_impossible_distance_is_explained_and_taken_back(window, qtbot, pair_file):
    study = open_and_wait(window, qtbot, pair_file)
    field = next(
        box
        for box in window.read.sidebar.input.findChildren(QAbstractSpinBox)
        if box.accessibleName() == "Source to patient centre"
    )
    field.setValue(5000.0)
    field.editingFinished.emit()
    dialog = window.findChild(ErrorDialog)
    assert dialog is not None
    dialog.close()
    assert study.edit.is_identity and field.value() == 541.0


def test_a_result_for_a_study_in_the_background_stays_there(window, pair):
    first, second = Study("first", pair=pair), Study("second", pair=pair)
    window.read.session.add(first)
    window.read.session.add(second)
    first.add_result(make_result(first))
    assert window.read.grid.axial.has_image is False
    window.read.session.select(first)
    assert window.read.grid.axial.has_image is True
    assert window.read.banner.text() == SYNTHETIC_BANNER
    window.read.session.select(second)
    assert window.read.grid.axial.has_image is False and window.read.banner.text() == RESEARCH_BANNER


def test_closing_the_last_study_leads_back_to_the_welcome_page(window, pair):
    study = Study("case", pair=pair)
    window.read.session.add(study)
    study.add_result(make_result(study))
    window.actions_hub.execute("file.close")
    assert window.read.welcome.isVisible() and window.read.banner.text() == RESEARCH_BANNER
    assert not window.actions_hub["file.export"].isEnabled()


@pytest.mark.parametrize(("behaviour", "sentence"), [("crash", "memory"), ("error", "Too big.")])
def test_a_failed_job_ends_in_a_dialog_and_the_button_comes_back(open_window, qtbot, pair, behaviour, sentence):
    window = open_window(behaviour)
    window.read.session.add(Study("case", pair=pair))
    window.actions_hub.execute("run.start")
    qtbot.waitUntil(lambda: bool(window.findChildren(ErrorDialog)), timeout=15_000)
    texts = " ".join(
        label.text() for label in window.findChild(ErrorDialog).findChildren(QWidget) if hasattr(label, "text")
    )
    assert sentence in texts
    window.findChild(ErrorDialog).close()
    assert window.read.jobs.running == () and window.actions_hub["run.start"].isEnabled()


def test_cancel_stops_the_job_and_keeps_the_study(open_window, qtbot, pair):
    window = open_window("slow")
    window.read.session.add(Study("case", pair=pair))
    window.actions_hub.execute("run.start")
    qtbot.waitUntil(lambda: any(job.fraction == 0.25 for job in window.read.jobs.running), timeout=15_000)
    assert window.actions_hub["run.cancel"].isEnabled()
    window.actions_hub.execute("run.cancel")
    qtbot.waitUntil(lambda: not window.read.jobs.running, timeout=10_000)
    assert window.read.session.current is not None and not window.findChildren(ErrorDialog)


def test_cancel_while_the_inputs_are_written_starts_nothing(open_window, qtbot, pair):
    window = open_window("slow")
    study = Study("case", pair=pair)
    window.read.session.add(study)
    window.actions_hub.execute("run.start")
    window.read.cancel()
    qtbot.waitUntil(lambda: not window.read.jobs.running and not window.background.is_busy, timeout=10_000)
    assert not window.worker.is_busy


def test_a_waiting_job_says_what_it_waits_for_and_the_list_how_far_each_is(open_window, qtbot, pair):
    window = open_window("slow")
    first, second = Study("first case", pair=pair), Study("second case", pair=pair)
    for study in (first, second):
        window.read.session.add(study)
        window.actions_hub.execute("run.start")
    jobs = window.read.jobs
    qtbot.waitUntil(lambda: len(window.read.reconstruction._orders) == 2, timeout=10_000)
    qtbot.waitUntil(lambda: jobs.of_study(first.id).fraction > 0, timeout=10_000)
    assert jobs.of_study(second.id).is_waiting and jobs.of_study(second.id).phase == "Waiting for first case"
    assert window.read.sidebar.run.phase.text() == "Waiting for first case"
    marks = window.read.sidebar.studies._list
    assert [marks.item(row).data(MARK_ROLE) for row in range(2)] == [
        f"{round(100 * jobs.of_study(first.id).fraction)} %",
        "waits",
    ]
    assert [marks.item(row).text() for row in range(2)] == ["first case", "second case"]
    window.read.reconstruction.cancel(first.id)
    qtbot.waitUntil(lambda: not jobs.of_study(second.id).is_waiting, timeout=20_000)
    assert marks.item(0).data(MARK_ROLE) == "" and "Waiting" not in jobs.of_study(second.id).phase
    assert jobs.of_study(second.id).elapsed_s < 5.0


def test_enter_never_stops_or_replaces_anything(window, qtbot):
    for key, expected in ((Qt.Key.Key_Return, False), (Qt.Key.Key_Escape, False)):
        question = Question(window, "Stop and close it?", "Stop and close", "Keep working")
        QTimer.singleShot(50, question, lambda key=key, box=question: qtbot.keyClick(box.focusWidget() or box, key))
        assert question.is_confirmed() is expected
    question = Question(window, "Stop and close it?", "Stop and close", "Keep working")
    assert {button.text() for button in question.buttons()} == {"Stop and close", "Keep working"}
    QTimer.singleShot(50, question, question._do.click)
    assert question.is_confirmed()


def test_closing_while_a_job_runs_asks_first(open_window, qtbot, pair, monkeypatch):
    window = open_window("slow")
    window.read.session.add(Study("case", pair=pair))
    window.actions_hub.execute("run.start")
    qtbot.waitUntil(lambda: bool(window.read.jobs.running), timeout=10_000)
    monkeypatch.setattr(Question, "is_confirmed", lambda _self: False)
    assert window.close() is False and window.isVisible()
    monkeypatch.setattr(Question, "is_confirmed", lambda _self: True)
    assert window.close() is True
    assert window.worker.pid == 0 and not window.scratch.folder.exists()


def test_the_true_ct_takes_the_place_of_the_result_and_back(window, pair):
    study = Study("case", pair=pair)
    window.read.session.add(study)
    study.add_result(make_result(study))
    study.set_truth(make_ct())
    study.show("truth")
    assert window.read.grid.axial.pixels.max() == 0 and window.read.banner.text() == RESEARCH_BANNER
    study.show("result")
    assert window.read.grid.axial.pixels.max() == -1000 and window.read.banner.text() == SYNTHETIC_BANNER


def test_a_true_ct_that_cannot_be_read_says_so_and_the_result_stays(window, qtbot, pair, tmp_path):
    study = Study("case", pair=replace(pair, truth_path=tmp_path / "gone.nii.gz"))
    window.read.session.add(study)
    study.add_result(make_result(study))
    window.actions_hub.execute("view.truth")
    qtbot.waitUntil(lambda: bool(window.findChildren(ErrorDialog)), timeout=10_000)
    window.findChild(ErrorDialog).close()
    assert study.shown == "result" and window.read.banner.text() == SYNTHETIC_BANNER
    assert not window.actions_hub["view.truth"].isChecked()


def test_a_result_has_its_whole_height_before_the_views_draw_it(window, pair):
    study = Study("case", pair=pair)
    window.read.session.add(study)
    QApplication.processEvents()
    result = make_result(study)
    notes = ("A sentence about the volume that is long enough to need two or three lines in the sidebar.",) * 3
    measures = {"psnr_frontal_db": 40.0, "psnr_lateral_db": 41.0, "psnr_3d_db": 24.0}
    study.add_result(replace(result, summary=result.summary.model_copy(update={"metrics": measures, "notes": notes})))
    window.read.reconstruction.landed.emit(study.id)
    panel = window.read.sidebar.result
    at_once = panel.height()
    assert at_once >= panel.heightForWidth(panel.width())
    QApplication.processEvents()
    assert panel.height() == at_once


def test_a_defect_is_shown_with_details_instead_of_ending_the_program(window):
    error = ZeroDivisionError("by zero")
    _show_unexpected(window, ZeroDivisionError, error, error.__traceback__)
    dialog = window.findChild(ErrorDialog)
    assert "by zero" in dialog._details.toPlainText()
    dialog.close()


def test_a_ct_alone_offers_to_make_a_pair(window):
    window.read.session.add(Study("ct", ct=make_ct()))
    assert window.read.session.layout == "mpr" and window.read.sidebar.ct.isVisible()
    assert window.actions_hub["run.project"].isEnabled() and not window.actions_hub["run.start"].isEnabled()


def test_the_theme_changes_at_run_time_and_is_remembered(window):
    before = QApplication.instance().styleSheet()
    window.actions_hub.execute("view.theme")
    assert QApplication.instance().styleSheet() != before
    assert json.loads(window.settings.path.read_text(encoding="utf-8"))["theme"] == "light"
    window.actions_hub.execute("view.theme")
    assert QApplication.instance().styleSheet() == before


def test_no_two_commands_share_a_shortcut_and_all_have_a_handler(window):
    shortcuts = [command.shortcut for command in COMMANDS if command.shortcut]
    assert len(shortcuts) == len(set(shortcuts))
    assert all(window.actions_hub[command.id].text() for command in COMMANDS)


def test_the_palette_finds_a_command_and_runs_it(window, qtbot, pair):
    window.read.session.add(Study("case", pair=pair))
    palette = CommandPalette(window.actions_hub, window.settings, window.theme, window)
    palette.show()
    qtbot.keyClicks(palette.field, "three slices")
    assert palette.list.topLevelItemCount() == 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.read.session.layout == "mpr"


def test_every_control_has_a_name_for_assistive_technology(window, pair):
    study = Study("case", pair=pair)
    window.read.session.add(study)
    study.add_result(make_result(study))
    controls = [
        widget
        for kind in (QAbstractButton, QComboBox, QAbstractSpinBox, QLineEdit)
        for widget in window.findChildren(kind)
        if not widget.objectName().startswith("qt_") and type(widget.parent()).__name__ not in ("QDoubleSpinBox",)
    ]
    nameless = [widget for widget in controls if not (widget.accessibleName() or getattr(widget, "text", str)())]
    assert len(controls) > 25
    assert nameless == []


def test_an_error_shows_its_details_only_when_asked(window, qtbot):
    window.show_error(BadInputError("Broken.", "Copy it again."), "line 1\nline 2")
    dialog = window.findChild(ErrorDialog)
    details = dialog._details
    assert not details.isVisible()
    dialog._fold.click()
    assert details.isVisible() and details.toPlainText() == "line 1\nline 2"
    dialog.close()


def test_a_closed_window_leaves_no_widget_no_thread_and_no_process(open_window, qtbot, pair):
    before = set(QApplication.topLevelWidgets())
    window = open_window()
    window.read.session.add(Study("case", pair=pair))
    window.worker.warm_up()
    window.close()
    assert window.worker.pid == 0
    qtbot.waitUntil(lambda: not any(one.name.startswith(THREADS) for one in threading.enumerate()), timeout=5_000)
    assert QThreadPool.globalInstance().activeThreadCount() == 0
    left = [widget for widget in QApplication.topLevelWidgets() if widget not in before and widget.isVisible()]
    assert left == []


def test_the_program_starts_without_torch_vtk_scipy_and_file_readers():
    code = (
        "import sys; import xr2ct_viewer.app, xr2ct_viewer.window; "
        "print([n for n in ('torch','vtkmodules','pyvista','scipy','SimpleITK','pydicom','skimage','pyqtgraph') "
        "if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.timeout(120)
def test_the_sample_is_reconstructed_by_the_real_worker(open_window, qtbot):
    window = open_window(None)
    window.read.opening.open_sample()
    qtbot.waitUntil(lambda: window.read.session.current is not None, timeout=20_000)
    study = window.read.session.current
    window.read.sidebar.reconstruct.choose("backprojection", 64, "cpu")
    window.actions_hub.execute("run.start")
    qtbot.waitUntil(lambda: study.result is not None or bool(window.findChildren(ErrorDialog)), timeout=90_000)
    result = study.result
    assert result is not None and result.volume.shape_zyx == (64, 64, 64)
    assert result.volume.provenance.synthetic and window.read.banner.text() == SYNTHETIC_BANNER
    assert [image.shape for image in result.reprojections] == [
        radiograph.shape for radiograph in study.pair.radiographs
    ]
    assert result.summary.metrics["psnr_frontal_db"] > 25.0
    assert window.read.grid.axial.has_image
    assert not any(window.scratch.folder.rglob("*.npy")), "the result is in memory, its files are gone"


def test_only_networks_that_come_with_the_program_and_methods_without_a_training_are_offered(open_window) -> None:
    combo = open_window().read.sidebar.reconstruct._method
    offered = [combo.itemData(row) for row in range(combo.count())]
    assert offered == [*bundled_methods(), *ready_method_specs()]
    assert "template" in offered
    assert {method for method in offered if method_specs()[method].needs_training} == set(bundled_methods())


def test_a_window_that_is_gone_leaves_nothing_of_its_cases_in_memory(qtbot, fake_command, monkeypatch, pair):
    monkeypatch.setattr("xr2ct_viewer.views.volume_view.probe_command", lambda: (sys.executable, "-c", ""))
    window = MainWindow(worker=WorkerClient(command=fake_command("idle")))
    study = Study("case", pair=pair)
    window.read.session.add(study)
    window.show()
    QApplication.processEvents()
    window.read.session.close(study)
    kept = [weakref.ref(one) for one in (study, window.read.session, window.read.grid.slices)]
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del window, study
    gc.collect()
    assert [one() for one in kept] == [None, None, None]


def test_crosshair_and_beams_follow_a_lateral_that_a_result_took_to_stand_higher(open_window, qtbot):
    window = open_window("reconstructs")
    study = Study("case", pair=replace(make_pair(), subject="stands higher"))
    window.read.session.add(study)
    window.read.reconstruct()
    qtbot.waitUntil(lambda: study.result is not None, timeout=10_000)
    canvas = window.read.grid.lateral
    assert canvas.geometry_view.shift_mm == (0.0, 0.0, 12.0)
    assert window.read.grid.frontal.geometry_view == study.pair.geometry.frontal
    study.set_edit(InputEdit(pose=ViewPose(height_mm=5.0)))
    assert canvas.geometry_view == study.pair.geometry.lateral
    study.steps.undo()
    assert canvas.geometry_view.shift_mm == (0.0, 0.0, 12.0)
