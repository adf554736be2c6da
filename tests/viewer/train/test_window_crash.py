"""A training outlives its window: the real window is killed, the training goes on, and another window takes it over."""

import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QPushButton

from xr2ct_core.runs.store import RunFolder
from xr2ct_viewer.services.running_trainings import default_runs_folder

WINDOW = """
from xr2ct_viewer.app import make_application
application = make_application()
from xr2ct_viewer.window import MainWindow
window = MainWindow()
window.show()
window.show_workspace("train")
train = window.train
train.setup.data.set_text("phantoms:6")
for name, value in {"grid_size": 32, "width": 0.05}.items():
    train.setup.edit("method", name, value)
for name in ("steps", "validate_every", "preview_every", "checkpoint_every"):
    train.setup.edit("train", name, 5000)
train.setup.edit("train", "log_every", 1)
train.launch.started.connect(lambda run: print(run, flush=True))
window.actions_hub.execute("train.start")
application.exec()
"""


def is_gone(process: psutil.Process) -> bool:
    """Whether a process has ended, although nobody may have noticed its end."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_training_goes_on_when_its_window_is_killed_and_is_stopped_from_another(
    open_window, qtbot, monkeypatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    first = subprocess.Popen([sys.executable, "-c", WINDOW], stdout=subprocess.PIPE, text=True)
    family = [psutil.Process(first.pid)]
    try:
        run = RunFolder.open(Path(first.stdout.readline().strip()))
        assert run.path.parent == default_runs_folder()
        training = psutil.Process(run.record().process.pid)
        family += family[0].children(recursive=True)
        assert training in family and len(family) > 2
        first.kill()
        first.wait()
        qtbot.waitUntil(
            lambda: all(is_gone(process) for process in family if process.pid != training.pid), timeout=60_000
        )
        before = len(run.metrics())
        qtbot.waitUntil(lambda: len(run.metrics()) > before + 2, timeout=120_000)
        assert not is_gone(training) and run.checkpoint_steps() == []

        window = open_window()
        qtbot.waitUntil(lambda: window._attach.isVisible() or window.workspace == "train", timeout=20_000)
        window._attach.click()
        qtbot.waitUntil(lambda: window.train.desk.state == "running", timeout=20_000)
        assert window.train.desk.run == run.path
        curves = window.train.curves.runs[run.path]
        qtbot.waitUntil(lambda: any(key.startswith("train/") for key in curves.curves), timeout=20_000)
        shown = len(run.metrics())
        qtbot.waitUntil(lambda: len(run.metrics()) > shown, timeout=120_000)
        qtbot.waitUntil(lambda: window.train.curves.plots != {}, timeout=20_000)

        stop = next(found for found in window.train.findChildren(QPushButton) if found.text() == "Stop")
        assert stop.isVisible()
        stop.click()
        qtbot.waitUntil(lambda: window.train.desk.state == "stopped", timeout=120_000)
        qtbot.waitUntil(lambda: is_gone(training), timeout=60_000)
        record = run.record()
        assert record.step > before and run.checkpoint_steps()[-1] == record.step
        assert all(is_gone(process) for process in family)
    finally:
        first.stdout.close()
        for process in family:
            if not is_gone(process):
                process.kill()
        first.wait()
