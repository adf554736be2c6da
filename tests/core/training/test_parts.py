"""The parts of the training loop: order of the cases, learning rates, averages, balance, memory, loading."""

import threading

import pytest
import torch
from lightning_fabric import Fabric

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.data.augment import Draw
from xr2ct_core.methods.x2ct_gan.config import X2ctGanConfig
from xr2ct_core.methods.x2ct_gan.method import X2ctGanMethod
from xr2ct_core.training.averaging import WeightAverage
from xr2ct_core.training.balance import BalanceWatch
from xr2ct_core.training.batches import BatchMaker, loading_ahead
from xr2ct_core.training.loop import TrainingData
from xr2ct_core.training.memory import estimate_training_memory_bytes
from xr2ct_core.training.schedule import rate_factor
from xr2ct_core.training.seeding import draw_at, seed_step, seed_weights
from xr2ct_core.training.step import StepRunner


def test_every_epoch_shows_each_case_once_in_an_order_of_its_own() -> None:
    epochs = [[draw_at(7 * epoch + place, 7, seed=3) for place in range(7)] for epoch in range(3)]
    for number, draws in enumerate(epochs):
        assert {draw.epoch for draw in draws} == {number}
        assert sorted(draw.index for draw in draws) == list(range(7))
    assert len({tuple(draw.index for draw in draws) for draws in epochs}) == 3
    assert draw_at(9, 7, seed=3) == epochs[1][2] != draw_at(9, 7, seed=4)


def test_random_numbers_follow_from_seed_step_and_rank_alone() -> None:
    def drawn(seed: int, step: int, rank: int = 0) -> float:
        torch.rand(5)
        seed_step(seed, step, rank)
        return float(torch.rand(1))

    assert drawn(0, 1) == drawn(0, 1)
    assert len({drawn(0, 1), drawn(0, 2), drawn(1, 1), drawn(0, 1, rank=1)}) == 4


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [("constant", (1.0, 1.0, 1.0)), ("linear", (1.0, 1.0, 0.5)), ("cosine", (1.0, 0.5, 0.1464466))],
)
def test_the_learning_rate_at_the_start_half_way_and_after_three_quarters(
    schedule: str, expected: tuple[float, ...]
) -> None:
    config = TrainConfig.model_validate({"steps": 100, "schedule": schedule})
    assert [rate_factor(step, config) for step in (1, 51, 76)] == pytest.approx(expected)
    assert rate_factor(100, config) > 0.0


def test_the_learning_rate_grows_over_the_warm_up() -> None:
    config = TrainConfig(steps=100, schedule="constant", warmup_steps=4)
    assert [rate_factor(step, config) for step in (1, 2, 5, 6)] == pytest.approx([0.2, 0.4, 1.0, 1.0])


def small() -> X2ctGanMethod:
    seed_weights(0)
    return X2ctGanMethod(X2ctGanConfig(grid_size=32, width=0.05, gan=False))


def test_the_average_follows_the_weights_and_is_used_within_its_block_only() -> None:
    method = small()
    average = WeightAverage(method, 0.9)
    weight = next(method.networks.parameters())
    with torch.no_grad():
        weight.fill_(2.0)
    average.update(1000)
    with torch.no_grad():
        weight.fill_(4.0)
    average.update(1001)
    assert weight.detach().mean().item() == 4.0
    with average.in_use():
        # 0.9 * (0.9 * first weights near zero + 0.1 * 2) + 0.1 * 4
        assert weight.detach().mean().item() == pytest.approx(0.58, abs=0.05)
    assert weight.detach().mean().item() == 4.0


def test_a_discriminator_at_chance_or_without_mistakes_is_told_once() -> None:
    for real, generated, word in ((0.5, 0.5, "chance"), (1.0, 0.0, "perfectly")):
        watch = BalanceWatch()
        scalars = {"discriminator/score_real": real, "discriminator/score_generated": generated}
        said = [text for _ in range(500) for text in watch.look(scalars)]
        assert len(said) == 1 and word in said[0]
    watch = BalanceWatch()
    fair = {"discriminator/score_real": 0.7, "discriminator/score_generated": 0.3}
    assert not [text for _ in range(500) for text in watch.look(fair)]


def test_a_step_in_mixed_precision_gives_nearly_the_losses_of_full_precision(data: TrainingData) -> None:
    losses = []
    for precision in ("32-true", "bf16-mixed"):
        method = small()
        seed_step(0, 1)
        batch = BatchMaker(method.grid, "cpu").make([data.train[0]])
        runner = StepRunner(Fabric(accelerator="cpu", devices=1, precision=precision), method, 1.0)
        losses.append(runner.run([batch], 1, 1.0)["generator/loss"])
    assert losses[0] != losses[1]
    assert losses[1] == pytest.approx(losses[0], rel=0.1)


def test_more_volumes_at_once_need_more_memory_and_a_smaller_network_less() -> None:
    one, two = (estimate_training_memory_bytes("x2ct-gan", {"grid_size": 64}, size) for size in (1, 2))
    cnn = estimate_training_memory_bytes("x2ct-gan", {"grid_size": 64, "gan": False, "views": "frontal"})
    weights = 16 * (41_526_707 + 11_055_169)
    assert weights < cnn * 2 and weights < one < two
    assert one == pytest.approx(1.75e9, rel=0.15), "measured on a CPU"
    assert cnn == pytest.approx(0.80e9, rel=0.15), "measured on a CPU"


def test_cases_are_loaded_ahead_in_order_and_an_error_comes_with_its_case(data: TrainingData) -> None:
    class Broken:
        grid, subjects, kinds = data.train.grid, data.train.subjects, data.train.kinds

        def __len__(self) -> int:
            return 3

        def __getitem__(self, index: int) -> object:
            if index == 2:
                raise MemoryError
            return data.train[index]

        def fingerprint(self, index: int) -> str:
            return str(index)

    before = threading.active_count()
    with loading_ahead(Broken(), lambda n: Draw(0, n), 0, workers=2, ahead=2) as cases:  # type: ignore[arg-type]
        assert [draw.index for _, draw in (next(cases), next(cases))] == [0, 1]
        with pytest.raises(MemoryError):
            next(cases)
    assert threading.active_count() == before
