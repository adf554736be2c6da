"""A result split into what the two X-rays determine and what the method supplied, with the numbers that say how much.

Units: HU. Invariant: determined and supplied part add up to the volume, so `blended` at 1 is the volume itself.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.volume import HuArray
from xr2ct_viewer.models.marked import Filled, filled, marked


@dataclass(frozen=True)
class EvidenceFacts:
    """How much two X-rays say about a volume.

    `unknowns` voxels, `measurements` pixels of about a voxel's size, `rank` independent ones, an estimate;
    `determined_share` of the unknowns and `energy_share` of the volume's energy that the X-rays determine, 0 to 1.
    """

    unknowns: int
    measurements: int
    rank: int
    determined_share: float
    energy_share: float

    @classmethod
    def of(cls, summary: dict[str, Any]) -> "EvidenceFacts":
        """From the summary of the worker's task; raises `Xr2ctError` if something is missing."""
        try:
            return cls(
                unknowns=int(summary["unknowns"]),
                measurements=int(summary["measurements"]),
                rank=int(summary["rank"]),
                determined_share=float(summary["determined_share"]),
                energy_share=float(summary["energy_share"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise Xr2ctError("The answer on the evidence is incomplete.", "Ask again.") from error

    @property
    def caption(self) -> str:
        """The one sentence that counts."""
        words = marked("Two X-rays determine {share} of the unknowns of this volume; the rest comes from the prior.")
        return filled(words, share=percent(self.determined_share))

    @property
    def details(self) -> str:
        """Where the sentence has its numbers from."""
        words = marked(
            "{voxels} voxels, {measurements} measurements, about {rank} of them independent. {share} of this volume's"
            " energy lies in the part they determine: its rough shape."
        )
        return filled(
            words,
            voxels=grouped(self.unknowns),
            measurements=grouped(self.measurements),
            rank=grouped(self.rank),
            share=percent(self.energy_share),
        )


@dataclass(frozen=True, eq=False)
class Evidence:
    """The determined part (z, y, x) of a result and its facts."""

    determined_hu: NDArray[np.int16]
    facts: EvidenceFacts

    def blended(self, hu: HuArray, supplied: float) -> NDArray[np.int16]:
        """The determined part plus the share `supplied` (0 to 1) of what the method added to it."""
        determined = self.determined_hu.astype(np.float32)
        blend = determined + np.float32(supplied) * (hu - determined)
        return np.asarray(np.rint(np.clip(blend, -32768, 32767)), dtype=np.int16)


def evidence_note(supplied: float) -> str:
    """What is written on every view while part of the prior is taken away; empty for the whole volume."""
    if supplied >= 1.0:
        return ""
    if supplied <= 0.0:
        return filled("Only what the X-rays determine")
    return filled("What the X-rays determine + {share} of the prior", share=percent(supplied))


def percent(share: float) -> Filled:
    """A share in per cent with the digits that matter: "1.8 %", "43 %"."""
    value = 100.0 * share
    is_exact = value < 9.95 and abs(value - round(value)) > 0.005
    return filled(marked("{percent:.1f} %") if is_exact else marked("{percent:.0f} %"), percent=value)


def grouped(count: int) -> str:
    """A count with thin spaces between groups of three digits."""
    return f"{count:,}".replace(",", "\u202f")
