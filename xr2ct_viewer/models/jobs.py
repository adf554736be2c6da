"""Work under way: which study it belongs to, how far it is, how long it will take.

Invariants: a job ends exactly once, as done, failed or cancelled, and is then forgotten; the time it waits for others
is none of its own. Times in seconds.
"""

from dataclasses import dataclass, field
from time import monotonic

from psygnal import Signal

from xr2ct_core.protocol.messages import TaskName
from xr2ct_viewer.models.marked import Filled, filled, marked

STARTING = marked("Starting")


@dataclass
class Job:
    """One run of a task in the worker."""

    id: str
    study_id: str
    task: TaskName
    title: str
    phase: str = STARTING
    is_waiting: bool = False
    fraction: float = 0.0
    eta_s: float | None = None
    cancelling: bool = False
    warnings: list[str] = field(default_factory=list)
    started: float = field(default_factory=monotonic)

    @property
    def elapsed_s(self) -> float:
        return monotonic() - self.started

    @property
    def remaining_s(self) -> float | None:
        """The worker's estimate, else from the fraction done; None while too early to say."""
        if self.eta_s is not None:
            return self.eta_s
        if self.fraction < 0.05 or self.elapsed_s < 1.0:
            return None
        return self.elapsed_s * (1.0 - self.fraction) / self.fraction


class Jobs:
    """The jobs under way. `changed` fires on start, progress and end."""

    changed = Signal()

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}

    @property
    def running(self) -> tuple[Job, ...]:
        return tuple(self._jobs.values())

    def get(self, job_id: str) -> Job | None:
        return self._jobs.get(job_id)

    def of_study(self, study_id: str) -> Job | None:
        return next((job for job in self._jobs.values() if job.study_id == study_id), None)

    def add(self, job: Job) -> None:
        self._jobs[job.id] = job
        self.changed.emit()

    def update(self, job_id: str, *, phase: str | None = None, fraction: float | None = None, **values: object) -> None:
        """Note progress of a job that is still under way."""
        job = self._jobs.get(job_id)
        if job is None:
            return
        job.phase = phase or job.phase
        job.fraction = job.fraction if fraction is None else min(1.0, max(0.0, fraction))
        for name, value in values.items():
            setattr(job, name, value)
        self.changed.emit()

    def begin(self, job_id: str) -> None:
        """The worker has come to a job; those that still wait, wait for it."""
        begun = self._jobs.get(job_id)
        if begun is not None:
            begun.is_waiting, begun.started = False, monotonic()
            begun.phase = begun.phase if begun.cancelling else STARTING
        for job in self._jobs.values():
            if job.is_waiting and not job.cancelling:
                job.phase = waiting_for(begun)
        self.changed.emit()

    def end(self, job_id: str) -> Job | None:
        """Forget a job that is over; returns it the first time, None afterwards."""
        job = self._jobs.pop(job_id, None)
        if job is not None:
            self.changed.emit()
        return job


def waiting_for(job: Job | None) -> Filled:
    """What a job says while the worker is at another one, or, without one, at a question about a result."""
    if job is None:
        return filled("Waiting for a question about a result")
    return filled("Waiting for {title}", title=job.title)


def remaining_in_words(seconds: float) -> Filled:
    """Time left as people say it: "nearly done", "about 20 s left", "about 3 min left"."""
    if seconds < 1.5:
        return filled("nearly done")
    if seconds < 90:
        return filled("about {seconds:.0f} s left", seconds=seconds)
    return filled("about {minutes:.0f} min left", minutes=seconds / 60)


def duration_in_words(seconds: float) -> Filled:
    """A span of time with the two units that matter: "0.35 s", "42 s", "12 min", "3 h 20 min", "2 d 4 h"."""
    if seconds < 10:
        return filled("{seconds:.2g} s", seconds=seconds)
    if seconds < 90:
        return filled("{seconds:.0f} s", seconds=seconds)
    minutes = round(seconds / 60)
    if minutes < 90:
        return filled("{minutes} min", minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        words = marked("{hours} h {minutes} min") if minutes else marked("{hours} h")
        return filled(words, hours=hours, minutes=minutes)
    days, hours = divmod(hours, 24)
    return filled(marked("{days} d {hours} h") if hours else marked("{days} d"), days=days, hours=hours)
