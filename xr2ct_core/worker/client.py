"""A blocking client of the worker, for the command line and scripts. Imports no torch.

    with WorkerClient() as worker:
        summary = worker.run("reconstruct", ReconstructTask(pair_path=...), out_dir, on_event=show)

Invariants: leaving the context ends the worker and everything it started; an interrupt (Ctrl-C) while waiting stops
the job in order and raises `CancelledError`; a worker that is silent is pinged, and one that does not answer is ended.
"""

import os
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import IO, Any, Final
from uuid import uuid4

from xr2ct_core.config.base import ConfigBase
from xr2ct_core.errors import CancelledError, Xr2ctError
from xr2ct_core.protocol.framing import ProtocolError, encode, event_decoder
from xr2ct_core.protocol.messages import (
    Error,
    Event,
    Hello,
    Message,
    Ping,
    Result,
    Shutdown,
    Start,
    State,
    Stop,
    TaskName,
)
from xr2ct_core.worker.process import end_process_tree

HELLO_TIMEOUT_S: Final = 60.0
SILENCE_S: Final = 30.0
STOP_GRACE_S: Final = 10.0
_WORKER_COMMAND: Final = (sys.executable, "-m", "xr2ct_core.worker")
_ENDED: Final = frozenset({"done", "failed", "cancelled"})
_KEPT_STDERR_LINES: Final = 40
_LAST_WORDS_S: Final = 2.0

EventCallback = Callable[[Event], None]


