"""The noise schedule and the sampler draw from the posterior where it is known; the denoiser uses what it is given."""

import math
from itertools import pairwise

import numpy as np
import pytest
import torch
from torch import Tensor

from xr2ct_core.methods.blocks.coarse_error import CoarseError
from xr2ct_core.methods.blocks.denoising_sampler import CleanEstimate, sample, visited_levels
from xr2ct_core.methods.blocks.level_unet import LevelUNet
from xr2ct_core.methods.blocks.noise_schedule import NoiseSchedule
from xr2ct_core.methods.blocks.positions import positions

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


@pytest.mark.parametrize("eta", [0.0, 1.0])
def test_noise_around_a_moving_centre_is_taken_away_from_that_centre(eta: float) -> None:
    """From a coarse value under noise to a clean one, on the way of the refiner, with exact knowledge of the end."""
    torch.manual_seed(0)
    start, known, coarse = 400, torch.randn(1, 1, 24, 24, 24), torch.randn(1, 1, 24, 24, 24)

    def centre_of(clean: Tensor, level: int) -> Tensor:
        return clean + float(SCHEDULE.ratio_T[level] / SCHEDULE.ratio_T[start]) * (coarse - clean)

    def draw() -> Tensor:
        return torch.randn_like(known)

    noisy = SCHEDULE.noised(coarse, torch.tensor([start]), draw())
    levels, unknown = [start, 200], lambda *_: known
    halfway = sample(noisy, levels, unknown, SCHEDULE, eta, draw, lambda _: None, centre_of)
    error = halfway - SCHEDULE.signal_T[200] * centre_of(known, 200)
    assert float(error.mean()) == pytest.approx(0.0, abs=0.02)
    assert float(error.std()) == pytest.approx(float(SCHEDULE.noise_T[200]), rel=0.02)
    end = sample(halfway, [200, 0], unknown, SCHEDULE, eta, draw, lambda _: None, centre_of)
    torch.testing.assert_close(end, known, atol=1e-5, rtol=0)


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
    white, smooth = CoarseError((block,) * 3), CoarseError((block,) * 3)
    for _ in range(3):
        white.update(0.2 * torch.randn_like(truth), truth)
        smooth.update(truth + 0.2, truth)
    assert float(white.deviation) == pytest.approx(0.2, rel=0.1)
    assert float(smooth.deviation) == pytest.approx(0.2 * block**1.5, rel=1e-4)
    assert float(smooth.measured) == pytest.approx(0.2, rel=1e-4)


def test_noise_that_all_slices_share_is_matched_in_squares_of_a_slice() -> None:
    torch.manual_seed(0)
    shared = CoarseError((1, 4, 4))
    shared.update((0.2 * torch.randn(1, 1, 1, 64, 64)).expand(-1, -1, 8, -1, -1), torch.zeros(1, 1, 8, 64, 64))
    assert float(shared.deviation) == pytest.approx(0.2, rel=0.1)


def without_zeros(network: LevelUNet) -> LevelUNet:
    """The network with a head that says something."""
    torch.nn.init.normal_(network.head[-1].weight, std=0.1)
    return network.eval()


@pytest.mark.parametrize("axes", [2, 3])
def test_the_denoiser_uses_every_channel_and_the_level(axes: int) -> None:
    torch.manual_seed(0)
    network = without_zeros(LevelUNet(axes, 2, 1, 8))
    first, second, level_B = torch.randn(1, 1, *(16,) * axes), torch.randn(1, 1, *(16,) * axes), torch.tensor([100])

    def answer(one: Tensor, other: Tensor, level_B: Tensor) -> Tensor:
        with torch.inference_mode():
            return network(torch.cat((one, other), dim=1), level_B)

    known = answer(first, second, level_B)
    assert known.shape == first.shape
    for other in ((first + 1, second, level_B), (first, second + 1, level_B), (first, second, level_B + 300)):
        assert float((answer(*other) - known).abs().max()) > 1e-4


def test_the_denoiser_says_nothing_before_it_has_learned() -> None:
    assert float(LevelUNet(2, 2, 1, 8)(torch.randn(1, 2, 16, 16), torch.tensor([5])).detach().abs().max()) == 0.0


def test_a_skip_carries_full_resolution() -> None:
    """A change of one voxel changes that voxel more than any that lies far off."""
    torch.manual_seed(0)
    network = without_zeros(LevelUNet(3, 1, 1, 8))
    volume, level_B = torch.randn(1, 1, 16, 16, 16), torch.tensor([100])
    changed = volume.clone()
    changed[0, 0, 5, 9, 3] += 3.0
    with torch.inference_mode():
        change = (network(changed, level_B) - network(volume, level_B)).abs()[0, 0]
    found = np.unravel_index(int(change.argmax()), change.shape)
    assert np.abs(np.subtract(found, (5, 9, 3))).max() <= 1


def test_places_run_from_minus_one_to_one_along_their_axis() -> None:
    places = positions((3, 2), torch.device("cpu"))
    assert places[0].tolist() == [[-1, -1], [0, 0], [1, 1]]
    assert places[1].tolist() == [[-1, 1], [-1, 1], [-1, 1]]
