"""A small network as it could come with the program, for tests of what uses one."""

from pathlib import Path
from typing import Any

import torch

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.runs.checkpoint_info import CheckpointInfo
from xr2ct_core.training.checkpoint import build_method, write_checkpoint

SETTINGS = {"grid_size": 32, "width": 4, "image_width": 4, "coarse_iterations": 1, "unrolled_rounds": 0}
PATIENTS = {"train": ["one", "two"], "validation": ["three"], "test": []}


def make_checkpoint(folder: Path, method: str = "biplanar", **settings: Any) -> Path:
    """A checkpoint with random weights, seeded; `settings` replace those of `biplanar` at 32³."""
    torch.manual_seed(0)
    chosen = {**(SETTINGS if method == "biplanar" else {}), **settings}
    network = build_method(method, chosen, "cpu")
    with torch.no_grad():
        for parameter in network.networks.parameters():  # layers that start at zero would hide all others
            parameter += 0.02 * torch.randn_like(parameter)
    config = network.config.model_dump(mode="json")
    info = CheckpointInfo(
        method=method, method_config=config, train_config=TrainConfig(), step=2, data={"patients": PATIENTS}
    )
    write_checkpoint(folder, info, network.inference_weights(), network, {})
    return folder
