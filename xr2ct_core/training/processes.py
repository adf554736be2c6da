"""One process or several, on one machine or many: started by torchrun, which tells each its rank in the environment."""

import os

from lightning_fabric import Fabric

from xr2ct_core.config.train import Precision


def process_count() -> int:
    """How many processes train together."""
    return int(os.environ.get("WORLD_SIZE", "1"))


def own_device(device: str) -> str:
    """The device of this process: with several, each takes the graphics card of its local rank."""
    if device == "cuda" and process_count() > 1:
        return f"cuda:{os.environ['LOCAL_RANK']}"
    return device


def joined_fabric(device: str, precision: Precision) -> Fabric:
    """Fabric for this process, connected with the others where there are others."""
    kind, _, index = device.partition(":")
    count = process_count()
    if count == 1:
        return Fabric(accelerator=kind, devices=[int(index or 0)] if kind == "cuda" else 1, precision=precision)
    local_count = int(os.environ["LOCAL_WORLD_SIZE"])
    nodes = count // local_count
    fabric = Fabric(accelerator=kind, devices=local_count, num_nodes=nodes, strategy="ddp", precision=precision)
    fabric.launch()
    return fabric
