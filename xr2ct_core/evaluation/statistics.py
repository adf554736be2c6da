"""Means over patients with their spread: standard deviation, bootstrap interval, paired differences, always with n.

The interval is the percentile bootstrap (Efron, Ann Stat 1979;7:1) over patients, seeded so that it repeats. With one
patient there is no spread and the interval is NaN.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

RESAMPLES: Final = 2000
COVERAGE: Final = 0.95


@dataclass(frozen=True)
class Summary:
    """Mean of `n` patients, standard deviation and bounds of the 95 % interval of the mean."""

    mean: float
    sd: float
    low: float
    high: float
    n: int


def summarise(values: Mapping[str, float]) -> Summary:
    """Summary of one number per patient."""
    sample = np.array(list(values.values()), dtype=np.float64)
    n = len(sample)
    if n < 2:
        nan = float("nan")
        return Summary(float(sample[0]) if n else nan, nan, nan, nan, n)
    if not np.isfinite(sample).all():
        return Summary(float(sample.mean()), float("nan"), float("nan"), float("nan"), n)
    drawn = np.random.default_rng(0).choice(sample, (RESAMPLES, n)).mean(axis=1)
    low, high = np.quantile(drawn, [(1 - COVERAGE) / 2, (1 + COVERAGE) / 2])
    return Summary(float(sample.mean()), float(sample.std(ddof=1)), float(low), float(high), n)


def paired_difference(values: Mapping[str, float], reference: Mapping[str, float]) -> Summary:
    """Summary of value minus reference over the patients that have both."""
    return summarise({patient: values[patient] - reference[patient] for patient in values if patient in reference})
