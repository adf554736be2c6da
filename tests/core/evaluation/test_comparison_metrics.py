"""Two volumes of one grid are compared slice by slice and as a whole."""

import numpy as np
import pytest

from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.comparison_metrics import comparison_metrics, slice_curves


def body(seed: int = 0) -> np.ndarray:
    """A block of soft tissue with a lung in it, in air."""
    hu = np.full((24, 26, 28), -1000, np.float32)
    hu[3:-3, 4:-4, 4:-4] = 40
    hu[7:-7, 8:-8, 8:-8] = -850
    return hu + np.random.default_rng(seed).normal(0, 5, hu.shape).astype(np.float32)


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_an_error_in_one_slice_shows_at_that_slice_only(axis):
    reference = body()
    changed = reference.copy()
    np.moveaxis(changed, axis, 0)[9] += 100
    curves = slice_curves(changed, reference, axis)
    assert len(curves.mae_hu) == reference.shape[axis]
    assert np.flatnonzero(curves.mae_hu > 1).tolist() == [9]
    assert curves.psnr_db[9] == pytest.approx(20 * np.log10(25), abs=0.01)
    assert np.isinf(np.delete(curves.psnr_db, 9)).all()


def test_the_curve_averages_to_the_error_of_the_whole_volume():
    hu, reference = body(1), body(2)
    curves = slice_curves(hu, reference, 0)
    assert curves.mae_hu.mean() == pytest.approx(comparison_metrics(hu, reference)["mae_hu"], rel=1e-5)


def test_equal_volumes_agree_perfectly():
    metrics = comparison_metrics(body(), body())
    assert metrics["mae_hu"] == metrics["rmse_hu"] == 0.0 and np.isinf(metrics["psnr_3d_db"])
    assert metrics["ssim_3d"] == pytest.approx(1.0) and metrics["dice_lung"] == 1.0


def test_a_shifted_lung_overlaps_less():
    shifted = body()
    shifted[7:-7, 8:-8, 8:-8] = 40
    shifted[7:-7, 8:-8, 8:14] = -850
    assert comparison_metrics(shifted, body())["dice_lung"] == pytest.approx(2 * 6 / (6 + 12), abs=0.01)


def test_the_body_is_that_of_the_reference():
    air = np.full_like(body(), -1000)
    expected = np.abs(air - body())[3:-3, 4:-4, 4:-4].mean()
    assert comparison_metrics(air, body())["mae_hu_body"] == pytest.approx(expected, rel=0.01)


def test_volumes_of_different_grids_are_refused():
    with pytest.raises(BadInputError):
        slice_curves(body(), body()[1:], 0)
