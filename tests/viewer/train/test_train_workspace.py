"""The Train workspace as a person uses it: choose, start, watch, pause, stop, leave, come back, use the result."""

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLabel, QLineEdit, QPushButton

from tests.viewer.train.test_training_launch import FAIL, learn
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.data.splits import PatientSplit, write_split
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.protocol.tasks import PrepareTask
from xr2ct_core.runs.record import ProcessStamp, RunRecord
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.runs.toml_text import toml_text
from xr2ct_viewer.arguments import parse_arguments
from xr2ct_viewer.dialogs.error_dialog import ErrorDialog
from xr2ct_viewer.dialogs.prepare_dialog import PrepareDialog
from xr2ct_viewer.models.data_choice import Inspection
from xr2ct_viewer.models.settings import TrainedModel
from xr2ct_viewer.services.running_trainings import default_runs_folder, running_trainings
from xr2ct_viewer.startup import Startup
from xr2ct_viewer.workspaces.read_methods import ReadMethods

TINY = {"grid_size": 32, "width": 0.05}
SHORT = {"steps": 5000, "validate_every": 5000, "preview_every": 5000, "checkpoint_every": 5000, "log_every": 1}


@pytest.fixture(autouse=True)
def _leave_trainings_alone(monkeypatch) -> None:
    """A window closed at the end of a test asks nobody."""
    monkeypatch.setattr("xr2ct_viewer.workspaces.train_desk.ask_closing", lambda *_: "keep")


@pytest.fixture
def train_window(open_window):
    """A window in the Train workspace with data chosen; what it started is ended with the test."""
    windows = []

    def make(behaviour: str | None = "idle"):
        window = open_window(behaviour)
        window.show_workspace("train")
        window.train.setup.data.add("phantoms:6")
        windows.append(window)
        return window

    yield make
    for window in windows:
        for child in window.train.launch._children:
            child.process.kill()
            child.process.wait()
        window.train.launch.forget()


def set_tiny(window) -> None:
    window.train.setup.choose_method("x2ct-gan")
    for name, value in TINY.items():
        window.train.setup.edit("method", name, value)
    for name, value in SHORT.items():
        window.train.setup.edit("train", name, value)


def make_run(name: str, **fields: object) -> RunFolder:
    record = RunRecord(method="x2ct-gan", total_steps=50, **fields)
    tables = {
        "run": {"method": "x2ct-gan"},
        "train": TrainConfig(batch_size=4, steps=50).model_dump(),
        "method": {"grid_size": 32, "width": 0.5},
    }
    return RunFolder.create(default_runs_folder() / name, record, tables, {})


def button(window, text: str) -> QAbstractButton:
    return next(found for found in window.findChildren(QPushButton) if found.text() == text and found.isVisible())


def button_is_shown(window, text: str) -> bool:
    return any(found.text() == text and found.isVisible() for found in window.findChildren(QPushButton))


def state_of(window) -> str:
    return window.train.desk.state


def test_the_workspaces_are_switched_by_command_and_remembered(open_window, qtbot) -> None:
    window = open_window()
    assert window.workspace == "read" and window.actions_hub["view.workspace_read"].isChecked()
    window.actions_hub.execute("view.workspace_train")
    assert window.workspace == "train" and window.train.isVisible()
    assert not window.actions_hub["file.export"].isEnabled() and not window.read.toolbar.isVisible()
    assert json.loads(window.settings.path.read_text(encoding="utf-8"))["workspace"] == "train"
    window.actions_hub.execute("view.workspace_read")
    assert window.workspace == "read" and window.read.isVisible()


def test_start_waits_for_data_and_for_settings_that_are_right(open_window) -> None:
    window = open_window()
    window.show_workspace("train")
    start = window.actions_hub["train.start"]
    assert not start.isEnabled() and not button(window, "Start training").isEnabled()
    window.train.setup.data.add("phantoms:6")
    assert start.isEnabled() and button(window, "Start training").isEnabled()
    window.train.setup.edit("augment", "photons_high", 10.0)
    assert not start.isEnabled() and not button(window, "Start training").isEnabled()


