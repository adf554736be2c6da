"""How often each HU occurs in a volume, for drawing under a transfer function."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.volume import Volume

LOWEST_HU: Final = -1100.0
HIGHEST_HU: Final = 3100.0
BIN_HU: Final = 10.0
ENOUGH_VOXELS: Final = 400_000


@dataclass(frozen=True, eq=False)
class Histogram:
    """Counts of bins `BIN_HU` wide from `LOWEST_HU` on."""

    counts: NDArray[np.int64]

    @classmethod
    def of(cls, volume: Volume) -> "Histogram":
        """From an even sample of the voxels, so that it takes milliseconds whatever the size."""
        step = max(1, round((volume.hu.size / ENOUGH_VOXELS) ** (1 / 3)))
        counts, _ = np.histogram(
            volume.hu[::step, ::step, ::step],
            bins=round((HIGHEST_HU - LOWEST_HU) / BIN_HU),
            range=(LOWEST_HU, HIGHEST_HU),
        )
        return cls(counts.astype(np.int64))

    @property
    def centres_hu(self) -> NDArray[np.float64]:
        return LOWEST_HU + (np.arange(len(self.counts), dtype=np.float64) + 0.5) * BIN_HU

    def heights(self, *, logarithmic: bool) -> NDArray[np.float64]:
        """Heights from 0 to 1; on a linear scale the highest bin above -950 HU counts as 1."""
        if logarithmic:
            heights: NDArray[np.float64] = np.log1p(self.counts.astype(np.float64))
            return heights / max(float(heights.max()), 1.0)
        inner = self.counts[self.centres_hu > -950.0]
        return np.clip(self.counts / max(float(inner.max()), 1.0), 0.0, 1.0)
