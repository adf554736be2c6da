"""The domain gate in the window: what it says of X-rays, when it refuses, and what stays with a result."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from xr2ct_core.domain.reasons import Reason
from xr2ct_core.pairing import findings as say
from xr2ct_core.protocol.tasks import ReconstructSummary
from xr2ct_core.radiograph import Radiograph
from xr2ct_viewer.dialogs.error_dialog import ErrorDialog
from xr2ct_viewer.models.input_notes import REFUSED, InputNote, InputNotes, notes_of
from xr2ct_viewer.models.lens import shown_volume
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.panels.reasons_list import ReasonsList
from xr2ct_viewer.workspaces.export_report import case_report
from xr2ct_viewer.workspaces.read_pair_check import ReadPairCheck


def texts(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def window(open_window):
    return open_window("reconstructs")


def add(window, pair, subject: str) -> Study:
    study = Study(subject, pair=replace(pair, subject=subject))
    window.read.session.add(study)
    return study


def refuse(window, qtbot) -> ErrorDialog:
    window.read.reconstruct()
    qtbot.waitUntil(lambda: bool(window.findChildren(ErrorDialog)), timeout=10_000)
    return window.findChild(ErrorDialog)


def test_a_refusal_is_told_with_its_reason_and_makes_nothing(window, qtbot, pair):
    study = add(window, pair, "no chest")
    dialog = refuse(window, qtbot)
    assert "No volume was made. It is a hand." in texts(dialog) and "Take a chest." in texts(dialog)
    dialog.close()
    assert study.result is None and not window.read.jobs.running


def test_made_anyway_the_result_says_why_it_is_to_be_doubted_once_and_so_does_its_report(window, qtbot, pair):
    study = add(window, pair, "no chest")
    dialog = refuse(window, qtbot)
    anyway = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Reconstruct anyway")
    qtbot.mouseClick(anyway, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: study.result is not None, timeout=10_000)
    panel = window.read.sidebar.result
    reasons = panel.findChild(ReasonsList)
    qtbot.waitUntil(lambda: "It is a hand." in texts(reasons) and "Take a chest." in texts(reasons))
    assert texts(panel).count("hand") == 1 and "Not sharp." in texts(panel)
    report = case_report(study, shown_volume(study, window.read.stage.lens), "")
    assert sum("hand" in warning for warning in report.warnings) == 1


def test_a_result_without_doubts_shows_no_list_of_them(window, qtbot, pair):
    study = add(window, pair, "a chest")
    window.read.reconstruct()
    qtbot.waitUntil(lambda: study.result is not None, timeout=10_000)
    assert not window.read.sidebar.result.findChild(ReasonsList).isVisible()


def test_an_image_without_content_is_said_to_be_refused_before_anything_is_run(window, qtbot, pair):
    black = Radiograph(np.zeros(pair.lateral.shape, np.float32), 20.0, pair.lateral.view, "line_integral")
    add(window, replace(pair, lateral=black), "empty")
    area = window.read.area(ReadPairCheck)
    qtbot.waitUntil(lambda: bool(area.notes.notes), timeout=10_000)
    said = next(note for note in area.notes.notes if note.id == "empty-lateral")
    assert said.level == "refusal" and "lateral" in said.sentence
    assert said.sentence in texts(area.panel) and REFUSED in texts(area.panel)


def test_what_doctor_and_gate_both_say_is_said_once_and_marked_where_it_is_refused():
    finding = say.no_chest("frontal", 0.9995)
    repeated = Reason(kind="no-chest", level="refusal", place="frontal", sentence="x", finding=finding.id)
    metal = Reason(kind="metal", place="frontal", score=0.8, sentence="There is metal.", hint="Mind it.")
    notes = notes_of([finding], [repeated, metal])
    assert [(note.sentence, note.level) for note in notes] == [
        (finding.sentence, "refusal"),
        ("There is metal.", "warning"),
    ]


def test_heights_that_do_not_match_lead_to_the_geometry(window, qtbot, pair):
    add(window, pair, "a chest")
    area = window.read.area(ReadPairCheck)
    area.notes.say("doctor", notes_of([say.heights(20.0, 0.8)], []))
    qtbot.mouseClick(area.panel.findChild(QPushButton, "fix-heights"), Qt.MouseButton.LeftButton)
    assert window.read.sidebar.input.geometry_form.is_open


def test_each_source_replaces_only_what_it_said_and_refusals_come_first():
    notes = InputNotes()
    notes.say("lungs", [InputNote("cut", "Cut off.")])
    notes.say("doctor", [InputNote("no", "No chest.", level="refusal")], "Roughly.")
    assert [note.id for note in notes.notes] == ["no", "cut"] and notes.remark == "Roughly."
    notes.say("doctor")
    assert [note.id for note in notes.notes] == ["cut"] and notes.remark == ""


def test_reasons_survive_in_a_stored_summary():
    reason = Reason(kind="residual", place="lateral", sentence="It does not fit.")
    summary = ReconstructSummary(
        subject="", method="tv", grid_size=8, cube_mm=320.0, device="cpu", seconds=1.0, timings_s={},
        peak_memory_bytes=1, metrics={}, notes=(), provenance={}, reasons=(reason,),
    )  # fmt: skip
    assert ReconstructSummary.model_validate(summary.model_dump(mode="json")).reasons == (reason,)
