"""The worker process behind Qt signals: one warm process, one job at a time, a queue behind it.

Invariants
* The event loop is never held: output is read and parsed in slices of a few milliseconds, progress is reported once a
  slice, so a flood of messages only makes the bar jump.
* Every job ends exactly once, with `finished`, `failed` or `cancelled`.
* A cancel always ends: the worker is asked to stop, then terminated, then killed with its children.
"""

import logging
import sys
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import uuid4

from pydantic import ValidationError
from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.protocol import messages as m
from xr2ct_viewer.services.line_buffer import LineBuffer, LineTooLongError
from xr2ct_viewer.services.process_tree import exit_error, kill_tree

logger = logging.getLogger(__name__)

SLICE_S = 0.008
SLICE_PAUSE_MS = 15
SLICE_BYTES = 1 << 18
STDERR_BYTES = 8192
WORKER_COMMAND = (sys.executable, "-m", "xr2ct_core.worker")


@dataclass
class _Running:
    id: str
    start: m.Start
    artifacts: dict[str, Path] = field(default_factory=dict)
    stopping: bool = False


class WorkerClient(QObject):
    """Drives `python -m xr2ct_core.worker`. `grace_ms` are the waits of the cancel ladder."""

    ready = Signal(tuple)
    started = Signal(str)
    phase = Signal(str, str)
    progress = Signal(str, object)
    warned = Signal(str, str)
    announced = Signal(str, str, Path)
    finished = Signal(str, dict, dict)
    failed = Signal(str, object, str)
    cancelled = Signal(str)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        command: tuple[str, ...] = WORKER_COMMAND,
        grace_ms: tuple[int, int] = (4000, 2000),
    ) -> None:
        super().__init__(parent)
        self._command = command
        self._grace_ms = grace_ms
        self._process: QProcess | None = None
        self._lines = LineBuffer()
        self._stderr = b""
        self._running: _Running | None = None
        self._queue: deque[_Running] = deque()
        self._sequence = 0
        self.devices: tuple[str, ...] = ()
        self._slice_timer = QTimer(self, singleShot=True, interval=SLICE_PAUSE_MS)
        self._slice_timer.timeout.connect(self._read_slice)
        self._ladder = QTimer(self, singleShot=True)
        self._ladder.timeout.connect(self._climb)
        self._rung = 0

    @property
    def is_busy(self) -> bool:
        return self._running is not None or bool(self._queue)

    @property
    def working_on(self) -> str:
        """The job in work, or the next one; empty where a new job would be begun at once."""
        jobs = (self._running, *self._queue)
        return next((job.id for job in jobs if job is not None), "")

    @property
    def pid(self) -> int:
        """Process id of the worker, 0 while there is none."""
        return self._process.processId() if self._process else 0

    def warm_up(self) -> None:
        """Start the process ahead of the first job, so that the job does not wait for torch."""
        if self._process is None:
            self._launch()

    def start(self, task: m.TaskName, config: dict[str, Any], out_dir: Path) -> str:
        """Queue a job and return its id."""
        job_id = uuid4().hex[:12]
        self._queue.append(_Running(job_id, m.Start(task=task, config=config, out_dir=str(out_dir), job=job_id)))
        QTimer.singleShot(0, self, self._next)
        return job_id

    def cancel(self, job_id: str) -> None:
        """Stop a job: a waiting one at once, a running one by the ladder. Asking again climbs one step."""
        waiting = next((job for job in self._queue if job.id == job_id), None)
        if waiting is not None:
            self._queue.remove(waiting)
            self.cancelled.emit(job_id)
            return
        if self._running is None or self._running.id != job_id:
            return
        if self._running.stopping:
            self._climb()
            return
        self._running.stopping = True
        self._rung = 0
        self._send(m.Stop(job=job_id, grace_s=self._grace_ms[0] / 1000))
        self._ladder.start(self._grace_ms[0])

    def shutdown(self) -> None:
        """End the process and wait for it, at most about three seconds; running jobs are dropped silently."""
        self._queue.clear()
        self._running = None
        self._ladder.stop()
        self._slice_timer.stop()
        process, self._process = self._process, None
        if process is None:
            return
        process.blockSignals(True)
        if process.state() != QProcess.ProcessState.NotRunning:
            process.write((m.Shutdown().model_dump_json() + "\n").encode())
            process.closeWriteChannel()
            if not process.waitForFinished(1000):
                process.terminate()
                if not process.waitForFinished(1000):
                    kill_tree(process.processId())
                    process.waitForFinished(1000)
        process.deleteLater()

    def _launch(self) -> None:
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("OMP_WAIT_POLICY", "passive")
        environment.insert("PYTHONIOENCODING", "utf-8")
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._wake)
        process.readyReadStandardError.connect(self._read_stderr)
        process.finished.connect(self._on_exit)
        process.errorOccurred.connect(self._on_error)
        self._lines.clear()
        self._stderr = b""
        self._process = process
        process.start(self._command[0], list(self._command[1:]))

    def _next(self) -> None:
        if self._running is not None or not self._queue:
            return
        self._running = self._queue.popleft()
        self.warm_up()
        self._send(self._running.start)
        self.started.emit(self._running.id)

    def _send(self, command: m.Command) -> None:
        if self._process is not None:
            self._sequence += 1
            line = command.model_copy(update={"seq": self._sequence}).model_dump_json() + "\n"
            self._process.write(line.encode())

    def _wake(self) -> None:
        if not self._slice_timer.isActive():
            self._slice_timer.start()

    def _read_slice(self) -> None:
        """Parse for a few milliseconds, report once, come back if there is more."""
        if self._process is None:
            return
        deadline = perf_counter() + SLICE_S
        latest: dict[type[m.Event], m.Event] = {}
        more = self._parse_until(deadline, latest)
        self._report(latest)
        if more and self._process is not None:
            self._slice_timer.start()

    def _parse_until(self, deadline: float, latest: dict[type[m.Event], m.Event]) -> bool:
        while perf_counter() < deadline:
            line = self._lines.pop()
            if line is None:
                chunk = bytes(self._process.read(SLICE_BYTES).data()) if self._process else b""
                if not chunk:
                    return False
                try:
                    self._lines.feed(chunk)
                except LineTooLongError:
                    self._give_up()
                    return False
                continue
            event = self._parse(line)
            if isinstance(event, m.Phase | m.Progress):
                if self._running is not None and event.job == self._running.id:
                    latest[type(event)] = event
            elif event is not None:
                self._report(latest)
                latest.clear()
                self._handle(event)
        return True

    def _parse(self, line: bytes) -> m.Event | None:
        try:
            return m.EVENT_ADAPTER.validate_json(line)
        except ValidationError:
            logger.warning("A line of the worker was not understood: %.200r", line)
            return None

    def _report(self, latest: dict[type[m.Event], m.Event]) -> None:
        for event in latest.values():
            if isinstance(event, m.Phase):
                self.phase.emit(event.job, event.name)
            elif isinstance(event, m.Progress):
                self.progress.emit(event.job, event)

    def _handle(self, event: m.Event) -> None:
        if isinstance(event, m.Hello):
            self.devices = event.devices
            self.ready.emit(event.devices)
        job = self._running
        if job is None or event.job != job.id:
            return
        match event:
            case m.Artifact(role=role, path=path):
                job.artifacts[role] = Path(path)
                self.announced.emit(job.id, role, job.artifacts[role])
            case m.Warned(text=text):
                self.warned.emit(job.id, text)
            case m.Log(text=text):
                logger.debug("worker: %s", text)
            case m.Error(code="cancelled") | m.State(state="cancelled"):
                self._end()
                self.cancelled.emit(job.id)
            case m.Error() as error:
                self._end()
                self.failed.emit(job.id, Xr2ctError(error.msg, error.hint, code=error.code), error.traceback)
            case m.Result(summary=summary):
                self._end()
                self.finished.emit(job.id, summary, job.artifacts)
            case m.State(state="failed"):
                self._end()
                self.failed.emit(job.id, Xr2ctError("The work failed without saying why."), self._stderr_text())

    def _end(self) -> None:
        self._running = None
        self._ladder.stop()
        QTimer.singleShot(0, self, self._next)

    def _climb(self) -> None:
        """Next step of the cancel ladder: terminate, then kill the process tree."""
        if self._process is None:
            return
        self._rung += 1
        if self._rung == 1:
            self._process.terminate()
            self._ladder.start(self._grace_ms[1])
        else:
            kill_tree(self._process.processId())

    def _give_up(self) -> None:
        """Drop a worker whose messages are longer than the protocol allows."""
        job, process = self._running, self._process
        self._forget_process()
        if process is not None:
            kill_tree(process.processId())
        if job is not None:
            self._end()
            sentence = "The reconstruction process sent a message that is too long."
            self.failed.emit(job.id, Xr2ctError(sentence, "Try again.", code="protocol"), self._stderr_text())

    def _read_stderr(self) -> None:
        if self._process is not None:
            self._stderr = (self._stderr + bytes(self._process.readAllStandardError().data()))[-STDERR_BYTES:]

    def _stderr_text(self) -> str:
        return self._stderr.decode("utf-8", "replace").strip()

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            job = self._running
            self._forget_process()
            if job is not None:
                self._end()
                problem = Xr2ctError("The reconstruction process could not be started.", "Run `xr2ct doctor`.")
                self.failed.emit(job.id, problem, " ".join(self._command))

    def _on_exit(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        """The process is gone: take its last words, then settle the job it had."""
        self._read_stderr()
        latest: dict[type[m.Event], m.Event] = {}
        while self._parse_until(perf_counter() + 1.0, latest):
            latest.clear()
        job = self._running
        self._forget_process()
        if job is None:
            return
        self._end()
        if job.stopping:
            self.cancelled.emit(job.id)
            return
        crashed = status == QProcess.ExitStatus.CrashExit
        self.failed.emit(job.id, exit_error(exit_code, crashed=crashed), self._stderr_text())

    def _forget_process(self) -> None:
        process, self._process = self._process, None
        self._ladder.stop()
        if process is not None:
            process.blockSignals(True)
            process.deleteLater()
