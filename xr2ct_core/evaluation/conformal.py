"""Conformal calibration: factors by which 90 % of the errors on held-out patients lie within 1.645 standard deviations.

How: in bins of the predicted sigma, the quantile of |error| / (1.645 sigma) is the factor (smoothed, and made so that a
larger sigma stays the larger one); then one factor for all, from scores each of which is taken under the factors of the
*other* patients (cross-conformal: Vovk, Ann Math Artif Intell 2015;74:9; Barber et al., Ann Stat 2021;49:486), so that
the spread between patients counts. Quantiles have the finite-sample correction (n + 1) / n of split-conformal
prediction. Voxels are pooled, and every patient weighs the same.

What to believe is `left_out_coverage`: voxels of one patient resemble each other, so with few patients the level holds
on average over patients and not for each. Units: HU.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.volume_metrics import clip_hu, require_same_shape
from xr2ct_core.runs.calibration import HALF_WIDTH, Calibration

BINS: Final = 10
VOXELS_A_PATIENT: Final = 20_000
"""Drawn at random from the body; the coverage of so many is known to 0.2 %."""
LEAST_PATIENTS: Final = 2
_SIGMA_FLOOR_HU: Final = 1e-3
_TAIL: Final = 0.001
"""Share of the sigmas beyond the outer edges, so that a single odd voxel does not stretch a bin."""

Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Residuals:
    """Absolute errors and predicted standard deviations of the same voxels of one patient."""

    subject: str
    error_hu: Values
    sigma_hu: Values


def residuals(
    subject: str,
    hu: NDArray[np.floating],
    sigma_hu: NDArray[np.floating],
    truth_hu: NDArray[np.floating] | NDArray[np.integer],
    mask: NDArray[np.bool_],
    *,
    voxels: int = VOXELS_A_PATIENT,
    seed: int = 0,
) -> Residuals:
    """Residuals at up to `voxels` places in `mask`, drawn by the seed; volumes (z, y, x), errors in the HU window."""
    require_same_shape(hu, truth_hu)
    require_same_shape(hu, sigma_hu)
    inside = np.flatnonzero(mask)
    if inside.size == 0:
        raise BadInputError(f"There is no body in the true CT of {subject}.", "It must be a chest CT in HU.")
    if inside.size > voxels:
        inside = np.random.default_rng(seed).choice(inside, voxels, replace=False)
    error = np.abs(clip_hu(hu).ravel()[inside] - clip_hu(truth_hu).ravel()[inside])
    return Residuals(subject, error.astype(np.float64), np.asarray(sigma_hu, np.float64).ravel()[inside])


def calibrate(patients: Sequence[Residuals], *, level: float = 0.9, source: str = "") -> Calibration:
    """The calibration that patients held out ask for; raises `BadInputError` for fewer than two of them."""
    if len({one.subject for one in patients}) < LEAST_PATIENTS:
        raise BadInputError("A calibration needs at least two patients held out.", "Add CTs, or train more folds.")
    scores = [
        _scores(one, _factors([other for other in patients if other.subject != one.subject], level, ""))
        for one in patients
    ]
    shape = _factors(patients, level, source)
    common = _quantile(np.concatenate(scores), _weights(patients), level)
    return shape.model_copy(update={"factors": tuple(common * factor for factor in shape.factors)})


def coverage(patient: Residuals, calibration: Calibration | None = None) -> float:
    """Share of the voxels whose truth lies within 1.645 (calibrated) standard deviations."""
    sigma_hu = patient.sigma_hu if calibration is None else calibration.apply(patient.sigma_hu)
    return float(np.mean(patient.error_hu <= HALF_WIDTH * sigma_hu))


def left_out_coverage(patients: Sequence[Residuals], *, level: float = 0.9) -> dict[str, float]:
    """Coverage of each patient under the calibration of all others; empty for fewer than three patients."""
    if len({one.subject for one in patients}) <= LEAST_PATIENTS:
        return {}
    found: dict[str, list[float]] = {}
    for one in patients:
        others = [other for other in patients if other.subject != one.subject]
        found.setdefault(one.subject, []).append(coverage(one, calibrate(others, level=level)))
    return {subject: float(np.mean(values)) for subject, values in found.items()}


def _factors(patients: Sequence[Residuals], level: float, source: str) -> Calibration:
    """Factors by bin of sigma, from these patients alone."""
    sigma = np.concatenate([one.sigma_hu for one in patients])
    score = _ratio(np.concatenate([one.error_hu for one in patients]), sigma)
    weights = _weights(patients)
    edges = _edges(sigma, weights)
    place = np.clip(np.searchsorted(edges, sigma, side="right") - 1, 0, len(edges) - 2)
    found = [
        _quantile(score[place == number], weights[place == number], level) if (place == number).any() else np.nan
        for number in range(len(edges) - 1)
    ]
    middles = (edges[:-1] + edges[1:]) / 2.0
    factors = _smoothed(_filled(np.asarray(found)))
    widths = _rising(factors * middles)
    return Calibration(
        sigma_edges_hu=tuple(edges.tolist()),
        factors=tuple((widths / middles).tolist()),
        level=level,
        patients=len({one.subject for one in patients}),
        voxels=sigma.size,
        source=source,
    )


def _scores(patient: Residuals, calibration: Calibration) -> Values:
    return _ratio(patient.error_hu, calibration.apply(patient.sigma_hu).astype(np.float64))


def _ratio(error_hu: Values, sigma_hu: Values) -> Values:
    return np.asarray(error_hu / (HALF_WIDTH * np.maximum(sigma_hu, _SIGMA_FLOOR_HU)))


def _weights(patients: Sequence[Residuals]) -> Values:
    """One for each voxel; every patient's sum to the same."""
    subjects = [one.subject for one in patients]
    sizes = {name: sum(len(one.error_hu) for one in patients if one.subject == name) for name in subjects}
    return np.concatenate([np.full(len(one.error_hu), 1.0 / sizes[one.subject]) for one in patients])


