"""The sampler draws from the posterior where it is known, and the refiner starts where its error says."""

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.data.phantoms import Phantoms
from xr2ct_core.data.source import Subset, data_digest
from xr2ct_core.errors import CancelledError, Xr2ctError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.diffusion.config import DiffusionConfig
from xr2ct_core.methods.diffusion.losses import CoarseError, denoising_loss, from_signed, to_signed
from xr2ct_core.methods.diffusion.method import DiffusionMethod
from xr2ct_core.methods.diffusion.networks import Denoiser
from xr2ct_core.methods.diffusion.sampler import CleanEstimate, sample, visited_levels
from xr2ct_core.methods.diffusion.schedule import NoiseSchedule
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.training.batches import BatchMaker
from xr2ct_core.training.checkpoint import load_method
from xr2ct_core.training.events import TrainingEvents
from xr2ct_core.training.loop import TrainingData
from xr2ct_core.training.start import resume_training, start_training
from xr2ct_core.volume import Volume

GRID = WorkingGrid(32)
GEOMETRY = BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625)
SMALL = {"grid_size": 32, "width": 4, "steps": 2}
SCHEDULE = NoiseSchedule()
MEAN, DEVIATION = 0.3, 0.5
"""The Gaussian prior of the volumes whose posterior is known."""


def run_sampler(noisy: Tensor, start: int, steps: int, clean_of: CleanEstimate, eta: float) -> Tensor:
    generator = torch.Generator().manual_seed(3)
    return sample(
        noisy,
        visited_levels(start, steps),
        clean_of,
        SCHEDULE,
        eta,
        lambda: torch.randn(noisy.shape, generator=generator),
        lambda _: None,
    )


def gaussian_estimate(noisy: Tensor, level: int) -> Tensor:
    """The exact mean of the clean value given the noisy one, under the Gaussian prior."""
    signal, share = float(SCHEDULE.signal_T[level]), float(SCHEDULE.noise_T[level])
    gain = signal * DEVIATION**2 / (signal**2 * DEVIATION**2 + share**2)
    return MEAN + gain * (noisy - signal * MEAN)


@pytest.mark.parametrize("eta", [0.0, 1.0])
@pytest.mark.parametrize("steps", [1, 7, 400])
def test_with_a_delta_prior_the_sampler_ends_exactly_there(eta: float, steps: int) -> None:
    torch.manual_seed(0)
    known = torch.randn(1, 1, 4, 4, 4)
    noisy = SCHEDULE.noised(known, torch.tensor([400]), torch.randn_like(known))
    torch.testing.assert_close(run_sampler(noisy, 400, steps, lambda *_: known, eta), known, atol=1e-5, rtol=0)


@pytest.mark.parametrize("deviation", [0.2, 1.0])
@pytest.mark.parametrize("measured", [-0.4, 0.9])
def test_started_at_the_noise_of_a_measurement_ddpm_draws_from_its_posterior(deviation: float, measured: float) -> None:
    start = int(SCHEDULE.level_of(torch.tensor(deviation)))
    noisy = float(SCHEDULE.signal_T[start]) * torch.full((1, 1, 30, 30, 30), measured)
    drawn = run_sampler(noisy, start, start, gaussian_estimate, eta=1.0)
    precision = 1.0 / DEVIATION**2 + 1.0 / deviation**2
    mean = (MEAN / DEVIATION**2 + measured / deviation**2) / precision
    assert float(drawn.mean()) == pytest.approx(mean, abs=0.01)
    assert float(drawn.std()) == pytest.approx(precision**-0.5, rel=0.03)


def test_started_at_another_noise_level_the_posterior_is_missed() -> None:
    start = int(SCHEDULE.level_of(torch.tensor(1.0))) // 3
    noisy = float(SCHEDULE.signal_T[start]) * torch.full((1, 1, 30, 30, 30), 0.9)
    drawn = run_sampler(noisy, start, start, gaussian_estimate, eta=1.0)
    precision = 1.0 / DEVIATION**2 + 1.0
    assert abs(float(drawn.mean()) - (MEAN / DEVIATION**2 + 0.9) / precision) > 0.1


