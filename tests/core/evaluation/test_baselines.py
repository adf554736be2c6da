"""Baselines use what they may use and nothing of the patient they are measured on."""

from collections.abc import Callable

import numpy as np
import pytest

from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.baselines import (
    Surroundings,
    all_air,
    blurred_truth,
    extruded_frontal,
    mean_volume,
    nearest_case,
)
from xr2ct_core.evaluation.cases import Case, CaseSet
from xr2ct_core.evaluation.metrics import equivalent_blur_mm, projection_metrics
from xr2ct_core.evaluation.projections import EvaluationViews
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid

MakeCase = Callable[..., Case]
GRID = WorkingGrid(24)


def around(*cases: Case) -> Surroundings:
    return Surroundings(cases, EvaluationViews(GRID))


def test_the_mean_leaves_out_the_patient_and_counts_each_other_patient_once(make: MakeCase) -> None:
    own, again = make("ann", 0.9), make("ann", 0.95)
    bob, cid, cid_again = make("bob"), make("cid", 1.1, -700.0), make("cid", 1.1, -900.0)
    mean = mean_volume(own, around(own, again, bob, cid, cid_again))
    expected = (bob.truth.hu + (cid.truth.hu.astype(float) + cid_again.truth.hu) / 2) / 2
    np.testing.assert_allclose(mean, expected, atol=0.01)


def test_the_nearest_patient_is_the_one_that_looks_alike(make: MakeCase) -> None:
    own, alike, other = make("ann", 1.0), make("bob", 1.02), make("cid", 0.8)
    np.testing.assert_array_equal(nearest_case(own, around(own, other, alike)), alike.truth.hu)


def test_the_nearest_patient_is_found_across_geometries(make: MakeCase) -> None:
    parallel = BiplanarGeometry.make(model="parallel", sad_mm=0, sdd_mm=0, rows=40, cols=40, pixel_mm=8.0)
    own, alike, other = make("ann", 1.0), make("bob", 1.02, geometry=parallel), make("cid", 0.8, geometry=parallel)
    np.testing.assert_array_equal(nearest_case(own, around(own, other, alike)), alike.truth.hu)


@pytest.mark.parametrize("baseline", [mean_volume, nearest_case])
def test_without_another_patient_there_is_no_such_baseline(
    baseline: Callable[[Case, Surroundings], np.ndarray], make: MakeCase
) -> None:
    own, again = make("ann"), make("ann", 1.1)
    with pytest.raises(BadInputError, match="another patient"):
        baseline(own, around(own, again))


def test_the_extruded_frontal_fits_the_frontal_and_keeps_to_the_silhouette(three_patients: CaseSet) -> None:
    surroundings = around(*three_patients.cases)
    case = three_patients.cases[1]
    hu = extruded_frontal(case, surroundings)
    frontal, _lateral, _unseen = surroundings.views.project(hu, case.pair.geometry)
    scores = projection_metrics(frontal, case.pair.frontal.image)
    assert scores["ncc"] > 0.98
    assert frontal.sum() == pytest.approx(case.pair.frontal.image.sum(), rel=0.05)
    assert (hu[:, :2] == -1024.0).all()
    middle = hu[12, 8:16, 12]
    assert np.ptp(middle) < 0.1 * (middle.mean() + 1000.0)


def test_oracles_are_as_blurred_as_they_say(three_patients: CaseSet) -> None:
    case = three_patients.cases[0]
    hu = blurred_truth(case, around(case), sigma_mm=20.0)
    truth = case.truth.hu.astype(np.float32)
    assert equivalent_blur_mm(hu, truth, GRID.spacing_mm) == pytest.approx(20.0, rel=0.02)


def test_all_air_has_no_body(three_patients: CaseSet) -> None:
    assert (all_air(three_patients.cases[0], around()) == -1024.0).all()
