"""The worker's heart: a thread that listens, and a main thread that works on one job at a time.

Invariants: commands are answered while a job runs; jobs wait in a queue; every job that was accepted ends with exactly
one of the states done, failed and cancelled while the parent is there to hear it; the end of stdin means that the
parent is gone: the work is stopped and the process ends, by force after `ORPHAN_GRACE_S`.
"""

import contextlib
import logging
import os
import signal
import threading
from collections import deque
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final

from xr2ct_core import __version__
from xr2ct_core.control import ControlToken
from xr2ct_core.errors import EXIT_CODES, CancelledError, Xr2ctError
from xr2ct_core.log import CallbackHandler, send_to
from xr2ct_core.protocol.framing import ProtocolError, command_decoder
from xr2ct_core.protocol.messages import (
    Bye,
    Checkpoint,
    Command,
    Error,
    Hello,
    JobState,
    Log,
    Memory,
    Message,
    Pause,
    Phase,
    Ping,
    Preview,
    Result,
    Resume,
    Shutdown,
    Start,
    State,
    Stop,
    Warned,
)
from xr2ct_core.system import process_memory, visible_devices
from xr2ct_core.worker.events import EventWriter
from xr2ct_core.worker.faults import explain, traceback_of
from xr2ct_core.worker.job import JobContext
from xr2ct_core.worker.tasks import TASKS, WARM_UP

ORPHAN_GRACE_S: Final = 10.0
MEMORY_INTERVAL_S: Final = 1.0
IDLE_BEFORE_WARM_UP_S: Final = 0.5
RESUMABLE: Final = frozenset({"train", "resume"})
"""Tasks that can write down their state and go on from it."""
_READ_BYTES: Final = 1 << 16


class _Job:
    def __init__(self, start: Start) -> None:
        self.start = start
        self.id = start.job
        self.control = ControlToken()


