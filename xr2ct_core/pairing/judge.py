"""From the differences of the rows to what is likely: one body, other heights, another breath, or another patient.

A softmax regression on a few numbers (features), calibrated on patients that the networks did not learn from. A pair
is doubted where one body is less likely than for all but a few of the good pairs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.pairing.row_network import HALVES, SHIFTS

RIGHT, HEIGHTS, BREATH, PATIENT = range(4)
Case = Literal["physical", "display", "free"]
CASES: Final[tuple[Case, ...]] = ("physical", "display", "free")
"""Line integrals; display images whose pixel sizes are known; display images whose sizes are not, which are judged
where they fit best. Each has a judge of its own."""
_STILL: Final = SHIFTS.index(0)
_LEAST: Final = 1e-3
_FAR, _NEAR = 200.0, 20.0
"""Bounds of the scores of agreement."""
_IMPORTANCE: Final = (0.4, 0.15, 0.1, 0.35)
"""Of the kinds in learning. Few good pairs look like another patient's, many like another breath."""
_RIDGE: Final = 0.1
Array = NDArray[np.float32]


def features_of(apart: Array, strange: Array, agreements: Sequence[float]) -> Array:
    """Numbers to judge by, of differences (9 parts, 25 shifts), how much further apart than from strangers (3
    parts), and scores of agreement."""
    found: list[float] = []
    best = []
    worst = float(np.nanmax(apart)) if np.isfinite(apart).any() else 1.0
    for part in range(HALVES):
        line = np.where(np.isfinite(apart[part]), apart[part], worst)
        still, least = np.log(max(float(line[_STILL]), _LEAST)), np.log(max(float(line.min()), _LEAST))
        best.append(SHIFTS[int(line.argmin())] / SHIFTS[-1])
        found += [still, least, np.exp(still), np.exp(least), still - least, (still - least) ** 2, abs(best[-1])]
    found += [abs(best[1] - best[2]), max(found[0], found[7], found[14]), max(found[1], found[8], found[15])]
    bands = np.where(np.isfinite(apart[HALVES:, _STILL]), apart[HALVES:, _STILL], np.exp(found[0]))
    found += np.log(np.maximum(bands, _LEAST)).tolist()
    found += strange.tolist()
    scores = np.clip(np.asarray(agreements, dtype=np.float64), -_FAR, _NEAR)
    return np.array([*found, *scores, *np.log(_NEAR + 5.0 - scores)], dtype=np.float32)


@dataclass(frozen=True, eq=False)
class Judge:
    """Regression weights (features + 1, 4) on features scaled by `mean` and `spread`; `limit` for one body."""

    mean: Array
    spread: Array
    weights: Array
    limit: float

    def shares(self, features: Array) -> NDArray[np.float64]:
        """Probabilities (n, 4) of features (n, k)."""
        return _shares(_with_one((features - self.mean) / self.spread), self.weights.astype(np.float64))


def learned_judge(features: Array, kinds: NDArray[np.int64]) -> Judge:
    """The judge of features (n, k) of pairs of these kinds, which doubts none yet."""
    from scipy.optimize import minimize

    mean, spread = features.mean(axis=0), np.maximum(features.std(axis=0), 1e-6)
    inputs = _with_one((features - mean) / spread)
    wanted = np.eye(4)[kinds]
    importance = np.array(_IMPORTANCE)[kinds] / np.bincount(kinds)[kinds]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(-1, 4)
        shares = _shares(inputs, weights)
        off = -(importance * np.log(np.maximum((shares * wanted).sum(axis=1), 1e-12))).sum()
        slope = inputs.T @ ((shares - wanted) * importance[:, None]) + 2.0 * _RIDGE * weights
        return float(off + _RIDGE * (weights**2).sum()), slope.ravel()

    found = minimize(loss, np.zeros(inputs.shape[1] * 4), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    weights = found.x.reshape(-1, 4).astype(np.float32)
    return Judge(mean.astype(np.float32), spread.astype(np.float32), weights, 0.0)


def _with_one(features: Array) -> NDArray[np.float64]:
    return np.concatenate([features, np.ones((len(features), 1))], axis=1).astype(np.float64)


def _shares(inputs: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    scores = inputs @ weights
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = grown / grown.sum(axis=1, keepdims=True)
    return shares
