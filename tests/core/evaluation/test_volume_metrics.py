"""PSNR, MAE, RMSE and SSIM in 3D agree with closed forms and with scikit-image."""

import numpy as np
import pytest
from numpy.typing import NDArray
from skimage.metrics import structural_similarity

from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.metrics import volume_metrics
from xr2ct_core.evaluation.volume_metrics import error_metrics, ssim_3d_map, ssim_metrics, ssim_x2ct_maps

Cube = NDArray[np.float32]


@pytest.fixture
def noisy() -> tuple[Cube, Cube]:
    random = np.random.default_rng(1)
    truth = random.uniform(-900, 1200, (20, 24, 28)).astype(np.float32)
    return np.clip(truth + random.normal(0, 200, truth.shape), -1024, 1476).astype(np.float32), truth


def above_air(hu: Cube) -> NDArray[np.float64]:
    """SSIM is defined for values from zero upwards."""
    return hu.astype(np.float64) + 1024.0


def test_a_constant_offset_has_the_psnr_of_its_square() -> None:
    truth = np.zeros((8, 8, 8), dtype=np.float32)
    metrics = error_metrics(truth + 250, truth)
    assert metrics["psnr_3d_db"] == pytest.approx(20.0)
    assert metrics["psnr_x2ct"] == pytest.approx(20.0 + 20 * np.log10(4095 / 2500))
    assert metrics["mae_hu"] == metrics["rmse_hu"] == pytest.approx(250.0)


def test_what_lies_outside_the_window_does_not_count() -> None:
    truth = np.full((4, 4, 4), 1476.0)
    assert error_metrics(truth + 1000, truth)["rmse_hu"] == 0.0
    assert error_metrics(np.full((4, 4, 4), -5000.0), truth)["mae_hu"] == pytest.approx(2500.0)
    assert error_metrics(truth, truth)["psnr_3d_db"] == float("inf")


def test_errors_inside_a_mask_ignore_the_rest() -> None:
    truth = np.zeros((4, 4, 4), dtype=np.float32)
    hu, mask = truth.copy(), np.zeros(truth.shape, dtype=bool)
    hu[0] = 900.0
    hu[2], mask[2:] = 100.0, True
    assert error_metrics(hu, truth, mask)["mae_hu"] == pytest.approx(50.0)
    assert np.isnan(error_metrics(hu, truth, np.zeros_like(mask))["mae_hu"])


def test_gaussian_ssim_agrees_with_scikit_image(noisy: tuple[Cube, Cube]) -> None:
    hu, truth = noisy
    mean, full = structural_similarity(
        above_air(hu),
        above_air(truth),
        data_range=2500.0,
        gaussian_weights=True,
        sigma=1.5,
        use_sample_covariance=False,
        full=True,
    )
    np.testing.assert_allclose(ssim_3d_map(hu, truth), full, atol=1e-4)
    assert ssim_metrics(hu, truth)["ssim_3d"] == pytest.approx(mean, abs=1e-5)
    mask = truth > 0
    assert ssim_metrics(hu, truth, mask)["ssim_3d_body"] == pytest.approx(full[mask].mean(), abs=1e-5)


def test_slicewise_ssim_agrees_with_scikit_image(noisy: tuple[Cube, Cube]) -> None:
    hu, truth = noisy
    means = []
    for axis, own in enumerate(ssim_x2ct_maps(hu, truth)):
        mean, full = structural_similarity(
            above_air(hu), above_air(truth), data_range=2500.0, channel_axis=axis, full=True
        )
        np.testing.assert_allclose(own, full, atol=1e-4)
        means.append(mean)
    assert ssim_metrics(hu, truth)["ssim_x2ct"] == pytest.approx(np.mean(means), abs=1e-5)


def test_slicewise_ssim_takes_the_covariances_of_samples() -> None:
    """It shows where the tissue is nearly flat."""
    random = np.random.default_rng(3)
    truth = random.normal(40, 60, (12, 12, 12)).astype(np.float32)
    hu = truth + random.normal(0, 60, truth.shape).astype(np.float32)
    full = structural_similarity(above_air(hu), above_air(truth), data_range=2500.0, channel_axis=0, full=True)[1]
    np.testing.assert_allclose(ssim_x2ct_maps(hu, truth)[0], full, atol=1e-4)


def test_all_keys_of_the_protocol_are_there_and_right_for_a_perfect_volume() -> None:
    truth = np.full((24, 24, 24), -1024.0, dtype=np.float32)
    truth[2:-2, 4:-4, 4:-4] = 40.0
    truth[6:-6, 9:-9, 9:-9] = -800.0
    truth[11:13, 5:7, 5:7] = 700.0
    metrics = volume_metrics(truth, truth.astype(np.int16), spacing_mm=12.0)
    stems = {"psnr_3d_db", "psnr_x2ct", "mae_hu", "rmse_hu", "ssim_3d", "ssim_x2ct"}
    assert set(metrics) == stems | {f"{stem}_body" for stem in stems} | {
        "dice_lung",
        "dice_soft",
        "dice_bone",
        "hd95_lung_mm",
    }
    assert metrics["mae_hu_body"] == metrics["hd95_lung_mm"] == 0.0
    assert metrics["ssim_3d"] == pytest.approx(1.0)
    assert metrics["dice_lung"] == metrics["dice_bone"] == metrics["dice_soft"] == 1.0


def test_the_body_of_the_truth_is_used_not_that_of_the_reconstruction() -> None:
    truth = np.full((16, 16, 16), -1024.0, dtype=np.float32)
    truth[2:-2, 2:-2, 2:-2] = 0.0
    air = np.full_like(truth, -1024.0)
    assert volume_metrics(air, truth, spacing_mm=20.0)["mae_hu_body"] == pytest.approx(1024.0)


def test_volumes_of_different_grids_are_not_compared() -> None:
    with pytest.raises(BadInputError, match="cannot be compared"):
        volume_metrics(np.zeros((8, 8, 8)), np.zeros((16, 16, 16)), spacing_mm=5.0)


def test_a_volume_of_no_numbers_has_no_psnr() -> None:
    truth, broken = np.zeros((16, 16, 16), np.float32), np.zeros((16, 16, 16), np.float32)
    broken[3, 3, 3] = np.nan
    assert all(np.isnan(value) for value in error_metrics(broken, truth).values())
    assert error_metrics(truth, truth)["psnr_3d_db"] == np.inf