def test_data_are_inspected_and_a_method_that_does_not_fit_says_so(train_window, qtbot) -> None:
    window = train_window("answers")
    qtbot.waitUntil(lambda: window.train.setup.data.inspection is not None, timeout=15_000)
    labels = [label.text() for label in window.train.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("5 cases of 4 patients, X-rays without CT") for text in labels)
    assert any("needs CTs" in text for text in labels)
    fold = next(
        found for found in window.train.findChildren(QAbstractButton) if found.text() == "1 case cannot be used"
    )
    fold.click()
    assert any(label.text() == "CXR9: No lateral image." for label in window.train.findChildren(QLabel))


def test_a_prepared_folder_takes_the_place_of_its_source(train_window, qtbot, tmp_path) -> None:
    window, source = train_window("answers"), tmp_path / "cts"
    source.mkdir()
    window.train.setup.data.set_text(str(source))
    assert window.train.dataset._prepare.isVisible()
    dialog = PrepareDialog(source, tmp_path / "prepared", 32, window)
    assert dialog.task == PrepareTask(source_path=str(source), layout="ct", grid_size=64)
    window.train.data.prepare(dialog)
    out = str(tmp_path / "prepared" / "cts-64")
    qtbot.waitUntil(lambda: window.train.setup.data.text == out, timeout=15_000)
    assert "14 cases" in window.statusBar().currentMessage()
    dialog.deleteLater()


@pytest.mark.parametrize("text", ["", "/", "~nobody_here/x", "x" * 300])
def test_nothing_is_prepared_into_a_name_that_is_none(train_window, tmp_path, text) -> None:
    dialog = PrepareDialog(tmp_path, tmp_path / "prepared", 64, train_window())
    dialog._out.setText(text)
    assert dialog._problem.text() and not dialog._prepare.isEnabled()
    dialog._out.setText("mine")
    assert not dialog._problem.text() and dialog._prepare.isEnabled()
    assert dialog.out_dir == tmp_path / "prepared" / "mine"
    dialog.deleteLater()


def test_a_run_whose_name_is_too_long_is_refused_in_a_sentence(train_window) -> None:
    window = train_window()
    set_tiny(window)
    window.train.start.run_name = "x" * 300
    window.actions_hub.execute("train.start")
    dialog = window.findChild(ErrorDialog)
    assert dialog is not None and any("too long" in label.text() for label in dialog.findChildren(QLabel))
    dialog.close()


def test_a_training_that_will_not_fit_is_red_and_offers_a_smaller_one(train_window, qtbot) -> None:
    window = train_window("answers")
    window.train.setup.edit("train", "batch_size", 4)
    qtbot.waitUntil(lambda: window.train.start._smaller.isVisible(), timeout=15_000)
    memory = window.train.start._memory
    assert memory.objectName() == "danger" and "3.0 GB" in memory.text() and "2.0 GB are free" in memory.text()
    window.train.start._smaller.click()
    assert window.train.setup.edits("train") == {"batch_size": 2, "accumulate": 2}


def test_the_command_is_that_of_the_start(train_window, monkeypatch) -> None:
    window = train_window()
    set_tiny(window)
    window.train.values.copy_command()
    copied = QGuiApplication.clipboard().text()
    launched = []
    monkeypatch.setattr(window.train.launch, "launch", lambda command, run: launched.append((command, run)))
    name = window.train.start.run_name
    window.actions_hub.execute("train.start")
    ((command, run),) = launched
    assert run == default_runs_folder() / name
    assert all(word in copied for word in command[3:]) and "phantoms:6" in command


