"""The refiner starts at the coarse volume under noise as its error says, and learns what to add to it."""

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
from xr2ct_core.methods.blocks.noise_schedule import NoiseSchedule
from xr2ct_core.methods.diffusion.bridge import Bridge
from xr2ct_core.methods.diffusion.config import DiffusionConfig
from xr2ct_core.methods.diffusion.losses import correction_loss
from xr2ct_core.methods.diffusion.method import DiffusionMethod
from xr2ct_core.methods.diffusion.window import from_signed, to_signed
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
SMALL = {"grid_size": 32, "width": 4, "steps": 2}


def refiner(**settings: object) -> DiffusionMethod:
    """A refiner whose head says something, as if it had learned a little."""
    torch.manual_seed(0)
    method = DiffusionMethod(DiffusionConfig(**{**SMALL, **settings}))
    torch.nn.init.normal_(method.networks["denoiser"].head[-1].weight, std=0.1)
    return method


def test_the_window_is_undone() -> None:
    hu = torch.tensor([-2000.0, -1024.0, 0.0, 1476.0, 3000.0])
    torch.testing.assert_close(from_signed(to_signed(hu)), hu.clamp(-1024.0, 1476.0), atol=1e-3, rtol=0)


def test_the_loss_reaches_every_parameter(batch: PairBatch) -> None:
    method = refiner()
    (turn,) = method.training_step(batch)
    turn.total.backward()  # type: ignore[no-untyped-call]
    missed = [name for name, p in method.networks.named_parameters() if p.grad is None or not bool(p.grad.any())]
    assert missed == []


@pytest.mark.parametrize("coarse_grid", ["same", "half"])
@pytest.mark.parametrize("samples", [1, 4])
def test_an_untrained_refiner_gives_the_coarse_volume_whatever_the_noise(
    marker: tuple[Volume, RadiographPair], coarse_grid: str, samples: int
) -> None:
    method = DiffusionMethod(DiffusionConfig(**SMALL, coarse_grid=coarse_grid, samples=samples, start_noise=3.0))
    output = method.reconstruct(marker[1], GRID, WorkContext())
    coarse = from_signed(to_signed(method.coarse.of_pair(marker[1], WorkContext())))[0].numpy()
    np.testing.assert_allclose(output.hu, coarse, atol=0.01)


