"""A small network as it could come with the program, for tests of what uses one."""

from pathlib import Path
from typing import Any

import torch

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.data.phantoms import Phantoms
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.runs.checkpoint_info import CheckpointInfo
from xr2ct_core.training.batches import BatchMaker
from xr2ct_core.training.checkpoint import build_method, write_checkpoint

SETTINGS = {"grid_size": 32, "width": 4, "image_width": 4, "coarse_iterations": 1, "unrolled_rounds": 0}
PATIENTS = {"train": ["one", "two"], "validation": ["three"], "test": []}


def make_judge(folder: Path) -> Path:
    """A checkpoint of `continuity` that measured one phantom."""
    settings = {"grid_size": 32, "width": 4, "critic_width": 4, "coarse": "backprojection"}
    method = build_method("continuity", settings, "cpu")
    grid = WorkingGrid(32)
    cases = Phantoms(1, grid, BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625))
    list(method.training_step(BatchMaker(grid, "cpu").make([cases[0]])))
    info = CheckpointInfo(method="continuity", method_config=settings, train_config=TrainConfig(), step=1)
    write_checkpoint(folder, info, method.inference_weights(), method, {})
    return folder


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
