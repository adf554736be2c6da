"""Starts trainings as processes of their own, which live on when the window goes.

A launch is over when the run's record names the new process: from then on the run folder tells everything. What a
process says before that lies in `.launch/` beside the runs. Invariants: children are reaped, so that a dead training
is seen as dead; closing the window ends none of them.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import time

from PySide6.QtCore import QObject, QTimer, Signal

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.runs.store import RunFolder
from xr2ct_viewer.services.process_tree import exit_error

POLL_MS = 100
LAUNCH_FOLDER = ".launch"
DETAILS_BYTES = 8192
CLOCK_SLACK_S = 1.0


@dataclass
class _Child:
    process: subprocess.Popen[bytes]
    run: Path
    launched: float
    outputs: tuple[Path, Path]
    is_learning: bool = False


class TrainingLaunch(QObject):
    """`started` when a run has begun, `failed` (run, error, details) when it ended before that, `ended` (run, exit
    code) when a process that had begun is gone."""

    started = Signal(object)
    failed = Signal(object, object, str)
    ended = Signal(object, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._children: list[_Child] = []
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def runs(self) -> tuple[Path, ...]:
        """Runs of the processes started here that are alive."""
        return tuple(child.run for child in self._children)

    def launch(self, command: Sequence[str], run: Path) -> None:
        """Start a command that makes or continues `run`; raises `Xr2ctError` if it cannot be started."""
        folder = run.parent / LAUNCH_FOLDER
        launched = time()
        outputs = tuple(folder / f"{run.name}-{launched:.0f}.{kind}" for kind in ("out", "err"))
        environment = {"OMP_WAIT_POLICY": "passive", **os.environ, "PYTHONIOENCODING": "utf-8"}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with outputs[0].open("wb") as out, outputs[1].open("wb") as err:
                process = subprocess.Popen(
                    list(command), stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=environment, **_detached()
                )
        except OSError as error:
            reason = error.strerror or str(error)
            raise Xr2ctError(f"The training could not be started: {reason}.", "Run `xr2ct doctor`.") from error
        self._children.append(_Child(process, run, launched, (outputs[0], outputs[1])))
        self._timer.start()

    def stop(self, run: Path) -> None:
        """Ask a training to stop with a checkpoint; one that was started and has not begun is ended.

        Raises `Xr2ctError` if nothing can be asked of it.
        """
        starting = [child for child in self._children if child.run == run and not _is_taken_over(child)]
        for child in starting:
            child.process.terminate()
        if not starting:
            RunFolder(run).request("stop")

    def forget(self) -> None:
        """Let the processes live on by themselves; the window goes."""
        self._timer.stop()
        self._children.clear()

    def _poll(self) -> None:
        for child in tuple(self._children):
            exit_code = child.process.poll()
            if not child.is_learning and _is_taken_over(child):
                child.is_learning = True
                self.started.emit(child.run)
            if exit_code is None:
                continue
            self._children.remove(child)
            if child.is_learning:
                self.ended.emit(child.run, exit_code)
            else:
                self.failed.emit(child.run, *_last_words(child, exit_code))
        if not self._children:
            self._timer.stop()


def _detached() -> dict[str, object]:
    """Arguments of `Popen` for a process that neither signals nor a closing terminal of ours reach."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS}
    return {"start_new_session": True}


def _is_taken_over(child: _Child) -> bool:
    """Whether the record of the run names a process that began with this launch."""
    try:
        stamp = RunFolder.open(child.run).record().process
    except Xr2ctError:
        return False
    return stamp is not None and stamp.started >= child.launched - CLOCK_SLACK_S


def _last_words(child: _Child, exit_code: int) -> tuple[Xr2ctError, str]:
    """What the process said about its end, or what its exit code means, and the rest of its words."""
    out, err = (_tail(path) for path in child.outputs)
    for line in reversed(out.splitlines()):
        try:
            said = json.loads(line)["error"]
            return Xr2ctError(said["message"], said["hint"], code=said["code"]), err
        except (ValueError, KeyError, TypeError):
            continue
    return exit_error(abs(exit_code), crashed=exit_code < 0, is_training=True), err or out


def _tail(path: Path) -> str:
    try:
        return path.read_bytes()[-DETAILS_BYTES:].decode("utf-8", "replace").strip()
    except OSError:
        return ""