def _quantile(values: Values, weights: Values, level: float) -> float:
    """The smallest value below or at which lies the corrected level of the weight; n counts as Kish counts."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    count = weights.sum() ** 2 / np.square(weights).sum()
    wanted = min(level * (count + 1.0) / count, 1.0) * reached[-1]
    place = min(int(np.searchsorted(reached, wanted * (1.0 - 1e-12))), len(values) - 1)
    return max(float(values[order][place]), _SIGMA_FLOOR_HU)


def _edges(sigma_hu: Values, weights: Values) -> Values:
    """Edges of bins that hold the same weight, fewer where many sigmas are equal."""
    order = np.argsort(sigma_hu, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    shares = np.linspace(0.0, 1.0, BINS + 1)
    shares[0], shares[-1] = _TAIL, 1.0 - _TAIL
    places = np.minimum(np.searchsorted(reached, shares), len(sigma_hu) - 1)
    edges = np.unique(sigma_hu[order][places])
    if len(edges) == 1:
        edges = np.array([edges[0] * 0.999, max(edges[0] * 1.001, _SIGMA_FLOOR_HU)])
    return np.asarray(np.maximum(edges, 0.0))


def _filled(factors: Values) -> Values:
    """The factors with those of empty bins taken from their neighbours."""
    known = np.flatnonzero(np.isfinite(factors))
    return np.interp(np.arange(len(factors)), known, factors[known])


def _smoothed(factors: Values) -> Values:
    """Geometric mean of each factor and its neighbours, weighted 1 : 2 : 1."""
    logs = np.pad(np.log(factors), 1, mode="edge")
    return np.asarray(np.exp((logs[:-2] + 2.0 * logs[1:-1] + logs[2:]) / 4.0))


def _rising(values: Values) -> Values:
    """The closest values in least squares that never fall (pool adjacent violators)."""
    pools: list[tuple[float, int]] = []
    for value in values:
        mean, count = float(value), 1
        while pools and pools[-1][0] > mean:
            before, many = pools.pop()
            mean, count = (before * many + mean * count) / (many + count), many + count
        pools.append((mean, count))
    return np.concatenate([np.full(count, mean) for mean, count in pools])
