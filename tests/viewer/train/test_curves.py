"""Curves keep every peak while they are thinned out, smoothed and added to."""

import csv
import io

import numpy as np
import pytest

from xr2ct_core.runs.metrics_log import MetricsRow
from xr2ct_viewer.models.curves import SHOWN_POINTS, Curve, RunCurves, Smoothing, curves_csv
from xr2ct_viewer.models.series import best_score, describe, in_words, ordered, shown_at_first


def noise(count: int) -> np.ndarray:
    return np.random.default_rng(3).normal(size=count)


def grown(values: np.ndarray, portions: int) -> Curve:
    """A curve that is looked at after every portion, as on a screen."""
    curve = Curve()
    for part in np.array_split(np.arange(len(values)), portions):
        curve.extend(part, values[part])
        curve.drawn()
    return curve


@pytest.mark.parametrize("portions", [1, 7, 200])
def test_a_long_curve_is_drawn_with_few_points_and_loses_no_peak(portions: int) -> None:
    values = noise(20_000)
    values[12_345], values[17] = 50.0, -40.0
    steps, drawn = grown(values, portions).drawn()
    assert len(steps) <= SHOWN_POINTS + 4
    assert (drawn.max(), drawn.min()) == (50.0, -40.0)
    assert steps[drawn.argmax()] == 12_345
    assert (steps[0], steps[-1]) == (0, 19_999)
    assert (np.diff(steps) > 0).all()


def test_every_stretch_of_a_thinned_curve_has_its_extremes() -> None:
    values = noise(5_000)
    steps, drawn = grown(values, 50).drawn()
    for start in range(0, 4_992, 16):
        inside = (steps >= start) & (steps < start + 16)
        part = values[start : start + 16]
        assert drawn[inside].max() == part.max()
        assert drawn[inside].min() == part.min()


def test_what_is_drawn_does_not_depend_on_how_the_points_arrived() -> None:
    values = noise(9_000)
    at_once, step_by_step = grown(values, 1).drawn(), grown(values, 300).drawn()
    np.testing.assert_array_equal(at_once[0], step_by_step[0])


def test_a_short_curve_is_drawn_as_it_is() -> None:
    curve = grown(np.array([3.0, 1.0, 2.0]), 1)
    np.testing.assert_array_equal(curve.drawn()[1], [3.0, 1.0, 2.0])


def test_zooming_in_shows_the_points_between() -> None:
    values = noise(20_000)
    steps, drawn = grown(values, 20).drawn(span=(1000, 1200))
    np.testing.assert_array_equal(drawn, values[999:1202])
    assert steps[0] == 999


@pytest.mark.parametrize("weight", [0.1, 0.6, 0.95, 0.99])
def test_smoothing_is_the_corrected_exponential_mean(weight: float) -> None:
    values, mean, expected = noise(3_000) + 5, 0.0, []
    for count, value in enumerate(values, 1):
        mean = weight * mean + (1 - weight) * value
        expected.append(mean / (1 - weight**count))
    smoothing = Smoothing(weight)
    for end in (1, 10, 1500, 3000):
        got = smoothing.follow(values[:end])
    np.testing.assert_allclose(got, expected, rtol=1e-9)


def test_another_smoothing_starts_over() -> None:
    curve = grown(noise(3_000), 3)
    strong, weak = curve.drawn(0.99)[1], curve.drawn(0.2)[1]
    assert strong.std() < weak.std() / 2


def test_a_value_is_told_where_the_curve_reaches_and_nowhere_else() -> None:
    curve = Curve()
    curve.extend([10, 20, 40], [1.0, 2.0, 4.0])
    assert curve.at(None) == (40.0, 4.0)
    assert curve.at(24) == (20.0, 2.0)
    assert curve.at(41) is None
    assert curve.at(9) is None
    assert Curve().at(None) is None


def test_rows_become_curves_and_curves_become_a_table() -> None:
    run = RunCurves()
    run.add([MetricsRow(1, 0.0, {"train/g/loss": 2.0}), MetricsRow(2, 0.0, {"train/g/loss": 1.0, "validation/x": 7.0})])
    run.add([MetricsRow(3, 0.0, {"train/g/loss": 0.5})])
    assert run.last_step == 3
    keys = ["train/g/loss", "validation/x"]
    rows = list(csv.reader(io.StringIO(curves_csv({"mine": run.values(keys)}, keys))))
    assert rows == [
        ["run", "step", "train/g/loss", "validation/x"],
        ["mine", "1", "2.0", ""],
        ["mine", "2", "1.0", "7.0"],
        ["mine", "3", "0.5", ""],
    ]


def test_training_and_validation_never_share_a_plot_and_units_do_not_mix() -> None:
    keys = ["validation/psnr_3d_db", "validation/mae_hu", "validation/ssim_3d", "train/generator/loss"]
    assert len({describe(key).group for key in keys}) == 4
    assert describe("validation/mae_hu").unit == "HU"
    assert describe("validation/snr_db").group != describe("validation/psnr_3d_db").group, "an SNR is no PSNR"
    assert describe("train/volume_discriminator/score_real").group.endswith("volume discriminator")
    assert describe("validation/brand_new_mm").unit == "mm"


def test_the_score_and_the_total_losses_come_first_and_are_shown_at_first() -> None:
    keys = [
        "train/generator/learning_rate",
        "train/generator/adversarial",
        "train/generator/loss",
        "train/discriminator/loss",
        "validation/ssim_3d",
        "validation/psnr_3d_db",
    ]
    names = [series.key for series in ordered(keys)]
    assert names[0] == "validation/psnr_3d_db"
    assert names.index("train/generator/loss") < names.index("train/generator/adversarial")
    assert names[-1] == "train/generator/learning_rate"
    assert set(shown_at_first(keys)) == {keys[2], keys[3], keys[5]}


def test_without_known_volumes_the_re_projections_are_the_score() -> None:
    assert shown_at_first(["validation/psnr_views_db", "train/g/loss"])[0] == "validation/psnr_views_db"
    views, volume = best_score({"psnr_views_db": 30.0}), best_score({"psnr_3d_db": 20.0, "step": 5.0})
    assert views is not None and volume is not None
    assert "X-rays" in views.in_short
    assert volume.step == 5
    own = best_score({"psnr_3d_db": 40.0}, is_held_out=False)
    assert own is not None and "learned from" in own.in_short and volume.rank > own.rank > views.rank


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(21.7493, "dB", "21.75 dB"), (147.65, "HU", "148 HU"), (0.00002, "", "2.00e−05"), (0.12345, "", "0.1235")],
)
def test_values_are_told_with_the_digits_worth_reading(value: float, unit: str, text: str) -> None:
    assert in_words(value, unit) == text
