"""DDNM draws from the posterior where it is known, agrees with both radiographs, and learns slices where they lie."""

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
from xr2ct_core.methods.blocks.denoising_sampler import CleanEstimate, visited_levels
from xr2ct_core.methods.blocks.noise_schedule import NoiseSchedule
from xr2ct_core.methods.ddnm.config import DdnmConfig
from xr2ct_core.methods.ddnm.consistency import Measurement, measurement
from xr2ct_core.methods.ddnm.losses import velocity_loss
from xr2ct_core.methods.ddnm.method import DdnmMethod
from xr2ct_core.methods.ddnm.prior import BODY_FROM, SlicePrior
from xr2ct_core.methods.ddnm.sampler import SharedNoise, SliceSmoothing, correction_at, mixed_noise, sample_measured
from xr2ct_core.methods.ddnm.window import from_window, mu_of, to_window
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.training.batches import BatchMaker
from xr2ct_core.training.checkpoint import load_method
from xr2ct_core.training.events import TrainingEvents
from xr2ct_core.training.loop import TrainingData
from xr2ct_core.training.memory import LIBRARY_BYTES, estimate_training_memory_bytes
from xr2ct_core.training.start import resume_training, start_training
from xr2ct_core.units import hu_to_mu_per_mm
from xr2ct_core.volume import Volume

GRID = WorkingGrid(32)
SMALL = {"grid_size": 32, "width": 4, "steps": 2, "samples": 1}
CPU = torch.device("cpu")
SCHEDULE = NoiseSchedule()
MEAN, DEVIATION = 0.1, 0.4
"""The Gaussian prior of the voxels whose posterior is known."""
TINY = WorkingGrid(8)


def gaussian_estimate(noisy: Tensor, level: int) -> Tensor:
    """The exact mean of the clean value given the noisy one, under the Gaussian prior."""
    signal, share = float(SCHEDULE.signal_T[level]), float(SCHEDULE.noise_T[level])
    return MEAN + signal * DEVIATION**2 / (signal**2 * DEVIATION**2 + share**2) * (noisy - signal * MEAN)


@pytest.fixture(scope="module")
def tiny() -> tuple[Tensor, Measurement]:
    """A volume of 8³ random voxels, in units of the window, and its radiographs by parallel beams."""
    hu = np.random.default_rng(0).uniform(-900, 500, TINY.shape_zyx).astype(np.float32)
    pair = simulate_pair(Volume.on_grid(hu, TINY), BiplanarGeometry.preset("parallel"))
    return torch.from_numpy(hu / 1000.0)[None], measurement(pair, TINY, CPU, 5)


def draw_samples(
    measured: Measurement, clean_of: CleanEstimate, *, eta: float, noise: float = 0.0, steps: int = 100
) -> Tensor:
    draw = SharedNoise((150, *TINY.shape_zyx), 0.0, 0, CPU)
    levels = visited_levels(SCHEDULE.levels, steps)
    return sample_measured(
        draw(),
        levels,
        clean_of,
        measured,
        SCHEDULE,
        eta=eta,
        noise=noise,
        draw=draw,
        on_step=lambda _: None,
    )


@pytest.mark.parametrize("eta", [0.0, 0.85])
def test_with_a_gaussian_prior_exact_radiographs_give_its_posterior(
    tiny: tuple[Tensor, Measurement], eta: float
) -> None:
    """What the radiographs see is theirs; the rest has the mean and the variance of the prior."""
    truth, measured = tiny
    drawn = draw_samples(measured, gaussian_estimate, eta=eta)
    prior_mean = torch.full_like(truth, MEAN)
    posterior_mean = prior_mean + measured.lacking(prior_mean)
    assert float((posterior_mean - prior_mean).abs().max()) > 0.2
    assert float((drawn.mean(0) - posterior_mean).abs().max()) < 5.0 * DEVIATION / 150**0.5
    deviation = drawn - drawn.mean(0)
    seen = measured.seen(deviation)
    assert float(seen.abs().max()) < 1e-4
    # In each slice 8 + 8 - 1 of 64 unknowns are seen.
    unseen_variance = (deviation - seen).square().sum((1, 2, 3)).mean() / (8 * (64 - 15))
    assert float(unseen_variance.sqrt()) == pytest.approx(DEVIATION, rel=0.08)


