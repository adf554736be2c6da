"""Projection scores agree with scikit-image; uncertainty scores with a calibrated example."""

import numpy as np
import pytest
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.metrics import projection_metrics, uncertainty_metrics


def test_projection_scores_agree_with_scikit_image() -> None:
    random = np.random.default_rng(0)
    radiograph = random.uniform(0, 5, (30, 40)).astype(np.float32)
    reprojection = (radiograph + random.normal(0, 0.3, radiograph.shape)).astype(np.float32)
    span = float(np.ptp(radiograph))
    metrics = projection_metrics(reprojection, radiograph)
    assert metrics["psnr_db"] == pytest.approx(peak_signal_noise_ratio(radiograph, reprojection, data_range=span))
    expected = structural_similarity(
        reprojection.astype(np.float64),
        radiograph.astype(np.float64),
        data_range=span,
        gaussian_weights=True,
        sigma=1.5,
        use_sample_covariance=False,
    )
    assert metrics["ssim"] == pytest.approx(expected, abs=1e-9)
    assert metrics["rmse"] == pytest.approx(np.sqrt(np.mean((reprojection - radiograph) ** 2)), rel=1e-5)
    assert metrics["ncc"] == pytest.approx(np.corrcoef(reprojection.ravel(), radiograph.ravel())[0, 1])


def test_correlation_ignores_gain_and_offset_and_turns_with_the_sign() -> None:
    radiograph = np.random.default_rng(1).uniform(0, 5, (20, 20))
    assert projection_metrics(3 * radiograph + 1, radiograph)["ncc"] == pytest.approx(1.0)
    assert projection_metrics(-radiograph, radiograph)["ncc"] == pytest.approx(-1.0)


def test_a_blank_reference_has_no_score_and_another_detector_is_refused() -> None:
    blank = np.zeros((20, 20))
    metrics = projection_metrics(blank, blank)
    assert metrics.pop("rmse") == 0.0
    assert all(np.isnan(value) for value in metrics.values())
    with pytest.raises(BadInputError):
        projection_metrics(blank, np.zeros((10, 10)))


def test_a_true_sigma_is_calibrated_and_a_tenth_of_it_is_not() -> None:
    random = np.random.default_rng(2)
    sigma_hu = random.uniform(20, 150, (30, 30, 30))
    truth = np.zeros(sigma_hu.shape)
    hu = random.normal(0, 1, sigma_hu.shape) * sigma_hu
    mask = np.ones(sigma_hu.shape, dtype=bool)
    honest = uncertainty_metrics(hu, sigma_hu, truth, mask)
    assert honest["coverage_90"] == pytest.approx(0.9, abs=0.01)
    assert honest["calibration_error"] < 0.01
    assert honest["uncertainty_correlation"] > 0.4
    boastful = uncertainty_metrics(hu, sigma_hu / 10, truth, mask)
    assert boastful["coverage_90"] < 0.2
    assert boastful["calibration_error"] > 0.3