class WorkerClient:
    """Starts one worker process and waits for it; used as a context manager."""

    def __init__(self, command: Sequence[str] = _WORKER_COMMAND, *, silence_s: float = SILENCE_S) -> None:
        self._command = tuple(command)
        self._silence_s = silence_s
        self._events: queue.Queue[Event | ProtocolError | None] = queue.Queue()
        self._stderr: deque[str] = deque(maxlen=_KEPT_STDERR_LINES)
        self._seq = 0
        self._stderr_reader: threading.Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self.hello: Hello | None = None

    def __enter__(self) -> "WorkerClient":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the process and wait for its hello."""
        # A session of its own: Ctrl-C in the terminal reaches this process alone, which then stops the job in order.
        flags = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=os.name == "posix",
            creationflags=flags,
        )
        assert self._process.stdout is not None and self._process.stderr is not None
        threading.Thread(target=self._read_events, args=(self._process.stdout,), daemon=True).start()
        self._stderr_reader = threading.Thread(target=self._read_stderr, args=(self._process.stderr,), daemon=True)
        self._stderr_reader.start()
        try:
            self._await_hello()
        except BaseException:
            self.close()
            raise

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def run(
        self, task: TaskName, config: ConfigBase, out_dir: Path, on_event: EventCallback = lambda _event: None
    ) -> dict[str, Any]:
        """Do one job and return the summary of its result.

        `on_event` sees every event of the job. Raises the job's error as `Xr2ctError` with its code, and
        `CancelledError` if it was stopped.
        """
        job = self.begin(task, config, out_dir)
        summary: dict[str, Any] = {}
        failure: Xr2ctError | None = None
        try:
            for event in self.events(job):
                on_event(event)
                if isinstance(event, Result):
                    summary = event.summary
                elif isinstance(event, Error):
                    failure = _as_exception(event)
                elif isinstance(event, State) and event.state == "cancelled":
                    raise CancelledError
        except KeyboardInterrupt:
            self.cancel(job, on_event=on_event)
            raise CancelledError from None
        if failure is not None:
            raise failure
        return summary

    def begin(self, task: TaskName, config: ConfigBase, out_dir: Path) -> str:
        """Queue a job; returns its name."""
        job = uuid4().hex[:12]
        settings = config.model_dump(mode="json")
        self.send(Start(job=job, task=task, config=settings, out_dir=str(out_dir.absolute())))
        return job

    def events(self, job: str) -> Iterator[Event]:
        """Events of one job until it has ended; raises `Xr2ctError` if the worker died or fell silent."""
        while True:
            event = self._next_event()
            if event.job != job:
                continue
            yield event
            if isinstance(event, State) and event.state in _ENDED:
                return

    def cancel(self, job: str, grace_s: float = STOP_GRACE_S, on_event: EventCallback = lambda _event: None) -> None:
        """Stop a job in order; end the worker if it does not obey within the grace, or on a second interrupt.

        `on_event` sees what the job still says, such as where its unfinished results lie.
        """
        try:
            self.send(Stop(job=job, grace_s=grace_s))
            deadline = monotonic() + grace_s
            while (left_s := deadline - monotonic()) > 0:
                event = self._events.get(timeout=left_s)
                if event is None:
                    return
                if isinstance(event, ProtocolError) or event.job != job:
                    continue
                on_event(event)
                if isinstance(event, State) and event.state in _ENDED:
                    return
        except (queue.Empty, KeyboardInterrupt, Xr2ctError):
            self.kill()

    def send(self, command: Message) -> None:
        """Write one command; raises `Xr2ctError` if the worker is gone."""
        if self._process is None or self._process.stdin is None:
            raise Xr2ctError("The worker is not running.", "Start it first.")
        self._seq += 1
        try:
            self._process.stdin.write(encode(command.model_copy(update={"seq": self._seq})))
            self._process.stdin.flush()
        except OSError:
            raise self._death() from None

    def close(self) -> None:
        """Ask the worker to end; make sure that it does."""
        process = self._process
        if process is None:
            return
        try:
            if process.poll() is None and process.stdin is not None:
                process.stdin.write(encode(Shutdown()))
                process.stdin.close()
                process.wait(timeout=STOP_GRACE_S)
        except (OSError, subprocess.TimeoutExpired):
            pass
        finally:
            self.kill()

    def kill(self) -> None:
        """End the worker and everything it started, now."""
        if self._process is not None:
            end_process_tree(self._process)
            self._process = None

    # Inside

    def _await_hello(self) -> None:
        deadline = monotonic() + HELLO_TIMEOUT_S
        while (left_s := deadline - monotonic()) > 0:
            try:
                event = self._events.get(timeout=left_s)
            except queue.Empty:
                break
            if event is None:
                raise self._death()
            if isinstance(event, Hello):
                self.hello = event
                return
        raise Xr2ctError(
            f"The worker did not answer within {HELLO_TIMEOUT_S:.0f} seconds.", "The computer may be busy; try again."
        )

    def _next_event(self) -> Event:
        pinged = False
        while True:
            try:
                event = self._events.get(timeout=self._silence_s)
            except queue.Empty:
                if pinged:
                    self.kill()
                    raise Xr2ctError("The worker does not answer any more and was ended.", "Try again.") from None
                self.send(Ping())
                pinged = True
                continue
            if event is None:
                raise self._death()
            if not isinstance(event, ProtocolError):
                return event

    def _death(self) -> Xr2ctError:
        """Why the worker ended by itself, as far as its exit code and last words tell."""
        code = None
        if self._process is not None:
            try:
                code = self._process.wait(timeout=2.0)
            except subprocess.TimeoutExpired:
                code = None
        if os.name == "posix" and code == -signal.SIGKILL:
            return Xr2ctError(
                "The worker was ended by the system, most likely because memory ran out.",
                "Use a smaller grid or close other programs.",
                code="oom_host",
            )
        if self._stderr_reader is not None:
            self._stderr_reader.join(timeout=_LAST_WORDS_S)
        last_words = " | ".join(list(self._stderr)[-3:])
        reason = f" (exit code {code})" if code is not None else ""
        return Xr2ctError(f"The worker ended unexpectedly{reason}.", last_words or "See `xr2ct doctor`.")

    def _read_events(self, pipe: IO[bytes]) -> None:
        decoder = event_decoder()
        while chunk := os.read(pipe.fileno(), 1 << 16):
            for event in decoder.feed(chunk):
                self._events.put(event)
        self._events.put(None)

    def _read_stderr(self, pipe: IO[bytes]) -> None:
        for line in pipe:
            self._stderr.append(line.decode(errors="replace").rstrip())


def _as_exception(event: Error) -> Xr2ctError:
    error = Xr2ctError(event.msg, event.hint, code=event.code)
    if event.traceback:
        error.add_note(event.traceback)
    return error