@pytest.mark.parametrize("preset", ["parallel", "x2ct"])
def test_everything_the_network_sees_lies_where_the_body_is(
    marker: tuple[Volume, RadiographPair], preset: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    volume, _ = marker
    pair = simulate_pair(volume, BiplanarGeometry.preset(preset))
    method = DiffusionMethod(DiffusionConfig(**SMALL))
    seen: list[Tensor] = []

    def look(inputs: Tensor, level_B: Tensor) -> Tensor:
        seen.append(inputs[0])
        return torch.zeros_like(inputs[:, :1])

    monkeypatch.setattr(method.networks["denoiser"], "forward", look)
    method.reconstruct(pair, GRID, WorkContext())
    _, coarse, frontal, lateral, z, y, x = seen[-1].numpy()
    truth_zyx = np.argwhere(volume.hu > -700).mean(axis=0)
    np.testing.assert_allclose(np.argwhere(coarse > -0.7).mean(axis=0), truth_zyx, atol=1.5)
    # A ray's place along its own axis is unknown; across it, the shadow lies where the ball is, but for the cone's
    # magnification.
    np.testing.assert_allclose(np.argwhere(frontal > 0.05).mean(axis=0)[[0, 2]], truth_zyx[[0, 2]], atol=2.0)
    np.testing.assert_allclose(np.argwhere(lateral > 0.05).mean(axis=0)[[0, 1]], truth_zyx[[0, 1]], atol=2.0)
    for axis, place in enumerate((z, y, x)):
        assert np.ptp(place, axis=axis).min() == 2.0 and np.diff(place, axis=axis).min() > 0.0


def test_the_start_in_training_is_the_coarse_volume_under_noise_and_nothing_of_the_truth() -> None:
    """What the network meets first in use is what it has learned from."""
    torch.manual_seed(0)
    schedule, start = NoiseSchedule(), torch.tensor(300)
    coarse, noise = torch.randn(2, 1, 4, 4, 4), torch.randn(2, 1, 4, 4, 4)
    bridge, level_B = Bridge(schedule, coarse, start), torch.tensor([300, 300])
    first, second = (bridge.noised(torch.randn_like(coarse), level_B, noise) for _ in range(2))
    torch.testing.assert_close(first, second, atol=1e-6, rtol=0)
    torch.testing.assert_close(first, schedule.noised(coarse, level_B, noise), atol=1e-6, rtol=0)
    truth = torch.randn_like(coarse)
    torch.testing.assert_close(bridge.centre(truth, torch.tensor([0, 0])), truth)


def test_it_learns_to_be_nearer_to_the_truth_than_the_coarse_volume(cases: Phantoms, batch: PairBatch) -> None:
    """A single step gives the expected volume, so even a short training on two cases makes it better there."""
    method = refiner(steps=1, samples=1)
    optimiser = torch.optim.Adam(method.networks["denoiser"].parameters(), lr=1e-2)
    for _ in range(8):
        optimiser.zero_grad()
        (turn,) = method.training_step(batch)
        turn.total.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    pair, truth_hu = BatchMaker(GRID, "cpu").pair_and_truth(cases[0])
    coarse_hu = method.coarse.of_pair(pair, WorkContext())[0].numpy()
    refined_hu = method.reconstruct(pair, GRID, WorkContext()).hu
    before, after = (np.sqrt(np.mean((hu - truth_hu) ** 2)) for hu in (coarse_hu, refined_hu))
    assert after < 0.95 * before


def test_the_coarse_volume_of_a_batch_is_that_of_its_pairs(cases: Phantoms, batch: PairBatch) -> None:
    method = DiffusionMethod(DiffusionConfig(**SMALL))
    pair, _ = BatchMaker(GRID, "cpu").pair_and_truth(cases[1])
    single = method.coarse.of_pair(pair, WorkContext())
    torch.testing.assert_close(method.coarse.of_batch(batch)[1:], single, atol=0.5, rtol=0)


def test_it_gives_the_same_hu_each_time_and_another_seed_others(marker: tuple[Volume, RadiographPair]) -> None:
    method = refiner(eta=1.0, samples=1)
    first, second = (method.reconstruct(marker[1], GRID, WorkContext()) for _ in range(2))
    np.testing.assert_array_equal(first.hu, second.hu)
    low, high = method.output_range_hu
    assert first.hu.shape == GRID.shape_zyx and first.hu.dtype == np.float32
    assert low <= first.hu.min() and first.hu.max() <= high
    assert first.uncertainty_hu is None
    other = DiffusionMethod(DiffusionConfig(**SMALL, eta=1.0, samples=1, seed=1))
    other.load_inference_weights(method.inference_weights())
    assert np.abs(other.reconstruct(marker[1], GRID, WorkContext()).hu - first.hu).max() > 1.0


def test_several_samples_give_their_spread(marker: tuple[Volume, RadiographPair]) -> None:
    fractions: list[float] = []
    context = WorkContext(on_progress=lambda done, _: fractions.append(done))
    output = refiner(samples=2).reconstruct(marker[1], GRID, context)
    assert output.uncertainty_hu is not None
    assert output.uncertainty_hu.mean() > 0
    assert fractions == sorted(fractions) and fractions[-1] == 1.0


def test_another_grid_than_that_of_the_network_is_refused(marker: tuple[Volume, RadiographPair]) -> None:
    with pytest.raises(Xr2ctError, match="32³"):
        DiffusionMethod(DiffusionConfig(**SMALL)).reconstruct(marker[1], WorkingGrid(64), WorkContext())


def test_the_loss_is_zero_only_for_the_true_correction_and_one_for_none() -> None:
    torch.manual_seed(0)
    coarse, truth = torch.randn(1, 1, 4, 4, 4), torch.randn(1, 1, 4, 4, 4)
    error = (truth - coarse).square().mean().sqrt()
    assert float(correction_loss((truth - coarse) / error, coarse, truth, error)) == 0.0
    assert float(correction_loss(torch.zeros_like(coarse), coarse, truth, error)) == pytest.approx(1.0, rel=1e-4)


def test_the_memory_of_a_training_is_estimated_without_a_batch() -> None:
    small, wide = (estimate_training_memory_bytes("diffusion", {**SMALL, "width": width}) for width in (4, 8))
    assert 1.5 * (small - LIBRARY_BYTES) < wide - LIBRARY_BYTES


@pytest.mark.slow
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
