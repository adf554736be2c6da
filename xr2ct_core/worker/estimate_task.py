"""The worker's task `estimate`: what a training will need, before it is started."""

import json
from functools import lru_cache
from typing import Any, Final

import torch

from xr2ct_core.config.train import Precision
from xr2ct_core.inference.device import choose_device
from xr2ct_core.protocol.training import EstimateTask
from xr2ct_core.system import available_memory_bytes
from xr2ct_core.training.checkpoint import build_method
from xr2ct_core.training.memory import estimate_training_memory_bytes
from xr2ct_core.training.step_time import operations_per_s, step_operations, taken_step_s
from xr2ct_core.worker.job import JobContext

WORTH_TAKING_S: Final = 0.5
"""A batch that is expected to take less is tried instead of only counted."""
SMALL_SHARE: Final = 0.25
"""So much of the free memory may a step need that is only tried."""


def run_estimate(config: EstimateTask, job: JobContext) -> dict[str, Any]:
    """Estimate; the summary is that of `EstimateTask`. `step_s` is a whole step, with all batches it accumulates."""
    device, train = choose_device(config.device), config.train
    network = (config.method, json.dumps(config.method_config, sort_keys=True))
    job.work.progress(0.0, "Counting weights")
    parameters = _parameters(*network)
    job.work.progress(0.1, "Adding up memory")
    memory_bytes = _memory_bytes(*network, train.batch_size)
    job.work.progress(0.4, "Counting operations")
    operations = _operations(*network, train.batch_size)
    job.work.progress(0.8, "Measuring speed")
    batch_s, free_bytes = operations / operations_per_s(device, train.precision), free_memory_bytes(device)
    if batch_s < WORTH_TAKING_S and memory_bytes < SMALL_SHARE * free_bytes:
        job.work.progress(0.9, "Taking a step")
        batch_s = _taken_s(*network, train.batch_size, device, train.precision)
    step_s = train.accumulate * batch_s
    return {
        "parameters": parameters,
        "memory_bytes": memory_bytes,
        "free_bytes": free_bytes,
        "step_s": step_s,
        "total_s": step_s * train.steps,
        "device": device,
    }


# What only follows from the network is kept, so that a change of the number of steps is answered at once.


@lru_cache(maxsize=64)
def _parameters(method: str, settings: str) -> int:
    with torch.device("meta"):
        return build_method(method, json.loads(settings), "meta").parameter_count()


@lru_cache(maxsize=64)
def _memory_bytes(method: str, settings: str, batch_size: int) -> int:
    return estimate_training_memory_bytes(method, json.loads(settings), batch_size)


@lru_cache(maxsize=64)
def _taken_s(method: str, settings: str, batch_size: int, device: str, precision: Precision) -> float:
    return taken_step_s(method, json.loads(settings), batch_size, device, precision)


@lru_cache(maxsize=64)
def _operations(method: str, settings: str, batch_size: int) -> int:
    return step_operations(method, json.loads(settings), batch_size)


def free_memory_bytes(device: str) -> int:
    """Memory that is free where a training on the device would need it."""
    return available_memory_bytes() if device == "cpu" else int(torch.cuda.mem_get_info(device)[0])
