"""Whether a frontal and a lateral radiograph can be of one body at one time, row by row.

For parallel beams the row sums of both views agree exactly (Helgason-Ludwig); for cone beams, cut fields of view and
display images they agree only roughly. How roughly is learned from simulated pairs: the row profiles of both views are
jointly Gaussian for one body and independent for two, and the logarithm of the ratio of the two likelihoods is the
score. Rows are millimetres at the isocentre, so that a shift of heights can be searched for.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.pairing.looks import content_box, ranked, shrunk
from xr2ct_core.radiograph import RadiographScale

ROW_MM: Final = 7.0
ROWS: Final = 36
BANDS: Final = 6
Array = NDArray[np.float32]


def profile_of(image: Array, view: ViewGeometry, scale: RadiographScale, shift_mm: float = 0.0) -> Array:
    """The row profile of a view: of line integrals the logarithm of the row sums (36), else ranks in six bands (216).

    `shift_mm` moves the image towards the head. Rows outside the image repeat its edge.
    """
    row_mm = view.pixel_at_isocentre_mm
    at_mm = (np.arange(ROWS) - (ROWS - 1) / 2.0) * ROW_MM + shift_mm
    if scale == "line_integral":
        sums = np.interp(at_mm, _from_middle_mm(len(image), row_mm), image.sum(axis=1))
        level: Array = np.log(np.maximum(sums / max(float(sums.mean()), 1e-6), 0.0) + 0.1).astype(np.float32)
        return level
    columns = content_box(image)[1]
    count = max(8, image.shape[0] // max(1, round(ROW_MM / row_mm)))
    means = shrunk(image[:, columns], count, BANDS)
    rows_mm = _from_middle_mm(count, row_mm * image.shape[0] / count)
    bands = np.stack([np.interp(at_mm, rows_mm, band) for band in means.T], axis=1).astype(np.float32)
    return ranked(bands).ravel()


@dataclass(frozen=True, eq=False)
class Agreement:
    """Means, directions and covariances learned for profiles of one kind; `limit` is the score that one body in 30
    stays below."""

    frontal_mean: Array
    lateral_mean: Array
    frontal_directions: Array
    lateral_directions: Array
    precision: Array
    limit: float

    def score(self, frontal: Array, lateral: Array) -> NDArray[np.float64]:
        """Log-likelihood ratio of one body to two, for profiles (n, k) of both views."""
        left = (frontal - self.frontal_mean) @ self.frontal_directions
        right = (lateral - self.lateral_mean) @ self.lateral_directions
        both = np.concatenate([left, right], axis=1).astype(np.float64)
        found: NDArray[np.float64] = -0.5 * np.einsum("ni,ij,nj->n", both, self.precision.astype(np.float64), both)
        return found


def learned(frontal: Array, lateral: Array, *, directions: int, ridge: float = 0.1, limit: float = 0.0) -> Agreement:
    """The model of profiles (n, k) of n simulated pairs, in the leading `directions` of each view.

    The score leaves out the constant, which the limit takes in.
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
    return Agreement(frontal_mean, lateral_mean, frontal_axes, lateral_axes, precision, limit)


def _directions(values: Array, count: int) -> Array:
    """Leading principal directions (k, count), scaled to unit variance."""
    variance, axes = np.linalg.eigh(values.astype(np.float64).T @ values / len(values))
    chosen: Array = (axes[:, -count:] / np.sqrt(np.maximum(variance[-count:], 1e-9))).astype(np.float32)
    return chosen


def _from_middle_mm(count: int, step_mm: float) -> NDArray[np.float64]:
    return np.asarray((np.arange(count) - (count - 1) / 2.0) * step_mm, dtype=np.float64)
