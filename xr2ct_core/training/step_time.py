"""How long a step of a training will take: found without taking one where one would be long, else by taking one.

Counting: the multiplications and additions of one step, the backward pass included, are counted on torch's meta device,
and divided by a throughput that is measured in this process with short 3D convolutions, once for each device. It holds
within a factor of 3 on a CPU for networks whose time goes into large layers (tested with x2ct-gan at its usual width on
64³ and diffusion on 32³). Projections, coarse reconstructions and the making of batches are not counted.

Taking: in small networks just these prevail, so a step on a phantom is taken and timed, batch and optimisers included.
"""

from collections.abc import Mapping
from functools import lru_cache
from time import perf_counter
from typing import Any, Final

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from xr2ct_core.config.train import Precision
from xr2ct_core.data.augment import Augmenter, Draw
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.phantoms import Phantoms
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.training.checkpoint import build_method
from xr2ct_core.training.memory import batch_of_shapes
from xr2ct_core.training.processes import arithmetic_on, joined_fabric
from xr2ct_core.training.step import StepRunner

REPEATS: Final = 3
_SHAPES: Final[dict[str, tuple[tuple[int, int], ...]]] = {
    "cpu": ((32, 32), (64, 16)),
    "cuda": ((64, 64), (128, 32)),
}
"""Channels and edge in voxels of the convolutions, as in the middle of the networks; a card wants larger ones."""
_OPERATIONS_PER_TAP: Final = 6
"""A multiplication and an addition, in the forward pass and twice in the backward pass."""


def step_operations(method_id: str, settings: Mapping[str, Any], batch_size: int = 1) -> int:
    """Floating-point operations of one batch in all turns of a step, forward and backward."""
    with torch.device("meta"):
        method = build_method(method_id, settings, "meta")
        turns = method.training_step(batch_of_shapes(method, batch_size))
        with FlopCounterMode(display=False) as counter:
            for number, spec in enumerate(method.turns()):
                for name, network in method.networks.items():
                    network.requires_grad_(name in spec.networks)
                try:
                    turn = next(turns)
                except (NotImplementedError, RuntimeError):
                    if number == 0:
                        raise
                    break  # a later turn that looks at the content of its batch, which has none here
                turn.total.backward()  # type: ignore[no-untyped-call]
    return int(counter.get_total_flops())


def operations_per_s(device: str, precision: Precision = "32-true") -> float:
    """What the device does with 3D convolutions and their gradients now; measured once for each kind of arithmetic."""
    return _measured(device, arithmetic_on(device, precision), torch.get_num_threads())


def taken_step_s(
    method_id: str, settings: Mapping[str, Any], batch_size: int, device: str, precision: Precision
) -> float:
    """Seconds of a step on varied phantoms, with new weights that are thrown away; the second of two is timed."""
    fabric = joined_fabric(device, arithmetic_on(device, precision))
    method = build_method(method_id, settings, device)
    runner = StepRunner(fabric, method, gradient_clip=0.0)
    case = Phantoms(1, method.grid, BiplanarGeometry.preset("x2ct"))[0]
    augmenter = Augmenter(AugmentConfig(), method.grid, device)
    seconds = 0.0
    for epoch in range(2):
        started = perf_counter()
        runner.run([augmenter.make([case] * batch_size, [Draw(epoch, 0)] * batch_size)], 1, 1.0)
        seconds = perf_counter() - started
    return seconds


@lru_cache(maxsize=16)
def _measured(device: str, precision: Precision, _threads: int) -> float:
    operations, seconds = 0, 0.0
    for channels, edge in _SHAPES[torch.device(device).type]:
        layer = nn.Conv3d(channels, channels, 3, padding=1, device=device)
        volume = torch.zeros((1, channels, edge, edge, edge), device=device, requires_grad=True)
        operations += _OPERATIONS_PER_TAP * channels * channels * 27 * edge**3
        _timed(layer, volume, precision)
        seconds += min(_timed(layer, volume, precision) for _ in range(REPEATS))
    return operations / seconds


def _timed(layer: nn.Module, volume: torch.Tensor, precision: Precision) -> float:
    _wait(volume)
    started = perf_counter()
    with torch.autocast(volume.device.type, dtype=torch.bfloat16, enabled=precision == "bf16-mixed"):
        loss = layer(volume).sum()
    loss.backward()
    _wait(volume)
    return perf_counter() - started


def _wait(volume: torch.Tensor) -> None:
    if volume.is_cuda:
        torch.cuda.synchronize(volume.device)
