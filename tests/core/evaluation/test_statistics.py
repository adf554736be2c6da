"""Means over patients, their spread and paired differences."""

import numpy as np
import pytest

from xr2ct_core.evaluation.statistics import paired_difference, summarise


def test_mean_and_spread_of_known_numbers() -> None:
    summary = summarise({"a": 1.0, "b": 2.0, "c": 3.0})
    assert (summary.mean, summary.sd, summary.n) == (2.0, 1.0, 3)
    assert 1.0 <= summary.low < 2.0 < summary.high <= 3.0


def test_the_interval_has_the_width_that_theory_says() -> None:
    sample = np.random.default_rng(4).normal(0, 1, 400)
    summary = summarise({str(index): value for index, value in enumerate(sample)})
    assert summary.high - summary.low == pytest.approx(2 * 1.96 * sample.std() / 20, rel=0.1)
    assert summary == summarise({str(index): value for index, value in enumerate(sample)})


def test_one_patient_has_no_spread_and_none_has_no_mean() -> None:
    one = summarise({"a": 5.0})
    assert (one.mean, one.n) == (5.0, 1)
    assert np.isnan([one.sd, one.low, one.high]).all()
    assert np.isnan(summarise({}).mean)


def test_differences_are_taken_on_the_patients_both_have() -> None:
    difference = paired_difference({"a": 20.0, "b": 22.0, "c": 99.0}, {"a": 19.0, "b": 20.0, "d": 0.0})
    assert (difference.mean, difference.n) == (1.5, 2)


def test_an_infinite_number_leaves_the_spread_unknown() -> None:
    assert np.isnan(summarise({"a": float("inf"), "b": 1.0}).low)
