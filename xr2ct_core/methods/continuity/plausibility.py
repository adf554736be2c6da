"""How plausible a volume is without knowing the truth: whether its slices follow each other as those of CTs do.

The measure is two-sided. Slices that are shuffled, shifted or torn are worse to predict than those of CTs; slices that
are blurred or drawn out along the axis are better to predict, and no more plausible for it.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

USUAL_DEVIATIONS: Final = 2.0
"""Standard deviations from the mean of CTs within which a volume is called usual."""


@dataclass(frozen=True, eq=False)
class Plausibility:
    """The error of predictions from neighbouring slices: `error_hu` (z, y, x), and its mean `mean_error_hu`.

    Errors are absolute, 0 where nothing is predicted. The mean is over the predicted voxels within the body;
    `usual_error_hu` and `usual_deviation_hu` are its mean and standard deviation over the CTs of the training.
    `profile_hu` has the mean of each slice across the axis, not a number where none of it counts.
    """

    error_hu: NDArray[np.float32]
    mean_error_hu: float
    usual_error_hu: float
    usual_deviation_hu: float
    profile_hu: NDArray[np.float32]

    @property
    def relative_error(self) -> float:
        """The mean error as a multiple of that of CTs: 1 is as continuous as they are."""
        return self.mean_error_hu / self.usual_error_hu

    @property
    def usual_range(self) -> tuple[float, float]:
        """Relative errors of most CTs of the training."""
        spread = USUAL_DEVIATIONS * self.usual_deviation_hu / self.usual_error_hu
        return 1.0 - spread, 1.0 + spread

    @property
    def worst_slice(self) -> int:
        """The slice that is predicted worst."""
        return int(np.nanargmax(self.profile_hu))

    @property
    def verdict(self) -> str:
        """The relative error in words."""
        lowest, highest = self.usual_range
        if self.relative_error > highest:
            return "Neighbouring slices fit together less well than those of CTs."
        if self.relative_error < lowest:
            return (
                "Slices follow from their neighbours more closely than those of CTs: they lack detail, as when blurred."
            )
        return "Slices follow each other as those of CTs do."