def test_noisy_radiographs_are_trusted_as_far_as_their_noise_allows(tiny: tuple[Tensor, Measurement]) -> None:
    """With a Gaussian prior the posterior mean lies between those of exact radiographs and of none."""
    truth, measured = tiny
    noise = 0.3
    drawn = draw_samples(measured, gaussian_estimate, eta=0.85, noise=noise, steps=40)
    lacking = measured.lacking(torch.full_like(truth, MEAN))
    moved = measured.seen(drawn.mean(0, keepdim=True) - MEAN)
    followed = float((moved * lacking).sum() / lacking.square().sum())
    assert followed == pytest.approx(DEVIATION**2 / (DEVIATION**2 + noise**2), abs=0.1)
    assert float(measured.seen(drawn - drawn.mean(0)).std()) > 0.03


@pytest.mark.parametrize("geometry", ["parallel", "clinic"])
def test_noise_of_pixels_is_told_as_that_of_the_directions_they_determine(geometry: str) -> None:
    """Against many draws of noise and, where A+ is exact, the number of directions that two profiles determine."""
    pair = simulate_pair(body(), BiplanarGeometry.preset(geometry))
    measured = measurement(pair, GRID, torch.device("cpu"), steps=5)
    random = np.random.default_rng(3)
    shapes = [shot.shape for shot in pair.radiographs]
    noisy = [[random.normal(0.0, 0.1, shape).astype(np.float32) for shape in shapes] for _ in range(10)]
    energy = np.mean([float(measured.explained(images).square().sum()) for images in noisy])
    told = measured.noise_of(0.1, np.random.default_rng(0))
    assert measured.noise_of(0.2, np.random.default_rng(0)) == pytest.approx(2.0 * told, rel=1e-3)
    if geometry == "parallel":
        assert told == pytest.approx((energy / (32 * (32 + 32 - 1))) ** 0.5, rel=0.1)
    else:
        assert 32 * 32 < energy / told**2 < 2 * 32 * 32, "no more directions than two images of 32 x 32 voxels have"


def test_with_a_delta_prior_only_what_the_radiographs_contradict_changes(tiny: tuple[Tensor, Measurement]) -> None:
    truth, measured = tiny
    other = truth.flip(3)
    for known in (truth, other):
        drawn = draw_samples(measured, lambda *_, known=known: known.expand(150, -1, -1, -1), eta=0.85, steps=5)
        torch.testing.assert_close(drawn, (known + measured.lacking(known)).expand_as(drawn), atol=1e-5, rtol=0)
    torch.testing.assert_close(measured.lacking(truth), torch.zeros_like(truth), atol=1e-5, rtol=0)
    assert float(measured.lacking(other).abs().max()) > 0.05


@pytest.mark.parametrize("noise", [0.001, 0.05, 0.4, 0.99])
def test_the_noise_of_measurement_and_step_together_is_that_of_the_level(noise: float) -> None:
    signal, measured_noise = (1.0 - noise**2) ** 0.5, 0.2
    correction = correction_at(signal, noise, measured_noise, eta=0.85)
    whole = (signal * correction.share * measured_noise) ** 2 + correction.fresh**2
    assert whole == pytest.approx(noise**2, rel=1e-6)
    assert 0.0 <= correction.share <= 1.0


def body() -> Volume:
    """An elliptical body with one lung on the patient's right and a bright block to the left, front and head."""
    z_mm, y_mm, x_mm = np.meshgrid(*[(np.arange(32) - 15.5) * GRID.spacing_mm] * 3, indexing="ij")
    hu = np.where((x_mm / 120) ** 2 + (y_mm / 90) ** 2 < 1, 0.0, -1000.0).astype(np.float32)
    hu[((x_mm + 50) / 40) ** 2 + (y_mm / 60) ** 2 + (z_mm / 90) ** 2 < 1] = -800.0
    hu[(abs(x_mm - 60) < 20) & (abs(y_mm + 40) < 20) & (abs(z_mm - 60) < 20)] = 800.0
    return Volume.on_grid(hu, GRID)


