"""The template method finds pose and shape, agrees with both radiographs, keeps sides apart, and can be stopped."""

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch.nn.functional import adaptive_avg_pool3d

from xr2ct_core.bspline import jacobian, spline_weights
from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.cube import body_mask_of_cube, ct_to_cube
from xr2ct_core.errors import BadInputError, CancelledError
from xr2ct_core.evaluation.metrics import projection_metrics, volume_metrics
from xr2ct_core.geometry import BiplanarGeometry, View
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import read_volume
from xr2ct_core.methods.blocks.conditional_mean import correct, reweighted
from xr2ct_core.methods.blocks.radiograph_level import coarse_image, coarse_view, make_level
from xr2ct_core.methods.blocks.templates.guide import Guide
from xr2ct_core.methods.blocks.templates.library import (
    LIBRARY_IDS,
    TEMPLATE_IDS,
    load_template,
    templates_of_others,
)
from xr2ct_core.methods.blocks.templates.register import POSE, Pyramid, Registration, Stage
from xr2ct_core.methods.blocks.templates.several import warped
from xr2ct_core.methods.blocks.templates.warp import Deformation, Lattice, TemplateVolume
from xr2ct_core.methods.template.config import TemplateConfig
from xr2ct_core.methods.template.method import TemplateMethod
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import MU_WATER_PER_MM, hu_to_mu_per_mm, mu_per_mm_to_hu
from xr2ct_core.volume import Volume

CPU = torch.device("cpu")
GRID = WorkingGrid(32)
QUICK = TemplateConfig(templates=2, effort=0.25, finest_mm=10.0, correction_steps=20)
GEOMETRIES = {
    "x2ct": BiplanarGeometry.preset("x2ct"),
    "clinic": BiplanarGeometry.preset("clinic"),
    "parallel": BiplanarGeometry.preset("parallel"),
    "AP and RL": BiplanarGeometry.make(frontal_view=View.AP, lateral_view=View.RL),
    "uneven": BiplanarGeometry.make(rows=211, cols=173, pixel_mm=2.9),
}
MARKER_LPS_MM = (70.0, -25.0, 45.0)


@pytest.fixture(scope="module")
def patient() -> Volume:
    """A chest that is none of the templates: one of them moved, stretched and bent."""
    deformation = Deformation(CPU)
    random = torch.Generator().manual_seed(7)
    with torch.no_grad():
        deformation.affine_mm[:, 3] = torch.tensor([8.0, -5.0, 9.0])
        deformation.affine_mm[:, :3] = torch.diag(torch.tensor([-6.0, 10.0, 8.0]))
        deformation.free_form_mm[0] += 6.0 * torch.randn(3, 5, 5, 5, generator=random)
        lattice = Lattice(GRID, CPU)
        mu = deformation.warp(TemplateVolume(load_template("QIN-LSC-0088"), CPU), lattice, 1)
    return Volume.on_grid(mu_per_mm_to_hu(mu.numpy()), GRID)


def reconstruct(pair: RadiographPair, config: TemplateConfig = QUICK) -> NDArray[np.float32]:
    return TemplateMethod(config, "cpu").reconstruct(pair, GRID, WorkContext()).hu


def fit_db(hu: NDArray[np.float32], pair: RadiographPair, grid: WorkingGrid = GRID) -> list[float]:
    images = project_numpy(hu_to_mu_per_mm(hu), pair.geometry.views, grid)
    return [
        projection_metrics(*both)["psnr_db"] for both in zip(images, (r.image for r in pair.radiographs), strict=True)
    ]


def test_bundled_templates_are_chests_with_air_around_and_a_stated_source() -> None:
    attribution = files("xr2ct_resources").joinpath("templates", "ATTRIBUTION.md").read_text(encoding="utf-8")
    for template_id in TEMPLATE_IDS:
        hu = load_template(template_id).hu
        assert template_id in attribution
        assert (hu[:, [0, -1], :] <= -1000).all() and (hu[:, :, [0, -1]] <= -1000).all()
        litres = {name: (mask.sum() * 2.5**3 / 1e6) for name, mask in _tissues(hu).items()}
        assert 2.0 < litres["lung"] < 9.0 and litres["soft"] > 6.0 and litres["bone"] > 0.3
        front, back = np.array_split(_tissues(hu)["bone"], 2, axis=1)
        assert back.sum() > 1.5 * front.sum(), "the spine is at the back"


def _tissues(hu: NDArray[np.int16]) -> dict[str, NDArray[np.bool_]]:
    return {"lung": (hu > -950) & (hu < -500), "soft": (hu > -100) & (hu < 150), "bone": hu > 250}


