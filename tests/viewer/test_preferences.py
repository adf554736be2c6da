"""Preferences: made from the settings model, searched, counted at once, taken back, kept; keys never shared."""

import json
import os

import numpy as np
import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from tests.viewer.test_models import make_result
from xr2ct_viewer.app import scale_controls
from xr2ct_viewer.dialogs.preferences_dialog import PreferencesDialog
from xr2ct_viewer.models.imaging import Pyramid
from xr2ct_viewer.models.jobs import Job
from xr2ct_viewer.models.preference import matches, pages_of
from xr2ct_viewer.models.settings import Settings, SettingsData
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.widgets.question import Question
from xr2ct_viewer.workspaces.read_recovery import ReadRecovery


@pytest.fixture
def window(open_window):
    return open_window()


@pytest.fixture
def preferences(window):
    window.actions_hub.execute("edit.preferences")
    dialog = window.habits.preferences
    yield dialog
    dialog.close()


def form_with(preferences: PreferencesDialog, name: str):
    return next(form for form in preferences.forms if name in form.rows)


def test_every_preference_says_what_it_is_for():
    nodes = [node for page in pages_of(SettingsData) for node in page.nodes]
    assert len(nodes) > 8
    assert [node.name for node in nodes if not node.help or not node.title] == []
    assert all(len(node.labels) in (0, len(node.choices)) for node in nodes)


def test_words_are_found_in_titles_helps_and_choices():
    pages = {page.title: page for page in pages_of(SettingsData)}
    assert matches(pages["Appearance"], "contrast") == ("theme",)
    assert matches(pages["General"], "nothing like it") == ()


def test_what_is_chosen_counts_at_once_and_is_kept(window, preferences):
    row = form_with(preferences, "theme").rows["theme"]
    row.editor.setCurrentIndex(row.editor.findData("contrast"))
    row.editor.activated.emit(row.editor.currentIndex())
    assert window.theme.palette.name == "contrast"
    assert json.loads(window.settings.path.read_text(encoding="utf-8"))["theme"] == "contrast"
    row.back.click()
    assert window.settings.data.theme == "dark" and window.theme.palette.name == "dark"
    assert QApplication.instance().styleSheet().count(window.theme.palette.ground) > 0


def test_a_page_is_set_back_as_a_whole(window, preferences):
    window.settings.update(confirm_stopping=False, recent_limit=3, theme="light")
    preferences.turn_to("General")
    preferences.reset_page()
    data = window.settings.data
    assert data.confirm_stopping and data.recent_limit == 8
    assert data.theme == "light", "other pages stay as they are"
    window.settings.update(theme="dark")


def test_the_search_leaves_pages_and_settings_with_the_words(preferences):
    preferences.field.setText("crosshair")
    shown = [
        preferences.list.item(row).text()
        for row in range(preferences.list.count())
        if not preferences.list.item(row).isHidden()
    ]
    assert "Images" in shown and "Appearance" not in shown
    row = form_with(preferences, "show_crosshair").rows
    assert row["show_crosshair"].label.isVisibleTo(row["show_crosshair"].label.parentWidget())
    preferences.field.setText("zzz")
    assert preferences.nothing.isVisibleTo(preferences)
    preferences.field.clear()
    assert not preferences.nothing.isVisibleTo(preferences)


def test_settings_changed_elsewhere_show_in_the_open_dialog(window, preferences):
    window.actions_hub.execute("view.theme")
    row = form_with(preferences, "theme").rows["theme"]
    assert row.value() == "light"
    window.actions_hub.execute("view.theme")


def test_a_command_takes_new_keys_at_once(window, preferences):
    keyboard = preferences.keyboard
    keyboard.choose("file.export")
    keyboard.keys.setKeySequence(QKeySequence("F9"))
    keyboard.keys.editingFinished.emit()
    assert window.actions_hub["file.export"].shortcut() == QKeySequence("F9")
    assert Settings(window.settings.path).data.shortcuts == {"file.export": "F9"}
    keyboard.usual.click()
    assert window.settings.data.shortcuts == {}
    assert window.actions_hub["file.export"].shortcut() == QKeySequence("Ctrl+E")