def test_ddim_keeps_the_quantile_of_a_gaussian_prior() -> None:
    start, quantiles = 400, torch.linspace(-2.0, 2.0, 5).view(1, 1, 1, 1, 5)
    signal, share = float(SCHEDULE.signal_T[start]), float(SCHEDULE.noise_T[start])
    noisy = signal * MEAN + math.hypot(signal * DEVIATION, share) * quantiles
    found = run_sampler(noisy, start, start, gaussian_estimate, eta=0.0)
    torch.testing.assert_close(found, MEAN + DEVIATION * quantiles, atol=0.01, rtol=0)


def test_a_single_ddpm_step_has_the_published_mean_and_variance() -> None:
    """Ho et al., eq. 7, from the variances that the schedule adds."""
    torch.manual_seed(0)
    level = 300
    kept = SCHEDULE.signal_T.double() ** 2
    beta = float(1.0 - kept[level] / kept[level - 1])
    clean, noisy = torch.full((1, 1, 40, 40, 40), 0.4), torch.full((1, 1, 40, 40, 40), -0.7)
    draw = torch.randn(noisy.shape)
    found = sample(noisy, [level, level - 1], lambda *_: clean, SCHEDULE, 1.0, lambda: draw, lambda _: None)
    mean = (float(kept[level - 1]) ** 0.5 * beta * 0.4 + (1 - beta) ** 0.5 * float(1 - kept[level - 1]) * -0.7) / float(
        1 - kept[level]
    )
    deviation = (float(1 - kept[level - 1]) / float(1 - kept[level]) * beta) ** 0.5
    torch.testing.assert_close(found, mean + deviation * draw, atol=2e-5, rtol=0)


def test_the_schedule_keeps_variance_and_finds_the_level_of_a_noise() -> None:
    torch.testing.assert_close(SCHEDULE.signal_T**2 + SCHEDULE.noise_T**2, torch.ones(1001), atol=1e-6, rtol=0)
    shares = SCHEDULE.noise_T / SCHEDULE.signal_T
    for deviation in (0.05, 0.7, 3.0):
        level = int(SCHEDULE.level_of(torch.tensor(deviation)))
        assert float(shares[level - 1]) < deviation <= float(shares[level])
    assert int(SCHEDULE.level_of(torch.tensor(1e9))) == SCHEDULE.levels
    clean, noise, level_B = torch.randn(2, 1, 3, 3, 3), torch.randn(2, 1, 3, 3, 3), torch.tensor([5, 800])
    noisy, velocity = SCHEDULE.noised(clean, level_B, noise), SCHEDULE.velocity(clean, level_B, noise)
    torch.testing.assert_close(SCHEDULE.clean_of(noisy, level_B, velocity), clean, atol=1e-5, rtol=0)


@pytest.mark.parametrize(("start", "steps"), [(300, 25), (10, 25), (1, 1), (1000, 1000)])
def test_the_visited_levels_fall_from_the_start_to_zero(start: int, steps: int) -> None:
    levels = visited_levels(start, steps)
    assert levels[0] == start and levels[-1] == 0
    assert len(levels) == min(start, steps) + 1
    assert all(lower < level for level, lower in pairwise(levels))


@pytest.mark.parametrize("block", [1, 4])
def test_white_noise_as_the_error_has_its_own_deviation_and_a_smooth_error_a_larger_one(block: int) -> None:
    torch.manual_seed(0)
    truth = torch.zeros(1, 1, 32, 32, 32)
    white, smooth = CoarseError(block), CoarseError(block)
    for _ in range(3):
        white.update(0.2 * torch.randn_like(truth), truth)
        smooth.update(truth + 0.2, truth)
    assert float(white.deviation) == pytest.approx(0.2, rel=0.1)
    assert float(smooth.deviation) == pytest.approx(0.2 * block**1.5, rel=1e-4)


