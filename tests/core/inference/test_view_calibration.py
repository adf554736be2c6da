"""How a pair was really taken is found from the pair, told, and used; and what was not asked for is left alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
import torch

from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.errors import CancelledError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.calibration import find_pose as find
from xr2ct_core.inference.calibration.body import body_at
from xr2ct_core.inference.calibration.breath import breath_effect
from xr2ct_core.inference.calibration.calibrate import ONE_VIEW_NOTE, calibrated
from xr2ct_core.inference.calibration.coarse_pair import CoarsePair
from xr2ct_core.inference.calibration.find_pose import NO_NETWORK, Found, find_pose
from xr2ct_core.inference.calibration.findings import Findings, LateralPose, ToneCurve
from xr2ct_core.inference.calibration.laid_over import LaidOver, laid_over, template_on
from xr2ct_core.inference.calibration.registration import Fit, PosedRegistration
from xr2ct_core.inference.calibration.unknowns import POSE_USUAL, Unknowns, nothing
from xr2ct_core.inference.fit_display import PhysicalPair
from xr2ct_core.inference.reconstruct import reconstruct
from xr2ct_core.methods.biplanar.config import BiplanarConfig
from xr2ct_core.methods.blocks.templates.warp import Lattice
from xr2ct_core.methods.template.config import TemplateConfig
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import mu_per_mm_to_hu
from xr2ct_core.volume import Volume

CPU = torch.device("cpu")
GRID = WorkingGrid(32)
TOLD = BiplanarGeometry.make(sad_mm=1600.0, sdd_mm=1800.0, rows=72, cols=72, pixel_mm=5.5)
TEMPLATE = "QIN-LSC-0088"
QUICK = {"templates": 1, "effort": 0.05, "finest_mm": 20.0, "correction_steps": 2}


def body(breath_mm: float = 0.0) -> Volume:
    """A chest that is none of the templates: one of them moved and stretched, but straight, at some breath."""
    unknowns_K = nothing(CPU)
    unknowns_K[:12] = torch.tensor([-6.0, 0.0, 0.0, 8.0, 0.0, 10.0, 0.0, -5.0, 0.0, 0.0, 8.0, 9.0])
    lattice = Lattice(GRID, CPU, ())
    places = lattice.position.flatten(1)[None]
    mu = body_at(template_on(TEMPLATE, "cpu"), Unknowns(unknowns_K[None]), lattice, places, torch.tensor([breath_mm]))
    return Volume.on_grid(mu_per_mm_to_hu(mu[0].numpy()), GRID)


def taken(pose: LateralPose, tones: Sequence[float] = (1.0, 1.0), breath_mm: float = 0.0) -> RadiographPair:
    """The pair as this pose gives it, the lateral in another breath, told as if nothing had happened."""
    frontal = simulate_pair(body(), TOLD).frontal
    lateral = simulate_pair(body(breath_mm), pose.applied(TOLD)).lateral
    frontal, lateral = (
        replace(radiograph, image=ToneCurve(exponent=exponent).values(radiograph.image), pixel_mm=5.5)
        for radiograph, exponent in zip((frontal, lateral), tones, strict=True)
    )
    return RadiographPair(frontal, lateral, TOLD, subject="one")


def fit(pair: RadiographPair, *, with_pose: bool = True, with_tone: bool = False) -> Fit:
    registration = PosedRegistration(
        template_on(TEMPLATE, "cpu"), CoarsePair.of(pair, CPU), with_pose=with_pose, with_tone=with_tone
    )
    return registration.fit(lambda _: None)


def test_turn_roll_tilt_height_size_and_breath_of_the_lateral_are_found_together() -> None:
    found = fit(taken(LateralPose(5.0, -12.0, 1.03, 3.0, -2.0), breath_mm=9.0))
    turn, roll, pitch, height, log_scale, breath = found.unknowns.pose[0].tolist()
    assert turn == pytest.approx(5.0, abs=1.5) and roll == pytest.approx(3.0, abs=1.0)
    assert pitch == pytest.approx(-2.0, abs=1.0) and height == pytest.approx(-12.0, abs=2.0)
    assert log_scale == pytest.approx(np.log(1.03), abs=0.01) and breath == pytest.approx(9.0, abs=4.0)
    assert found.disagreement < 0.5 * found.disagreement_as_told
    assert min(found.correlations) > 0.98


def test_a_pair_as_told_is_found_to_be_so() -> None:
    found = fit(taken(LateralPose()))
    assert np.abs(found.unknowns.pose[0].numpy() / np.array(POSE_USUAL)).max() < 0.35


def test_the_pose_that_is_applied_is_the_one_that_is_looked_for() -> None:
    pose = LateralPose(6.0, 9.0, 1.04, 3.0, 2.0)
    pair = CoarsePair.of(taken(pose), CPU)
    unknowns_K = nothing(CPU)
    unknowns_K[:12] = torch.tensor([-6.0, 0.0, 0.0, 8.0, 0.0, 10.0, 0.0, -5.0, 0.0, 0.0, 8.0, 9.0])
    registration = PosedRegistration(template_on(TEMPLATE, "cpu"), pair)
    straight = registration.loss(unknowns_K)
    unknowns_K[16:22] = torch.tensor([6.0, 3.0, 2.0, 9.0, float(np.log(1.04)), 0.0]) / torch.tensor(POSE_USUAL)
    assert registration.loss(unknowns_K) < 0.1 * straight


def test_tone_curves_are_found_and_undone() -> None:
    plain, shown = taken(LateralPose()), taken(LateralPose(), (0.8, 1.2))
    logs_22 = fit(shown, with_pose=False, with_tone=True).unknowns.tones[0]
    for (gain, exponent), before, after, truth in zip(
        torch.exp(logs_22).tolist(), plain.radiographs, shown.radiographs, (0.8, 1.2), strict=True
    ):
        assert exponent == pytest.approx(1.0 / truth, rel=0.1)
        error = np.abs(ToneCurve(gain, exponent).applied(after).image - before.image).mean()
        assert error < 0.5 * np.abs(after.image - before.image).mean()


def test_the_numbers_are_put_right_by_experience_and_used_where_they_are_worth_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pair = taken(LateralPose(5.0, -12.0))
    monkeypatch.setattr(find, "laid_over", one_template)
    monkeypatch.setattr(find, "pose_network", lambda *_: object())
    monkeypatch.setattr(find, "pose_by_network", lambda *_: np.array([6.0, 0.1, 0.0, -12.0, 0.0]))
    found = find_pose(pair, WorkContext(), with_centring=True)
    assert found.laid is not None and found.scores["ncc_lateral"] > 0.95
    assert found.scores["levels_as_found"] < found.scores["levels_as_told"]
    estimates = found.findings.estimates
    assert set(estimates) == {"turn", "roll", "pitch", "height", "scale", "breath", "side", "depth"}
    assert found.findings.pose.height_mm == pytest.approx(-12.0, abs=4.0) and estimates["height"].deviation < 5.0
    assert found.findings.pose.roll_deg == 0.0 and "left as told" in estimates["roll"].sentence
    without = find_pose(pair, WorkContext(), with_pose=False)
    assert set(without.findings.estimates) == {"breath"} and without.findings.pose.is_as_told


def one_template(pair: RadiographPair, device: torch.device, context: WorkContext, **asked: bool | None) -> LaidOver:
    return laid_over(pair, device, context, with_pose=asked.get("with_pose", True), template_ids=[TEMPLATE])


def test_without_its_network_the_pose_is_left_as_told_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    pair = taken(LateralPose(5.0, -12.0))
    monkeypatch.setattr(find, "laid_over", lambda *_, **__: Laid(correlation=0.9))
    monkeypatch.setattr(find, "pose_network", lambda *_: None)
    found = find_pose(pair, WorkContext())
    assert found.findings.pose.is_as_told and found.notes == (NO_NETWORK,)
    assert find_pose(pair, WorkContext(), with_pose=False).notes == ()
    monkeypatch.setattr("xr2ct_core.inference.calibration.calibrate.find_pose", lambda *_, **__: found)
    assert calibrated(pair, TemplateConfig(fit_pose=True), "cpu", WorkContext()).notes[-1] == NO_NETWORK


def test_images_that_are_no_chest_are_not_shown_to_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "laid_over", lambda *_, **__: Laid(correlation=0.5))
    monkeypatch.setattr(find, "pose_network", lambda *_: pytest.fail("asked all the same"))
    assert find_pose(taken(LateralPose()), WorkContext()).laid is None


@dataclass
class Laid:
    """CTs that come to look so much like the images, and say that all was taken as told."""

    correlation: float
    best = Fit(nothing(CPU), 1.0, (0.5, 0.6), 1.0, 1.0)
    pose_6 = np.zeros(6)


def test_another_breath_is_undone_in_the_lateral_image() -> None:
    calm, deep = taken(LateralPose()), taken(LateralPose(), breath_mm=12.0)
    laid = laid_over(deep, CPU, WorkContext(), template_ids=[TEMPLATE])
    undone = breath_effect(laid, TOLD.lateral, deep.cube_mm, 12.0).undone(deep.lateral, 12.0)
    shows = calm.lateral.image > 0.5
    error, before = (np.abs(one.image - calm.lateral.image)[shows].mean() for one in (undone, deep.lateral))
    assert error < 0.65 * before and "12 mm" in undone.assumptions[-1]
    as_shown = replace(deep.lateral, scale="display", image=deep.lateral.image / deep.lateral.image.max())
    bent = breath_effect(laid, TOLD.lateral, deep.cube_mm, 12.0).undone(as_shown, 12.0)
    assert bent.scale == "display" and bent.image.max() <= 1.0
    assert np.abs(bent.image - as_shown.image).max() > 0.05, "bent, and nothing added"


def test_a_calibration_is_used_told_and_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    pair = taken(LateralPose(6.0))
    laid = LaidOver((), (), ())
    monkeypatch.setattr(
        "xr2ct_core.inference.calibration.calibrate.find_pose",
        lambda *_, **__: Found(Findings(LateralPose(6.0)), laid, {}),
    )
    monkeypatch.setattr(
        "xr2ct_core.inference.calibration.calibrate.find_tones", lambda *_, **__: (ToneCurve(1.1), ToneCurve())
    )
    settings = {**QUICK, "fit_pose": True, "fit_tone": True}
    result = reconstruct(pair, "template", GRID, method_config=settings, device="cpu")
    assert result.pair.geometry.lateral.rotation_deg[2] == 6.0 and pair.geometry.lateral.rotation_deg[2] == 0.0
    np.testing.assert_allclose(result.pair.frontal.image, 1.1 * pair.frontal.image, rtol=1e-4)
    assert any("turned by 6.0°" in note for note in result.notes)
    assert result.calibration["lateral_turn_deg"] == 6.0 and result.calibration["frontal_gain"] == 1.1
    recorded = result.provenance
    assert recorded.geometry["lateral"]["rotation_deg"] == (0.0, 0.0, 6.0)
    assert recorded.geometry["calibration"] == result.calibration
    assert any("turned by 6.0°" in text for text in recorded.assumptions)
    plain = reconstruct(pair, "template", GRID, method_config=QUICK, device="cpu")
    assert plain.calibration == {} and not any("Calibration" in note for note in plain.notes)


def test_nothing_is_looked_for_unless_asked_and_with_one_view_nothing_can_be() -> None:
    pair = taken(LateralPose())
    assert calibrated(pair, TemplateConfig(), "cpu", WorkContext()).pair is pair
    one = calibrated(pair, BiplanarConfig(fit_pose=True, views="frontal"), "cpu", WorkContext())
    assert one.pair is pair and one.findings is None and one.notes == (ONE_VIEW_NOTE,)


def test_the_pose_of_images_for_the_eye_is_looked_for_unless_that_is_set_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    measured = taken(LateralPose())
    radiographs = [replace(one, scale="display") for one in measured.radiographs]
    shown = replace(measured, frontal=radiographs[0], lateral=radiographs[1])
    estimated = replace(measured, lateral=replace(measured.lateral, error=0.3))
    monkeypatch.setattr("xr2ct_core.inference.run_method.physical_pair", lambda *_, **__: PhysicalPair(measured))
    asked: list[bool] = []

    def found(*_: object, is_display: bool, with_breath: bool, **__: object) -> Found:
        assert not with_breath
        asked.append(is_display)
        return Found(Findings(LateralPose(6.0)), LaidOver((), (), ()), {})

    monkeypatch.setattr("xr2ct_core.inference.calibration.calibrate.find_pose", found)

    def turn_of(pair: RadiographPair, **settings: object) -> float:
        result = reconstruct(pair, "template", GRID, method_config={**QUICK, **settings}, device="cpu")
        return result.pair.geometry.lateral.rotation_deg[2]

    assert [turn_of(pair) for pair in (shown, estimated, measured)] == [6.0, 6.0, 0.0]
    assert turn_of(shown, fit_pose="never") == turn_of(shown, fit_pose=False) == 0.0
    assert turn_of(measured, fit_pose="always") == turn_of(measured, fit_pose=True) == 6.0
    assert asked == [True, True, False, False]


def test_images_for_the_eye_of_which_one_is_used_are_taken_as_told_and_nothing_is_said() -> None:
    one = calibrated(taken(LateralPose()), BiplanarConfig(views="frontal"), "cpu", WorkContext(), was_display=True)
    assert one.findings is None and one.notes == ()


def test_a_calibration_can_be_stopped() -> None:
    control = ControlToken()

    def stop(fraction: float, phase: str) -> None:
        if fraction > 0.01:
            control.request_stop()

    with pytest.raises(CancelledError):
        find_pose(taken(LateralPose()), WorkContext(control, stop))