class Server:
    """Serves the protocol on two file descriptors until told to stop or left alone."""

    def __init__(self, commands_fd: int, events_fd: int) -> None:
        self._commands_fd = commands_fd
        self._writer = EventWriter(events_fd, on_broken=self._parent_gone)
        self._wake = threading.Condition()
        self._waiting: deque[_Job] = deque()
        self._current: _Job | None = None
        self._closing = False

    def serve(self) -> int:
        """Say hello, work until the end, say bye; returns the exit code."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=self._parent_gone, daemon=True).start())
        send_to(CallbackHandler(self._log))
        self._send(Hello(version=__version__, pid=os.getpid(), devices=visible_devices()))
        threading.Thread(target=self._listen, name="commands", daemon=True).start()
        threading.Thread(target=self._report_memory, name="memory", daemon=True).start()
        if not self._has_work_within(IDLE_BEFORE_WARM_UP_S):
            self._warm_up()
        while (job := self._next()) is not None:
            self._run(job)
        self._send(Bye())
        return 0

    # Listening

    def _listen(self) -> None:
        """Obey until the parent is gone; whoever cannot listen any more counts as left alone."""
        decoder = command_decoder()
        try:
            while chunk := os.read(self._commands_fd, _READ_BYTES):
                for command in decoder.feed(chunk):
                    if isinstance(command, ProtocolError):
                        self._send(Error(code="protocol", msg=command.message, hint=command.hint))
                    else:
                        self._obey(command)
        finally:
            self._parent_gone()

    def _obey(self, command: Command) -> None:
        match command:
            case Start():
                self._accept(command)
            case Ping():
                self._send_memory(command.job)
            case Stop():
                self._stop(command)
            case Pause() | Resume():
                self._pause(command)
            case Shutdown():
                self._close()
            case Checkpoint() | Preview():
                self._ask_training(command)

    def _accept(self, start: Start) -> None:
        with self._wake:
            known = {job.id for job in self._jobs()}
            if not start.job or start.job in known or self._closing:
                self._send(Error(job=start.job, code="protocol", msg="A start message needs a job name of its own."))
                return
            busy = bool(known)
            self._waiting.append(_Job(start))
            if busy:
                self._send_state(start.job, "queued")
            self._wake.notify_all()

    def _stop(self, stop: Stop) -> None:
        with self._wake:
            for waiting in [job for job in self._waiting if job.id == stop.job]:
                self._waiting.remove(waiting)
                self._send_state(waiting.id, "cancelled")
            job = self._current
            if job is None or stop.job not in ("", job.id):
                return
            if not job.control.stop_requested:
                self._send_state(job.id, "stopping")
                job.control.request_stop()
                _after(stop.grace_s, lambda: self._give_up(job))

    def _pause(self, command: Pause | Resume) -> None:
        with self._wake:
            job = self._current
            if job is None or command.job not in ("", job.id) or job.control.stop_requested:
                return
            if isinstance(command, Pause):
                job.control.request_pause()
                self._send_state(job.id, "paused")
            else:
                job.control.request_resume()
                self._send_state(job.id, "running")

    def _ask_training(self, command: Checkpoint | Preview) -> None:
        with self._wake:
            job = self._current
            if job is not None and command.job in ("", job.id) and job.start.task in RESUMABLE:
                if isinstance(command, Checkpoint):
                    job.control.request_checkpoint()
                else:
                    job.control.request_preview()
                return
        self._send(Warned(job=command.job, text=f"The running task has no {command.t}."))

    # Ending

    def _close(self) -> None:
        """Stop the running job, forget the waiting ones, and leave the main loop."""
        with self._wake:
            self._closing = True
            while self._waiting:
                self._send_state(self._waiting.popleft().id, "cancelled")
            if self._current is not None:
                self._current.control.request_stop()
            self._wake.notify_all()

    def _parent_gone(self) -> None:
        _after(ORPHAN_GRACE_S, lambda: os._exit(EXIT_CODES["cancelled"]))
        self._close()

    def _give_up(self, job: _Job) -> None:
        """End the process if `job` did not obey its stop within the grace."""
        with self._wake:
            if self._current is not job:
                return
            self._send_state(job.id, "cancelled")
            self._send(Bye())
        os._exit(EXIT_CODES["cancelled"])

    # Working

    def _has_work_within(self, seconds: float) -> bool:
        with self._wake:
            return self._wake.wait_for(lambda: bool(self._waiting) or self._closing, timeout=seconds)

    def _warm_up(self) -> None:
        """Import what the first job will need, so that it starts at once. A failure is that job's to report."""
        with contextlib.suppress(Exception):
            import_module(WARM_UP)

    def _next(self) -> _Job | None:
        with self._wake:
            while not self._waiting and not self._closing:
                self._wake.wait()
            self._current = None if self._closing else self._waiting.popleft()
            return self._current

    def _run(self, job: _Job) -> None:
        self._send_state(job.id, "running")
        state: JobState = "failed"
        try:
            self._work(job)
            state = "done"
        except CancelledError as error:
            if error.hint:
                self._send(Warned(job=job.id, text=error.hint))
            state = "cancelled"
        except Exception as error:  # noqa: BLE001  every failure of a task becomes an event
            self._send_error(job.id, error)
        finally:
            with self._wake:
                self._current = None
            self._send_state(job.id, state)

    def _work(self, job: _Job) -> None:
        task = TASKS[job.start.task]
        config = task.config_type.model_validate(job.start.config)
        out_dir = Path(job.start.out_dir)
        out_dir.mkdir(parents=True, exist_ok=True)
        self._send(Phase(job=job.id, name="Loading"))
        function = task.load()
        context = JobContext(job.id, out_dir, self._send, job.control, job.start.ts)
        context.work.checkpoint()
        summary = function(config, context)
        self._send(Result(job=job.id, summary=summary))

    # Speaking

    def _jobs(self) -> list[_Job]:
        return [*self._waiting, *([self._current] if self._current else [])]

    def _send(self, event: Message) -> None:
        self._writer.send(event)

    def _send_state(self, job: str, state: JobState) -> None:
        self._send(State(job=job, state=state))

    def _send_error(self, job: str, error: Exception) -> None:
        known: Xr2ctError = explain(error)
        trace = traceback_of(error) if known.code == "crashed" else ""
        self._send(Error(job=job, code=known.code, msg=known.message, hint=known.hint, traceback=trace))

    def _log(self, level: int, text: str) -> None:
        job = self._current
        message = Warned if level >= logging.WARNING else Log
        self._send(message(job=job.id if job else "", text=text))

    def _send_memory(self, job: str) -> None:
        host_bytes, device_bytes = process_memory()
        self._send(Memory(job=job, host_bytes=host_bytes, device_bytes=device_bytes))

    def _report_memory(self) -> None:
        tick = threading.Event()
        while not self._closing:
            tick.wait(MEMORY_INTERVAL_S)
            job = self._current
            if job is not None:
                self._send_memory(job.id)


def _after(seconds: float, act: Callable[[], None]) -> None:
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()
