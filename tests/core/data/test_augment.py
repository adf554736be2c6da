"""Augmentation changes volume and views together, repeats itself, and never folds or mirrors a patient unasked."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from pydantic import ValidationError

from xr2ct_core.bspline import jacobian
from xr2ct_core.data.augment import Augmenter, Draw
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.beams import Exposure, draw_exposure, exposed, jittered_geometry
from xr2ct_core.data.source import CaseSample
from xr2ct_core.data.warp import Warper, draw_warp
from xr2ct_core.errors import BadConfigError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.projector import project
from xr2ct_core.units import MU_WATER_PER_MM

GRID = WorkingGrid(32)
GEOMETRY = BiplanarGeometry.make(rows=64, cols=64, pixel_mm=7.8125)
ONLY_SHAPE = AugmentConfig(photons_low=0, tone_gamma=0, tone_gain=0)
NOTHING = AugmentConfig(
    rotation_deg=0, stretch=0, shift_mm=0, elastic_mm=0, distance_jitter=0, beam_shift_mm=0,
    photons_low=0, tone_gamma=0, tone_gain=0, breathing_mm=0, lung_hu=0, soft_hu=0, bone_contrast=0, vessel_hu=0,
    nodules=0, effusions=0,
)  # fmt: skip
MARKER_XYZ_MM = (60.0, -30.0, 40.0)


def marker(size: int = 32) -> CaseSample:
    """Air with one ball of bone 60 mm to the left, 30 mm to the front and 40 mm up."""
    z, y, x = (np.indices((size,) * 3) - (size - 1) / 2) * (320 / size)
    inside = (x - 60) ** 2 + (y + 30) ** 2 + (z - 40) ** 2 < 24**2
    return CaseSample("marker", np.where(inside, 1000, -1000).astype(np.int16), GEOMETRY)


def centre_xyz_mm(cube_hu: torch.Tensor) -> np.ndarray:
    weight = (cube_hu.double() + 1000).clamp_min(0).numpy()
    zyx = [np.average(index, weights=weight) for index in np.indices(weight.shape)]
    return (np.array(zyx[::-1]) - (weight.shape[0] - 1) / 2) * (320 / weight.shape[0])


def centre_row_col(image: torch.Tensor) -> np.ndarray:
    return np.array([np.average(index, weights=image.numpy()) for index in np.indices(image.shape)])


@pytest.mark.parametrize("index", range(4))
def test_the_marker_is_in_both_views_where_the_volume_and_the_geometry_say(index: int) -> None:
    batch = Augmenter(ONLY_SHAPE, GRID).make([marker()], [Draw(0, index)])
    centre = centre_xyz_mm(batch.cube_hu_BZYX[0])
    assert 3 < np.linalg.norm(centre - MARKER_XYZ_MM) < 60, "it moved, but not out of the chest"
    for image, view in zip((batch.frontal_BRC[0], batch.lateral_BRC[0]), batch.geometries[0].views, strict=True):
        np.testing.assert_allclose(centre_row_col(image), view.world_to_pixel(centre), atol=0.25)


def test_the_views_are_the_projections_of_the_changed_volume() -> None:
    batch = Augmenter(ONLY_SHAPE, GRID, seed=3).make([marker(), marker()], [Draw(0, 0), Draw(0, 1)])
    for number, geometry in enumerate(batch.geometries):
        mu = MU_WATER_PER_MM * (1 + batch.cube_hu_BZYX[number : number + 1] / 1000).clamp_min(0)
        frontal, lateral = project(mu, geometry.views, GRID)
        torch.testing.assert_close(batch.frontal_BRC[number], frontal[0])
        torch.testing.assert_close(batch.lateral_BRC[number], lateral[0])
    assert batch.geometries[0] != batch.geometries[1] != GEOMETRY


def test_with_everything_off_a_case_stays_as_it_is() -> None:
    case = marker()
    batch = Augmenter(NOTHING, GRID).make([case], [Draw(4, 2)])
    torch.testing.assert_close(batch.cube_hu_BZYX[0], torch.from_numpy(case.cube_hu).float(), rtol=0, atol=0.05)
    assert batch.geometries == (GEOMETRY,) and batch.subjects == ("marker",)


def test_a_case_depends_on_seed_epoch_and_index_alone() -> None:
    def one(seed: int, epoch: int, index: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        batch = Augmenter(AugmentConfig(), GRID, seed=seed).make([marker()], [Draw(epoch, index)])
        return batch.cube_hu_BZYX[0], batch.frontal_BRC[0], batch.lateral_BRC[0]

    first = one(1, 2, 3)
    resumed = Augmenter(AugmentConfig(), GRID, seed=1)
    resumed.make([marker()], [Draw(7, 7)])
    torch.manual_seed(5)
    batch = resumed.make([marker(), marker()], [Draw(2, 9), Draw(2, 3)])
    for before, after in zip(first, (batch.cube_hu_BZYX, batch.frontal_BRC, batch.lateral_BRC), strict=True):
        assert torch.equal(before, after[1]) and not torch.equal(before, after[0])
    for other in ((2, 2, 3), (1, 3, 3), (1, 2, 4), (1, 3, 2)):
        assert not torch.equal(one(*other)[0], first[0])


def test_one_setting_leaves_the_others_draws_alone() -> None:
    with_noise = Augmenter(AugmentConfig(), GRID).make([marker()], [Draw(0, 0)])
    without = Augmenter(ONLY_SHAPE, GRID).make([marker()], [Draw(0, 0)])
    assert torch.equal(with_noise.cube_hu_BZYX, without.cube_hu_BZYX)
    assert with_noise.geometries == without.geometries
    assert not torch.equal(with_noise.frontal_BRC, without.frontal_BRC)


@pytest.mark.parametrize("spacing_mm", [25.0, 64.0, 160.0])
def test_the_strongest_deformation_does_not_fold(spacing_mm: float) -> None:
    config = AugmentConfig(elastic_mm=40, elastic_spacing_mm=spacing_mm, rotation_deg=30, stretch=0.4)
    warper = Warper(32, "cpu")
    for seed in range(5):
        places = warper.places_mm(draw_warp(config, np.random.default_rng(seed)))
        own = (np.indices((32, 32, 32)) - 15.5) * 10.0
        assert jacobian(places - torch.from_numpy(own).float(), 10.0).min() > 0


def test_a_turn_is_the_turn_of_the_geometry_module() -> None:
    config = NOTHING.model_copy(update={"rotation_deg": 20.0, "shift_mm": 10.0})
    warp = draw_warp(config, np.random.default_rng(0))
    moved = Warper(64, "cpu").apply(torch.from_numpy(marker(64).cube_hu).float(), warp)
    expected_zyx = np.linalg.solve(warp.matrix, np.array(MARKER_XYZ_MM)[::-1] - warp.shift_mm)
    np.testing.assert_allclose(centre_xyz_mm(moved), expected_zyx[::-1], atol=0.5)
    assert np.linalg.det(warp.matrix) == pytest.approx(1.0)


def test_a_body_cut_by_the_cube_at_neck_and_belly_still_reaches_both_ends_after_the_warp() -> None:
    cube = torch.full((32, 32, 32), -1024.0)
    cube[:, 8:24, 8:24] = 40.0
    for index in range(3):
        warped = Augmenter(AugmentConfig(), GRID).volume(cube, Draw(0, index))
        torch.testing.assert_close(warped[:, 14:18, 14:18], cube[:, 14:18, 14:18], atol=0.01, rtol=0)
        assert (warped[:, :, 0] < -1000).all() and (warped[:, 0] < -1000).all()


def test_patients_are_mirrored_only_on_request() -> None:
    def share_on_the_right(config: AugmentConfig) -> float:
        augmenter = Augmenter(config, GRID)
        cube = torch.from_numpy(marker().cube_hu).float()
        places = [centre_xyz_mm(augmenter.volume(cube, Draw(0, index)))[0] for index in range(30)]
        return float(np.mean(np.array(places) < 0))

    assert share_on_the_right(AugmentConfig()) == 0.0
    assert 0.2 < share_on_the_right(AugmentConfig(mirror=True)) < 0.8


def test_noise_is_that_of_counted_photons() -> None:
    clean = torch.full((400, 400), 3.0)
    noisy = exposed(clean, Exposure(photons=1e5, noise_seed=1, gamma=1.0, gain=1.0))
    assert float(noisy.mean()) == pytest.approx(3.0, abs=1e-3)
    assert float(noisy.std()) == pytest.approx((1e5 * np.exp(-3.0)) ** -0.5, rel=0.02)
    assert float(exposed(clean + 60, Exposure(1e4, 1, 1.0, 1.0)).max()) == pytest.approx(np.log(2e4))
    seen = [draw_exposure(AugmentConfig(), np.random.default_rng(seed)).photons for seed in range(200)]
    assert 1e4 <= min(seen) < 2e4 and 5e5 < max(seen) <= 1e6


def test_a_tone_curve_keeps_air_and_order() -> None:
    ramp = torch.linspace(0, 6, 50)[None]
    shown = exposed(ramp, Exposure(photons=None, noise_seed=0, gamma=1.1, gain=0.95))
    assert float(shown[0, 0]) == 0.0 and float(shown[0, -1]) == pytest.approx(0.95 * 6)
    assert (shown.diff() > 0).all() and float(shown[0, 25]) < float(0.95 * ramp[0, 25])


def test_jittered_distances_stay_possible_and_views_differ() -> None:
    config = AugmentConfig(distance_jitter=0.05)
    tight = BiplanarGeometry.make(sad_mm=1000, sdd_mm=1001)
    for seed in range(20):
        moved = jittered_geometry(GEOMETRY, config, np.random.default_rng(seed))
        assert moved.frontal.sad_mm == pytest.approx(541, rel=0.05) and moved.frontal.sad_mm != moved.lateral.sad_mm
        assert max(map(abs, moved.lateral.shift_mm)) <= 4 and moved.frontal.is_aligned
        still = jittered_geometry(tight, config, np.random.default_rng(seed)).frontal
        assert still.sad_mm < still.sdd_mm
    parallel = jittered_geometry(BiplanarGeometry.preset("parallel"), config, np.random.default_rng(0))
    assert parallel.frontal.model == "parallel" and parallel.frontal.sad_mm == 0


def test_fine_cubes_are_projected_fine_and_averaged_down() -> None:
    fine = marker(64)
    batch = Augmenter(NOTHING, GRID).make([fine], [Draw(0, 0)])
    mu = MU_WATER_PER_MM * (1 + torch.from_numpy(fine.cube_hu)[None].float() / 1000)
    torch.testing.assert_close(batch.frontal_BRC, project(mu, GEOMETRY.views, WorkingGrid(64))[0], atol=1e-4, rtol=1e-4)
    coarse = fine.cube_hu.reshape(32, 2, 32, 2, 32, 2).mean(axis=(1, 3, 5))
    np.testing.assert_allclose(batch.cube_hu_BZYX[0], coarse, atol=0.1)
    with pytest.raises(BadConfigError, match="does not fit"):
        Augmenter(NOTHING, GRID).make([marker(48)], [Draw(0, 0)])


def test_photon_numbers_out_of_order_are_refused() -> None:
    for low, high in ((0.5, 10), (1e5, 1e4)):
        with pytest.raises(ValidationError, match="photons_low"):
            AugmentConfig(photons_low=low, photons_high=high)


@pytest.mark.gpu
def test_a_gpu_sees_the_same_patients() -> None:
    case = replace(marker(), geometry=GEOMETRY)
    host, device = (Augmenter(ONLY_SHAPE, GRID, where).make([case], [Draw(1, 1)]) for where in ("cpu", "cuda"))
    torch.testing.assert_close(device.cube_hu_BZYX.cpu(), host.cube_hu_BZYX, atol=2.0, rtol=1e-3)
    torch.testing.assert_close(device.frontal_BRC.cpu(), host.frontal_BRC, atol=1e-2, rtol=1e-2)
    assert device.geometries == host.geometries


def test_a_far_source_makes_beams_nearly_parallel_and_keeps_the_field_at_the_isocentre() -> None:
    config = NOTHING.model_copy(update={"far_source": 1.0})
    distances = []
    for seed in range(20):
        moved = jittered_geometry(GEOMETRY, config, np.random.default_rng(seed))
        for view, before in zip(moved.views, GEOMETRY.views, strict=True):
            assert view.pixel_at_isocentre_mm == pytest.approx(before.pixel_at_isocentre_mm)
            assert view.sdd_mm - view.sad_mm == pytest.approx(before.sdd_mm - before.sad_mm)
        distances.append(moved.frontal.sad_mm)
    assert min(distances) < 700.0 and 1500.0 < max(distances) <= 1800.0
