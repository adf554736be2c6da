"""What one more X-ray buys: how close a reconstruction without any training comes to a known volume, by the number of
X-rays that it is made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_viewer.models.marked import marked

COUNTS: Final = (1, 2, 3, 4, 6, 8, 12, 16)
PAIR: Final = 0
"""In the place of a count: the two X-rays of the bench, as they stand there."""


@dataclass(frozen=True)
class Score:
    """A measure of the whole volume, as it is shown."""

    key: str
    title: str
    form: str


SCORES: Final = (
    Score("psnr_3d_db", marked("PSNR-3D (dB)"), "{:.1f}"),
    Score("equivalent_blur_mm", marked("Equivalent blur (mm)"), "{:.1f}"),
    Score("dice_lung", marked("Lung Dice"), "{:.3f}"),
    Score("mae_hu_body", marked("Body MAE (HU)"), "{:.0f}"),
    Score("ssim_3d", marked("SSIM-3D"), "{:.3f}"),
)


@dataclass(frozen=True, eq=False)
class FromViews:
    """A reconstruction from `count` X-rays (`PAIR`: those of the bench): HU (z, y, x), and how close it is."""

    count: int
    hu: NDArray[np.int16]
    metrics: dict[str, float]


@dataclass(frozen=True, eq=False)
class Curve:
    """A measure over the number of X-rays, from the fewest on; NaN where it could not be measured."""

    counts: NDArray[np.float64]
    values: NDArray[np.float64]


def curve_of(found: Sequence[FromViews], score: Score) -> Curve:
    """The curve of what was found so far, without the pair of the bench."""
    rows = sorted((row for row in found if row.count != PAIR), key=lambda row: row.count)
    counts = np.array([row.count for row in rows], dtype=np.float64)
    return Curve(counts, np.array([row.metrics.get(score.key, np.nan) for row in rows], dtype=np.float64))
