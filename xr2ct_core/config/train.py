"""Settings of a training that do not belong to any one method."""

from typing import Final, Literal

from xr2ct_core.config.base import ConfigBase, ui

Precision = Literal["32-true", "bf16-mixed"]
Schedule = Literal["constant", "linear", "cosine"]
TrainingGrid = Literal[32, 64, 128]
ASKED_PRECISION: Final = "asked_precision"
"""Key of the table [run] of a run: the precision that was asked for, where its computer had not that arithmetic."""


class LearnedConfig(ConfigBase):
    """What the configuration of every learned method contains."""

    grid_size: TrainingGrid = ui(64, "Voxels along each edge of the working cube the network is made for.")


class TrainConfig(ConfigBase):
    """How long, how fast, how often to look."""

    steps: int = ui(20_000, "Steps of the optimisers until the training is done.", ge=1, le=10_000_000)
    batch_size: int = ui(1, "Volumes seen at once by each process.", ge=1, le=256)
    accumulate: int = ui(1, "Batches whose gradients are averaged for one step.", ge=1, le=256)
    precision: Precision = ui(
        "32-true",
        "Arithmetic; bf16-mixed is faster on graphics cards and on CPUs with AMX. Other CPUs compute in 32 bit.",
    )
    schedule: Schedule = ui(
        "linear", "Learning rate over time; linear holds it for the first half, then goes straight down to zero."
    )
    warmup_steps: int = ui(0, "Steps over which the learning rate grows from zero.", ge=0, advanced=True)
    gradient_clip: float = ui(0.0, "Largest norm of a gradient; 0 sets no limit.", ge=0.0, advanced=True)
    ema_decay: float = ui(
        0.0,
        "Averages the weights over about 1 / (1 - decay) steps and uses the average; 0 uses the last weights.",
        ge=0.0,
        lt=1.0,
        advanced=True,
    )
    seed: int = ui(0, "Fixes weights at the start, order of the cases and everything random.", ge=0, le=2**31 - 1)
    workers: int = ui(2, "Threads that load cases ahead of the training.", ge=1, le=64, advanced=True)
    log_every: int = ui(10, "Steps between two points of the curves.", ge=1)
    validate_every: int = ui(500, "Steps between two measurements on held-out cases.", ge=1)
    validation_cases: int = ui(4, "Held-out cases measured each time.", ge=1, le=1000)
    preview_every: int = ui(500, "Steps between two previews of the fixed case.", ge=1)
    checkpoint_every: int = ui(500, "Steps between two checkpoints.", ge=1)
    keep_checkpoints: int = ui(2, "Newest checkpoints kept; the best is kept as well.", ge=1, le=1000, advanced=True)
