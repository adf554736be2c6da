"""How a pair was really taken is found from the pair, told, and used; and what was not asked for is left alone."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
import torch

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.calibration.body import body_at
from xr2ct_core.inference.calibration.coarse_pair import CoarsePair
from xr2ct_core.inference.calibration.findings import LateralPose, ToneCurve
from xr2ct_core.inference.calibration.laid_over import template_on
from xr2ct_core.inference.calibration.registration import Fit, PosedRegistration
from xr2ct_core.inference.calibration.unknowns import POSE_USUAL, Unknowns, nothing
from xr2ct_core.methods.template.warp import Lattice
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
