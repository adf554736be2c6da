"""The batch queue in the window: add, start, pause, cancel, go on after an interruption."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton

from xr2ct_core.batch.batch import Batch
from xr2ct_core.batch.sources import sources_in
from xr2ct_core.batch.state import BatchSettings
from xr2ct_core.corrections import NOTHING, ImageCorrection, PairCorrection
from xr2ct_core.io import read_pair, read_volume, write_pair
from xr2ct_core.runs.record import ProcessStamp
from xr2ct_viewer.dialogs.error_dialog import ErrorDialog
from xr2ct_viewer.models.input_edit import ImageEdit, InputEdit
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.widgets.question import Question
from xr2ct_viewer.workspaces.read_batch import ReadBatch

MIRRORED = PairCorrection(frontal=ImageCorrection(flip=True))


@pytest.fixture
def cases(pair, tmp_path) -> Path:
    for name in ("anna", "broken", "cleo"):
        write_pair(replace(pair, subject=name), tmp_path / "cases" / name)
    return tmp_path / "cases"


@pytest.fixture
def area(open_window, tmp_path):
    """Makes windows whose queue goes into one folder."""

    def make(behaviour: str = "reconstructs") -> ReadBatch:
        window = open_window(behaviour)
        made = window.read.area(ReadBatch)
        made.set_folder(tmp_path / "out")
        window.actions_hub.execute("run.batch")
        return made

    return make


def states(area: ReadBatch) -> dict[str, str]:
    return {item.name: item.state for item in area.queue.state.items} if area.queue.state else {}


def add(area: ReadBatch, qtbot, cases: Path) -> None:
    area.add((cases,))
    qtbot.waitUntil(lambda: len(states(area)) == 3, timeout=30_000)


def button(area: ReadBatch, *titles: str) -> QPushButton:
    return next(one for one in area.panel.findChildren(QPushButton) if one.text() in titles)


def test_cases_are_done_one_after_another_and_a_broken_one_does_not_stop_the_rest(area, qtbot, cases, tmp_path):
    batch = area()
    add(batch, qtbot, cases)
    assert states(batch) == {"anna": "waiting", "broken": "waiting", "cleo": "waiting"}
    with qtbot.waitSignal(batch.queue.ended, timeout=30_000):
        qtbot.mouseClick(button(batch, "Start"), Qt.MouseButton.LeftButton)
    assert states(batch) == {"anna": "done", "broken": "failed", "cleo": "done"}
    assert (read_volume(tmp_path / "out" / "volumes" / "anna.nii.gz").hu == 4).all()
    table = batch.panel._table
    shown = [[table.index(row, column).data() for column in range(7)] for row in range(3)]
    assert shown[0][:4] == ["anna", "Done", "", "40.0 dB"] and shown[1][2] == "The X-rays are black."
    assert batch.panel._words.text() == "2 of 3 done · 1 failed" and button(batch, "Go on").isEnabled()
    assert (tmp_path / "out" / "batch.csv").read_text().count("\n") == 4
    batch.panel.select("anna")
    qtbot.keyClick(batch.panel._view, Qt.Key.Key_Return)
    session = batch._context.session
    qtbot.waitUntil(lambda: len(session.studies) == 1, timeout=30_000)
    assert session.current.ct.provenance.synthetic


def test_pause_stops_after_the_case_under_way_and_goes_on(area, qtbot, cases):
    batch = area()
    add(batch, qtbot, cases)
    batch.start()
    batch.queue.pause()
    assert button(batch, "Go on").isEnabled() and "pausing" in batch.panel._words.text()
    qtbot.waitUntil(lambda: batch.queue.activity == "paused", timeout=30_000)
    assert "waiting" in states(batch).values()
    with qtbot.waitSignal(batch.queue.ended, timeout=30_000):
        qtbot.mouseClick(button(batch, "Go on"), Qt.MouseButton.LeftButton)
    assert "waiting" not in states(batch).values()


def test_cancel_stops_at_once_and_the_case_waits_again(area, qtbot, cases):
    batch = area("slow")
    add(batch, qtbot, cases)
    batch.start()
    qtbot.waitUntil(lambda: batch.queue.progress is not None and batch.queue.progress.fraction > 0, timeout=30_000)
    row = batch.panel._table.index(0, 2)
    assert "25 %" in row.data() and states(batch)["anna"] == "running"
    with qtbot.waitSignal(batch.queue.ended, timeout=30_000):
        qtbot.mouseClick(button(batch, "Cancel"), Qt.MouseButton.LeftButton)
    assert set(states(batch).values()) == {"waiting"} and not batch.queue.is_active


def test_a_batch_survives_the_window_and_is_offered_by_the_next(area, open_window, qtbot, cases, tmp_path, monkeypatch):
    first = area("slow")
    add(first, qtbot, cases)
    first.start()
    qtbot.waitUntil(lambda: first.queue.progress is not None and first.queue.progress.fraction > 0, timeout=30_000)
    asked = []
    monkeypatch.setattr(Question, "is_confirmed", lambda self: asked.append(self.text()) is None)
    first._context.window.window().close()
    assert "goes on" in asked[0]
    stored = Batch.open(tmp_path / "out")
    assert {item.state for item in stored.state.items} == {"waiting"} and stored.state.process is None
    dead = ProcessStamp.of_this_process().model_copy(update={"pid": 2**22 - 1, "started": 1.0})
    stored.state = stored.state.model_copy(update={"process": dead})
    stored._set(stored.state.items)
    window = open_window("reconstructs")
    second = window.read.area(ReadBatch)
    qtbot.waitUntil(second.bar.isVisible, timeout=30_000)
    assert second.bar.text == "A batch was interrupted: 0 of 3 cases are done."
    with qtbot.waitSignal(second.queue.ended, timeout=30_000):
        second.bar.buttons[0].click()
    assert states(second) == {"anna": "done", "broken": "failed", "cleo": "done"} and second.panel.isVisible()
    assert not second.bar.isVisible()


def test_a_batch_that_was_begun_with_corrections_keeps_them(area, qtbot, cases, tmp_path, pair):
    """The command line began it; going on in the window does not do its cases again another way."""
    begun = BatchSettings(method="tv", grid_size=64, correction=MIRRORED, anyway=True)
    Batch.at(tmp_path / "out", begun).add(sources_in([cases]))
    batch = area()
    qtbot.waitUntil(lambda: len(states(batch)) == 3, timeout=30_000)
    assert "X-rays are put right: --mirror frontal" in batch.panel._words.text()
    batch._context.session.add(Study("Herr Müller", pair=pair))
    with qtbot.waitSignal(batch.queue.failed, timeout=30_000) as failed:
        batch.add_studies()
    assert "corrected twice" in failed.args[0].message
    with qtbot.waitSignal(batch.queue.ended, timeout=30_000):
        batch.start()
    settings = Batch.open(tmp_path / "out").state.settings
    assert settings.correction == MIRRORED and settings.anyway
    batch.set_folder(tmp_path / "new")
    assert batch.panel.form.settings.correction == NOTHING


def test_a_killed_batch_counts_its_running_case_as_waiting(area, qtbot, cases, tmp_path):
    batch = area()
    add(batch, qtbot, cases)
    stored = Batch.open(tmp_path / "out")
    stored.prepare("anna", tmp_path / "scratch")
    batch.set_folder(tmp_path / "out")
    qtbot.waitUntil(lambda: states(batch).get("anna") == "running", timeout=30_000)
    with qtbot.waitSignal(batch.queue.ended, timeout=30_000):
        batch.start()
    assert states(batch)["anna"] == "done"


def test_open_studies_are_added_with_their_corrections(area, qtbot, pair):
    batch = area()
    study = Study("Herr Müller", pair=pair)
    study.set_edit(InputEdit(frontal=ImageEdit(flip=True)))
    batch._context.session.add(study)
    qtbot.mouseClick(button(batch, "Add open studies"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(states(batch)), timeout=30_000)
    (item,) = batch.queue.state.items
    stored = read_pair(item.source.pair)
    assert item.name == "Herr-Müller" and (stored.frontal.image == study.pair.frontal.image).all()


def test_folders_are_dropped_on_the_panel_and_cases_removed_from_it(area, qtbot, cases):
    batch = area()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(cases))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    batch.panel.dropEvent(event)
    qtbot.waitUntil(lambda: len(states(batch)) == 3, timeout=30_000)
    batch.panel.select("broken")
    qtbot.mouseClick(button(batch, "Remove"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: list(states(batch)) == ["anna", "cleo"], timeout=30_000)


def test_a_folder_without_cases_is_explained(area, qtbot, tmp_path):
    batch = area()
    (tmp_path / "nothing").mkdir()
    batch.add((tmp_path / "nothing",))
    window = batch._context.window.window()
    qtbot.waitUntil(lambda: bool(window.findChildren(ErrorDialog)), timeout=30_000)
    window.findChild(ErrorDialog).close()
    assert batch.queue.state is None and not (tmp_path / "out").exists()


def test_the_settings_of_a_batch_are_shown_again(area, qtbot, cases, tmp_path):
    batch = area()
    batch.panel.form.choose("tv", 64, "cpu")
    add(batch, qtbot, cases)
    again = area()
    qtbot.waitUntil(lambda: again.queue.state is not None, timeout=30_000)
    settings = again.panel.form.settings
    assert (settings.method, settings.grid_size, settings.device, settings.checkpoint) == ("tv", 64, "cpu", None)
