"""How long work is watched and stopped: progress and drafts out, requests in.

Invariant: work calls `checkpoint()` (or `progress`, which does) at least every few hundred milliseconds, so a cancel
takes effect at once. Thread-safe: the requests may come from another thread.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import CancelledError

ProgressCallback = Callable[[float, str], None]
"""Receives the fraction done in [0, 1] and the name of the phase."""
DraftCallback = Callable[[NDArray[np.float32]], None]
"""Receives an early version of the volume that is being made: HU (z, y, x), on any grid of the same cube."""


class ControlToken:
    """Requests to running work: stop, pause, checkpoint or preview now. Read by the work between steps."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._save = threading.Event()
        self._preview = threading.Event()
        self._running = threading.Event()
        self._running.set()

    def request_stop(self) -> None:
        self._stop.set()
        self._running.set()

    def request_pause(self) -> None:
        if not self._stop.is_set():
            self._running.clear()

    def request_resume(self) -> None:
        self._running.set()

    def request_checkpoint(self) -> None:
        """Ask work that can be resumed to write down its state now, also while it is paused."""
        self._save.set()

    def take_checkpoint_request(self) -> bool:
        """Whether a checkpoint was asked for since the last call."""
        return _taken(self._save)

    def request_preview(self) -> None:
        """Ask a training to reconstruct its fixed case as it is now, also while it is paused."""
        self._preview.set()

    def take_preview_request(self) -> bool:
        """Whether a preview was asked for since the last call."""
        return _taken(self._preview)

    @property
    def stop_requested(self) -> bool:
        return self._stop.is_set()

    @property
    def pause_requested(self) -> bool:
        return not self._running.is_set()

    def wait_to_resume(self, seconds: float) -> bool:
        """Wait while paused, at most so long; True once the work may go on."""
        return self._running.wait(seconds)

    def checkpoint(self) -> None:
        """Wait while paused; raise `CancelledError` once a stop was requested."""
        self._running.wait()
        if self._stop.is_set():
            raise CancelledError


def _taken(asked: threading.Event) -> bool:
    """Whether it was set; afterwards it is not."""
    was_set = asked.is_set()
    asked.clear()
    return was_set


def _ignore_progress(_fraction: float, _phase: str) -> None:
    return None


@dataclass
class WorkContext:
    """What a method needs to know about the outside: where to report, whether to stop, where the time went.

    `on_draft` is there only where somebody looks at early versions of the volume.
    """

    control: ControlToken = field(default_factory=ControlToken)
    on_progress: ProgressCallback = _ignore_progress
    timings_s: dict[str, float] = field(default_factory=dict)
    on_draft: DraftCallback | None = None
    _phase: str = ""
    _phase_started: float = field(default_factory=monotonic)

    def progress(self, fraction: float, phase: str) -> None:
        """Report the fraction done and the current phase; raises `CancelledError` if asked to stop."""
        now = monotonic()
        if phase != self._phase:
            self._close_phase(now)
            self._phase, self._phase_started = phase, now
        self.on_progress(min(1.0, max(0.0, fraction)), phase)
        self.control.checkpoint()

    def checkpoint(self) -> None:
        self.control.checkpoint()

    def draft(self, make: Callable[[], NDArray[np.float32]]) -> None:
        """Show an early version of the volume, HU (z, y, x): `make` is called only where somebody looks at it."""
        if self.on_draft is not None:
            self.on_draft(make())

    def part(self, start: float, share: float, timings_s: dict[str, float] | None = None) -> "WorkContext":
        """A context for one piece of the work, whose progress from 0 to 1 fills `share` of this one's from `start` on.

        Its times go to those of this one, or to `timings_s`.
        """
        return WorkContext(
            self.control,
            lambda fraction, phase: self.on_progress(start + fraction * share, phase),
            self.timings_s if timings_s is None else timings_s,
            self.on_draft,
        )

    def finish(self) -> None:
        """Close the last phase; afterwards `timings_s` is complete."""
        self._close_phase(monotonic())
        self._phase = ""

    def _close_phase(self, now: float) -> None:
        if self._phase:
            self.timings_s[self._phase] = self.timings_s.get(self._phase, 0.0) + now - self._phase_started
