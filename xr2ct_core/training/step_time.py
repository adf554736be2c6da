"""How long a step of a training will take, found without taking one.

The multiplications and additions of one step, the backward pass included, are counted on torch's meta device, and
divided by a throughput that is measured in this process with short 3D convolutions, once for each device.

How well that holds: within a factor of 3 on a CPU for networks whose time goes into large layers (tested with x2ct-gan
at its usual width on 64³ and diffusion on 32³). Not counted are projections of volumes, coarse reconstructions that a
refiner starts from, the loading of cases, validations, and turns that need the content of their batch; where these
prevail, as in u-x2ct-gan, and in narrow networks on small grids, whose convolutions are slow, it can take several times
longer. Once a training runs, its own speed is in `live.json`.
"""

from collections.abc import Mapping
from functools import lru_cache
from time import perf_counter
from typing import Any, Final

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from xr2ct_core.config.train import Precision
from xr2ct_core.training.checkpoint import build_method
from xr2ct_core.training.memory import batch_of_shapes

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
    return _measured(device, precision, torch.get_num_threads())


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