@pytest.mark.parametrize(("preset", "largest"), [("parallel", 1e-4), ("x2ct", 0.03)])
def test_a_corrected_volume_agrees_with_both_radiographs_and_the_unseen_part_stays(preset: str, largest: float) -> None:
    torch.manual_seed(0)
    pair = simulate_pair(body(), BiplanarGeometry.preset(preset))
    measured = measurement(pair, GRID, CPU, 60)
    volume = measured.admissible(torch.randn(2, *GRID.shape_zyx) * 0.2 - 0.5)
    corrected = volume + measured.lacking(volume)
    for before, after in zip(volume, corrected, strict=True):
        errors = [
            [float(abs(image - shot.image).mean()) for image, shot in zip(images, pair.radiographs, strict=True)]
            for images in (project_numpy(mu_of(v).numpy(), pair.geometry.views, GRID) for v in (before, after))
        ]
        assert max(errors[1]) < largest and min(errors[0]) > 0.2
    seen = measured.seen(corrected - volume)
    assert float((seen - (corrected - volume)).square().mean() / seen.square().mean()) < 0.01


def test_heights_that_a_short_detector_does_not_see_are_left_alone() -> None:
    geometry = BiplanarGeometry.make(model="parallel", rows=60, cols=128, pixel_mm=2.5)
    pair = simulate_pair(Volume.on_grid(np.zeros(TINY.shape_zyx, np.int16), TINY), geometry)
    change = measurement(pair, TINY, CPU, 5).lacking(torch.full((1, *TINY.shape_zyx), -0.5))[0]
    assert not change[[0, -1]].any() and all(height.any() for height in change[2:-2])


@pytest.mark.parametrize("preset", ["parallel", "x2ct"])
def test_settled_volumes_agree_have_air_outside_and_stay_in_the_window(preset: str) -> None:
    torch.manual_seed(0)
    pair = simulate_pair(body(), BiplanarGeometry.preset(preset))
    measured = measurement(pair, GRID, CPU, 10)
    settled = measured.settled(torch.randn(1, *GRID.shape_zyx) * 0.2 - 0.3)
    assert float(settled.min()) >= -1.0 and float(settled.max()) <= 1.0
    assert float(settled[0, :, 0, 0].max()) == -1.0
    images = project_numpy(mu_of(settled[0]).numpy(), pair.geometry.views, GRID)
    for image, shot in zip(images, pair.radiographs, strict=True):
        assert abs(image - shot.image).mean() < 0.02 * shot.image.max()