def test_keys_of_another_command_are_taken_over_only_after_asking(window, preferences):
    keyboard = preferences.keyboard
    keyboard.choose("file.export")
    keyboard.keys.setKeySequence(QKeySequence("Ctrl+O"))
    keyboard.keys.editingFinished.emit()
    assert "Open X-rays or CT" in keyboard.message.text() and keyboard.take_over.isVisibleTo(keyboard)
    assert window.actions_hub["file.export"].shortcut() == QKeySequence("Ctrl+E")
    keyboard.take_over.click()
    assert window.actions_hub["file.export"].shortcut() == QKeySequence("Ctrl+O")
    assert window.actions_hub["file.open"].shortcut().isEmpty()
    keyboard.reset_all()
    assert window.actions_hub["file.open"].shortcut() == QKeySequence("Ctrl+O")


def test_keys_the_views_use_are_refused(window, preferences):
    keyboard = preferences.keyboard
    keyboard.choose("file.export")
    keyboard.keys.setKeySequence(QKeySequence("M"))
    keyboard.keys.editingFinished.emit()
    assert "views" in keyboard.message.text()
    assert window.settings.data.shortcuts == {}


def test_closing_asks_only_where_that_is_wanted(window, pair, monkeypatch):
    asked = []
    monkeypatch.setattr(Question, "is_confirmed", lambda _self: asked.append(1) is not None)
    study = Study("case", pair=pair)
    window.read.session.add(study)
    window.read.jobs.add(Job("job", study.id, "reconstruct", "case"))
    window.read.close_study()
    assert asked == [1] and window.read.session.studies == [study]
    window.settings.update(confirm_stopping=False)
    window.read.close_study()
    assert asked == [1] and window.read.session.studies == []


def test_recent_cases_are_kept_up_to_the_limit(tmp_path):
    settings = Settings(tmp_path / "settings.json")
    settings.update(recent_limit=2)
    for number in range(4):
        file = tmp_path / f"{number}.nii"
        file.write_bytes(b"")
        settings.add_recent((file,))
    assert [group[0].name for group in settings.recent_groups()] == ["3.nii", "2.nii"]


def test_the_size_of_controls_yields_to_a_scale_from_outside(monkeypatch):
    monkeypatch.delenv("QT_SCALE_FACTOR", raising=False)
    scale_controls(100)
    assert "QT_SCALE_FACTOR" not in os.environ
    scale_controls(150)
    assert os.environ["QT_SCALE_FACTOR"] == "1.5"
    scale_controls(200)
    assert os.environ["QT_SCALE_FACTOR"] == "1.5"
    monkeypatch.delenv("QT_SCALE_FACTOR")


def test_slices_show_voxels_as_squares_where_that_is_wanted(window, pair):
    study = Study("case", pair=pair)
    window.read.session.add(study)
    study.add_result(make_result(study))
    window.settings.update(smooth_slices=False)
    values = np.array([[0.0, 10.0], [20.0, 30.0]], np.float32)
    at = np.array([-0.4, 0.2, 0.6, 1.3])
    assert np.array_equal(Pyramid(values, is_smooth=False).resample(at, at)[0], [0.0, 0.0, 10.0, 10.0])
    assert len(np.unique(Pyramid(values).resample(at, at)[0])) == 4
    assert all(not canvas._is_smooth for canvas in window.read.grid.slice_canvases)


def test_autosave_and_the_3d_view_follow_their_settings(window):
    window.settings.update(autosave_s=30, moving_fps=10)
    assert window.read.area(ReadRecovery).autosave.delay_ms == 30_000
    assert window.read.grid.volume._moving_fps == 10.0
