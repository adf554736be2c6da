"""Whether the sums along the rows of a frontal and a lateral radiograph can be of one body at one time.

For parallel beams the row sums of line integrals agree exactly (Helgason-Ludwig); for cone beams and cut fields of
view they agree only roughly, and of display images only the mean ranks of grey along the rows are known. How well they
agree is learned from simulated pairs: the profiles of both views are jointly Gaussian for one body and independent for
two, and the logarithm of the ratio of the two likelihoods is the score. Rows are millimetres at the isocentre, so that
a shift of heights can be searched for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import ViewGeometry

ROW_MM: Final = 7.0
ROWS: Final = 36
_SHIFTS_MM: Final = tuple(float(shift) for shift in range(-60, 61, 6))
Array = NDArray[np.float32]


def profile_of(image: Array, view: ViewGeometry) -> Array:
    """The row profile (36) of an image of line integrals: the logarithm of its row sums, relative to their mean.

    Rows outside the image repeat its edge.
    """
    sums = image.sum(axis=1)
    at_mm = _from_middle_mm(ROWS, ROW_MM)
    wanted = np.interp(at_mm, view.rows_mm, sums)
    level: Array = np.log(np.maximum(wanted / max(float(sums.mean()), 1e-6), 0.0) + 0.1).astype(np.float32)
    return level


def moved(profiles: Array, shift_mm: float) -> Array:
    """Profiles (n, 36) of images that are moved towards the head; their ends are repeated."""
    at_mm = _from_middle_mm(ROWS, ROW_MM)
    return np.stack([np.interp(at_mm + shift_mm, at_mm, one) for one in profiles]).astype(np.float32)


def rank_profiles(grey: NDArray[np.floating]) -> tuple[Array, Array]:
    """Of ranks of grey (n, 64, bands): means along the rows, two together (n, 32), and these with spreads (n, 64)."""
    values = grey.astype(np.float32)
    means, spreads = (_by_two(each) for each in (values.mean(axis=-1), values.std(axis=-1)))
    return means, np.concatenate([means, spreads], axis=-1)


@dataclass(frozen=True, eq=False)
class Agreement:
    """Means, directions and the difference of the two inverse covariances."""

    frontal_mean: Array
    lateral_mean: Array
    frontal_directions: Array
    lateral_directions: Array
    precision: Array

    def score(self, frontal: Array, lateral: Array) -> NDArray[np.float64]:
        """Log-likelihood ratio of one body to two, for profiles (n, k) of both views."""
        left = (frontal - self.frontal_mean) @ self.frontal_directions
        right = (lateral - self.lateral_mean) @ self.lateral_directions
        both = np.concatenate([left, right], axis=1).astype(np.float64)
        found: NDArray[np.float64] = -0.5 * np.einsum("ni,ij,nj->n", both, self.precision.astype(np.float64), both)
        return found


def scores_of(agreement: Agreement, frontal: Array, lateral: Array) -> Array:
    """Scores (n, 2) of profiles (n, 36): as they are, and with the lateral moved by up to 60 mm at best."""
    shifted = [agreement.score(frontal, moved(lateral, shift_mm)) for shift_mm in _SHIFTS_MM]
    return np.stack([agreement.score(frontal, lateral), np.max(shifted, axis=0)], axis=1).astype(np.float32)


def rank_scores_of(
    agreements: Sequence[Agreement], frontal: NDArray[np.floating], lateral: NDArray[np.floating]
) -> Array:
    """Scores (n, 2) of ranks of grey (n, 64, bands) by the agreements of means and of means with spreads."""
    profiles = zip(agreements, rank_profiles(frontal), rank_profiles(lateral), strict=True)
    return np.stack([agreement.score(left, right) for agreement, left, right in profiles], axis=1).astype(np.float32)


def learned(frontal: Array, lateral: Array, *, directions: int, ridge: float) -> Agreement:
    """The model of profiles (n, k) of n simulated pairs, in the leading `directions` of each view.

    The score leaves out a constant.
    """
    frontal_mean, lateral_mean = frontal.mean(axis=0), lateral.mean(axis=0)
    frontal_axes = _directions(frontal - frontal_mean, directions)
    lateral_axes = _directions(lateral - lateral_mean, directions)
    left, right = (frontal - frontal_mean) @ frontal_axes, (lateral - lateral_mean) @ lateral_axes
    both = np.concatenate([left, right], axis=1).astype(np.float64)
    joint = np.asarray(both.T @ both / len(both) + ridge * np.eye(2 * directions))
    apart = joint.copy()
    apart[:directions, directions:] = 0.0
    apart[directions:, :directions] = 0.0
    precision = (np.linalg.inv(joint) - np.linalg.inv(apart)).astype(np.float32)
    return Agreement(frontal_mean, lateral_mean, frontal_axes, lateral_axes, precision)


def _directions(values: Array, count: int) -> Array:
    """Leading principal directions (k, count), scaled to unit variance."""
    variance, axes = np.linalg.eigh(values.astype(np.float64).T @ values / len(values))
    chosen: Array = (axes[:, -count:] / np.sqrt(np.maximum(variance[-count:], 1e-9))).astype(np.float32)
    return chosen


def _by_two(rows: Array) -> Array:
    found: Array = rows.reshape(*rows.shape[:-1], -1, 2).mean(axis=-1)
    return found


def _from_middle_mm(count: int, step_mm: float) -> NDArray[np.float64]:
    return np.asarray((np.arange(count) - (count - 1) / 2.0) * step_mm, dtype=np.float64)
