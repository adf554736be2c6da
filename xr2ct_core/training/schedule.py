"""The learning rate over time, as a factor of the rate a method asks for."""

from math import cos, pi

from xr2ct_core.config.train import TrainConfig


def rate_factor(step: int, config: TrainConfig) -> float:
    """The factor at step 1 to `config.steps`."""
    warmup = min(1.0, step / (config.warmup_steps + 1))
    done = (step - 1) / config.steps
    match config.schedule:
        case "constant":
            factor = 1.0
        case "linear":
            factor = min(1.0, 2.0 * (1.0 - done))
        case "cosine":
            factor = (1.0 + cos(pi * done)) / 2.0
    return warmup * factor
