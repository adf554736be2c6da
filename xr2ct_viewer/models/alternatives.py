"""Other volumes that fit the same two X-rays as well as the result does: what a carousel shows in its place.

Invariant: index 0 is always the result, 1 to n are the alternatives. Agreement in dB (PSNR of each re-projection),
differences in HU.
"""

from dataclasses import dataclass
from typing import Any

from xr2ct_core.volume import Volume
from xr2ct_viewer.models.marked import Filled, filled, marked

RESULT = 0


@dataclass(frozen=True, eq=False)
class Alternative:
    """One volume, how closely its projections match the X-rays, and its root-mean-square distance from the result where
    that is unsure; None where it was not measured."""

    volume: Volume
    frontal_db: float | None = None
    lateral_db: float | None = None
    difference_hu: float | None = None

    @classmethod
    def of(cls, volume: Volume, summary: dict[str, Any], number: int) -> "Alternative":
        """The volume `number` (from 0) of the worker's answer, with what its summary says of the agreement."""
        known = summary.get("alternatives", ())
        metrics = known[number] if number < len(known) else {}
        return cls(volume, metrics.get("psnr_frontal_db"), metrics.get("psnr_lateral_db"), metrics.get("difference_hu"))

    @property
    def agreement(self) -> str:
        """The match with both X-rays and the distance from the result in words; empty where they were not measured."""
        told = agreement(self.frontal_db, self.lateral_db)
        if not told or self.difference_hu is None:
            return told
        words = marked("{agreement} · differs from the result by {difference:.0f} HU where that is unsure")
        return filled(words, agreement=told, difference=self.difference_hu)


def agreement(frontal_db: float | None, lateral_db: float | None) -> str:
    """The match of a volume with both X-rays in words; empty where it was not measured."""
    if frontal_db is None or lateral_db is None:
        return ""
    words = marked("X-ray agreement: frontal {frontal:.1f} dB, lateral {lateral:.1f} dB")
    return filled(words, frontal=frontal_db, lateral=lateral_db)


def alternative_title(index: int, count: int) -> Filled:
    """A short name: "Result", "Alternative 2 of 4"."""
    if index == RESULT:
        return filled("Result")
    return filled("Alternative {index} of {count}", index=index, count=count)


def alternative_note(index: int, count: int) -> str:
    """What is written on every view while an alternative stands in for the result; empty for the result."""
    if index == RESULT:
        return ""
    return filled("{title} · explains the X-rays about as well", title=alternative_title(index, count))


def next_index(index: int, count: int, step: int = 1) -> int:
    """The neighbour in the ring of the result and its `count` alternatives."""
    return (index + step) % (count + 1)