@pytest.mark.timeout(170)
def test_a_training_is_started_paused_continued_stopped_and_used(train_window, qtbot) -> None:
    window = train_window()
    window.train.setup.data.set_text("phantoms:3")
    set_tiny(window)
    window.train.start._name.setText("first try")
    button(window, "Start training").click()
    run = RunFolder(default_runs_folder() / "first try")
    qtbot.waitUntil(lambda: window.train.desk.run == run.path and state_of(window) == "running", timeout=60_000)
    qtbot.waitUntil(lambda: len(run.metrics()) > 2, timeout=60_000)
    assert window.actions_hub["train.pause"].isEnabled() and not window.actions_hub["train.resume"].isEnabled()

    steps = len(run.metrics())
    button(window, "Pause").click()
    qtbot.waitUntil(lambda: state_of(window) == "paused", timeout=20_000)
    paused_at = run.record().step
    asked_at = json.loads((run.path / "requests.jsonl").read_text().splitlines()[-1])["time"]
    assert [row for row in run.metrics() if row.time > asked_at + 1.0 and row.step > steps + 2] == []
    assert window.actions_hub["train.resume"].isEnabled() and not window.actions_hub["train.pause"].isEnabled()

    button(window, "Preview now").click()
    qtbot.waitUntil(lambda: paused_at in run.preview_steps(), timeout=20_000)

    button(window, "Continue").click()
    qtbot.waitUntil(lambda: state_of(window) == "running" and len(run.metrics()) > paused_at, timeout=20_000)
    process = psutil.Process(run.record().process.pid)
    button(window, "Stop").click()
    qtbot.waitUntil(lambda: state_of(window) == "stopped", timeout=30_000)
    qtbot.waitUntil(lambda: not process.is_running(), timeout=20_000)
    assert run.checkpoint_steps() and button(window, "Resume training").isVisible()

    window.train.use_checkpoint(run.path)
    assert window.workspace == "read"
    panel = window.read.sidebar.reconstruct
    assert panel.method == "x2ct-gan" and panel.trained.run == "first try"
    assert panel.trained.checkpoint == str(run.checkpoint_path(run.checkpoint_steps()[-1]))


def test_a_start_that_fails_is_explained_and_can_be_tried_again(train_window, qtbot, monkeypatch) -> None:
    window = train_window()
    window.train.setup.edit("train", "batch_size", 8)
    failing = [sys.executable, "-c", FAIL]
    monkeypatch.setattr("xr2ct_viewer.workspaces.train_desk.training_command", lambda *_: failing)
    window.actions_hub.execute("train.start")
    assert not window.train.start._start.isEnabled()
    qtbot.waitUntil(lambda: bool(window.findChildren(ErrorDialog)), timeout=30_000)
    texts = " ".join(label.text() for label in window.findChild(ErrorDialog).findChildren(QLabel))
    assert "Too big." in texts and "Use less." in texts
    window.findChild(ErrorDialog).close()
    assert button(window, "Start training").isEnabled() and not window.train.desk.is_following
    assert window.train.start._smaller.isVisible() and "batch 4" in window.train.start._smaller.text()


def test_a_name_that_is_taken_is_refused(train_window) -> None:
    window = train_window()
    make_run("taken", state="finished")
    window.train.start._name.setText("taken")
    window.actions_hub.execute("train.start")
    dialog = window.findChild(ErrorDialog)
    assert dialog is not None and window.train.launch.runs == ()
    dialog.close()


def test_out_of_memory_ends_in_a_sentence_and_a_smaller_start(train_window, qtbot, monkeypatch) -> None:
    window = train_window()
    run = make_run(
        "too big",
        state="failed",
        error="No memory.",
        error_code="oom_host",
        error_hint="Use less.",
        data={"name": "phantoms:9"},
    )
    launched = []
    monkeypatch.setattr(window.train.launch, "launch", lambda command, run: launched.append(command))
    window.train.desk.follow(run.path)
    smaller = window.train.controls._smaller
    qtbot.waitUntil(smaller.isVisible, timeout=10_000)
    assert window.train.controls.trouble.text() == "No memory. Use less."
    smaller.click()
    edits = window.train.setup.edits("train")
    assert (edits.get("batch_size", 1), edits["accumulate"], edits["steps"]) == (2, 2, 50)
    assert window.train.setup.data.text == "phantoms:9" and len(launched) == 1


def test_a_second_training_can_wait_for_the_first(train_window, qtbot, monkeypatch) -> None:
    window = train_window()
    window.train.queue._timer.setInterval(50)
    first = default_runs_folder() / "one"
    window.train.launch.launch(learn(first, "wait"), first)
    qtbot.waitUntil(lambda: state_of(window) == "running", timeout=20_000)
    asked = []

    def answer(_parent, running) -> str:
        asked.append(running)
        return "queue"

    monkeypatch.setattr("xr2ct_viewer.workspaces.train_desk.ask_second", answer)
    window.train.start._name.setText("two")
    window.actions_hub.execute("train.start")
    assert asked == [("one",)] and [order.run.name for order in window.train.queue.orders] == ["two"]
    assert window.train.start._queue.isVisible()
    launched = []
    monkeypatch.setattr(window.train.launch, "launch", lambda command, run: launched.append(run.name))
    window.train.launch._children[0].process.kill()
    qtbot.waitUntil(lambda: launched == ["two"], timeout=20_000)


