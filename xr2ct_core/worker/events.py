"""How the worker speaks: numbered events on one pipe, from any thread.

Invariants: `seq` grows by one with every event sent; a line is written whole or not at all; numbers are finite; an
event that cannot be put into a line is sent as an error, and whoever sends it goes on.
A pipe nobody reads any more is reported once through `on_broken` and then ignored, so that work ends in order.
"""

import os
import threading
from collections.abc import Callable
from time import monotonic, time
from typing import Final

from xr2ct_core.plain_text import plain
from xr2ct_core.protocol.framing import ProtocolError, encode
from xr2ct_core.protocol.messages import MAX_JOB_CHARACTERS, Error, Log, Message, Phase, Progress, Warned

PROGRESS_INTERVAL_S: Final = 0.05
PROGRESS_TOTAL: Final = 1000


class EventWriter:
    """Writes events to a file descriptor; thread-safe."""

    def __init__(self, fd: int, on_broken: Callable[[], None]) -> None:
        self._fd = fd
        self._on_broken = on_broken
        self._lock = threading.Lock()
        self._seq = 0
        self._broken = False

    def send(self, event: Message) -> None:
        """Number the event, stamp it and write it."""
        with self._lock:
            if self._broken:
                return
            line = self._line(event)
            self._seq += 1
            try:
                _write_all(self._fd, line)
                return
            except OSError:
                self._broken = True
        self._on_broken()

    def _line(self, event: Message) -> bytes:
        stamp = {"seq": self._seq, "ts": time()}
        try:
            return encode(event.model_copy(update=stamp))
        except ProtocolError as error:
            job = plain(event.job)[:MAX_JOB_CHARACTERS]
            fault = Error(job=job, code=error.code, msg=error.message, hint=error.hint)
        try:
            return encode(_in_plain_words(event).model_copy(update=stamp))
        except ProtocolError:
            return encode(fault.model_copy(update=stamp))


def _in_plain_words(event: Message) -> Message:
    """What is meant for people, with marks for what cannot be written; other events are left as they are."""
    if not isinstance(event, (Error, Log, Phase, Warned)):
        return event
    return event.model_copy(update={name: plain(value) for name, value in event if isinstance(value, str)})


def _write_all(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


class ProgressReporter:
    """Turns fractions and phase names into `phase` and `progress` events, at most twenty a second."""

    def __init__(self, job: str, send: Callable[[Message], None]) -> None:
        self._job = job
        self._send = send
        self._phase = ""
        self._started = monotonic()
        self._last = float("-inf")

    def __call__(self, fraction: float, phase: str) -> None:
        now = monotonic()
        if phase != self._phase:
            self._phase = phase
            self._send(Phase(job=self._job, name=phase))
        elif now - self._last < PROGRESS_INTERVAL_S and fraction < 1.0:
            return
        if now - self._last < PROGRESS_INTERVAL_S:
            return
        self._last = now
        elapsed_s = now - self._started
        eta_s = elapsed_s * (1.0 - fraction) / fraction if fraction > 0.01 else None
        step = round(fraction * PROGRESS_TOTAL)
        self._send(Progress(job=self._job, step=step, total=PROGRESS_TOTAL, eta_s=eta_s))
