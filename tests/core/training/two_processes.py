"""A training without dropout, for torchrun: the folder of the run and the batches each process accumulates."""

import sys
from pathlib import Path

import torch

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.training.choose_data import new_data
from xr2ct_core.training.start import resume_training, start_training

out, accumulate, action = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
torch.set_num_threads(1)
torch.nn.Dropout.forward = lambda _, x: x  # type: ignore[method-assign]
data = new_data("phantoms:5", "x2ct", WorkingGrid(32), 0, AugmentConfig())
config = TrainConfig(steps=3, accumulate=accumulate, log_every=1, validate_every=3, workers=1, checkpoint_every=2)
if action == "start":
    start_training("x2ct-gan", {"grid_size": 32, "width": 0.05}, config, data, out, device="cpu")
else:
    resume_training(out, data, device="cpu")
