"""What was worked out about a result after it was made, and what is being worked out now.

Invariants: insights belong to exactly one result and are kept with it; a question is asked once at a time, and its
answer lands in the object it was asked for, whatever is in front by then.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from psygnal import Signal

from xr2ct_viewer.models.alternatives import Alternative
from xr2ct_viewer.models.evidence import Evidence
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.report_card import ReportCard

InsightName = Literal["evidence", "alternatives", "card"]


@dataclass
class Asking:
    """A question under way. `fraction` is 0 while too early to say."""

    phase: str = marked("Waiting for the worker")
    fraction: float = 0.0


class Insights:
    """`changed` fires on start, progress and end of a question, `landed` when an answer is there."""

    changed = Signal()
    landed = Signal()

    def __init__(self) -> None:
        self.evidence: Evidence | None = None
        self.alternatives: tuple[Alternative, ...] = ()
        self.card: ReportCard | None = None
        self._asking: dict[InsightName, Asking] = {}

    def has(self, name: InsightName) -> bool:
        """Whether the answer is there."""
        return bool(getattr(self, name))

    @property
    def answered(self) -> tuple[InsightName, ...]:
        """The questions whose answers are there."""
        return tuple(name for name in get_args(InsightName) if self.has(name))

    def asking(self, name: InsightName) -> Asking | None:
        return self._asking.get(name)

    def begin(self, name: InsightName) -> None:
        self._asking[name] = Asking()
        self.changed.emit()

    def move(self, name: InsightName, fraction: float | None, phase: str | None) -> None:
        """Note progress of a question that is still open."""
        asking = self._asking.get(name)
        if asking is None:
            return
        asking.phase = phase or asking.phase
        asking.fraction = asking.fraction if fraction is None else min(1.0, max(0.0, fraction))
        self.changed.emit()

    def end(self, name: InsightName) -> None:
        """The question was given up or failed; nothing is kept of it."""
        if self._asking.pop(name, None) is not None:
            self.changed.emit()

    def land(self, name: InsightName, answer: "Evidence | tuple[Alternative, ...] | ReportCard") -> None:
        """Keep an answer."""
        self._asking.pop(name, None)
        setattr(self, name, answer)
        self.changed.emit()
        self.landed.emit()