@pytest.mark.parametrize(("answer", "closes", "requests"), [("cancel", False, 0), ("keep", True, 0), ("stop", True, 1)])
def test_closing_while_a_training_runs_asks_what_becomes_of_it(
    train_window, qtbot, monkeypatch, answer, closes, requests
) -> None:
    window = train_window()
    run = default_runs_folder() / "one"
    window.train.launch.launch(learn(run, "wait"), run)
    qtbot.waitUntil(lambda: state_of(window) == "running", timeout=20_000)
    process = window.train.launch._children[0].process
    monkeypatch.setattr("xr2ct_viewer.workspaces.train_desk.ask_closing", lambda *_: answer)
    try:
        assert window.close() is closes
        assert process.poll() is None
        lines = (run / "requests.jsonl").read_text().splitlines() if (run / "requests.jsonl").exists() else []
        assert [json.loads(line)["request"] for line in lines] == ["stop"] * requests
    finally:
        process.kill()
        process.wait()


def test_closing_ends_a_training_that_was_started_and_has_not_begun(train_window, qtbot, monkeypatch) -> None:
    window = train_window()
    run = default_runs_folder() / "one"
    window.train.launch.launch((sys.executable, "-c", "import time; time.sleep(60)"), run)
    process = window.train.launch._children[0].process
    monkeypatch.setattr("xr2ct_viewer.workspaces.train_desk.ask_closing", lambda *_: "stop")
    assert window.close() is True
    assert process.wait(timeout=10) != 0 and not run.exists()


def test_a_run_that_cannot_be_asked_to_stop_keeps_the_window_open(train_window, monkeypatch) -> None:
    window, errors = train_window(), []
    run = make_run("one", process=ProcessStamp.of_this_process())
    window.train.desk.run, window.train.desk.record = run.path, run.record()
    monkeypatch.setattr("xr2ct_viewer.workspaces.train_desk.ask_closing", lambda *_: "stop")
    monkeypatch.setattr(window.train.desk, "failed", SimpleNamespace(emit=lambda error, _: errors.append(error)))
    shutil.rmtree(run.path)
    assert window.train.may_close() is False and len(errors) == 1


def test_a_run_that_is_being_resumed_is_not_resumed_a_second_time(train_window, monkeypatch) -> None:
    window, run = train_window(), make_run("one", state="stopped").path
    monkeypatch.setattr("xr2ct_viewer.workspaces.train_desk.ask_second", lambda *_: "beside")
    monkeypatch.setattr(
        "xr2ct_viewer.workspaces.train_desk.resume_command",
        lambda _: (sys.executable, "-c", "import time; time.sleep(60)"),
    )
    for _ in range(2):
        window.train.desk.resume(run)
    assert window.train.launch.runs == (run,)


WINDOW_THAT_TRAINS = """
import sys
from itertools import pairwise
from pathlib import Path
from tests.viewer.train.test_training_launch import FAIL, learn
from xr2ct_viewer.app import make_application
application = make_application()
from xr2ct_viewer.services.worker_client import WorkerClient
from xr2ct_viewer.window import MainWindow
window = MainWindow(worker=WorkerClient(command=(sys.executable, "-c", "")))
window.show()
run = window.runs_folder / "orphan"
window.train.launch.started.connect(lambda _run: print("learning", flush=True))
window.train.launch.launch(learn(run, "wait"), run)
application.exec()
"""


def test_a_training_survives_the_death_of_its_window_and_is_found_again(open_window, qtbot) -> None:
    first = subprocess.Popen(
        [sys.executable, "-c", WINDOW_THAT_TRAINS], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]
    )
    assert first.stdout.readline().strip() == "learning"
    first.send_signal(signal.SIGKILL)
    first.wait()
    first.stdout.close()
    (run,) = running_trainings(default_runs_folder())
    pid = RunFolder(run).record().process.pid
    try:
        window = open_window()
        qtbot.waitUntil(lambda: window._attach.isVisible(), timeout=10_000)
        assert "orphan is training" in window._attach.text()
        window._attach.click()
        qtbot.waitUntil(lambda: window.workspace == "train" and state_of(window) == "running", timeout=10_000)
        assert window.train.desk.run == run and not window._attach.isVisible()
    finally:
        os.kill(pid, signal.SIGKILL)


