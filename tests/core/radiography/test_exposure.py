"""What a detector measures besides line integrals."""

import numpy as np
import pytest

from xr2ct_core.radiography.exposure import Exposure, log_signal, materials, primary_signal
from xr2ct_core.units import MU_WATER_PER_MM

PIXEL_MM = 4.0


def body_mm() -> np.ndarray:
    """Millimetres of water along the rays of a body with two lungs, on 80 x 80 pixels."""
    rows, cols = (np.mgrid[:80, :80] - 39.5) / 40.0
    water = 240.0 * np.sqrt(np.clip(1.0 - (rows / 0.9) ** 2 - (cols / 0.8) ** 2, 0.0, None))
    for side in (-0.35, 0.35):
        water *= 1.0 - 0.6 * np.exp(-((rows / 0.4) ** 2) - ((cols - side) / 0.2) ** 2)
    return water.astype(np.float32)


def measured(exposure: Exposure, bone: float = 0.0) -> np.ndarray:
    water = body_mm()
    return log_signal(water, bone * water, PIXEL_MM, exposure, np.random.default_rng(4))


def test_water_attenuates_nearly_as_the_program_says_and_bone_hardens_the_beam() -> None:
    thin, thick = (-np.log(primary_signal(np.array([w]), np.array([0.0])))[0] / w for w in (10.0, 300.0))
    assert thin == pytest.approx(MU_WATER_PER_MM, rel=0.06)
    assert thick < 0.97 * thin
    soft, bone = materials(np.array([-1000.0, 0.0, 1000.0], dtype=np.float32))
    assert soft[0] == 0.0 and soft[1] == 1.0 and bone[1] == 0.0
    assert bone[2] > 0.3


def test_a_harder_spectrum_passes_more() -> None:
    water, bone = np.array([200.0]), np.array([10.0])
    soft, hard = (primary_signal(water, bone, shares)[0] for shares in ((1.0, 0, 0, 0, 0), (0, 0, 0, 0, 1.0)))
    assert soft < primary_signal(water, bone)[0] < hard


def test_scatter_fills_the_dense_parts() -> None:
    clean = measured(Exposure(photons=1e9, scatter=0.0))
    scattered = measured(Exposure(photons=1e9, scatter=0.5))
    body = body_mm() > 20.0
    dense = clean > np.quantile(clean[body], 0.9)
    assert (clean - scattered)[dense].mean() > 2.0 * (clean - scattered)[body & (clean < 1.5)].mean() > 0.0


@pytest.mark.parametrize("line_integral", [1.0, 4.0, 6.0])
def test_noise_is_that_of_the_photons_that_arrive(line_integral: float) -> None:
    water = np.full((200, 200), line_integral / MU_WATER_PER_MM, dtype=np.float32)
    log = log_signal(water, 0.0 * water, PIXEL_MM, Exposure(photons=2e4, scatter=0.0), np.random.default_rng(1))
    assert log.std() == pytest.approx(np.exp(log.mean() / 2.0) / np.sqrt(2e4), rel=0.1)
