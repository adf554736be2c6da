"""From what is found to what is believed: experience, doubt, and geometries that can say it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.pose_conditions import TAKEN_LATERALS
from xr2ct_core.geometry import BiplanarGeometry, View, ViewGeometry, rotation_angles_deg, rotation_matrix
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.calibration import experience
from xr2ct_core.inference.calibration.belief import Belief
from xr2ct_core.inference.calibration.centring import assembly_off_mm, off_centre_mm
from xr2ct_core.inference.calibration.estimate import ASKED, USUAL, estimate, findings
from xr2ct_core.inference.calibration.experience import as_text, bundled_experience, experience_of, learned
from xr2ct_core.inference.calibration.findings import Findings, LateralPose
from xr2ct_core.inference.calibration.learning import GEOMETRIES
from xr2ct_core.inference.calibration.least_squares import least_squares
from xr2ct_core.inference.calibration.unknowns import POSE_NAMES, POSE_USUAL
from xr2ct_core.io import read_pair, write_pair
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.volume import Volume

TOLD = BiplanarGeometry.make(rows=64, cols=64, pixel_mm=7.8125)
POSE = LateralPose(5.0, -10.0, 1.02, 3.0, -2.0, 6.0)


@pytest.mark.parametrize("view", list(View))
def test_a_marker_seen_by_a_moved_view_is_seen_where_the_unmoved_one_sees_it_moved_back(view: View) -> None:
    told = ViewGeometry(view, rotation_deg=(2.0, -3.0, 10.0), shift_mm=(4.0, -6.0, 8.0))
    moved = told.moved((3.0, -2.0, 5.0), (1.0, 2.0, -12.0))
    marker_mm = np.array([30.0, -40.0, 60.0])
    there_mm = rotation_matrix((3.0, -2.0, 5.0)) @ marker_mm + np.array([1.0, 2.0, -12.0])
    np.testing.assert_allclose(moved.world_to_pixel(there_mm), told.world_to_pixel(marker_mm), atol=1e-6)
    assert told.moved((0.0, 0.0, 0.0), (0.0, 0.0, 1.0)).rotation_deg == told.rotation_deg


def test_angles_are_those_that_make_the_rotation() -> None:
    angles_deg = (7.0, -11.0, 100.0)
    assert rotation_angles_deg(rotation_matrix(angles_deg)) == pytest.approx(angles_deg)


def test_a_pose_is_turned_rolled_tilted_shifted_and_magnified() -> None:
    lateral = POSE.applied(TOLD).lateral
    assert lateral.rotation_deg == pytest.approx((3.0, -2.0, 5.0)) and lateral.shift_mm == (0.0, 6.0, -10.0)
    assert lateral.pixel_mm == pytest.approx(7.8125 / 1.02)
    assert POSE.applied(TOLD).frontal == TOLD.frontal and LateralPose().applied(TOLD) is TOLD
    (sentence,) = Findings(POSE).sentences(View.LL)
    for words in (
        "turned by 5.0° (its source towards the patient's front)",
        "rolled by 3.0° in its plane (its top towards the patient's front)",
        "tilted by 2.0° (its right side towards the feet)",
        "10 mm lower, 6 mm further to the back and 2.0% larger",
    ):
        assert words in sentence
    first, second = Findings(side_mm=-5.0, breath_mm=-8.0).sentences(View.LL)
    assert "5 mm further right" in first and "shallower breath" in second and "8 mm higher" in second


@pytest.mark.parametrize("view", [View.LL, View.RL])
@pytest.mark.parametrize("turn_deg", [5.0, -5.0])
def test_the_source_of_a_turned_lateral_stands_where_the_sentence_says(view: View, turn_deg: float) -> None:
    pose = LateralPose(turn_deg=turn_deg)
    source_mm = pose.applied(replace(TOLD, lateral=replace(TOLD.lateral, view=view))).lateral.frame().source_mm
    assert source_mm is not None and abs(source_mm[1]) > 1.0
    where = "back" if source_mm[1] > 0.0 else "front"  # y grows to the back
    assert f"its source towards the patient's {where}" in pose.parts(view)[0]


def test_a_top_that_is_rolled_to_the_front_sees_a_straight_patient_lean_to_the_back() -> None:
    lateral = LateralPose(roll_deg=4.0).applied(TOLD).lateral
    top, bottom = (lateral.world_to_pixel([0.0, 0.0, z_mm]) for z_mm in (100.0, -100.0))
    assert top[1] > bottom[1] + 1.0, "columns grow to the back"


def test_the_geometry_that_is_found_survives_the_pair_file(ball: Volume, tmp_path: Path) -> None:
    geometry = Findings(POSE, side_mm=7.0).geometry(TOLD)
    pair = simulate_pair(ball, geometry)
    again = read_pair(write_pair(replace(pair, extra={"ward": "7"}), tmp_path)).geometry
    for found, written in zip(again.views, geometry.views, strict=True):
        assert found.rotation_deg == pytest.approx(written.rotation_deg)
        assert found.shift_mm == pytest.approx(written.shift_mm)
        assert found.pixel_mm == pytest.approx(written.pixel_mm)
    assert again.frontal.shift_mm == (7.0, 0.0, 0.0)
    assert read_pair(tmp_path).extra == {"ward": "7"}


def test_what_is_found_is_believed_less_the_smaller_it_is() -> None:
    belief = Belief(error=2.0, told=0.5, off=7.0)
    found_deg = (1.0, 3.0, 5.0, 8.0, -8.0)
    shares = [belief.expected(found) / found for found in found_deg]
    assert shares[0] < 0.2 and shares[3] > 0.8 and shares[3] == pytest.approx(shares[4])
    assert sorted(shares[:4]) == shares[:4] and belief.expected(0.0) == 0.0
    assert belief.believed(0.0)[1] < 2.0 < belief.believed(4.5)[1], "between both explanations the doubt is largest"


def test_who_asks_about_line_integrals_gets_more_of_a_turn_than_display_images_do() -> None:
    """A turn of four degrees, found as well as that of a near source is."""
    cautious, asked = (estimate("turn", 4.0, 1.9, usually) for usually in (USUAL, ASKED))
    assert cautious.believed < 3.0 < asked.believed < 4.0
    others = set(USUAL) - {"turn"}
    assert all(USUAL[name] == ASKED[name] for name in others)


def test_small_findings_are_told_with_their_doubt_and_not_used() -> None:
    small, large = estimate("scale", 0.004, 0.006), estimate("scale", 0.06, 0.006)
    assert small.used == 0.0 and "left as told" in small.sentence
    assert large.used == pytest.approx(5.8, abs=0.3) and large.unit == "%" and large.deviation < 1.0
    found = findings({"scale": large, "breath": estimate("breath", 12.0, 2.0)})
    assert found.pose.scale == pytest.approx(np.exp(large.used / 100.0)) and found.breath_mm > 10.0
    assert found.pose.turn_deg == 0.0 and not found.is_as_told and set(USUAL) == {*POSE_NAMES, "depth", "side"}


def test_experience_takes_out_what_always_disturbs_and_knows_how_well() -> None:
    random = np.random.default_rng(3)
    usual = np.array(POSE_USUAL)
    truth = random.normal(size=(60, 6)) * usual
    noise = random.normal(size=(60, 1)) * np.array([0.0, 0.0, 0.0, 1.0, 0.0, -1.5]) * usual
    found = truth + noise + 0.1 * usual * random.normal(size=(60, 6)) + np.array([1.5, 0, 0, 0, 0, 0])
    known = learned(found, truth, [f"p{number % 12}" for number in range(60)])
    plain = np.sqrt(np.mean((found - truth) ** 2, axis=0))
    assert known.error[0] < 0.15 * usual[0] and known.error[3] < 0.8 * plain[3] and known.error[5] < 0.8 * plain[5]
    assert known.pairs == 60 and known.patients == 12
    np.testing.assert_allclose(known.pose(found[0])[:3], truth[0, :3], atol=0.5 * usual[:3].max())


def test_pairs_as_told_and_others_count_alike_in_what_is_doubted_whatever_their_numbers() -> None:
    random = np.random.default_rng(4)
    usual, is_told = np.array(POSE_USUAL), np.arange(120) < 100
    truth = np.where(is_told[:, None], 0.0, random.normal(size=(120, 6))) * usual
    found = truth + np.where(is_told, 0.02, 1.0)[:, None] * usual * random.normal(size=(120, 6))
    known = learned(found, truth, [f"p{number}" for number in range(120)])
    missed = np.array([known.pose(one) for one in found]) - truth
    few = np.sqrt(np.mean(missed[~is_told] ** 2, axis=0))
    assert np.all(np.array(known.error) > 0.6 * few), "a sixth of the pairs is half of the doubt"


def test_the_bundled_experience_knows_near_and_far_sources_and_a_damaged_file_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    known = bundled_experience()
    assert set(known) == {"long", "short", "display"} and set(GEOMETRIES) == {"long", "short"}
    assert experience_of(BiplanarGeometry.preset("clinic")) is known["long"]
    assert experience_of(BiplanarGeometry.preset("parallel")) is known["long"]
    assert experience_of(BiplanarGeometry.preset("x2ct")) is known["short"]
    assert experience_of(BiplanarGeometry.preset("x2ct"), is_display=True) is known["display"]
    assert known["long"].error[3] < known["short"].error[3], "heights show better where rays hardly diverge"
    (tmp_path / "calibration").mkdir()
    for text in (as_text(known, "again"), "{}"):
        (tmp_path / "calibration" / experience.FILE_NAME).write_text(text)
        bundled_experience.cache_clear()
        monkeypatch.setattr(experience, "files", lambda _: tmp_path)
        if text != "{}":
            assert bundled_experience()["long"].pairs == known["long"].pairs
    bundled_experience.cache_clear()
    with pytest.raises(BadInputError, match=r"lateral-pose\.json"):
        bundled_experience()
    monkeypatch.undo()
    bundled_experience.cache_clear()


def test_least_squares_find_the_bottom_of_a_curved_valley_and_leave_what_is_not_free() -> None:
    def valley(guess_BK: torch.Tensor) -> torch.Tensor:
        x, y, z = guess_BK.unbind(1)
        return torch.stack((10.0 * (y - x**2), 1.0 - x, z), dim=1)

    first = torch.tensor([-1.2, 1.0, 0.01])
    found = least_squares(valley, first, torch.tensor([0.01, 0.01, 0.0]), rounds=80)
    np.testing.assert_allclose(found.unknowns_K.numpy(), [1.0, 1.0, 0.01], atol=0.1)
    assert found.loss < 0.01 < float(valley(first[None]).square().sum())


def test_a_body_off_the_middle_is_seen_and_one_that_leaves_the_detector_tells_nothing() -> None:
    view = TOLD.lateral
    image = np.zeros((64, 64), dtype=np.float32)
    image[:, 24:50] = 3.0
    seen = Radiograph(image, view.pixel_mm, view.view, "line_integral")
    assert off_centre_mm(seen, view, 320.0) == pytest.approx(5.0 * view.pixel_at_isocentre_mm)
    image[:, 40:] = 3.0
    assert off_centre_mm(replace(seen, image=image), view, 320.0) is None


def test_assemblies_that_are_put_where_they_stood_see_the_body_in_the_middle(ball_pair: RadiographPair) -> None:
    off_mm = assembly_off_mm(ball_pair)
    assert off_mm["side"] < -30.0 and off_mm["depth"] > 15.0, "the ball lies to the left and to the front"
    found = Findings(LateralPose(depth_mm=off_mm["depth"]), side_mm=off_mm["side"]).geometry(ball_pair.geometry)
    for radiograph, view in zip(ball_pair.radiographs, found.views, strict=True):
        assert off_centre_mm(radiograph, view, ball_pair.cube_mm) == pytest.approx(0.0, abs=1e-6)


def test_a_lateral_taken_otherwise_changes_alone_and_nobody_is_told(ball: Volume) -> None:
    told = simulate_pair(ball, TOLD)
    names = {one.id for one in TAKEN_LATERALS}
    assert names == {"rolled-4", "tilted-3", "scaled-5", "moved-10", "breath-10"}
    for one in TAKEN_LATERALS:
        pair: RadiographPair = one.pair(ball, TOLD)
        assert pair.geometry == TOLD and np.array_equal(pair.frontal.image, told.frontal.image)
        changes = np.abs(pair.lateral.image - told.lateral.image).max() > 0.05
        assert changes == (one.id != "breath-10"), "a ball does not breathe"
    grid = WorkingGrid(64)
    assert ball.hu.shape == grid.shape_zyx


def test_what_is_found_after_something_was_put_right_adds_to_it() -> None:
    first, further = estimate("height", -7.0, 2.6), estimate("height", -3.0, 1.0)
    assert first.used < 0.0
    again = first.after(further)
    assert again.used == pytest.approx(first.used + further.believed) and again.deviation == further.deviation
    assert estimate("roll", 0.1, 1.5).after(estimate("roll", 0.1, 1.5)).used == 0.0
    little = estimate("roll", 0.4, 1.5)
    assert little.believed > 0.0 == little.used
    assert little.after(little).believed == little.believed, "the second look begins where the first one left the view"
