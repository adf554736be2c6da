"""Latent fit finds the posterior where it is known, patients who moved, and a ball where it lies; its prior learns."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate, softplus

from xr2ct_core.config.base import inference_settings
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.data.phantoms import Phantoms
from xr2ct_core.data.source import Subset, data_digest
from xr2ct_core.errors import CancelledError, Xr2ctError
from xr2ct_core.geometry import BiplanarGeometry, rotation_matrix
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.latent_fit.config import LatentFitConfig
from xr2ct_core.methods.latent_fit.consistency import BlurredError, ErrorView, consistent
from xr2ct_core.methods.latent_fit.fitting import Freedom, LatentFit
from xr2ct_core.methods.latent_fit.losses import divergence_loss, likelihood_loss
from xr2ct_core.methods.latent_fit.measurement import fitted_views, misfit
from xr2ct_core.methods.latent_fit.method import LatentFitMethod
from xr2ct_core.methods.latent_fit.networks import Decoded
from xr2ct_core.methods.latent_fit.pose import moved
from xr2ct_core.methods.latent_fit.prior import LatentMoments, LatentPrior
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.training.batches import BatchMaker
from xr2ct_core.training.checkpoint import load_method
from xr2ct_core.training.events import TrainingEvents
from xr2ct_core.training.loop import TrainingData
from xr2ct_core.training.memory import LIBRARY_BYTES, estimate_training_memory_bytes
from xr2ct_core.training.start import resume_training, start_training
from xr2ct_core.volume import Volume

GRID = WorkingGrid(32)
TINY = WorkingGrid(8)
CPU = torch.device("cpu")
SMALL = {"grid_size": 32, "width": 0.34, "latent_channels": 2, "steps": 4, "draws": 1}
HELD = Freedom(0.0, 0.0, 0.0)
"""Neither pose nor gain may change."""


def coordinates(grid: WorkingGrid) -> tuple[Tensor, Tensor, Tensor]:
    """The x, y and z of each voxel in mm."""
    axis_mm = (torch.arange(grid.size) - (grid.size - 1) / 2.0) * grid.spacing_mm
    z_mm, y_mm, x_mm = torch.meshgrid(axis_mm, axis_mm, axis_mm, indexing="ij")
    return x_mm, y_mm, z_mm


def blob(x_mm: float, y_mm: float, z_mm: float, grid: WorkingGrid = GRID) -> Tensor:
    """Attenuation in units of water that falls off smoothly around a point."""
    x, y, z = coordinates(grid)
    return torch.exp(-0.5 * (((x - x_mm) / 35) ** 2 + ((y - y_mm) / 25) ** 2 + ((z - z_mm) / 30) ** 2))


def centre_mm(mass: Tensor) -> list[float]:
    return [float((mass * axis).sum() / mass.sum()) for axis in coordinates(WorkingGrid(len(mass)))]


def pair_of(volume: Tensor, preset: str = "x2ct") -> RadiographPair:
    grid = WorkingGrid(len(volume))
    hu = (1000.0 * volume - 1000.0).numpy().astype(np.float32)
    return simulate_pair(Volume.on_grid(hu, grid), BiplanarGeometry.preset(preset))


def unsure(mean_SZYX: Tensor, deviation: float) -> Decoded:
    """Volumes of one standard deviation everywhere."""
    return Decoded(mean_SZYX.unsqueeze(1), torch.full_like(mean_SZYX, 2.0 * np.log(deviation)).unsqueeze(1))


def solve(fit: LatentFit, steps: int, draws: int = 0) -> tuple[Tensor, Tensor]:
    return fit.solve(steps, draws, torch.Generator().manual_seed(0), lambda _: None)


def standard_prior(numbers: int) -> LatentPrior:
    return LatentPrior(torch.zeros(numbers), torch.eye(numbers))


@pytest.mark.slow
def test_with_a_linear_decoder_the_fit_and_its_draws_are_the_posterior() -> None:
    torch.manual_seed(0)
    numbers = 5
    base, effects = 1.0 + torch.rand(TINY.shape_zyx), 0.3 * torch.randn(numbers, *TINY.shape_zyx)
    truth = base + torch.tensordot(torch.tensor([1.0, -0.5, 0.3, 0.8, -1.0]), effects, 1)
    config = LatentFitConfig(photons=30.0)
    views = fitted_views(pair_of(truth, "parallel"), TINY, CPU, config)

    def decode(latent_SD: Tensor) -> Decoded:
        return unsure(base + torch.tensordot(latent_SD, effects, 1), 0.4)

    rows, rights, weights = [], [], []
    for view in views:
        rows.append(view.project(effects).flatten(1))
        rights.append((view.measured.image_BRC - view.project(base[None])).flatten())
        weights.append(view.precision(torch.full((1, *TINY.shape_zyx), 0.4**2)).flatten())
    model_DN, right_N, weight_N = torch.cat(rows, 1), torch.cat(rights), torch.cat(weights)
    covariance = torch.linalg.inv(2.0 * torch.eye(numbers) + (model_DN * weight_N) @ model_DN.T)
    expected = covariance @ (model_DN * weight_N) @ right_N
    assert float(covariance.diagonal().sqrt().max()) < 0.6 and float(expected.abs().max()) > 0.2

    fit = LatentFit(decode, standard_prior(numbers), views, HELD, TINY.cube_mm, prior_weight=2.0)
    likeliest, drawn = solve(fit, 150, 300)
    torch.testing.assert_close(likeliest[0, :numbers], expected, atol=0.01, rtol=0)
    deviation = drawn[:, :numbers] - expected
    torch.testing.assert_close(deviation.T @ deviation / len(drawn), covariance, atol=0.25 * covariance.max(), rtol=0)
    torch.testing.assert_close(deviation.square().mean(0), covariance.diagonal(), rtol=0.35, atol=0)


@pytest.mark.parametrize("preset", ["x2ct", "parallel"])
def test_a_patient_who_moved_is_found_by_the_pose(preset: str) -> None:
    views = fitted_views(pair_of(blob(18.0, -12.0, 9.0), preset), GRID, CPU, LatentFitConfig())

    def decode(latent_SD: Tensor) -> Decoded:
        return unsure(blob(0.0, 0.0, 0.0).expand(len(latent_SD), -1, -1, -1), 0.03)

    fit = LatentFit(decode, standard_prior(1), views, Freedom(20.0, 3.0, 0.02), GRID.cube_mm)
    likeliest, _ = solve(fit, 40)
    np.testing.assert_allclose(fit.fitted(likeliest).shift_mm_S3[0].numpy(), (18.0, -12.0, 9.0), atol=2.0)
    np.testing.assert_allclose(centre_mm(fit.fitted(likeliest).mean_SZYX[0]), (18.0, -12.0, 9.0), atol=2.0)


def test_a_wrong_scale_of_one_radiograph_is_found_as_its_gain() -> None:
    views = fitted_views(pair_of(blob(0.0, 0.0, 0.0)), GRID, CPU, LatentFitConfig())
    views[1].measured.image_BRC.mul_(1.06)

    def decode(latent_SD: Tensor) -> Decoded:
        return unsure(blob(0.0, 0.0, 0.0).expand(len(latent_SD), -1, -1, -1), 0.03)

    fit = LatentFit(decode, standard_prior(1), views, Freedom(0.0, 0.0, 0.1), GRID.cube_mm)
    gains = fit.fitted(solve(fit, 40)[0]).gain_SV[0]
    np.testing.assert_allclose(gains.numpy(), (1.0, 1.06), atol=0.01)


@pytest.mark.parametrize("turn_deg", [(20.0, 0.0, 0.0), (0.0, 25.0, 0.0), (10.0, -15.0, 30.0)])
def test_volumes_turn_as_geometry_does_and_then_shift(turn_deg: tuple[float, float, float]) -> None:
    place, shift = np.array([50.0, -30.0, 40.0]), np.array([8.0, 12.0, -6.0])
    turn = torch.deg2rad(torch.tensor([turn_deg]))
    found = moved(blob(*place)[None, None], torch.from_numpy(shift).float()[None], turn, GRID.cube_mm)[0, 0]
    np.testing.assert_allclose(centre_mm(found), rotation_matrix(turn_deg) @ place + shift, atol=0.5)


def test_the_prior_has_the_mean_and_covariance_of_the_latents_seen() -> None:
    torch.manual_seed(0)
    mixing = torch.tensor([[1.0, 0.0, 0.0], [0.8, 0.5, 0.0], [0.0, 0.3, 0.7]])
    mean = torch.tensor([0.5, -1.0, 2.0])
    moments = LatentMoments(3)
    torch.testing.assert_close(moments.prior().factor_DD, torch.eye(3))
    for _ in range(200):
        moments.update(mean + torch.randn(50, 3) @ mixing.T)
    prior = moments.prior()
    expected = mixing @ mixing.T
    torch.testing.assert_close(prior.mean_D, mean, atol=0.05, rtol=0)
    wanted = torch.where(torch.eye(3).bool(), expected, 0.8 * expected)
    torch.testing.assert_close(prior.factor_DD @ prior.factor_DD.T, wanted, atol=0.05, rtol=0)
    torch.testing.assert_close(prior.latent(torch.zeros(1, 3))[0], prior.mean_D)


def test_the_likelihood_is_best_at_the_truth_with_its_own_error_as_variance() -> None:
    truth = torch.zeros(1, 1, 1, 1, 2)
    mean = torch.tensor([0.3, -0.1]).view_as(truth).requires_grad_()
    log_variance = torch.log(mean.detach().square()).requires_grad_()
    slopes = torch.autograd.grad(likelihood_loss(mean, log_variance, truth), (mean, log_variance))
    assert bool((slopes[0] * mean > 0).all())
    torch.testing.assert_close(slopes[1], torch.zeros_like(truth), atol=1e-6, rtol=0)


def test_the_divergence_is_that_of_gaussians() -> None:
    mean, deviation = torch.full((2, 3), 0.7), torch.full((2, 3), 0.5)
    gaussian, standard = torch.distributions.Normal(mean, deviation), torch.distributions.Normal(0.0, 1.0)
    expected = torch.distributions.kl_divergence(gaussian, standard).sum(1).mean() / 10
    torch.testing.assert_close(divergence_loss(mean, 2.0 * deviation.log(), 10), expected)


def test_the_error_view_has_an_exact_transpose() -> None:
    torch.manual_seed(0)
    (view, _) = fitted_views(pair_of(blob(0.0, 0.0, 0.0)), GRID, CPU, LatentFitConfig())
    errors = ErrorView(view.measured.operator, BlurredError(torch.rand(1, *GRID.shape_zyx), spacing_mm=4.0))
    noise, image = torch.randn(1, *GRID.shape_zyx), torch.randn_like(view.measured.image_BRC)
    ahead, back = (errors.apply_forward(noise) * image).sum(), (noise * errors.apply_adjoint(image)).sum()
    assert float(ahead) == pytest.approx(float(back), rel=1e-3)


def test_a_volume_is_made_to_agree_where_it_is_unsure_and_only_there() -> None:
    truth = blob(0.0, 0.0, 0.0) + 0.8 * blob(60.0, 0.0, 0.0)
    views = fitted_views(pair_of(truth), GRID, CPU, LatentFitConfig())
    x_mm, *_ = coordinates(GRID)
    is_unsure = (x_mm > 20.0)[None]
    allowed = (x_mm < 120.0)[None]
    before = blob(0.0, 0.0, 0.0)[None]
    gains = torch.ones(1, 2)
    after = consistent(before, 0.3 * is_unsure, views, gains, allowed)
    assert float(misfit(views, after, gains)) < 0.3 * float(misfit(views, before, gains))
    sure = ~is_unsure & allowed
    torch.testing.assert_close(after[sure], before[sure])
    assert not bool(after[~allowed].any()) and float(after.min()) >= 0.0
    assert float((after - truth).square().mean()) < 0.5 * float((before - truth).square().mean())


class Upsampled(nn.Module):
    """A decoder that shows its latent as it is: coarse voxels."""

    def forward(self, latent_BCKKK: Tensor) -> Decoded:
        coarse = softplus(latent_BCKKK[:, :1] - 2.0)
        return unsure(interpolate(coarse, size=GRID.shape_zyx, mode="trilinear")[:, 0], 0.2)


@pytest.mark.parametrize("preset", ["parallel", "clinic", "x2ct"])
@pytest.mark.parametrize("correct", [True, False])
def test_a_marker_off_the_centre_is_on_its_side_in_all_axes(preset: str, correct: bool) -> None:
    place = (60.0, -40.0, 50.0)
    method = LatentFitMethod(LatentFitConfig(**{**SMALL, "steps": 40, "draws": 0}, correct=correct))
    method.networks["decoder"] = Upsampled()
    hu = method.reconstruct(pair_of(blob(*place), preset), GRID, WorkContext()).hu
    mass = torch.from_numpy(hu + 1000.0)
    np.testing.assert_allclose(centre_mm(mass), place, atol=8.0 if correct else 20.0)


@pytest.mark.parametrize(("view", "seen", "unseen"), [("frontal", (0, 2), 1), ("lateral", (1, 2), 0)])
def test_one_view_alone_places_what_it_sees_and_the_other_is_not_looked_at(
    view: str, seen: tuple[int, ...], unseen: int
) -> None:
    place = np.array([60.0, -40.0, 50.0])
    elsewhere = np.where(np.arange(3) == unseen, -place, place)
    method = LatentFitMethod(LatentFitConfig(**{**SMALL, "steps": 40, "draws": 0}, views=view))
    method.networks["decoder"] = Upsampled()
    result = method.reconstruct(pair_of(blob(*place), "parallel"), GRID, WorkContext())
    other = method.reconstruct(pair_of(blob(*elsewhere), "parallel"), GRID, WorkContext())
    found = np.array(centre_mm(torch.from_numpy(result.hu + 1000.0)))
    np.testing.assert_allclose(found[list(seen)], place[list(seen)], atol=8.0)
    assert abs(found[unseen]) < 25.0
    np.testing.assert_allclose(result.hu, other.hu, atol=1.0)
    assert view in result.notes[0]


@pytest.fixture(scope="module")
def pair(cases: Phantoms) -> RadiographPair:
    return BatchMaker(GRID, "cpu").pair_and_truth(cases[2])[0]


def fresh(**settings: object) -> LatentFitMethod:
    torch.manual_seed(0)
    return LatentFitMethod(LatentFitConfig(**{**SMALL, **settings}))


def test_each_loss_reaches_the_networks_that_it_is_for(batch: PairBatch) -> None:
    method = fresh()
    (turn,) = method.training_step(batch)
    assert turn.terms.keys() == {"likelihood", "divergence", "projection"}
    for name, loss in turn.terms.items():
        for part in ("encoder", "decoder"):
            parameters = dict(method.networks[part].named_parameters())
            slopes = torch.autograd.grad(loss, list(parameters.values()), retain_graph=True, allow_unused=True)
            reached = [key for key, slope in zip(parameters, slopes, strict=True) if slope is not None and slope.any()]
            assert reached == ([] if (name, part) == ("divergence", "decoder") else list(parameters)), (name, part)


def test_training_lowers_the_error_of_what_comes_back(batch: PairBatch) -> None:
    method = fresh()
    optimiser = torch.optim.Adam(method.networks.parameters(), lr=5e-3)
    errors = []
    for _ in range(25):
        optimiser.zero_grad()
        (turn,) = method.training_step(batch)
        turn.total.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        errors.append(float(turn.measures["error_hu"]))
    assert np.mean(errors[-3:]) < 0.7 * np.mean(errors[:3])
    assert float(method.moments.batches) == 25.0


def test_fitting_longer_explains_the_radiographs_better(pair: RadiographPair) -> None:
    def left(steps: int) -> float:
        method = fresh(steps=steps, draws=0, correct=False)
        method.networks["decoder"] = Upsampled()
        hu = method.reconstruct(pair, GRID, WorkContext()).hu
        views = fitted_views(pair, GRID, CPU, method._settings)
        return float(misfit(views, torch.from_numpy(hu)[None] / 1000.0 + 1.0, torch.ones(1, 2)))

    assert left(25) < 0.7 * left(1)


def test_it_gives_the_same_hu_each_time_and_says_how_sure_it_is(pair: RadiographPair) -> None:
    method = fresh(draws=2)
    fractions: list[float] = []
    context = WorkContext(on_progress=lambda done, _: fractions.append(done))
    first, second = method.reconstruct(pair, GRID, context), method.reconstruct(pair, GRID, WorkContext())
    np.testing.assert_array_equal(first.hu, second.hu)
    assert first.uncertainty_hu is not None and second.uncertainty_hu is not None
    np.testing.assert_array_equal(first.uncertainty_hu, second.uncertainty_hu)
    low, high = method.output_range_hu
    assert first.hu.shape == GRID.shape_zyx and first.hu.dtype == np.float32
    assert low <= first.hu.min() and first.hu.max() <= high
    assert fractions == sorted(fractions) and fractions[-1] == 1.0 and len(fractions) > 4

    alone = fresh(draws=0).reconstruct(pair, GRID, WorkContext())
    assert alone.uncertainty_hu is not None
    assert alone.uncertainty_hu.mean() < first.uncertainty_hu.mean()


def test_a_stop_is_obeyed_within_a_step(pair: RadiographPair) -> None:
    control = ControlToken()
    seen: list[float] = []

    def stop_early(done: float, _: str) -> None:
        seen.append(done)
        if done > 0.0:
            control.request_stop()

    with pytest.raises(CancelledError):
        fresh(steps=50).reconstruct(pair, GRID, WorkContext(control, stop_early))
    assert seen[-1] < 0.1


def test_another_grid_than_that_of_the_decoder_is_refused(pair: RadiographPair) -> None:
    with pytest.raises(Xr2ctError, match="32³"):
        fresh().reconstruct(pair, WorkingGrid(64), WorkContext())


def test_settings_of_the_fit_may_change_at_inference_and_those_of_the_networks_may_not() -> None:
    names = inference_settings(LatentFitConfig)
    assert {"views", "steps", "draws", "correct", "prior_weight", "seed"} <= set(names)
    assert not {"grid_size", "width", "latent_channels", "learning_rate"} & set(names)


def test_the_memory_of_a_training_is_estimated_without_a_batch_and_grows_with_the_width() -> None:
    narrow, wide = (estimate_training_memory_bytes("latent-fit", {**SMALL, "width": w}) for w in (0.34, 1.36))
    assert 2.0 * (narrow - LIBRARY_BYTES) < wide - LIBRARY_BYTES


def test_it_trains_resumes_and_reloads_to_the_same(cases: Phantoms, pair: RadiographPair, tmp_path: Path) -> None:
    train = Subset(cases, (0, 1))
    data = TrainingData(train, Subset(cases, (2,)), {"source": "phantoms", "digest": data_digest(train)})
    config = TrainConfig(steps=2, log_every=1, validate_every=9, preview_every=9, checkpoint_every=2, workers=1)
    start_training("latent-fit", SMALL, config, data, tmp_path / "whole", device="cpu")
    control = ControlToken()
    stop = TrainingEvents(progress=lambda done, *_: control.request_stop() if done == 1 else None)
    with pytest.raises(CancelledError):
        start_training(
            "latent-fit", SMALL, config, data, tmp_path / "parts", device="cpu", control=control, events=stop
        )
    resume_training(tmp_path / "parts", data, device="cpu")
    volumes = []
    for run in ("whole", "parts"):
        method, _ = load_method(tmp_path / run / "checkpoints" / "00000002")
        assert isinstance(method, LatentFitMethod) and float(method.moments.batches) == 2.0
        volumes.append(method.reconstruct(pair, GRID, WorkContext()).hu)
    np.testing.assert_array_equal(*volumes)