@pytest.mark.parametrize("preset", ["parallel", "clinic", "x2ct"])
def test_a_marker_off_the_centre_is_where_it_was(preset: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a prior that knows nothing but air, the radiographs alone put the ball to the left, front and head."""
    z_mm, y_mm, x_mm = np.meshgrid(*[(np.arange(32) - 15.5) * GRID.spacing_mm] * 3, indexing="ij")
    inside = (x_mm - 60) ** 2 + (y_mm + 40) ** 2 + (z_mm - 50) ** 2 < 30**2
    volume = Volume.on_grid(np.where(inside, 0, -1000).astype(np.int16), GRID)
    pair = simulate_pair(volume, BiplanarGeometry.preset(preset))
    method = DdnmMethod(DdnmConfig(**SMALL))

    def velocity_to_air(noisy: Tensor, level: int, on_part: object) -> Tensor:
        return (SCHEDULE.signal_T[level] * noisy + 1.0) / SCHEDULE.noise_T[level]

    monkeypatch.setattr(method.prior, "velocity_of_volumes", velocity_to_air)
    mass = method.reconstruct(pair, GRID, WorkContext()).hu + 1000.0
    found_mm = [float((mass * axis).sum() / mass.sum()) for axis in (x_mm, y_mm, z_mm)]
    np.testing.assert_allclose(found_mm, (60, -40, 50), atol=4.0)


def test_all_slices_share_their_noise_or_a_part_of_it() -> None:
    whole = SharedNoise((2, 6, 50, 50), 1.0, 7, CPU)()
    assert bool((whole == whole[:, :1]).all()) and not bool((whole[0] == whole[1]).any())
    part = SharedNoise((1, 6, 100, 100), 0.5, 7, CPU)()[0]
    assert float(part.std()) == pytest.approx(1.0, abs=0.05)
    assert float((part[0] * part[5]).mean()) == pytest.approx(0.5, abs=0.05)
    assert bool((mixed_noise(torch.ones(1), torch.zeros(1), 0.25) == 0.5).all())


def test_smoothing_is_the_proximal_step_of_squared_differences_of_slices() -> None:
    torch.manual_seed(0)
    volume = torch.randn(1, 5, 2, 2)
    smooth = SliceSmoothing(5, CPU)(volume, 2.0).requires_grad_()
    energy = 0.5 * (smooth - volume).square().sum() + 0.5 * 2.0 * smooth.diff(dim=1).square().sum()
    (slope,) = torch.autograd.grad(energy, smooth)
    torch.testing.assert_close(slope, torch.zeros_like(slope), atol=1e-5, rtol=0)
    torch.testing.assert_close(SliceSmoothing(5, CPU)(volume, 0.0), volume, atol=1e-5, rtol=0)


def test_the_window_is_fixed_and_linear_in_attenuation() -> None:
    hu = torch.tensor([-1024.0, -1000.0, 0.0, 500.0, 1476.0])
    torch.testing.assert_close(from_window(to_window(hu)), hu.clamp(-1000.0, 1000.0))
    np.testing.assert_allclose(mu_of(to_window(hu[1:4])).numpy(), hu_to_mu_per_mm(hu[1:4].numpy()), atol=1e-7)


@pytest.mark.parametrize("context", [1, 3])
def test_slices_to_learn_from_have_body_and_come_with_their_neighbours_and_height(context: int) -> None:
    torch.manual_seed(0)
    volume = torch.full((2, *GRID.shape_zyx), -1.0)
    volume[:, 10:20, 8:24, 8:24] = torch.arange(10.0).view(10, 1, 1) / 100.0
    prior = SlicePrior(context, 4, GRID, CPU)
    stacks, heights = prior.training_slices(volume, 10)
    assert stacks.shape == (20, context, 32, 32)
    assert bool(((stacks[:, context // 2] > BODY_FROM).float().mean((1, 2)) > 0.1).all())
    slices = ((heights + 1.0) / 2.0 * 31.0).round().long()
    assert sorted(slices.tolist()) == sorted([*range(10, 20)] * 2)
    for offset in range(-(context // 2), context // 2 + 1):
        torch.testing.assert_close(stacks[:, context // 2 + offset], volume[0, slices + offset])


@pytest.mark.parametrize("context", [1, 3])
def test_volumes_are_asked_for_slice_by_slice_in_their_order(context: int) -> None:
    torch.manual_seed(0)
    prior = SlicePrior(context, 4, GRID, CPU).eval()
    torch.nn.init.normal_(prior.unet.head[-1].weight, std=0.1)
    noisy = torch.randn(3, *GRID.shape_zyx)
    reach = context // 2
    with torch.inference_mode():
        whole = prior.velocity_of_volumes(noisy, 300, lambda _: None)
        single = prior(noisy[1:2, 20 - reach : 21 + reach], torch.tensor([20 / 31 * 2 - 1]), torch.tensor([300]))
        elsewhere = prior(noisy[1:2, 20 - reach : 21 + reach], torch.tensor([-0.9]), torch.tensor([300]))
    torch.testing.assert_close(whole[1, 20], single[0, 0], atol=1e-4, rtol=0)
    assert float((elsewhere - single).abs().max()) > 1e-4


@pytest.fixture(scope="module")
def pair(cases: Phantoms) -> RadiographPair:
    return BatchMaker(GRID, "cpu").pair_and_truth(cases[2])[0]


def talking(**settings: object) -> DdnmMethod:
    """A method whose prior says something, as if it had learned a little."""
    torch.manual_seed(0)
    method = DdnmMethod(DdnmConfig(**{**SMALL, **settings}))
    torch.nn.init.normal_(method.prior.unet.head[-1].weight, std=0.1)
    return method


@pytest.mark.parametrize("context", [1, 3])
def test_the_loss_reaches_every_parameter_and_falls(batch: PairBatch, context: int) -> None:
    method = talking(context=context, shared_noise=0.5)
    optimiser = torch.optim.Adam(method.prior.parameters(), lr=3e-3)
    losses = []
    for step in range(15):
        optimiser.zero_grad()
        (turn,) = method.training_step(batch)
        turn.total.backward()  # type: ignore[no-untyped-call]
        if step == 0:
            missed = [n for n, p in method.networks.named_parameters() if p.grad is None or not bool(p.grad.any())]
            assert missed == []
        losses.append(float(turn.total.detach()))
        optimiser.step()
    assert np.mean(losses[-4:]) < 0.8 * np.mean(losses[:2])


def test_the_loss_is_zero_only_for_the_velocity_itself() -> None:
    velocity = torch.randn(3, 1, 4, 4)
    assert float(velocity_loss(velocity, velocity)) == 0.0
    assert float(velocity_loss(velocity + 0.5, velocity)) == pytest.approx(0.25, rel=1e-4)


def test_it_gives_the_same_hu_each_time_that_agree_with_the_radiographs(pair: RadiographPair) -> None:
    method = talking(samples=2)
    fractions: list[float] = []
    context = WorkContext(on_progress=lambda done, _: fractions.append(done))
    first, second = method.reconstruct(pair, GRID, context), method.reconstruct(pair, GRID, WorkContext())
    np.testing.assert_array_equal(first.hu, second.hu)
    low, high = method.output_range_hu
    assert first.hu.shape == GRID.shape_zyx and first.hu.dtype == np.float32
    assert low <= first.hu.min() and first.hu.max() <= high
    assert first.uncertainty_hu is not None and first.uncertainty_hu.mean() > 1.0
    assert fractions == sorted(fractions) and fractions[-1] == 1.0 and len(fractions) > 5
    images = project_numpy(hu_to_mu_per_mm(first.hu), pair.geometry.views, GRID)
    for image, shot in zip(images, pair.radiographs, strict=True):
        assert abs(image - shot.image).mean() < 0.01 * shot.image.max()


def test_another_seed_gives_another_volume_and_one_sample_no_uncertainty(pair: RadiographPair) -> None:
    method, other = talking(), talking(seed=1)
    first, second = (each.reconstruct(pair, GRID, WorkContext()) for each in (method, other))
    assert first.uncertainty_hu is None
    assert np.abs(first.hu - second.hu).max() > 10.0


def test_noise_of_the_measurement_leaves_some_of_the_misfit(pair: RadiographPair) -> None:
    def misfit(line_noise: float) -> float:
        hu = talking(measurement_noise=line_noise, steps=4).reconstruct(pair, GRID, WorkContext()).hu
        images = project_numpy(hu_to_mu_per_mm(hu), pair.geometry.views, GRID)
        return max(float(abs(i - s.image).mean()) for i, s in zip(images, pair.radiographs, strict=True))

    assert misfit(0.0) < misfit(1.0)


def test_a_stop_is_obeyed_within_a_step(pair: RadiographPair) -> None:
    control = ControlToken()
    seen: list[float] = []

    def stop_halfway(done: float, phase: str) -> None:
        seen.append(done)
        if phase == "Sampling":
            control.request_stop()

    with pytest.raises(CancelledError):
        talking(steps=20).reconstruct(pair, GRID, WorkContext(control, stop_halfway))
    assert seen[-1] < 0.3


def test_another_grid_than_that_of_the_prior_is_refused(pair: RadiographPair) -> None:
    with pytest.raises(Xr2ctError, match="32³"):
        DdnmMethod(DdnmConfig(**SMALL)).reconstruct(pair, WorkingGrid(64), WorkContext())


def test_the_memory_of_a_training_is_estimated_without_a_batch_and_grows_with_the_slices() -> None:
    few, many = (estimate_training_memory_bytes("ddnm", {**SMALL, "slices_per_volume": n}) for n in (4, 16))
    assert 2.0 * (few - LIBRARY_BYTES) < many - LIBRARY_BYTES


def test_it_trains_resumes_and_reloads_to_the_same(cases: Phantoms, pair: RadiographPair, tmp_path: Path) -> None:
    train = Subset(cases, (0, 1))
    data = TrainingData(train, Subset(cases, (2,)), {"source": "phantoms", "digest": data_digest(train)})
    config = TrainConfig(steps=2, log_every=1, validate_every=9, preview_every=9, checkpoint_every=2, workers=1)
    start_training("ddnm", SMALL, config, data, tmp_path / "whole", device="cpu")
    control = ControlToken()
    stop = TrainingEvents(progress=lambda done, *_: control.request_stop() if done == 1 else None)
    with pytest.raises(CancelledError):
        start_training("ddnm", SMALL, config, data, tmp_path / "parts", device="cpu", control=control, events=stop)
    resume_training(tmp_path / "parts", data, device="cpu")
    volumes = []
    for run in ("whole", "parts"):
        method, _ = load_method(tmp_path / run / "checkpoints" / "00000002")
        assert isinstance(method, DdnmMethod)
        assert float(method.networks["guide_error"].batches) == 2.0
        volumes.append(method.reconstruct(pair, GRID, WorkContext()).hu)
    np.testing.assert_array_equal(*volumes)
