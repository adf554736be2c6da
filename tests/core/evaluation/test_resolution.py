"""Blur, shell correlation and sharpness of volumes whose spectrum is known."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import fft, ndimage

from xr2ct_core.evaluation.resolution import (
    BLUR_LIMIT_MM,
    equivalent_blur_mm,
    fourier_shell_crossing_mm,
    resolution_metrics,
    sharpness,
)

SPACING_MM = 2.5


@pytest.fixture(scope="module")
def truth() -> NDArray[np.float32]:
    """Air with a body of random texture, smooth enough to be sampled well."""
    random = np.random.default_rng(7)
    texture = ndimage.gaussian_filter(random.normal(0, 1, (48, 48, 48)), 1.5)
    cube = np.full(texture.shape, -1000.0)
    cube[4:-4, 8:-8, 8:-8] = (texture / texture.std() * 250)[4:-4, 8:-8, 8:-8]
    return np.clip(cube, -1024, 1476).astype(np.float32)


@pytest.mark.parametrize("sigma_mm", [3.0, 5.0, 10.0, 15.0])
def test_the_equivalent_blur_of_a_blurred_truth_is_its_sigma(truth: NDArray[np.float32], sigma_mm: float) -> None:
    blurred = ndimage.gaussian_filter(truth, sigma_mm / SPACING_MM)
    assert equivalent_blur_mm(blurred, truth, SPACING_MM) == pytest.approx(sigma_mm, rel=0.01)


def test_the_equivalent_blur_is_zero_without_error_and_limited_for_the_worst(truth: NDArray[np.float32]) -> None:
    assert equivalent_blur_mm(truth, truth, SPACING_MM) == 0.0
    assert equivalent_blur_mm(-truth, truth, SPACING_MM) == BLUR_LIMIT_MM


def test_the_shell_correlation_crosses_where_independent_content_begins(truth: NDArray[np.float32]) -> None:
    random = np.random.default_rng(3)
    noise = random.normal(0, 100, truth.shape).astype(np.float32)
    wave_mm = 20.0
    along = fft.fftfreq(48, SPACING_MM)
    frequency = np.sqrt(along[:, None, None] ** 2 + along[:, None] ** 2 + along**2)
    mixed = np.where(frequency < 1 / wave_mm, fft.fftn(noise), fft.fftn(random.normal(0, 100, truth.shape)))
    crossing_mm = fourier_shell_crossing_mm(fft.ifftn(mixed).real, noise, SPACING_MM)
    assert crossing_mm == pytest.approx(wave_mm, rel=0.1)


def test_the_shell_correlation_ends_at_two_voxels_or_at_the_edge(truth: NDArray[np.float32]) -> None:
    assert fourier_shell_crossing_mm(truth, truth, SPACING_MM) == 2 * SPACING_MM
    assert fourier_shell_crossing_mm(np.zeros_like(truth), truth, SPACING_MM) == 48 * SPACING_MM


def test_sharpness_is_the_squared_scale_of_the_fine_detail() -> None:
    noise = np.random.default_rng(5).normal(0, 100, (32, 32, 32))
    assert sharpness(noise, noise) == pytest.approx(1.0)
    assert sharpness(0.5 * noise, noise) == pytest.approx(0.25, rel=0.01)
    assert sharpness(ndimage.gaussian_filter(noise, 2.0), noise) < 0.01


def test_fine_is_what_lies_in_the_upper_third_of_the_spectrum() -> None:
    noise = np.random.default_rng(5).normal(0, 100, (32, 32, 32))
    along = fft.fftfreq(32)
    frequency = np.sqrt(along[:, None, None] ** 2 + along[:, None] ** 2 + along**2)
    without_middle = fft.ifftn(np.where((frequency > 0.18) & (frequency < 0.30), 0.0, fft.fftn(noise))).real
    assert sharpness(without_middle, noise) == pytest.approx(1.0, abs=0.01)
    without_upper = fft.ifftn(np.where(frequency > 0.35, 0.0, fft.fftn(noise))).real
    assert sharpness(without_upper, noise) < 0.2


def test_the_joint_call_gives_the_same_numbers(truth: NDArray[np.float32]) -> None:
    blurred = ndimage.gaussian_filter(truth, 2.0)
    assert resolution_metrics(blurred, truth, SPACING_MM) == {
        "equivalent_blur_mm": equivalent_blur_mm(blurred, truth, SPACING_MM),
        "fsc_crossing_mm": fourier_shell_crossing_mm(blurred, truth, SPACING_MM),
        "sharpness": sharpness(blurred, truth),
    }
