"""Settings of the diffusion refiner."""

from typing import Literal

from xr2ct_core.config.base import ui
from xr2ct_core.config.train import LearnedConfig


class DiffusionConfig(LearnedConfig):
    """What is refined, from which noise level, in how many steps."""

    coarse: Literal["backprojection", "template"] = ui(
        "backprojection",
        "Reconstruction that is refined. It is also made for every training case, which takes long with template.",
    )
    coarse_grid: Literal["same", "half"] = ui(
        "same", "Voxels of the coarse reconstruction; half makes it on half as many along each edge."
    )
    steps: int = ui(
        3,
        "Steps from the starting noise level down to none. One gives the expected volume, many invent sharp detail.",
        ge=1,
        le=1000,
    )
    samples: int = ui(4, "Volumes drawn and averaged; from two on, their spread is the uncertainty.", ge=1, le=64)
    eta: float = ui(0.0, "Fresh noise in each step: 0 is DDIM, 1 is DDPM.", ge=0.0, le=1.0, step=0.1, advanced=True)
    seed: int = ui(0, "Fixes the noise of a reconstruction.", ge=0, le=2**31 - 1, advanced=True)
    start_noise: float = ui(
        1.0,
        "Starting noise as a multiple of the error of the coarse reconstruction; more redraws more of it.",
        gt=0.0,
        le=100.0,
        step=0.25,
        advanced=True,
    )
    match_voxels: Literal[1, 2, 4, 8] = ui(
        2,
        "Edge of the blocks in whose means the noise equals the error of the coarse reconstruction. That error is "
        "smooth; white noise that is as large only in single voxels hardly touches it.",
        advanced=True,
    )
    width: int = ui(32, "Channels at full resolution; less is faster.", ge=4, le=128, advanced=True)
    learning_rate: float = ui(5e-4, "Step size of Adam.", gt=0.0, le=0.1, step=1e-4)
