"""Other volumes that fit the same two X-rays as well as the result does: what a carousel shows in its place.

Invariant: index 0 is always the result, 1 to n are the alternatives. Agreement in dB (PSNR of each re-projection).
"""

from dataclasses import dataclass
from typing import Any

from xr2ct_core.volume import Volume

RESULT = 0


@dataclass(frozen=True, eq=False)
class Alternative:
    """One volume and how closely its projections match the X-rays; None where it was not measured."""

    volume: Volume
    frontal_db: float | None = None
    lateral_db: float | None = None

    @classmethod
    def of(cls, volume: Volume, summary: dict[str, Any], number: int) -> "Alternative":
        """The volume `number` (from 0) of the worker's answer, with what its summary says of the agreement."""
        known = summary.get("alternatives", ())
        metrics = known[number] if number < len(known) else {}
        return cls(volume, metrics.get("psnr_frontal_db"), metrics.get("psnr_lateral_db"))

    @property
    def agreement(self) -> str:
        """The match with both X-rays in words; empty where it was not measured."""
        if self.frontal_db is None or self.lateral_db is None:
            return ""
        return f"X-ray agreement: frontal {self.frontal_db:.1f} dB, lateral {self.lateral_db:.1f} dB"


def alternative_title(index: int, count: int) -> str:
    """A short name: "Result", "Alternative 2 of 4"."""
    return "Result" if index == RESULT else f"Alternative {index} of {count}"


def alternative_note(index: int, count: int) -> str:
    """What is written on every view while an alternative stands in for the result; empty for the result."""
    return "" if index == RESULT else f"{alternative_title(index, count)} · explains the X-rays equally well"


def next_index(index: int, count: int, step: int = 1) -> int:
    """The neighbour in the ring of the result and its `count` alternatives."""
    return (index + step) % (count + 1)