@pytest.mark.parametrize(("size", "controls"), [(16, 5), (32, 9), (64, 15)])
def test_spline_weights_keep_constants_and_straight_lines(size: int, controls: int) -> None:
    weights = spline_weights(size, controls).numpy()
    np.testing.assert_allclose(weights.sum(axis=1), 1.0, atol=1e-6)
    slope = np.diff(weights @ np.arange(controls))
    np.testing.assert_allclose(slope, (controls - 3) / size, atol=1e-4)


def test_an_undeformed_template_lies_in_the_middle_of_the_cube() -> None:
    template = load_template("QIN-LSC-0049")
    grid = WorkingGrid(128)
    deformation = Deformation(CPU)
    with torch.no_grad():
        deformation.scan_ends.copy_(torch.tensor([-2.0, 2.0]))
        mu = deformation.warp(TemplateVolume(template, CPU), Lattice(grid, CPU), 3).numpy()
    top, side, front = ((count - 128) // 2 for count in template.hu.shape)
    inner = template.hu[top : top + 128, :, :][:, :, front : front + 128]
    expected = hu_to_mu_per_mm(inner)
    np.testing.assert_allclose(mu[:, -side : 128 + side, :], expected, atol=1e-4)


def test_jacobian_is_the_local_change_of_volume() -> None:
    position = Lattice(WorkingGrid(16, 160.0), CPU).position * 80.0
    stretched = position * torch.tensor([0.1, -0.2, 0.5])[:, None, None, None]
    torch.testing.assert_close(jacobian(stretched, 10.0), torch.full((15, 15, 15), 1.1 * 0.8 * 1.5))


@pytest.mark.parametrize("geometry", GEOMETRIES.values(), ids=GEOMETRIES)
def test_coarse_views_see_the_same_line_integrals(geometry: BiplanarGeometry, patient: Volume) -> None:
    pair = simulate_pair(patient, geometry)
    fine = pair.geometry.frontal
    coarse = coarse_view(fine, 10.0)
    image = coarse_image(pair.frontal, fine, coarse, CPU).numpy()
    assert image.shape == (coarse.rows, coarse.cols)
    assert coarse.pixel_at_isocentre_mm == pytest.approx(10.0)
    (expected,) = project_numpy(hu_to_mu_per_mm(patient.hu), [coarse], GRID)
    assert np.abs(image - expected).mean() < 0.03 * expected.max()


def test_the_pose_of_a_moved_template_is_found() -> None:
    template = TemplateVolume(load_template("QIN-LSC-0049"), CPU)
    truth = Deformation(CPU)
    moved_mm = torch.tensor([10.0, -7.0, 12.0])
    with torch.no_grad():
        truth.affine_mm[:, 3] = moved_mm
        mu = truth.warp(template, Lattice(GRID, CPU), 0).numpy()
    pair = simulate_pair(Volume.on_grid(mu_per_mm_to_hu(mu), GRID), GEOMETRIES["x2ct"])
    registration = Registration(template, TemplateConfig(), Pyramid(pair, GRID, CPU))
    before = registration.correlation(POSE)
    registration.fit(POSE, lambda: None)
    found_mm = registration.deformation.affine_mm[:, 3].detach()
    assert (found_mm - moved_mm).abs().max() < 1.5
    assert registration.correlation(POSE) > max(before, 0.995)


def test_the_free_form_deformation_folds_nothing(patient: Volume) -> None:
    pyramid = Pyramid(simulate_pair(patient, GEOMETRIES["x2ct"]), GRID, CPU)
    loose = TemplateConfig(bending_weight=0.01)
    registration = Registration(TemplateVolume(load_template("C3N-00249"), CPU), loose, pyramid)
    first = registration.fit(Stage(10.0, 0, False, 20, 4.0), lambda: None)
    last = registration.fit(Stage(10.0, 3, True, 40, 3.0), lambda: None)
    assert last < 0.8 * first
    lattice = pyramid.coarse_lattice
    assert jacobian(registration.deformation.displacement_mm(lattice, 3).detach(), lattice.grid.spacing_mm).min() > 0.0


def test_a_guide_brings_a_template_nearer_to_it_and_keeps_it_agreeing_with_the_radiographs(patient: Volume) -> None:
    """The guide is the truth on 20 mm: it says more than two radiographs do of what lies behind what."""
    pyramid = Pyramid(simulate_pair(patient, GEOMETRIES["x2ct"]), GRID, CPU)
    truth = torch.from_numpy(hu_to_mu_per_mm(patient.hu))
    guide = Guide(adaptive_avg_pool3d(truth[None], 16)[0], 3.0)
    template = TemplateVolume(load_template("C3N-00249"), CPU)
    found = {}
    for name, held in (("free", None), ("guided", guide)):
        registration = Registration(template, QUICK, pyramid)
        registration.fit(Stage(10.0, 0, False, 20, 4.0), lambda: None)
        registered = warped([registration], [Stage(10.0, 2, True, 40, 2.0)], lambda *_: None, held)
        volume = registered.registrations[0].volume(Lattice(GRID, CPU))
        found[name] = (float((volume - truth).square().mean()), registration.correlation(Stage(10.0, 3, True, 1, 1.0)))
        assert registered.losses[0] > 0.0
    assert found["guided"][0] < 0.9 * found["free"][0]
    assert found["guided"][1] > 0.98


def test_a_guide_is_compared_on_the_coarser_grid() -> None:
    fine = torch.rand(32, 32, 32)
    coarse = adaptive_avg_pool3d(fine[None], 16)[0]
    assert float(Guide(coarse, 1.0).distance(fine)) == pytest.approx(0.0, abs=1e-9)
    assert float(Guide(fine, 1.0).distance(coarse)) == pytest.approx(0.0, abs=1e-9)
    assert float(Guide(fine, 2.0).distance(fine + 0.5 * MU_WATER_PER_MM)) == pytest.approx(0.5, rel=1e-3)


def test_the_correction_explains_the_radiographs_and_touches_only_what_is_uncertain(patient: Volume) -> None:
    level = make_level(simulate_pair(patient, GEOMETRIES["x2ct"]), GRID, CPU)
    truth = torch.from_numpy(hu_to_mu_per_mm(patient.hu))
    start = 0.9 * truth
    sigma = torch.where(truth > 0, 0.004, 0.0)
    end = correct(level, start, sigma, correlation_mm=10.0, noise=0.05, steps=30, on_step=lambda: None)
    misfit = [
        sum(float((a - b).square().mean()) for a, b in zip(level.measured, level.project(mu), strict=True))
        for mu in (start, end)
    ]
    assert misfit[1] < 0.01 * misfit[0]
    assert (end - truth).abs().mean() < 0.5 * (start - truth).abs().mean()
    assert torch.equal(end[truth == 0], start[truth == 0])


@pytest.mark.parametrize("name", ["clinic", "uneven"])
def test_a_reconstruction_agrees_with_both_radiographs(name: str, patient: Volume) -> None:
    pair = simulate_pair(patient, GEOMETRIES[name])
    output = TemplateMethod(QUICK, "cpu").reconstruct(pair, GRID, WorkContext())
    assert output.hu.dtype == np.float32 and np.isfinite(output.hu).all()
    assert min(fit_db(output.hu, pair)) > 35.0
    metrics = volume_metrics(output.hu, patient.hu, spacing_mm=GRID.spacing_mm, body_mask=body_mask_of_cube(patient))
    assert metrics["psnr_3d_db"] > 20.0
    assert metrics["dice_lung"] > 0.75


def test_the_uncertainty_is_larger_where_the_error_is_larger(patient: Volume) -> None:
    output = TemplateMethod(QUICK, "cpu").reconstruct(simulate_pair(patient, GEOMETRIES["x2ct"]), GRID, WorkContext())
    assert output.uncertainty_hu is not None and (output.uncertainty_hu > 0).all()
    body = body_mask_of_cube(patient)
    error = np.abs(output.hu - patient.hu)[body]
    sigma = output.uncertainty_hu[body]
    assert np.corrcoef(sigma, error)[0, 1] > 0.2
    single = TemplateConfig(templates=1, effort=0.05, finest_mm=10.0)
    one = TemplateMethod(single, "cpu").reconstruct(simulate_pair(patient, GEOMETRIES["x2ct"]), GRID, WorkContext())
    assert one.uncertainty_hu is None


@pytest.mark.parametrize("name", ["x2ct", "AP and RL", "parallel"])
def test_a_marker_off_the_centre_appears_where_it_is(name: str, patient: Volume) -> None:
    index = np.moveaxis(np.indices(GRID.shape_zyx), 0, -1)
    distance_mm = np.linalg.norm(GRID.affine.voxel_to_world(index) - np.array(MARKER_LPS_MM), axis=-1)
    marker = np.where(distance_mm < 12.0, np.float32(3000.0), np.float32(0.0))
    marked = replace(patient, hu=patient.hu + marker)
    pair = simulate_pair(marked, GEOMETRIES[name])
    output = reconstruct(pair)
    assert min(fit_db(output, pair)) > 35.0
    excess = np.clip(output - 700.0, 0.0, None)
    centre = (GRID.affine.voxel_to_world(index) * excess[..., None]).sum((0, 1, 2)) / excess.sum()
    assert np.abs(centre - MARKER_LPS_MM).max() < 10.0


def test_a_large_error_is_gathered_where_its_rays_cross(patient: Volume) -> None:
    marked = patient.hu.copy()
    marked[20:22, 18:20, 10:12] += 1000.0
    level = make_level(simulate_pair(replace(patient, hu=marked), GEOMETRIES["x2ct"]), GRID, CPU)
    start = torch.from_numpy(hu_to_mu_per_mm(patient.hu))
    settings = {"correlation_mm": 6.0, "noise": 0.05, "steps": 30, "on_step": lambda: None}
    even = torch.where(start > 0, 0.004, 0.0)
    found = []
    for sigma in (even, reweighted(level, start, even, **settings)):
        change = correct(level, start, sigma, **settings) - start
        found.append(float(change[20:22, 18:20, 10:12].mean()))
    assert found[1] > 2.0 * found[0]


def test_equal_inputs_give_equal_volumes(patient: Volume) -> None:
    pair = simulate_pair(patient, GEOMETRIES["x2ct"])
    quick = QUICK.model_copy(update={"effort": 0.05})
    np.testing.assert_array_equal(reconstruct(pair, quick), reconstruct(pair, quick))


def test_a_wrong_overall_scale_is_fitted_on_request(patient: Volume) -> None:
    pair = simulate_pair(patient, GEOMETRIES["x2ct"])
    weak = replace(pair, frontal=replace(pair.frontal, image=(0.8 * pair.frontal.image).astype(np.float32)))
    fitted = QUICK.model_copy(update={"match_gain": True, "templates": 1})
    output = TemplateMethod(fitted, "cpu").reconstruct(weak, GRID, WorkContext())
    errors = [
        np.abs(hu - patient.hu).mean()
        for hu in (output.hu, reconstruct(weak, QUICK.model_copy(update={"templates": 1})))
    ]
    assert errors[0] < errors[1]
    assert any("scaled" in note for note in output.notes)


def test_stopping_takes_effect_at_the_next_step_and_progress_only_grows(patient: Volume) -> None:
    control = ControlToken()
    seen: list[float] = []

    def on_progress(fraction: float, _phase: str) -> None:
        seen.append(fraction)
        if len(seen) == 12:
            control.request_stop()

    with pytest.raises(CancelledError):
        TemplateMethod(QUICK, "cpu").reconstruct(
            simulate_pair(patient, GEOMETRIES["x2ct"]), GRID, WorkContext(control, on_progress)
        )
    assert len(seen) == 12
    assert seen == sorted(seen)


def test_display_images_are_refused(patient: Volume) -> None:
    pair = simulate_pair(patient, GEOMETRIES["x2ct"])
    with pytest.raises(BadInputError):
        reconstruct(replace(pair, frontal=replace(pair.frontal, scale="display")))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_held_out_chests_are_reconstructed_accurately(shared_data: Path) -> None:
    grid = WorkingGrid(64)
    rows = []
    for subject in ("LIDC-IDRI-0001", "QIN-LSC-0028", "QIN-LSC-0064", "R01-001"):
        cube = ct_to_cube(read_volume(shared_data / "ct" / f"{subject}.nii.gz"), grid)
        pair = simulate_pair(cube, GEOMETRIES["x2ct"])
        hu = TemplateMethod(TemplateConfig(), "cpu").reconstruct(pair, grid, WorkContext()).hu
        metrics = volume_metrics(hu, cube.hu, spacing_mm=grid.spacing_mm, body_mask=body_mask_of_cube(cube))
        rows.append((metrics["psnr_3d_db"], metrics["dice_lung"], *fit_db(hu, pair, grid)))
    psnr_db, dice, frontal_db, lateral_db = np.mean(rows, axis=0)
    assert psnr_db > 23.0
    assert dice > 0.8
    assert min(frontal_db, lateral_db) > 38.0


def test_no_template_of_the_whole_library_is_of_the_patient_himself(patient: Volume) -> None:
    assert templates_of_others(("somebody", "")) == LIBRARY_IDS
    left = templates_of_others(("x/qin-lsc-0003.nii.gz", "R01-001"))
    assert set(LIBRARY_IDS) - set(left) == {"QIN-LSC-0003", "R01-001"}
    pair = replace(simulate_pair(patient, GEOMETRIES["parallel"]), subject="QIN-LSC-0088")
    config = QUICK.model_copy(update={"library": "all", "templates": 2, "effort": 0.05})
    output = TemplateMethod(config).reconstruct(pair, GRID, WorkContext())
    assert output.uncertainty_hu is not None and "QIN-LSC-0088" not in output.notes[0]
    own = TemplateMethod(config).reconstruct(replace(pair, subject="somebody"), GRID, WorkContext())
    assert "QIN-LSC-0088" in own.notes[0], "the chest was made of it"


def test_every_bundled_template_can_be_read() -> None:
    for name in LIBRARY_IDS:
        hu = load_template(name).hu
        assert hu.dtype == np.int16 and min(hu.shape) > 60 and -1024 <= hu.min() < -900 and hu.max() > 300
