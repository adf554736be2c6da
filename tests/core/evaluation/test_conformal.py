"""After calibration 90 % of the errors of patients nobody calibrated on lie within 1.645 standard deviations."""

from collections.abc import Callable

import numpy as np
import pytest

from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.conformal import Residuals, calibrate, coverage, left_out_coverage, residuals
from xr2ct_core.runs.calibration import HALF_WIDTH, Calibration

Scale = Callable[[np.ndarray], np.ndarray]

MISSCALED: dict[str, Scale] = {
    "too small": lambda sigma: 0.4 * sigma,
    "too large": lambda sigma: 2.5 * sigma,
    "right": lambda sigma: sigma,
    "small ones far too small": lambda sigma: sigma**2 / 120.0,
    "compressed": lambda sigma: 30.0 * np.sqrt(sigma),
    "constant": lambda sigma: np.full_like(sigma, 80.0),
}


def patient(number: int, scale: Scale, *, voxels: int = 4000, spread: float = 0.0, heavy: bool = False) -> Residuals:
    """Errors drawn with a true sigma of 20 to 300 HU, of which the network says something else.

    `spread` is how much patients differ in the size of their errors.
    """
    rng = np.random.default_rng(number)
    sigma = np.exp(rng.uniform(np.log(20.0), np.log(300.0), voxels))
    noise = rng.standard_t(3, voxels) if heavy else rng.standard_normal(voxels)
    error = np.abs(noise) * sigma * np.exp(spread * rng.standard_normal())
    return Residuals(f"p{number}", error, scale(sigma))


@pytest.mark.parametrize("heavy", [False, True], ids=["normal", "heavy tails"])
@pytest.mark.parametrize("name", MISSCALED)
def test_new_patients_are_covered_however_sigma_is_misscaled(name: str, heavy: bool) -> None:
    scale = MISSCALED[name]
    made_of = [patient(number, scale, heavy=heavy) for number in range(8)]
    new = [patient(100 + number, scale, heavy=heavy) for number in range(8)]
    found = calibrate(made_of)
    covered = np.mean([coverage(one, found) for one in new])
    assert covered == pytest.approx(0.9, abs=0.02)
    if name in ("too small", "too large"):
        assert abs(np.mean([coverage(one) for one in new]) - 0.9) > 0.05


@pytest.mark.parametrize("name", [name for name in MISSCALED if name != "constant"])
def test_small_and_large_sigmas_are_covered_alike(name: str) -> None:
    found = calibrate([patient(number, MISSCALED[name]) for number in range(8)])
    new = patient(100, MISSCALED[name], voxels=40_000)
    order = np.argsort(new.sigma_hu)
    for part in np.array_split(order, 8):
        part_of = Residuals("part", new.error_hu[part], new.sigma_hu[part])
        assert coverage(part_of, found) == pytest.approx(0.9, abs=0.03)


def test_patients_left_out_are_covered_on_average_where_patients_differ() -> None:
    patients = [patient(number, MISSCALED["too small"], voxels=1500, spread=0.3) for number in range(12)]
    left_out = left_out_coverage(patients)
    assert sorted(left_out) == sorted(one.subject for one in patients)
    assert np.mean(list(left_out.values())) == pytest.approx(0.9, abs=0.02)
    assert np.std(list(left_out.values())) > 0.02


def test_the_coverage_of_a_patient_left_out_knows_nothing_of_him() -> None:
    patients = [patient(number, MISSCALED["right"], voxels=800) for number in range(5)]
    worse = [*patients[:4], Residuals("p4", patients[4].error_hu * 10.0, patients[4].sigma_hu)]
    before, after = left_out_coverage(patients), left_out_coverage(worse)
    assert before["p4"] == pytest.approx(0.9, abs=0.03)
    assert after["p4"] < 0.4
    assert all(after[name] > before[name] for name in ("p0", "p1", "p2", "p3"))


def test_every_patient_weighs_the_same_however_many_voxels_he_has() -> None:
    small = [patient(number, MISSCALED["right"], voxels=300) for number in range(10)]
    large = Residuals("large", *(np.concatenate([value] * 3) for value in _far_off()))
    factors = np.asarray(calibrate([*small, large]).factors)
    only_large = np.asarray(calibrate([large, Residuals("twin", large.error_hu, large.sigma_hu)]).factors)
    assert only_large.min() > 4.0
    assert factors.max() < 2.0


def _far_off() -> tuple[np.ndarray, np.ndarray]:
    one = patient(50, MISSCALED["right"], voxels=9000)
    return one.error_hu * 6.0, one.sigma_hu


def test_of_few_voxels_the_quantile_is_that_of_split_conformal_prediction() -> None:
    """Of ten, 90 % of n + 1 is beyond the ninth, so that the largest error is covered, too."""
    errors = np.arange(10.0, 101.0, 10.0)
    patients = [Residuals(name, errors, np.full(10, 50.0)) for name in ("ann", "bob")]
    assert coverage(patients[0], calibrate(patients)) == 1.0


def test_two_patients_who_differ_make_the_calibration_as_wide_as_one_was_missed_by_the_other() -> None:
    errors, sigma = np.arange(10.0, 101.0, 10.0), np.full(10, 50.0)
    found = calibrate([Residuals("ann", errors, sigma), Residuals("bob", 10.0 * errors, sigma)])
    assert found.factors[0] * HALF_WIDTH * 50.0 == pytest.approx(9.0 * 900.0), "bob's errors reach nine times ann's"


def test_larger_sigmas_stay_larger_even_where_the_errors_say_otherwise() -> None:
    rng = np.random.default_rng(0)
    sigma = rng.uniform(10.0, 100.0, 5000)
    upside_down = [Residuals(f"p{n}", np.abs(rng.standard_normal(5000)) * (110.0 - sigma), sigma) for n in range(3)]
    found = calibrate(upside_down)
    assert np.diff(found.apply(np.linspace(1.0, 150.0, 500))).min() >= 0.0
    assert np.mean([coverage(one, found) for one in upside_down]) == pytest.approx(0.9, abs=0.02)


def test_a_calibration_is_the_same_again_and_can_be_stored() -> None:
    patients = [patient(number, MISSCALED["compressed"], voxels=900) for number in range(4)]
    first = calibrate(patients, source="four patients")
    assert calibrate(patients, source="four patients") == first
    assert (first.patients, first.voxels, first.source) == (4, 3600, "four patients")
    assert Calibration.model_validate_json(first.model_dump_json()) == first


def test_too_few_patients_are_refused() -> None:
    one, other = (patient(number, MISSCALED["right"]) for number in range(2))
    with pytest.raises(BadInputError, match="at least two patients"):
        calibrate([one, one])
    assert calibrate([one, other]).patients == 2
    assert left_out_coverage([one, other]) == {}


def test_residuals_are_those_of_the_body_in_the_window() -> None:
    mask = np.zeros((4, 4, 4), dtype=bool)
    mask[1:3] = True
    truth = np.full(mask.shape, -3000, np.int16)
    hu = np.where(mask, -1000.0, 500.0).astype(np.float32)
    sigma = np.where(mask, 7.0, 9.0).astype(np.float32)
    found = residuals("ann", hu, sigma, truth, mask, voxels=10)
    assert len(found.error_hu) == 10
    assert set(found.error_hu) == {24.0} and set(found.sigma_hu) == {7.0}
    with pytest.raises(BadInputError, match="no body"):
        residuals("ann", hu, sigma, truth, np.zeros_like(mask))