def test_the_settings_of_a_run_come_back_into_the_form(train_window) -> None:
    window = train_window()
    run = make_run("older", state="finished", data={"name": "phantoms:33"})
    window.train.values.take(run.path)
    setup = window.train.setup
    assert setup.edits("method") == {"grid_size": 32, "width": 0.5} and not setup.is_varied
    assert setup.edits("train")["batch_size"] == 4 and setup.data.text == "phantoms:33"
    assert window.train.form.form("train").values()["batch_size"] == 4


def test_geometry_and_split_go_along_from_run_to_form_to_command(train_window, tmp_path) -> None:
    window, split = train_window(), tmp_path / "held out.json"
    data = {"name": "phantoms:33", "geometry": "clinic", "split": str(split)}
    run = make_run("older", state="finished", data=data)
    window.train.values.copy_run_command(run.path)
    of_run = shlex.split(QGuiApplication.clipboard().text())
    window.train.values.take(run.path)
    window.train.values.copy_command()
    of_form = shlex.split(QGuiApplication.clipboard().text())
    for words in (of_run, of_form):
        flags = dict(pairwise(words))
        assert (flags["--data"], flags["--geometry"], flags["--split"]) == ("phantoms:33", "clinic", str(split))
    window.train.desk.remember()
    last = window.settings.data
    assert (last.training_data, last.training_geometry, last.training_split) == ("phantoms:33", "clinic", str(split))


def test_the_fold_of_a_run_and_its_first_weights_go_along_or_are_said_to_be_missing(train_window, tmp_path) -> None:
    window, folds, said, errors = train_window(), str(tmp_path / "folds.json"), [], []
    run = make_run("fold-2", state="failed", data={"name": "phantoms:33", "split": folds, "fold": "2", "folds": 3})
    begun = {"run": {"method": "x2ct-gan", "begun_with_sha256": "ab"}}
    (run.path / "config.toml").write_text(toml_text(run.config() | begun))
    window.train.values.notice.connect(said.append)
    window.train.values.copy_run_command(run.path)
    flags = dict(pairwise(shlex.split(QGuiApplication.clipboard().text())))
    assert (flags["--folds"], flags["--fold"]) == (folds, "2") and "--split" not in flags
    window.train.values.take(run.path)
    assert window.train.setup.data.split == "" and window.train.setup.data.text == "phantoms:33"
    assert all("takes --start-from" in words for words in said) and "has a fold" in said[1] and len(said) == 2
    window.train.desk.run, window.train.desk.record = run.path, run.record()
    window.train.desk.failed.connect(lambda error, _: errors.append(error))
    window.train.desk.start_smaller()
    assert "has a fold" in errors[0].message and not window.train.launch.runs


def test_a_split_file_is_checked_when_it_is_chosen(train_window, tmp_path) -> None:
    window, path = train_window(), tmp_path / "split.json"
    path.write_text("{}")
    window.train.data.choose_split(path)
    dialog = window.findChild(ErrorDialog)
    assert dialog is not None and window.train.setup.data.split == ""
    dialog.close()
    write_split(PatientSplit(seed=0, parts={"train": ("a",), "validation": ("b",)}), path)
    window.train.data.choose_split(path)
    assert window.train.setup.data.split == str(path)


def test_a_split_that_does_not_fit_the_data_keeps_the_training_from_starting(train_window) -> None:
    window = train_window()
    data, start = window.train.setup.data, window.actions_hub["train.start"]
    data.set_split("/gone/split.json")
    assert start.isEnabled() and button(window, "Start training").isEnabled()
    problems = ((data.split, "Made for other data."),)
    data.set_inspection(data.question, Inspection("CT", 3, 3, {}, problems, True, None))
    assert not start.isEnabled() and not button(window, "Start training").isEnabled()
    data.set_split("")
    assert start.isEnabled() and button(window, "Start training").isEnabled()


def test_a_run_in_front_that_goes_to_the_trash_can_no_longer_be_resumed(train_window, qtbot) -> None:
    window = train_window()
    run = make_run("older", state="stopped")
    window.train.desk.follow(run.path)
    qtbot.waitUntil(lambda: button_is_shown(window, "Resume training"), timeout=10_000)
    assert window.train._name.isVisible()
    window.train.runs.trash(run.path)
    qtbot.waitUntil(lambda: not button_is_shown(window, "Resume training"), timeout=10_000)
    assert window.train.desk.run is None and state_of(window) == "" and not window.train._name.isVisible()