def test_the_window_is_undone() -> None:
    hu = torch.tensor([-2000.0, -1024.0, 0.0, 1476.0, 3000.0])
    torch.testing.assert_close(from_signed(to_signed(hu)), hu.clamp(-1024.0, 1476.0), atol=1e-3, rtol=0)


@pytest.fixture(scope="module")
def cases() -> Phantoms:
    return Phantoms(3, GRID, GEOMETRY)


@pytest.fixture(scope="module")
def batch(cases: Phantoms) -> PairBatch:
    return BatchMaker(GRID, "cpu").make([cases[0], cases[1]])


@pytest.fixture(scope="module")
def marker() -> tuple[Volume, RadiographPair]:
    """A ball of water to the left, to the front and up."""
    z_mm, y_mm, x_mm = np.meshgrid(*[(np.arange(32) - 15.5) * GRID.spacing_mm] * 3, indexing="ij")
    inside = (x_mm - 60) ** 2 + (y_mm + 40) ** 2 + (z_mm - 50) ** 2 < 50**2
    volume = Volume.on_grid(np.where(inside, 0, -1000).astype(np.int16), GRID)
    return volume, simulate_pair(volume, BiplanarGeometry.preset("parallel"))


def test_the_loss_reaches_every_parameter(batch: PairBatch) -> None:
    torch.manual_seed(0)
    method = DiffusionMethod(DiffusionConfig(**SMALL))
    (turn,) = method.training_step(batch)
    turn.total.backward()  # type: ignore[no-untyped-call]
    missed = [name for name, p in method.networks.named_parameters() if p.grad is None or not bool(p.grad.any())]
    assert missed == []


def test_the_denoiser_uses_noisy_volume_coarse_volume_and_level() -> None:
    torch.manual_seed(0)
    network = Denoiser(8).eval()
    noisy, coarse, level_B = torch.randn(1, 1, 16, 16, 16), torch.randn(1, 1, 16, 16, 16), torch.tensor([100])
    first = network(noisy, coarse, level_B)
    assert first.shape == noisy.shape
    for other in ((noisy + 1, coarse, level_B), (noisy, coarse + 1, level_B), (noisy, coarse, level_B + 300)):
        assert float((network(*other) - first).detach().abs().max()) > 1e-4


def test_a_skip_carries_full_resolution() -> None:
    """A change of one voxel changes that voxel more than any that lies far off."""
    torch.manual_seed(0)
    network = Denoiser(8).eval()
    volume, level_B = torch.randn(1, 1, 16, 16, 16), torch.tensor([100])
    changed = volume.clone()
    changed[0, 0, 5, 9, 3] += 3.0
    change = (network(changed, volume, level_B) - network(volume, volume, level_B)).abs()[0, 0]
    found = np.unravel_index(int(change.argmax()), change.shape)
    assert np.abs(np.subtract(found, (5, 9, 3))).max() <= 1


