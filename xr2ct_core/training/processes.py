"""One process or several, on one machine or many: started by torchrun, which tells each its rank in the environment.

Where Slurm or another system allots the machines, it starts torchrun and torchrun the processes; what that system says
in the environment is not looked at, so a training alone within a larger allotment is one process.
"""

import logging
import os
from datetime import timedelta
from typing import Final

from lightning_fabric import Fabric
from lightning_fabric.plugins.environments.lightning import LightningEnvironment
from lightning_fabric.plugins.environments.torchelastic import TorchElasticEnvironment
from lightning_fabric.strategies.ddp import DDPStrategy

from xr2ct_core.arithmetic import multiplies_bf16
from xr2ct_core.config.train import Precision
from xr2ct_core.errors import BadConfigError

PATIENCE: Final = timedelta(days=1)
"""How long a process waits for the others: the first one may be paused, or measure for long."""
_TORCHRUN: Final = frozenset({"RANK", "GROUP_RANK", "LOCAL_RANK", "LOCAL_WORLD_SIZE"})


def process_count() -> int:
    """How many processes train together.

    Raises `BadConfigError` if there are several that were not started by torchrun.
    """
    count = int(os.environ.get("WORLD_SIZE", "1"))
    if count > 1 and not os.environ.keys() >= _TORCHRUN:
        raise BadConfigError("The processes of a training do not know of each other.", "Start them by torchrun.")
    if count == 1 and int(os.environ.get("SLURM_STEP_NUM_TASKS", "1")) > 1 and "RANK" not in os.environ:
        raise BadConfigError(
            "Slurm started this training several times, each for itself.",
            "Let srun start one torchrun on each machine: srun --ntasks-per-node=1 torchrun ...",
        )
    return count


def own_device(device: str) -> str:
    """The device of this process: with several, each takes the graphics card of its local rank."""
    if device == "cuda" and process_count() > 1:
        return f"cuda:{os.environ['LOCAL_RANK']}"
    return device


def arithmetic_on(device: str, precision: Precision) -> Precision:
    """The arithmetic a training uses: mixed precision is for graphics cards and for CPUs that multiply such matrices.

    On other CPUs it is many times slower.
    """
    return precision if device.startswith("cuda") or multiplies_bf16() else "32-true"


def joined_fabric(device: str, precision: Precision) -> Fabric:
    """Fabric for this process, connected with the others where there are others."""
    logging.getLogger("lightning_fabric").setLevel(logging.WARNING)  # the arithmetic is in the run's own log
    kind, _, index = device.partition(":")
    count = process_count()
    if count == 1:
        devices = [int(index or 0)] if kind == "cuda" else 1
        return Fabric(accelerator=kind, devices=devices, precision=precision, plugins=[LightningEnvironment()])
    local_count = int(os.environ["LOCAL_WORLD_SIZE"])
    fabric = Fabric(
        accelerator=kind,
        devices=local_count,
        num_nodes=count // local_count,
        strategy=DDPStrategy(timeout=PATIENCE),
        precision=precision,
        plugins=[TorchElasticEnvironment()],
    )
    if os.environ.get("LT_CLI_USED") != "1":  # under `fabric run` the processes are connected already
        fabric.launch()
    return fabric