def test_choosing_another_method_renews_the_form(train_window, qtbot) -> None:
    window = train_window()
    before = window.train.form.form("method")
    window.train.setup.choose_method("diffusion")
    form = window.train.form.form("method")
    assert form is not before and form.isVisible()
    assert form.values() == window.train.setup.spec.config_type()().model_dump()
    name = next(node.name for node in window.train.setup.nodes("method") if node.kind == "float")
    form.edited.emit(name, 0.5)
    assert window.train.setup.edits("method") == {name: 0.5}


def test_folders_dropped_on_train_are_data(train_window, tmp_path) -> None:
    window = train_window()
    window.train.data.add_folders((tmp_path,))
    assert window.train.setup.data.sources == ("phantoms:6", str(tmp_path))


def test_a_checkpoint_that_is_gone_is_no_longer_offered(open_window, qtbot, tmp_path) -> None:
    window = open_window()
    window.use_checkpoint(TrainedModel(method="x2ct-gan", checkpoint=str(tmp_path), run="kept"))
    window.use_checkpoint(TrainedModel(method="x2ct-gan", checkpoint=str(tmp_path / "gone"), run="lost"))
    panel = window.read.sidebar.reconstruct
    assert panel.trained.run == "lost"
    window.read.area(ReadMethods).drop_missing()
    assert panel.run_checkpoint == "" and [model.run for model in window.settings.data.trained] == ["kept"]
    assert "lost" in window.statusBar().currentMessage()
    assert [panel._method.itemText(row) for row in range(panel._method.count())][-1] == "X2CT-GAN · kept"


def test_every_control_of_train_has_a_name(train_window) -> None:
    window = train_window()
    make_run("older", state="stopped")
    window.train.desk.follow(default_runs_folder() / "older")
    controls = [
        widget
        for kind in (QAbstractButton, QComboBox, QAbstractSpinBox, QLineEdit)
        for widget in window.train.findChildren(kind)
        if not widget.objectName().startswith("qt_") and not isinstance(widget.parent(), QAbstractSpinBox | QLineEdit)
    ]
    nameless = [widget for widget in controls if not (widget.accessibleName() or getattr(widget, "text", str)())]
    assert len(controls) > 60
    assert [(type(widget).__name__, widget.toolTip(), type(widget.parent()).__name__) for widget in nameless] == []


def test_a_picture_of_the_train_workspace_is_made_by_command(open_window, qtbot, monkeypatch, tmp_path) -> None:
    codes: list[int] = []
    monkeypatch.setattr("xr2ct_viewer.startup.QCoreApplication.exit", codes.append)
    monkeypatch.setattr("xr2ct_viewer.startup.SETTLE_MS", 50)
    monkeypatch.setattr("xr2ct_viewer.startup.TRAIN_SETTLE_MS", 300)
    window, picture = open_window(), tmp_path / "train.png"
    run = make_run("older", state="stopped")
    Startup(window, parse_arguments(["--run", str(run.path), "--screenshot", str(picture)]))
    qtbot.waitUntil(lambda: bool(codes), timeout=20_000)
    assert codes == [0] and QImage(str(picture)).width() == window.width()
    assert window.train.desk.run == run.path


def test_the_name_of_a_run_follows_the_method_unless_it_was_written(train_window, qtbot) -> None:
    window = train_window()
    assert window.train.start.run_name.startswith("biplanar-")
    window.train.setup.choose_method("diffusion")
    assert window.train.start.run_name.startswith("diffusion-")
    name = window.train.start._name
    name.selectAll()
    qtbot.keyClicks(name, "mine")
    window.train.setup.choose_method("x2ct-gan")
    assert window.train.start.run_name == "mine"


def test_an_error_of_a_request_is_said(train_window, qtbot, monkeypatch) -> None:
    window = train_window()
    run = make_run("older", state="stopped")
    window.train.desk.follow(run.path)

    def refuse(*_: object) -> None:
        raise Xr2ctError("The disk is full.", code="disk_full")

    monkeypatch.setattr(RunFolder, "request", refuse)
    window.train.desk.request("stop")
    dialog = window.findChild(ErrorDialog)
    assert dialog is not None
    dialog.close()