@pytest.mark.parametrize("coarse_grid", ["same", "half"])
def test_what_is_refined_lies_where_the_body_is(
    marker: tuple[Volume, RadiographPair], coarse_grid: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a network that takes the coarse volume for the clean one, the result is the coarse volume in its place."""
    volume, pair = marker
    method = DiffusionMethod(DiffusionConfig(**SMALL, coarse_grid=coarse_grid))
    schedule = method.schedule

    def clean_is_coarse(noisy: Tensor, coarse: Tensor, level_B: Tensor) -> Tensor:
        signal, share = schedule.signal_T[level_B], schedule.noise_T[level_B]
        return (signal * noisy - coarse) / share

    monkeypatch.setattr(method.networks["denoiser"], "forward", clean_is_coarse)
    hu = method.reconstruct(pair, GRID, WorkContext()).hu
    places = [np.argwhere(array > -700).mean(axis=0) for array in (hu, volume.hu)]
    np.testing.assert_allclose(*places, atol=1.5)


def test_the_coarse_volume_of_a_batch_is_that_of_its_pairs(cases: Phantoms, batch: PairBatch) -> None:
    method = DiffusionMethod(DiffusionConfig(**SMALL))
    pair, _ = BatchMaker(GRID, "cpu").pair_and_truth(cases[1])
    single = method.coarse.of_pair(pair, WorkContext())
    torch.testing.assert_close(method.coarse.of_batch(batch)[1:], single, atol=0.5, rtol=0)


def test_it_gives_the_same_hu_each_time_and_another_seed_others(marker: tuple[Volume, RadiographPair]) -> None:
    torch.manual_seed(0)
    method = DiffusionMethod(DiffusionConfig(**SMALL, eta=1.0))
    first, second = (method.reconstruct(marker[1], GRID, WorkContext()) for _ in range(2))
    np.testing.assert_array_equal(first.hu, second.hu)
    low, high = method.output_range_hu
    assert first.hu.shape == GRID.shape_zyx and first.hu.dtype == np.float32
    assert low <= first.hu.min() and first.hu.max() <= high
    assert first.uncertainty_hu is None
    other = DiffusionMethod(DiffusionConfig(**SMALL, eta=1.0, seed=1))
    other.load_inference_weights(method.inference_weights())
    assert np.abs(other.reconstruct(marker[1], GRID, WorkContext()).hu - first.hu).max() > 1.0


def test_several_samples_give_their_spread(marker: tuple[Volume, RadiographPair]) -> None:
    method = DiffusionMethod(DiffusionConfig(**SMALL, samples=2))
    fractions: list[float] = []
    output = method.reconstruct(marker[1], GRID, WorkContext(on_progress=lambda done, _: fractions.append(done)))
    assert output.uncertainty_hu is not None
    assert output.uncertainty_hu.mean() > 0
    assert fractions == sorted(fractions) and fractions[-1] == 1.0


def test_another_grid_than_that_of_the_network_is_refused(marker: tuple[Volume, RadiographPair]) -> None:
    with pytest.raises(Xr2ctError, match="32³"):
        DiffusionMethod(DiffusionConfig(**SMALL)).reconstruct(marker[1], WorkingGrid(64), WorkContext())


def test_the_loss_is_zero_only_for_the_velocity_itself() -> None:
    velocity = torch.randn(1, 1, 4, 4, 4)
    assert float(denoising_loss(velocity, velocity)) == 0.0
    assert float(denoising_loss(velocity + 0.5, velocity)) == pytest.approx(0.25, rel=1e-4)


def test_it_trains_resumes_and_reloads_to_the_same(cases: Phantoms, tmp_path: Path) -> None:
    train = Subset(cases, (0, 1))
    data = TrainingData(train, Subset(cases, (2,)), {"source": "phantoms", "digest": data_digest(train)})
    config = TrainConfig(steps=2, log_every=1, validate_every=9, preview_every=9, checkpoint_every=2, workers=1)
    start_training("diffusion", SMALL, config, data, tmp_path / "whole", device="cpu")
    control = ControlToken()
    stop = TrainingEvents(progress=lambda done, *_: control.request_stop() if done == 1 else None)
    with pytest.raises(CancelledError):
        start_training("diffusion", SMALL, config, data, tmp_path / "parts", device="cpu", control=control, events=stop)
    resume_training(tmp_path / "parts", data, device="cpu")
    pair, _ = BatchMaker(GRID, "cpu").pair_and_truth(data.validation[0])
    volumes = []
    for run in ("whole", "parts"):
        method, _ = load_method(tmp_path / run / "checkpoints" / "00000002")
        assert isinstance(method, DiffusionMethod)
        assert float(method.networks["coarse_error"].batches) == 2.0
        volumes.append(method.reconstruct(pair, GRID, WorkContext()).hu)
    np.testing.assert_array_equal(*volumes)
