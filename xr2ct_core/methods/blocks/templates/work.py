"""Progress of a registration by what its steps cost."""

from dataclasses import dataclass

from xr2ct_core.control import WorkContext


@dataclass
class Work:
    """Reports progress in units of cost; `step` is called before each step and obeys stop requests."""

    context: WorkContext
    total: float
    done: float = 0.0

    def step(self, phase: str, cost: float) -> None:
        """Raises `CancelledError`."""
        self.context.progress(self.done / self.total, phase)
        self.done += cost
