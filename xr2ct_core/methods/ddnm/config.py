"""Settings of the slice prior and of the sampling under both radiographs."""

from typing import Literal

from xr2ct_core.config.base import ui
from xr2ct_core.config.train import LearnedConfig


class DdnmConfig(LearnedConfig):
    """What guides the sampling, how far it goes, and what the prior sees."""

    guide: Literal["backprojection", "template"] = ui(
        "backprojection",
        "Reconstruction whose noisy version the sampling starts from. It is also made in training, to learn its error; "
        "that takes long with template.",
    )
    steps: int = ui(
        10,
        "Steps of the sampler from the starting noise level down to none; few draw near the expected volume.",
        ge=1,
        le=1000,
    )
    samples: int = ui(4, "Volumes drawn and averaged; from two on, their spread is the uncertainty.", ge=1, le=64)
    measurement_noise: float = ui(
        0.0,
        "Standard deviation of the noise of a line integral. With 0 both radiographs are met exactly (DDNM), with more "
        "only as far as they can be trusted (DDNM+).",
        ge=0.0,
        le=2.0,
        step=0.01,
    )
    eta: float = ui(0.85, "Fresh noise in each step: 0 is DDIM, 1 is DDPM.", ge=0.0, le=1.0, step=0.05, advanced=True)
    seed: int = ui(0, "Fixes the noise of a reconstruction.", ge=0, le=2**31 - 1, advanced=True)
    start_noise: float = ui(
        1.0,
        "Starting noise as a multiple of the error of the guide; more redraws more of it.",
        gt=0.0,
        le=100.0,
        step=0.25,
        advanced=True,
    )
    match_voxels: Literal[1, 2, 4, 8] = ui(
        4,
        "Edge of the squares of a slice in whose means the noise equals the error of the guide. That error is smooth, "
        "and noise that is as large only in single voxels would leave it in place.",
        advanced=True,
    )
    z_smoothing: float = ui(
        1.0,
        "How strongly neighbouring slices are drawn together while there is noise; 0 leaves them apart.",
        ge=0.0,
        le=100.0,
        step=0.5,
        advanced=True,
    )
    context: Literal[1, 3] = ui(
        1, "Slices that the prior sees at once: the slice alone, or with its two neighbours.", advanced=True
    )
    shared_noise: float = ui(
        1.0,
        "Share of the noise that all slices have in common. Less than 1 suits a prior that sees three slices: where "
        "neighbours share all their noise, it is as easily taken for anatomy.",
        ge=0.0,
        le=1.0,
        step=0.1,
        advanced=True,
    )
    consistency_steps: int = ui(
        5,
        "Conjugate-gradient steps of each correction, where beams are not parallel.",
        ge=1,
        le=100,
        advanced=True,
    )
    slices_per_volume: int = ui(
        12, "Slices drawn from each volume of a training batch, among those with body in them.", ge=1, le=128
    )
    width: int = ui(24, "Channels at full resolution; less is faster.", ge=4, le=128, advanced=True)
    learning_rate: float = ui(5e-4, "Step size of Adam.", gt=0.0, le=0.1, step=1e-4)
