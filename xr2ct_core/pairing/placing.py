"""Where a lateral fits a frontal best, when neither its size nor its height is known.

Films that state no pixel size, and patients who moved between two exposures, leave both open. The lateral is tried in
nine sizes, from 0.74 to 1.35 times the assumed one, at every height up to 60 mm away; what is left between two images
at the best of these places is then judged by limits of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.pairing.row_network import PARTS, SHIFTS, Codes, RowNetwork, Taken, differences_of_codes
from xr2ct_core.pairing.rows import ROW_MM, Rows, moved_rows

STRETCHES: Final = tuple(np.exp(np.linspace(-0.3, 0.3, 9)).tolist())
Array = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Placed:
    """Laterals (n, 64, 32) where they fit best, with what is seen of them (n, 64), and how they came there:
    taller by `stretch` (n), then `shift_mm` (n) nearer to the head."""

    grey: Array
    seen: Mask
    stretch: NDArray[np.float64]
    shift_mm: NDArray[np.float64]


def placed(networks: Sequence[RowNetwork], frontal: Taken, lateral: Taken) -> Placed:
    """The laterals of n pairs where the networks find the least difference over all heights."""
    codes = [network.codes(*frontal, 0) for network in networks]
    still = np.zeros(len(lateral[0]))
    apart = np.stack([_apart(networks, codes, moved_rows(*lateral, still, still + each)) for each in STRETCHES], axis=1)
    best = apart.reshape(len(apart), -1).argmin(axis=1)
    stretch, shift = np.array(STRETCHES)[best // len(SHIFTS)], np.array(SHIFTS, np.float64)[best % len(SHIFTS)]
    grey, seen = moved_rows(*lateral, shift, stretch)
    return Placed(grey, seen, stretch, shift * ROW_MM)


def placed_rows(networks: Sequence[RowNetwork], frontal: Rows, lateral: Rows) -> tuple[Rows, float, float]:
    """The lateral of one pair where it fits best, how much taller it is there, and how far it was moved (mm)."""
    found = placed(networks, frontal.as_taken, lateral.as_taken)
    return Rows(found.grey[0], found.seen[0]), float(found.stretch[0]), float(found.shift_mm[0])


def _apart(networks: Sequence[RowNetwork], frontal: Sequence[Codes], lateral: Taken) -> Array:
    """Differences (n, 25 shifts) over all heights; infinite where too little is shown by both."""
    found = [
        network.factor * differences_of_codes(codes, network.codes(*lateral, 1), PARTS[:1])[:, 0]
        for network, codes in zip(networks, frontal, strict=True)
    ]
    apart: Array = np.nan_to_num(np.mean(found, axis=0), nan=np.inf).astype(np.float32)
    return apart
