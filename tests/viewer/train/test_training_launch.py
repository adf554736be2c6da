"""Trainings as processes of their own: begun, failed, killed, left alone, and waiting for each other."""

import signal
import sys
from pathlib import Path

import psutil
import pytest

from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.running_trainings import running_trainings
from xr2ct_viewer.services.training_launch import LAUNCH_FOLDER, TrainingLaunch
from xr2ct_viewer.services.training_queue import Order, TrainingQueue

LEARN = """
import sys, time
from pathlib import Path
from xr2ct_core.runs.record import ProcessStamp, RunRecord
from xr2ct_core.runs.store import RunFolder
record = RunRecord(method="x2ct-gan", total_steps=5, process=ProcessStamp.of_this_process())
run = RunFolder.create(Path(sys.argv[1]), record, {}, {})
if sys.argv[2] == "wait":
    time.sleep(60)
run.write_record(record.model_copy(update={"state": "finished"}))
"""
FAIL = """
import json, sys
sys.stderr.write("deep down")
print(json.dumps({"error": {"code": "oom_host", "message": "Too big.", "hint": "Use less."}}))
sys.exit(3)
"""


def learn(run: Path, then: str = "end") -> tuple[str, ...]:
    return (sys.executable, "-c", LEARN, str(run), then)


@pytest.fixture
def launch(qtbot):
    launch = TrainingLaunch()
    yield launch
    for child in launch._children:
        child.process.kill()
        child.process.wait()
    launch.forget()


def test_a_training_starts_in_a_session_of_its_own_and_ends(launch, qtbot, tmp_path) -> None:
    run = tmp_path / "one"
    with qtbot.waitSignals([launch.started, launch.ended], timeout=20_000):
        launch.launch(learn(run), run)
        assert launch.runs == (run,)
    assert launch.runs == ()
    assert len(list((tmp_path / LAUNCH_FOLDER).iterdir())) == 2


def test_an_error_before_the_run_exists_arrives_with_sentence_hint_and_last_words(launch, qtbot, tmp_path) -> None:
    with qtbot.waitSignal(launch.failed, timeout=20_000) as failed:
        launch.launch((sys.executable, "-c", FAIL), tmp_path / "one")
    run, error, details = failed.args
    assert run == tmp_path / "one" and details == "deep down"
    assert (error.code, error.message, error.hint) == ("oom_host", "Too big.", "Use less.")


def test_a_process_that_dies_silently_is_explained_by_how_it_ended(launch, qtbot, tmp_path) -> None:
    code = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    with qtbot.waitSignal(launch.failed, timeout=20_000) as failed:
        launch.launch((sys.executable, "-c", code), tmp_path / "one")
    assert failed.args[1].code == "oom_host" and "training process" in failed.args[1].message


def test_a_program_that_is_not_there_is_said_at_once(launch, tmp_path) -> None:
    with pytest.raises(Exception, match="could not be started"):
        launch.launch(("/nonexistent/python",), tmp_path / "one")


def test_a_killed_training_is_seen_as_dead_and_its_end_is_told(launch, qtbot, tmp_path) -> None:
    run = tmp_path / "one"
    with qtbot.waitSignal(launch.started, timeout=20_000):
        launch.launch(learn(run, "wait"), run)
    assert running_trainings(tmp_path) == (run,)
    with qtbot.waitSignal(launch.ended, timeout=10_000) as ended:
        launch._children[0].process.send_signal(signal.SIGKILL)
    assert ended.args == [run, -9]
    assert running_trainings(tmp_path) == ()


def test_a_forgotten_training_lives_on(launch, qtbot, tmp_path) -> None:
    run = tmp_path / "one"
    with qtbot.waitSignal(launch.started, timeout=20_000):
        launch.launch(learn(run, "wait"), run)
    process = launch._children[0].process
    launch.forget()
    try:
        assert psutil.Process(process.pid).is_running() and running_trainings(tmp_path) == (run,)
        assert psutil.Process(process.pid).pid == psutil.os.getsid(process.pid)
    finally:
        process.kill()
        process.wait()


def test_a_waiting_training_is_due_when_the_other_has_ended(launch, qtbot, tmp_path) -> None:
    background = Background()
    queue = TrainingQueue(tmp_path, launch, background)
    queue._timer.setInterval(50)
    first, second = tmp_path / "one", tmp_path / "two"
    with qtbot.waitSignal(launch.started, timeout=20_000):
        launch.launch(learn(first, "wait"), first)
    queue.add(Order(learn(second), second))
    with qtbot.assertNotEmitted(queue.due, wait=400):
        pass
    with qtbot.waitSignal(queue.due, timeout=10_000) as due:
        launch._children[0].process.kill()
    assert due.args[0].run == second and queue.orders == ()
    background.close()
