"""Sessions in the window: save, open, the mark of unsaved work, asking on close, recent files, names of steps."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMessageBox

from tests.viewer.test_models import make_ct
from xr2ct_core.io import write_pair
from xr2ct_viewer.dialogs.error_dialog import ErrorDialog
from xr2ct_viewer.dialogs.missing_files_dialog import MissingFilesDialog
from xr2ct_viewer.dialogs.save_session_dialog import SaveSessionDialog
from xr2ct_viewer.models.crop import ClipPlane, CropBox
from xr2ct_viewer.models.display import WindowLevel
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.measure.measurement import Measurement
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.render.presets import bundled_presets
from xr2ct_viewer.services.session_io import SaveChoice
from xr2ct_viewer.workspaces.read_recent import ReadRecent
from xr2ct_viewer.workspaces.read_sessions import ReadSessions
from xr2ct_viewer.workspaces.session_look import dump_look, load_look

Answer = QMessageBox.StandardButton


@pytest.fixture
def window(open_window):
    return open_window()


def area(window) -> ReadSessions:
    return window.read.area(ReadSessions)


def save(window, qtbot, path: Path, **choice) -> None:
    done = []
    area(window).write(SaveChoice(path, **choice), lambda: done.append(path))
    qtbot.waitUntil(lambda: bool(done), timeout=30_000)


def open_session(window, qtbot, path: Path) -> None:
    before = list(window.read.session.studies)
    window.read.open_files((path,))
    qtbot.waitUntil(lambda: window.read.session.studies not in ([], before), timeout=30_000)


def answering(monkeypatch, answer) -> list[str]:
    asked = []
    monkeypatch.setattr(QMessageBox, "question", lambda *args: (asked.append(args[2]), answer)[1])
    return asked


def test_a_session_chosen_while_another_is_saved_is_not_passed_over_in_silence(window, qtbot, worked, tmp_path):
    window.read.session.add(worked("first"))
    save(window, qtbot, tmp_path / "case.xr2ct")
    done, told = [], []
    window.read.notice.connect(told.append)
    area(window).write(SaveChoice(tmp_path / "other.xr2ct"), lambda: done.append(1))
    area(window).open(tmp_path / "case.xr2ct")
    assert any("already" in text for text in told)
    qtbot.waitUntil(lambda: bool(done), timeout=30_000)


def test_a_saved_session_opens_as_it_was(window, open_window, qtbot, worked, tmp_path):
    first, second = worked("first"), worked("second one")
    window.read.session.add(first)
    window.read.session.add(second)
    window.read.session.select(first)
    window.read.session.set_layout("mpr")
    slices = window.read.grid.slices
    slices.window_level, slices.zoom = WindowLevel(-300.0, 700.0), 3.0
    slices.crosshair_lps_mm = (10.0, -20.0, 30.0)
    look = window.read.grid.volume.look
    look.preset, look.crop, look.show_xrays = bundled_presets()[2], CropBox(x=(0.25, 0.75)), True
    look.clip = ClipPlane.through((1.0, 2.0, 3.0), (0.0, 0.0, 5.0))
    save(window, qtbot, tmp_path / "case.xr2ct")
    other = open_window()
    open_session(other, qtbot, tmp_path / "case.xr2ct")
    again = other.read.grid.volume.look
    assert again.preset is bundled_presets()[2] and again.show_xrays
    assert (again.crop, again.clip) == (look.crop, look.clip)
    session, shown = other.read.session, other.read.grid.slices
    assert [study.title for study in session.studies] == ["first", "second one"] and session.current.id == first.id
    assert np.array_equal(session.current.volume.hu, first.volume.hu)
    assert (shown.window_level, shown.zoom) == (slices.window_level, 3.0)
    assert shown.crosshair_lps_mm == (10.0, -20.0, 30.0) and session.layout == "mpr"
    assert other.read.grid.axial.has_image and not other.isWindowModified()
    assert other.settings.recent_groups()[0] == (tmp_path / "case.xr2ct",)


def test_the_title_marks_unsaved_work_and_only_that(window, qtbot, worked, tmp_path):
    window.read.session.add(Study("just opened", pair=worked().source_pair))
    assert not window.isWindowModified(), "nothing was done yet"
    window.read.session.add(worked())
    assert window.isWindowModified() and "[*]" in window.windowTitle()
    save(window, qtbot, tmp_path / "case.xr2ct")
    assert not window.isWindowModified()
    study = window.read.session.current
    study.set_edit(InputEdit(swap=True))
    assert window.isWindowModified()
    study.steps.undo()
    assert not window.isWindowModified(), "everything was taken back"
    window.read.grid.slices.zoom = 2.0
    assert not window.isWindowModified(), "looking is no work"
    window.read.session.close(study)
    assert window.isWindowModified()


def test_what_is_done_while_a_session_is_written_is_still_unsaved(window, qtbot, worked, tmp_path):
    window.read.session.add(worked())
    done = []
    area(window).write(SaveChoice(tmp_path / "case.xr2ct"), lambda: done.append("saved"))
    window.read.session.current.rename("Named meanwhile")
    qtbot.waitUntil(lambda: bool(done), timeout=30_000)
    assert window.isWindowModified()


def test_a_changed_appearance_comes_back_and_an_impossible_view_does_not_keep_a_case_from_opening(window):
    look = window.read.grid.volume.look
    halved = tuple(point.model_copy(update={"y": point.y / 2}) for point in look.preset.opacity)
    changed = replace(look.preset, opacity=halved)
    look.preset = changed
    stored = dump_look(look)
    look.preset = bundled_presets()[1]
    load_look(look, stored)
    assert look.preset.opacity == changed.opacity
    for broken in ({}, {**stored, "appearance": "{"}, {**stored, "crop": {"x": "wide"}}, [1]):
        load_look(look, broken)
    assert look.preset.opacity == changed.opacity


def test_measurements_are_work_and_come_back(window, open_window, qtbot, pair, tmp_path):
    study = Study("measured", pair=pair)
    window.read.session.add(study)
    ends = ((0.0, 0.0, 0.0), (30.0, 0.0, 40.0))
    study.measurements.add(Measurement("distance", "patient", ends, "Heart", "a1"))
    assert window.isWindowModified()
    save(window, qtbot, tmp_path / "case.xr2ct")
    other = open_window()
    open_session(other, qtbot, tmp_path / "case.xr2ct")
    opened = other.read.session.current
    assert opened.measurements.items == study.measurements.items and not opened.steps.can_undo
    study.measurements.clear()
    assert window.isWindowModified()


def test_a_study_is_renamed_with_f2_which_is_a_step_and_is_saved(window, open_window, qtbot, worked, tmp_path):
    study = worked("scan 17")
    window.read.session.add(study)
    studies = window.read.sidebar.studies._list
    studies.setFocus()
    qtbot.keyClick(studies, Qt.Key.Key_F2)
    editor = studies.findChild(QLineEdit)
    editor.setText("Before drainage")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.windowTitle().startswith("Before drainage"), timeout=30_000)
    assert studies.item(0).text() == "Before drainage" and window.isWindowModified()
    save(window, qtbot, tmp_path / "case.xr2ct")
    other = open_window()
    open_session(other, qtbot, tmp_path / "case.xr2ct")
    assert other.read.session.current.title == "Before drainage"
    assert "case.xr2ct" in other.read.sidebar.studies._file.text()
    window.actions_hub.execute("edit.undo")
    assert study.title == studies.item(0).text() == "scan 17"
    study.rename("  ")
    assert study.title == "scan 17"


def test_a_study_closed_with_work_in_it_is_brought_back(window, worked, pair):
    reopen = window.actions_hub["file.reopen"]
    window.read.session.add(Study("only looked at", pair=pair))
    window.actions_hub.execute("file.close")
    assert not reopen.isEnabled()
    study = worked("scan 17")
    window.read.session.add(study)
    window.actions_hub.execute("file.close")
    assert "scan 17" in window.statusBar().currentMessage() and window.read.welcome.isVisible()
    reopen.trigger()
    assert window.read.session.current is study and study.result is not None and not reopen.isEnabled()
    for number in range(5):
        window.read.session.add(worked(str(number)))
        window.actions_hub.execute("file.close")
    assert [closed.title for closed in window.read.session.closed] == ["2", "3", "4"], "memory stays bounded"


def test_what_is_opened_after_a_session_was_closed_is_not_saved_over_it(window, qtbot, worked, tmp_path):
    window.read.session.add(worked("old"))
    save(window, qtbot, tmp_path / "old.xr2ct")
    window.actions_hub.execute("file.close")
    assert area(window).desk.path is None and not window.isWindowModified()
    window.read.session.add(worked("new"))
    assert area(window).desk.path is None and window.isWindowModified()


def test_closing_asks_about_unsaved_work(window, qtbot, worked, tmp_path, monkeypatch):
    asked = answering(monkeypatch, Answer.Cancel)
    window.read.session.add(worked())
    window.close()
    assert len(asked) == 1 and window.isVisible()
    save(window, qtbot, tmp_path / "case.xr2ct")
    window.close()
    assert len(asked) == 1 and not window.isVisible()


def test_saving_on_close_asks_where_saves_and_then_closes(window, qtbot, worked, tmp_path, monkeypatch):
    answering(monkeypatch, Answer.Save)
    path = tmp_path / "kept.xr2ct"

    def fill_in(dialog: SaveSessionDialog) -> int:
        dialog.choose(SaveChoice(tmp_path / "kept", copies="all"))
        return 1

    monkeypatch.setattr(SaveSessionDialog, "exec", fill_in)
    window.read.session.add(worked())
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=30_000)
    assert path.is_file()


def test_a_window_in_which_nothing_was_done_closes_without_a_question(window, pair, monkeypatch):
    asked = answering(monkeypatch, Answer.Cancel)
    window.read.session.add(Study("looked at", pair=pair))
    window.close()
    assert asked == [] and not window.isVisible()


@pytest.mark.parametrize("answer", [Answer.Cancel, Answer.Discard])
def test_opening_another_session_asks_first(window, qtbot, worked, tmp_path, monkeypatch, answer):
    window.read.session.add(worked("old"))
    save(window, qtbot, tmp_path / "old.xr2ct")
    window.read.session.add(worked("new"))
    asked = answering(monkeypatch, answer)
    window.read.open_files((tmp_path / "old.xr2ct",))
    titles = ["old"] if answer == Answer.Discard else ["old", "new"]
    qtbot.waitUntil(lambda: [study.title for study in window.read.session.studies] == titles, timeout=30_000)
    assert len(asked) == 1


def test_a_damaged_session_says_so_and_leaves_what_is_open(window, qtbot, worked, tmp_path):
    study = worked()
    window.read.session.add(study)
    save(window, qtbot, tmp_path / "case.xr2ct")
    content = (tmp_path / "case.xr2ct").read_bytes()
    (tmp_path / "cut.xr2ct").write_bytes(content[: len(content) // 2])
    window.read.open_files((tmp_path / "cut.xr2ct",))
    qtbot.waitUntil(lambda: bool(window.findChildren(ErrorDialog)), timeout=30_000)
    assert window.read.session.studies == [study] and area(window).desk.path == tmp_path / "case.xr2ct"
    window.findChild(ErrorDialog).close()


def test_files_that_moved_are_asked_for_and_lead_to_the_others(window, open_window, qtbot, pair, tmp_path, monkeypatch):
    studies = []
    for name in ("one", "two"):
        named = replace(pair, subject=name)
        path = write_pair(named, tmp_path / "before" / name)
        studies.append(Study(name, pair=named, paths=(path,)))
        studies[-1].set_edit(InputEdit(swap=True))
        window.read.session.add(studies[-1])
    save(window, qtbot, tmp_path / "case.xr2ct", copies="none")
    (tmp_path / "before").rename(tmp_path / "after")
    asked = []

    def find(dialog: MissingFilesDialog) -> int:
        asked.append([study.title for study in dialog._missing])
        dialog.relink((tmp_path / "after" / "one" / "pair.json",))
        return 1

    monkeypatch.setattr(MissingFilesDialog, "exec", find)
    other = open_window()
    open_session(other, qtbot, tmp_path / "case.xr2ct")
    assert asked == [["one", "two"]]
    assert [study.paths[0] for study in other.read.session.studies] == [
        tmp_path / "after" / name / "pair.json" for name in ("one", "two")
    ]
    assert not other.isWindowModified()


def test_a_session_that_lost_a_study_is_not_saved_over_its_file(
    window, open_window, qtbot, worked, tmp_path, monkeypatch
):
    window.read.session.add(Study("a CT", ct=make_ct(), paths=(tmp_path / "gone.nii.gz",)))
    window.read.session.add(worked())
    save(window, qtbot, tmp_path / "case.xr2ct")
    monkeypatch.setattr(MissingFilesDialog, "exec", lambda dialog: 1)
    other = open_window()
    open_session(other, qtbot, tmp_path / "case.xr2ct")
    assert [study.title for study in other.read.session.studies] == ["case"]
    assert area(other).desk.path is None and other.isWindowModified()


def test_recent_lists_sessions_and_files_greys_what_is_gone_and_can_be_cleared(window, qtbot, worked, tmp_path):
    window.read.session.add(worked())
    save(window, qtbot, tmp_path / "case.xr2ct")
    window.settings.add_recent((tmp_path / "gone.nii.gz",))
    recent = window.read.area(ReadRecent)
    recent.fill()
    gone, session, _separator, clear = recent.menu.actions()
    assert not gone.isEnabled() and "gone.nii.gz" in gone.toolTip()
    assert session.isEnabled() and "case.xr2ct" in session.text()
    window.read.session.close(window.read.session.current)
    area(window).discard()
    session.trigger()
    qtbot.waitUntil(lambda: len(window.read.session.studies) == 1, timeout=30_000)
    clear.trigger()
    recent.fill()
    assert len(recent.menu.actions()) == 2 and window.settings.data.recent == ()


def test_the_edit_menu_names_the_steps(window, worked):
    undo, redo = window.actions_hub["edit.undo"], window.actions_hub["edit.redo"]
    window.read.session.add(worked("first"))
    assert (undo.text(), redo.text()) == ("Undo", "Redo")
    window.read.session.current.set_edit(InputEdit(swap=True))
    assert undo.text() == "Undo correction of the X-rays"
    window.actions_hub.execute("edit.undo")
    assert (undo.text(), redo.text()) == ("Undo", "Redo correction of the X-rays")
    window.read.session.add(worked("second"))
    assert redo.text() == "Redo"


def test_the_dialog_adds_the_ending_and_does_not_mix_a_session_with_other_files(window, tmp_path):
    (tmp_path / "full.xr2ct").mkdir()
    (tmp_path / "full.xr2ct" / "holiday.jpg").touch()
    (tmp_path / "file.xr2ct").touch()
    dialog = SaveSessionDialog(SaveChoice(tmp_path / "full"), window.theme, window)
    assert dialog._problem.text() == "full.xr2ct is a folder already. Choose another name."
    dialog.choose(SaveChoice(tmp_path / "full", as_folder=True))
    assert "other files" in dialog._problem.text()
    dialog.choose(SaveChoice(tmp_path / "file", as_folder=True))
    assert dialog._problem.text() == "file.xr2ct is a file already. Choose another."
    dialog._confirm()
    assert not dialog.result() and not dialog._save.isEnabled()
    (tmp_path / "full.xr2ct" / "session.json").touch()
    dialog.choose(SaveChoice(tmp_path / "full", as_folder=True))
    assert dialog.choice == SaveChoice(tmp_path / "full.xr2ct", as_folder=True) and dialog._save.isEnabled()
    dialog.deleteLater()


@pytest.mark.parametrize("as_folder", [False, True])
@pytest.mark.parametrize("text", ["", "  ", "/", "..", "~nobody_here/x", "x" * 300, "x" * 250, ".xr2ct"])
def test_a_name_that_is_none_cannot_be_saved_until_a_good_one_is_typed(window, tmp_path, text, as_folder):
    dialog = SaveSessionDialog(SaveChoice(tmp_path / "a.xr2ct", as_folder), window.theme, window)
    dialog._path.setText(text)
    dialog._confirm()
    assert dialog._problem.text() == dialog._path.accessibleDescription() != ""
    assert not dialog.result() and not dialog._save.isEnabled()
    dialog._path.setText(" mine ")
    dialog._save.click()
    assert dialog.result() and dialog.path == tmp_path / "mine.xr2ct"
    dialog.deleteLater()


def test_the_dialog_grows_where_a_sentence_needs_more_than_its_line(window, tmp_path):
    name = "a_long_name_" * 15
    (tmp_path / name).mkdir()
    dialog = SaveSessionDialog(SaveChoice(tmp_path / "a.xr2ct"), window.theme, window)
    dialog.show()
    width, height = dialog.width(), dialog.height()
    dialog._path.setText("~nobody_here/x")
    assert dialog.height() == height
    dialog._path.setText(name)
    dialog.layout().activate()
    label = dialog._problem
    assert dialog.width() == width and dialog.height() > height
    assert label.height() >= label.heightForWidth(label.width()) > 2 * label.minimumHeight()
    dialog.close()
    dialog.deleteLater()
