"""How plausible a volume is without knowing the truth: whether its slices follow each other as those of CTs do.

The measure is what predictions miss of the change from slice to slice. The bare error would tell of detail: a patient
with much of it is harder to predict, a smooth and wrong reconstruction easier. Of the change between the slices of a CT
the network foresees a part; of that in most reconstructions, and in slices that are shuffled, shifted or torn, less.
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
    `usual_error_hu` and `usual_deviation_hu` are its mean and standard deviation over CTs, were their slices to change
    as much as those of this volume.
    `profile_hu` has the mean of each slice across the axis, not a number where none of it counts.
    """

    error_hu: NDArray[np.float32]
    mean_error_hu: float
    usual_error_hu: float
    usual_deviation_hu: float
    profile_hu: NDArray[np.float32]

    @property
    def relative_error(self) -> float:
        """The mean error as a multiple of that of CTs that change as much: 1 is as continuous as they are."""
        return self.mean_error_hu / self.usual_error_hu

    @property
    def usual_range(self) -> tuple[float, float]:
        """Relative errors of most CTs."""
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
            return "Slices follow from their neighbours more closely than those of CTs the network has not seen."
        return "Slices follow each other as those of CTs do."
