"""Uncertainty, evidence, alternatives and report card in the window: asked once, kept with their result, cancelled."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from tests.viewer.test_models import GRID, make_ct, make_result
from xr2ct_core.io import read_volume
from xr2ct_core.provenance import SYNTHETIC_BANNER
from xr2ct_viewer.dialogs.error_dialog import ErrorDialog
from xr2ct_viewer.models.export_choice import ExportChoice
from xr2ct_viewer.models.insights import Insights
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.study_result import StudyResult
from xr2ct_viewer.services.worker_calls import WorkerCalls
from xr2ct_viewer.widgets.value_bar import ValueBar
from xr2ct_viewer.workspaces.read_export import ReadExport
from xr2ct_viewer.workspaces.read_sessions import ReadSessions


def add_result(window, study: Study, method: str = "template", *, sigma: int | None = 90) -> StudyResult:
    """A result of −1000 HU everywhere, with the same uncertainty in every voxel."""
    known = None if sigma is None else np.full(GRID.shape_zyx, sigma, np.int16)
    plain = make_result(study, method)
    summary = plain.summary.model_copy(update={"grid_size": 64})
    result = replace(plain, uncertainty_hu=known, summary=summary, insights=Insights())
    study.add_result(result)
    return result


@pytest.fixture
def opened(open_window, pair):
    """A window whose worker behaves as asked, with a study and its result in front."""

    def make(behaviour: str = "insights", **how):
        window = open_window(behaviour)
        study = Study("case", pair=pair)
        window.read.session.add(study)
        return window, study, add_result(window, study, **how)

    return make


def choose(window, qtbot, name: str) -> None:
    """Choose a lens and wait for its content."""
    window.actions_hub.execute(f"view.{name}")
    qtbot.waitUntil(lambda: window.read.stage.is_settled, timeout=15_000)


def test_the_lens_bar_appears_with_the_first_result_and_shows_nothing_unusual(open_window, pair):
    window = open_window()
    study = Study("case", pair=pair)
    window.read.session.add(study)
    assert not window.read.stage.bar.isVisible() and not window.actions_hub["view.evidence"].isEnabled()
    add_result(window, study)
    assert window.read.stage.bar.isVisible() and window.read.stage.lens.name == "none"
    assert window.read.grid.axial.title_lines()[1:] == ("5/8 · z = +20.0 mm",)


def test_uncertainty_colours_the_slices_and_the_probe_tells_the_deviation(opened):
    window, _, _ = opened()
    axial = window.read.grid.axial
    assert not axial._overlay.is_shown
    window.actions_hub.execute("view.uncertainty")
    assert axial._overlay.is_shown and axial._overlay.limit_hu == 100.0
    assert axial.probe_lines(axial.pixels, 3, 3)[1] == "−1000 ± 90 HU"
    window.read.stage.bar.uncertainty._on_slices.setChecked(False)
    assert not axial._overlay.is_shown
    window.actions_hub.execute("view.uncertainty")
    assert window.read.stage.lens.name == "none" and not window.actions_hub["view.uncertainty"].isChecked()


def test_uncertainty_reaches_the_3d_view_as_visibility_until_it_is_switched_off(opened):
    window, _, _ = opened()
    view = window.read.grid.volume
    assert view._visibility is None
    window.actions_hub.execute("view.uncertainty")
    assert view._visibility.shape == GRID.shape_zyx and view._visibility.max() < 0.05
    window.read.stage.bar.uncertainty._in_3d.setChecked(False)
    assert view._visibility is None


def test_a_method_without_uncertainty_says_so(opened):
    window, _, _ = opened(sigma=None)
    window.actions_hub.execute("view.uncertainty")
    words = " ".join(label.text() for label in window.read.stage.bar.uncertainty.findChildren(QLabel))
    assert "This method gives no uncertainty." in words
    assert not window.read.stage.bar.uncertainty._on_slices.isVisible()
    assert window.read.grid.axial.probe_lines(window.read.grid.axial.pixels, 3, 3)[1] == "−1000 HU"


def test_the_evidence_slider_takes_the_prior_away_and_gives_it_back(opened, qtbot):
    window, _, _ = opened()
    choose(window, qtbot, "evidence")
    strip, axial = window.read.stage.bar.evidence, window.read.grid.axial
    assert strip.isVisible() and "Two X-rays determine 1.8 % of the unknowns" in strip._caption.text()
    assert axial.pixels.max() == -1000
    strip.slider.setValue(strip.slider.maximum() // 2)
    assert axial.pixels.max() == -750
    strip.slider.setValue(strip.slider.maximum())
    assert axial.pixels.max() == -500
    assert axial.title_lines()[-1] == "Only what the X-rays determine"
    strip._whole.click()
    assert axial.pixels.max() == -1000 and len(axial.title_lines()) == 2


def test_evidence_is_computed_once_and_kept_with_its_result(opened, qtbot):
    window, study, result = opened()
    choose(window, qtbot, "evidence")
    evidence = result.insights.evidence
    window.actions_hub.execute("view.evidence")
    choose(window, qtbot, "evidence")
    assert result.insights.evidence is evidence
    other = add_result(window, study, "tv")
    assert window.read.stage.lens.name == "none" and other.insights.evidence is None
    study.show_method("template")
    assert study.result.insights.evidence is evidence


def test_arrow_keys_and_clicks_show_an_alternative_in_all_views_with_its_name(opened, qtbot):
    window, _, _ = opened()
    choose(window, qtbot, "alternatives")
    strip, axial = window.read.stage.bar.alternatives, window.read.grid.axial
    assert [thumb.isVisible() for thumb in strip.thumbs] == [True] * 5
    qtbot.mouseClick(strip.thumbs[2], Qt.MouseButton.LeftButton)
    assert axial.pixels.max() == -998
    assert axial.title_lines()[-1] == "Alternative 2 of 4 · explains the X-rays about as well"
    agreement = strip._agreement.text()
    assert agreement.startswith("X-ray agreement: frontal 41.0 dB, lateral 41.0 dB") and "by 2 HU" in agreement
    assert axial.probe_lines(axial.pixels, 3, 3)[1] == "−998 HU", "the deviation is that of the result alone"
    qtbot.keyClick(strip.thumbs[2], Qt.Key.Key_Right)
    assert axial.pixels.max() == -997 and strip.thumbs[3].isChecked()
    for _ in range(2):
        qtbot.keyClick(strip.thumbs[3], Qt.Key.Key_Right)
    assert axial.pixels.max() == -1000 and strip.thumbs[0].isChecked()
    assert window.read.banner.text() == SYNTHETIC_BANNER


def test_the_keyboard_is_on_the_slider_once_the_evidence_is_there(opened, qtbot):
    window, _, _ = opened()
    window.activateWindow()
    window.read.grid.axial.setFocus()
    choose(window, qtbot, "evidence")
    slider = window.read.stage.bar.evidence.slider
    qtbot.waitUntil(slider.hasFocus, timeout=2_000)
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert window.read.stage.lens.supplied == 0.0


@pytest.mark.parametrize("name", ["evidence", "alternatives", "card"])
def test_questions_are_asked_where_the_result_took_the_x_rays_to_stand(opened, qtbot, monkeypatch, name):
    window, _, result = opened()
    record = {"frontal": {"rows": 8}, "lateral": {"rows": 8}}
    result.summary.provenance["geometry"] = record
    asked = []
    monkeypatch.setattr(WorkerCalls, "call", lambda calls, task, config, *told: asked.append((task, config)) or "1")
    window.actions_hub.execute(f"view.{name}")
    qtbot.waitUntil(lambda: bool(asked), timeout=5_000)
    assert [(task, config.geometry, config.fit_display) for task, config in asked] == [(name, record, True)]


def test_without_uncertainty_there_are_no_alternatives_and_the_window_says_why(opened, qtbot):
    window, _, result = opened(sigma=None)
    window.actions_hub.execute("view.alternatives")
    dialog = window.findChild(ErrorDialog)
    assert "no uncertainty" in " ".join(label.text() for label in dialog.findChildren(QLabel))
    dialog.close()
    assert window.read.stage.lens.name == "none" and result.insights.asking("alternatives") is None
    assert not window.actions_hub["view.alternatives"].isChecked()


def test_escape_leads_back_to_the_result(opened, qtbot):
    window, _, _ = opened()
    choose(window, qtbot, "alternatives")
    strip = window.read.stage.bar.alternatives
    strip.thumbs[1].click()
    qtbot.keyClick(strip.thumbs[1], Qt.Key.Key_Escape)
    assert window.read.stage.lens.name == "none" and not strip.isVisible()
    assert window.read.grid.axial.pixels.max() == -1000


def test_arrow_keys_turn_the_alternatives_though_a_button_of_the_sidebar_was_pressed_last(opened, qtbot):
    window, _, _ = opened()
    window.activateWindow()
    button = window.read.sidebar.run.button
    button.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is button, timeout=5_000)
    choose(window, qtbot, "alternatives")
    strip = window.read.stage.bar.alternatives
    assert strip.thumbs[0].hasFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert window.read.stage.lens.alternative == 1 and strip.thumbs[1].hasFocus()


def test_nobody_who_types_loses_the_keyboard_to_the_alternatives(opened, qtbot):
    window, _, _ = opened()
    window.activateWindow()
    field = QLineEdit(window.read.sidebar)
    field.show()
    field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field, timeout=5_000)
    choose(window, qtbot, "alternatives")
    assert field.hasFocus() and window.read.stage.bar.alternatives.isVisible()


def test_playing_goes_round_slowly_and_stops_at_a_click(opened, qtbot, monkeypatch):
    window, _, _ = opened()
    choose(window, qtbot, "alternatives")
    strip = window.read.stage.bar.alternatives
    strip._timer.setInterval(10)
    strip.play.click()
    qtbot.waitUntil(lambda: window.read.stage.lens.alternative == 3, timeout=5_000)
    strip.thumbs[1].click()
    assert not strip._timer.isActive() and window.read.stage.lens.alternative == 1


def test_an_exported_alternative_says_in_its_file_what_it_is(opened, qtbot, tmp_path):
    window, _, _ = opened()
    choose(window, qtbot, "alternatives")
    window.read.stage.lens.alternative = 2
    path = tmp_path / "out.npz"
    with qtbot.waitSignal(window.read.area(ReadExport).exporting.done, timeout=20_000):
        window.read.area(ReadExport).write(ExportChoice(volume_format=".npz"), path)
    back = read_volume(path)
    assert back.hu.max() == -998
    assert any("Alternative 2 of 4" in sentence for sentence in back.provenance.assumptions)


def test_the_report_card_puts_the_result_beside_the_baselines(opened, qtbot):
    window, _, _ = opened()
    choose(window, qtbot, "card")
    card = window.read.stage.card
    assert card.isVisible() and not window.read.grid.isVisible()
    words = " ".join(label.text() for label in card.findChildren(QLabel))
    assert (
        "Better than all baselines" in words
        and "standard deviation (its full width at half maximum is 19 mm)" in words
        and "true CT" in words
    )
    bars = {bar.accessibleName(): bar.length for bar in card.findChildren(ValueBar)}
    assert bars["TV least squares, Equivalent blur: 24.0 mm"] == 1.0
    assert bars["Registered template, Equivalent blur: 8.1 mm"] == pytest.approx(8.1 / 24.0)
    card._back.click()
    assert window.read.grid.isVisible() and window.read.stage.lens.name == "none"


@pytest.mark.parametrize("name", ["evidence", "alternatives", "card"])
def test_cancel_gives_up_the_question_and_a_later_one_is_asked_anew(opened, qtbot, name):
    window, _, result = opened("slow")
    window.actions_hub.execute(f"view.{name}")
    waiting = window.read.stage.bar.waiting
    assert waiting.isVisible()
    qtbot.waitUntil(lambda: result.insights.asking(name).fraction == 0.25, timeout=15_000)
    waiting.cancel.click()
    assert window.read.stage.lens.name == "none" and result.insights.asking(name) is None
    qtbot.waitUntil(lambda: not window.worker.is_busy, timeout=10_000)
    assert not window.findChildren(ErrorDialog)
    window.actions_hub.execute(f"view.{name}")
    qtbot.waitUntil(lambda: result.insights.asking(name).fraction == 0.25, timeout=15_000)


def test_closing_the_study_ends_its_question_and_leaves_no_files(opened, qtbot):
    window, study, result = opened("slow")
    window.actions_hub.execute("view.evidence")
    qtbot.waitUntil(lambda: result.insights.asking("evidence").fraction == 0.25, timeout=15_000)
    window.read.session.close(study)
    qtbot.waitUntil(lambda: not window.worker.is_busy, timeout=10_000)
    assert result.insights.evidence is None and result.insights.asking("evidence") is None
    assert not any(window.scratch.folder.rglob("*.npy"))


def test_another_result_ends_the_question_about_the_one_before(opened, qtbot):
    window, study, before = opened("slow")
    window.actions_hub.execute("view.alternatives")
    qtbot.waitUntil(lambda: before.insights.asking("alternatives").fraction == 0.25, timeout=15_000)
    after = add_result(window, study)
    assert before.insights.asking("alternatives") is None and window.read.stage.lens.name == "none"
    qtbot.waitUntil(lambda: not window.worker.is_busy, timeout=10_000)
    assert not before.insights.alternatives and not after.insights.alternatives


def test_a_failed_question_is_explained_and_the_result_is_shown_as_it_is(opened, qtbot):
    window, _, result = opened("error")
    window.actions_hub.execute("view.evidence")
    qtbot.waitUntil(lambda: bool(window.findChildren(ErrorDialog)), timeout=15_000)
    window.findChild(ErrorDialog).close()
    assert window.read.stage.lens.name == "none" and result.insights.asking("evidence") is None


def test_an_incomplete_answer_is_explained(opened, qtbot):
    window, _, result = opened("answers")
    window.actions_hub.execute("view.card")
    qtbot.waitUntil(lambda: bool(window.findChildren(ErrorDialog)), timeout=15_000)
    window.findChild(ErrorDialog).close()
    assert result.insights.card is None and window.read.stage.lens.name == "none"


def test_reconstructing_again_gives_up_the_question_under_way(opened, qtbot):
    window, _, result = opened("slow")
    window.actions_hub.execute("view.evidence")
    qtbot.waitUntil(lambda: result.insights.asking("evidence").fraction == 0.25, timeout=15_000)
    window.actions_hub.execute("run.start")
    assert result.insights.asking("evidence") is None and window.read.stage.lens.name == "none"


def test_a_window_that_closes_ends_the_question(opened, qtbot):
    window, _, result = opened("slow")
    window.actions_hub.execute("view.card")
    qtbot.waitUntil(lambda: result.insights.asking("card").fraction == 0.25, timeout=15_000)
    window.read.area(ReadSessions).discard()
    assert window.close() and window.worker.pid == 0 and not window.scratch.folder.exists()


def test_the_true_ct_is_shown_without_a_lens_and_nothing_moves(opened, qtbot):
    window, study, _ = opened()
    window.actions_hub.execute("view.uncertainty")
    height = window.read.stage.bar.height()
    study.set_truth(make_ct())
    study.show("truth")
    assert not window.read.grid.axial._overlay.is_shown and window.read.grid.volume._visibility is None
    assert not window.actions_hub["view.evidence"].isEnabled()
    assert window.read.stage.bar.isVisible() and window.read.stage.bar.height() == height


def test_comparing_leaves_the_lens_and_a_lens_leaves_comparing(opened):
    window, _, _ = opened()
    window.actions_hub.execute("view.uncertainty")
    window.actions_hub.execute("view.compare")
    assert window.read.stage.lens.name == "none"
    window.actions_hub.execute("view.uncertainty")
    assert window.read.session.layout == "mpr" and window.read.stage.lens.name == "uncertainty"
