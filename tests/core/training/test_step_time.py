"""The time of a step is estimated from its operations, without taking one."""

from time import perf_counter
from typing import Any

import pytest
import torch

from xr2ct_core.data.phantoms import Phantoms
from xr2ct_core.methods.registry import learned_method_specs
from xr2ct_core.training.batches import BatchMaker
from xr2ct_core.training.checkpoint import build_method
from xr2ct_core.training.loop import TrainingData
from xr2ct_core.training.step_time import operations_per_s, step_operations, taken_step_s


def test_operations_grow_with_the_batch_and_shrink_with_the_width() -> None:
    settings = {"grid_size": 32, "width": 16}
    one, two = (step_operations("diffusion", settings, size) for size in (1, 2))
    assert two == pytest.approx(2 * one, rel=0.01)
    assert step_operations("diffusion", settings | {"width": 8}) < 0.5 * one


def test_a_convolution_is_counted_forward_and_backward() -> None:
    layer, volume = torch.nn.Conv3d(4, 4, 3, padding=1, device="meta"), torch.empty((1, 4, 8, 8, 8), device="meta")
    from torch.utils.flop_counter import FlopCounterMode

    with FlopCounterMode(display=False) as counter:
        layer(volume.requires_grad_()).sum().backward()
    assert counter.get_total_flops() == 6 * 4 * 4 * 27 * 8**3


def test_a_step_of_a_small_network_is_taken_with_its_projections_and_batches() -> None:
    settings = {"grid_size": 32, "width": 0.1}
    counted = step_operations("u-x2ct-gan", settings) / operations_per_s("cpu")
    taken = taken_step_s("u-x2ct-gan", settings, 1, "cpu", "32-true")
    assert counted < taken < 20.0


@pytest.mark.slow
@pytest.mark.parametrize("method", list(learned_method_specs()))
def test_the_operations_of_every_method_can_be_counted(method: str) -> None:
    assert step_operations(method, {"grid_size": 32, "width": 8 if method in _WHOLE_WIDTHS else 0.1}) > 1e8


@pytest.mark.slow
@pytest.mark.parametrize(("method", "settings"), [("x2ct-gan", {"grid_size": 64}), ("diffusion", {"width": 32})])
def test_the_estimate_is_within_a_factor_of_three_of_a_measured_step(
    data: TrainingData, method: str, settings: dict[str, Any]
) -> None:
    settings = {"grid_size": 32} | settings
    built = build_method(method, settings, "cpu")
    case = Phantoms(1, built.grid, data.train[0].geometry)[0]
    batch = BatchMaker(built.grid, "cpu").make([case])

    def step_s() -> float:
        started = perf_counter()
        steps = built.training_step(batch)
        for spec in built.turns():
            for name, network in built.networks.items():
                network.requires_grad_(name in spec.networks)
            next(steps).total.backward()  # type: ignore[no-untyped-call]
        return perf_counter() - started

    step_s()
    # Estimate and measurement by turns, so that other work on the machine slows both alike.
    estimates, measured = [], []
    for _ in range(3):
        operations_per_s.__globals__["_measured"].cache_clear()
        estimates.append(step_operations(method, settings) / operations_per_s("cpu"))
        measured.append(step_s())
    assert 1 / 3 < min(estimates) / min(measured) < 3


_WHOLE_WIDTHS = tuple(
    method for method, spec in learned_method_specs().items()
    if isinstance(spec.config_type().model_fields["width"].default, int)
)  # fmt: skip
