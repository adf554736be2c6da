"""How a pair was really taken is found from the pair, told, and used; and what was not asked for is left alone."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
import torch

from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.errors import CancelledError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.calibration.calibrate import ONE_VIEW_NOTE, calibrated, find
from xr2ct_core.inference.calibration.estimate import TURN_DEG
from xr2ct_core.inference.calibration.findings import Findings, LateralPose, ToneCurve
from xr2ct_core.inference.calibration.registration import CoarsePair, Fit, PosedRegistration
from xr2ct_core.inference.reconstruct import reconstruct
from xr2ct_core.methods.biplanar.config import BiplanarConfig
from xr2ct_core.methods.template.config import TemplateConfig
from xr2ct_core.methods.template.library import load_template
from xr2ct_core.methods.template.warp import Deformation, Lattice, TemplateVolume
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import mu_per_mm_to_hu
from xr2ct_core.volume import Volume

CPU = torch.device("cpu")
GRID = WorkingGrid(32)
TOLD = BiplanarGeometry.make(rows=80, cols=80, pixel_mm=6.25)
TEMPLATE = "QIN-LSC-0088"
QUICK = {"templates": 1, "effort": 0.05, "finest_mm": 20.0, "correction_steps": 2}


@pytest.fixture(scope="module")
def patient() -> Volume:
    """A chest that is none of the templates: one of them moved and stretched, but straight."""
    deformation = Deformation(CPU)
    with torch.no_grad():
        deformation.affine_mm[:, 3] = torch.tensor([8.0, -5.0, 9.0])
        deformation.affine_mm[:, :3] = torch.diag(torch.tensor([-6.0, 10.0, 8.0]))
        mu = deformation.warp(TemplateVolume(load_template(TEMPLATE), CPU), Lattice(GRID, CPU), 0)
    return Volume.on_grid(mu_per_mm_to_hu(mu.numpy()), GRID)


def taken(patient: Volume, pose: LateralPose, tones: Sequence[float] = (1.0, 1.0)) -> RadiographPair:
    """The pair as this pose gives it, told as if nothing had happened."""
    pair = simulate_pair(patient, pose.applied(TOLD))
    frontal, lateral = (
        replace(radiograph, image=ToneCurve(exponent=exponent).values(radiograph.image), pixel_mm=6.25)
        for radiograph, exponent in zip(pair.radiographs, tones, strict=True)
    )
    return replace(pair, frontal=frontal, lateral=lateral, geometry=TOLD)


def fit(pair: RadiographPair, *, with_pose: bool = True, with_tone: bool = False) -> Fit:
    template = TemplateVolume(load_template(TEMPLATE), CPU)
    return PosedRegistration(template, CoarsePair.of(pair, CPU), with_pose=with_pose, with_tone=with_tone).fit(
        lambda _: None
    )


def test_a_turn_of_the_lateral_is_found_within_a_degree_beside_its_height_and_size(patient: Volume) -> None:
    found = fit(taken(patient, LateralPose(5.0, -12.0, 1.03))).findings.pose
    assert found.turn_deg == pytest.approx(5.0, abs=1.0)
    assert found.height_mm == pytest.approx(-12.0, abs=2.0) and found.scale == pytest.approx(1.03, abs=0.02)


def test_tone_curves_are_found_and_undone(patient: Volume) -> None:
    plain, shown = taken(patient, LateralPose()), taken(patient, LateralPose(), (0.8, 1.2))
    found = fit(shown, with_pose=False, with_tone=True).findings
    assert found.pose.is_as_told
    for curve, before, after, exponent in zip(
        found.tones, plain.radiographs, shown.radiographs, (0.8, 1.2), strict=True
    ):
        assert curve.exponent == pytest.approx(1.0 / exponent, rel=0.06)
        error = np.abs(curve.applied(after).image - before.image).mean()
        assert error < 0.35 * np.abs(after.image - before.image).mean()


def test_templates_are_averaged_by_how_well_they_fit_and_believed_in_part(
    patient: Volume, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = iter(
        [Fit(Findings(LateralPose(turn_deg)), loss) for turn_deg, loss in ((9.0, 1.0), (7.0, 1.0), (-50.0, 9.0))]
    )
    asked: list[tuple[bool, bool]] = []

    class Quick(PosedRegistration):
        def fit(self, on_step: Callable[[int], None]) -> Fit:
            asked.append((self._with_pose, self._with_tone))
            on_step(0)
            return next(said)

    monkeypatch.setattr("xr2ct_core.inference.calibration.calibrate.PosedRegistration", Quick)
    told: list[float] = []
    found = find(taken(patient, LateralPose()), "cpu", WorkContext(on_progress=lambda done, _: told.append(done)))
    assert asked == [(True, False)] * 3 and told == pytest.approx([0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0])
    assert found.pose.turn_deg == pytest.approx(TURN_DEG.expected(8.0), abs=1e-6)
    assert found.pose.height_mm == 0.0 and found.tones == (ToneCurve(), ToneCurve())


def test_what_is_found_is_believed_less_the_smaller_it_is() -> None:
    found_deg = (1.0, 3.0, 5.0, 8.0, -8.0)
    shares = [TURN_DEG.expected(TURN_DEG.offset + TURN_DEG.gain * found) / found for found in found_deg]
    assert shares[0] < 0.4 and shares[3] > 0.8 and shares[3] == pytest.approx(shares[4])
    assert sorted(shares[:4]) == shares[:4]
    assert TURN_DEG.expected(TURN_DEG.offset) == pytest.approx(0.0)


def test_a_warped_template_is_the_same_at_the_places_of_its_voxels(patient: Volume) -> None:
    template, lattice, deformation = TemplateVolume(load_template(TEMPLATE), CPU), Lattice(GRID, CPU), Deformation(CPU)
    with torch.no_grad():
        deformation.affine_mm.normal_(0.0, 6.0, generator=torch.Generator().manual_seed(1))
        deformation.free_form_mm[0].normal_(0.0, 6.0, generator=torch.Generator().manual_seed(2))
        deformation.log_density.normal_(0.0, 0.1, generator=torch.Generator().manual_seed(3))
        straight = deformation.warp(template, lattice, 1)
        torch.testing.assert_close(
            deformation.warp_at(template, lattice, 1, lattice.position), straight, atol=1e-4, rtol=1e-3
        )


def test_a_pose_is_a_turn_about_the_long_axis_a_shift_and_a_magnification() -> None:
    pose = LateralPose(5.0, -10.0, 1.02)
    lateral = pose.applied(TOLD).lateral
    assert lateral.rotation_deg == (0.0, 0.0, 5.0) and lateral.shift_mm == (0.0, 0.0, -10.0)
    assert lateral.pixel_mm == pytest.approx(6.25 / 1.02)
    assert pose.applied(TOLD).frontal == TOLD.frontal and LateralPose().applied(TOLD) is TOLD
    (sentence,) = pose.sentences()
    assert "turned by 5.0° (its source towards the patient's back), 10 mm lower and 2.0% larger" in sentence


def test_a_calibration_is_used_told_and_recorded(patient: Volume, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Findings(LateralPose(6.0), (ToneCurve(1.1), ToneCurve()))
    monkeypatch.setattr("xr2ct_core.inference.calibration.calibrate.find", lambda *_, **__: found)
    pair = taken(patient, LateralPose(6.0))
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
    assert plain.metrics["psnr_lateral_db"] < result.metrics["psnr_lateral_db"]


def test_nothing_is_looked_for_unless_asked_and_with_one_view_nothing_can_be(patient: Volume) -> None:
    pair = taken(patient, LateralPose())
    assert calibrated(pair, TemplateConfig(), "cpu", WorkContext()).pair is pair
    one = calibrated(pair, BiplanarConfig(fit_pose=True, views="frontal"), "cpu", WorkContext())
    assert one.pair is pair and one.findings is None and one.notes == (ONE_VIEW_NOTE,)


def test_a_calibration_can_be_stopped(patient: Volume) -> None:
    control = ControlToken()

    def stop(fraction: float, phase: str) -> None:
        if fraction > 0.01:
            control.request_stop()

    with pytest.raises(CancelledError):
        find(taken(patient, LateralPose()), "cpu", WorkContext(control, stop))
