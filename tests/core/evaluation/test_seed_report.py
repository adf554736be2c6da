"""The numbers of the seed report are made as they were, against scikit-image, and show what they are worth."""

from collections.abc import Callable

import numpy as np
import pytest
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from xr2ct_core.evaluation.cases import Case
from xr2ct_core.evaluation.projections import EvaluationViews
from xr2ct_core.evaluation.seed_report import REPORT_COLUMNS, REPORT_ROWS, noise_self_test_db, report_metrics
from xr2ct_core.evaluation.volume_metrics import error_metrics
from xr2ct_core.grid import WorkingGrid

MakeCase = Callable[..., Case]
GRID = WorkingGrid(24)


def measured(hu: np.ndarray, case: Case) -> dict[str, float]:
    return report_metrics(hu, EvaluationViews(GRID).project(hu, case.pair.geometry), case)


def test_2d_numbers_are_those_of_scikit_image_on_unit_images(make: MakeCase) -> None:
    case, other = make("ann"), make("bob", 1.1)
    hu = other.truth.hu.astype(np.float32)
    images = EvaluationViews(GRID).project(hu, case.pair.geometry)
    psnr, ssim, snr = [], [], []
    for image, radiograph in zip(images, case.pair.radiographs, strict=False):
        top = radiograph.image.max()
        reference, shown = radiograph.image / top, np.clip(image / top, 0, 1)
        psnr.append(peak_signal_noise_ratio(reference, shown, data_range=1.0))
        ssim.append(structural_similarity(reference, shown, win_size=3, data_range=1.0))
        snr.append(10 * np.log10(np.mean(reference**2) / np.mean((reference - shown) ** 2)))
    found = measured(hu, case)
    assert found["report_psnr_2d_db"] == pytest.approx(np.mean(psnr), abs=1e-3)
    assert found["report_ssim_2d"] == pytest.approx(np.mean(ssim), abs=1e-4)
    assert found["report_snr_2d_db"] == pytest.approx(np.mean(snr), abs=1e-3)


def test_the_truth_itself_gets_bad_numbers_against_the_extruded_frontal(make: MakeCase) -> None:
    case = make("ann")
    truth = case.truth.hu.astype(np.float32)
    found = measured(truth, case)
    assert found["report_psnr_extruded_db"] < 15.0
    assert found["report_ssim_extruded"] < 0.5
    assert error_metrics(truth, truth)["psnr_3d_db"] == float("inf")


def test_the_noise_test_of_the_3dcnn_row_does_not_look_at_the_truth(make: MakeCase) -> None:
    own, other = make("ann", 0.9), make("bob", 1.2)
    hu = other.truth.hu.astype(np.float32)
    found = [measured(hu, case)["report_self_snr_db"] for case in (own, other)]
    assert found[0] == found[1]
    assert 10.0 < found[0] < 40.0


def test_the_diffusion_row_is_a_constant_of_40_db() -> None:
    numbers = [noise_self_test_db(seed) for seed in range(5)]
    assert max(abs(number - 40.0) for number in numbers) < 0.4
    assert len(set(numbers)) == 5


def test_every_measure_that_a_row_claims_has_its_column() -> None:
    columns = {metric for metric, *_ in REPORT_COLUMNS}
    assert {metric for row in REPORT_ROWS for metric in row.measured} == columns
    assert len(REPORT_ROWS) == 7
