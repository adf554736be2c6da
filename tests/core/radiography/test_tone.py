"""Monotone curves from grey values to line integrals."""

import numpy as np
import pytest

from xr2ct_core.radiography.tone import MonotoneCurve, from_distribution, from_image

TRUE = np.random.default_rng(5).uniform(0.2, 6.0, 20_000).astype(np.float32)
AIR = 1.0 / (1.0 + np.exp(2.5))


def sigmoid(line_integrals: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-(line_integrals - 2.5)))


def test_a_sigmoid_is_undone_from_an_image_of_what_it_should_show() -> None:
    noisy = TRUE + np.random.default_rng(6).normal(0.0, 0.3, TRUE.shape)
    curve = from_image(sigmoid(TRUE), noisy, AIR)
    assert curve is not None
    at = np.linspace(0.5, 5.5, 20)
    assert curve.values(sigmoid(at)) == pytest.approx(at, abs=0.15)
    assert curve.values(np.array([0.0, AIR]))[-1] == 0.0


def test_a_sigmoid_is_undone_from_the_distribution_alone() -> None:
    curve = from_distribution(sigmoid(TRUE), np.random.default_rng(7).permutation(TRUE), AIR)
    assert curve is not None
    at = np.linspace(0.5, 5.5, 20)
    assert curve.values(sigmoid(at)) == pytest.approx(at, abs=0.1)


def test_a_curve_never_falls_even_where_the_image_contradicts() -> None:
    contradicting = np.where((TRUE > 2.0) & (TRUE < 3.0), 0.5, TRUE)
    curve = from_image(sigmoid(TRUE), contradicting, AIR)
    assert curve is not None
    values = curve.values(np.linspace(0.0, 1.2, 500))
    assert (np.diff(values) >= -1e-6).all() and values[-1] > values[250]


def test_too_few_pixels_give_no_curve() -> None:
    assert from_image(TRUE[:10], TRUE[:10], 0.0) is None and from_distribution(TRUE[:10], TRUE, 0.0) is None


def test_values_beyond_the_last_knot_go_straight_on() -> None:
    curve = MonotoneCurve((0.0, 0.2, 0.4, 0.6, 0.8), (0.0, 1.0, 2.0, 3.0, 4.0))
    assert curve.values(np.array([1.0]))[0] == pytest.approx(5.0)
