"""What an evaluation found: one outcome for every candidate on every case, nothing left out."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.evaluation.candidates import Candidate
from xr2ct_core.evaluation.cases import CaseSet

Status = Literal["measured", "failed", "excluded"]
Slices = tuple[NDArray[np.int16], NDArray[np.int16], NDArray[np.int16]]
"""Axial (y, x), coronal (z, x) and sagittal (z, y) slice through the middle of the cube, HU."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """A candidate on a case: its numbers, or the sentence that says why there are none.

    `excluded` means it was not tried, because the number would mean nothing (a template of the same patient).
    """

    case_id: str
    subject: str
    candidate_id: str
    status: Status
    message: str = ""
    metrics: dict[str, float] = field(default_factory=dict)
    slices: Slices | None = None


@dataclass(frozen=True, eq=False)
class Evaluation:
    """All outcomes. `complete` is False if the work was cancelled before its end."""

    case_set: CaseSet
    candidates: tuple[Candidate, ...]
    outcomes: tuple[Outcome, ...]
    device: str
    complete: bool = True

    def of(self, candidate_id: str) -> list[Outcome]:
        """The outcomes of one candidate, in the order of the cases."""
        return [outcome for outcome in self.outcomes if outcome.candidate_id == candidate_id]

    def values(self, candidate_id: str, metric: str) -> dict[str, float]:
        """One number per patient: the mean over the patient's measured cases; patients without a number are absent."""
        found: dict[str, list[float]] = {}
        for outcome in self.of(candidate_id):
            value = outcome.metrics.get(metric)
            if value is not None and not np.isnan(value):
                found.setdefault(outcome.subject, []).append(value)
        return {subject: float(np.mean(values)) for subject, values in found.items()}

    @property
    def metric_names(self) -> list[str]:
        """All metrics measured on any case, in the order in which they first appear."""
        return list(dict.fromkeys(name for outcome in self.outcomes for name in outcome.metrics))


def middle_slices(hu: NDArray[np.generic]) -> Slices:
    """The three slices through the middle of a cube (z, y, x)."""
    stored = np.rint(np.clip(hu, -32768, 32767)).astype(np.int16)
    z, y, x = (length // 2 for length in stored.shape)
    return stored[z].copy(), stored[:, y].copy(), stored[:, :, x].copy()
