"""Settings of the generative prior and of its fit to radiographs."""

from typing import Literal

from xr2ct_core.config.base import ui
from xr2ct_core.config.train import LearnedConfig


class LatentFitConfig(LearnedConfig):
    """What the volume is fitted to and how far, what may vary beside the anatomy, and how the prior is trained."""

    views: Literal["both", "frontal", "lateral"] = ui(
        "both", "X-rays that the volume is fitted to. With one alone, depth is the prior's guess.", at_inference=True
    )
    steps: int = ui(100, "Steps of the fit.", ge=1, le=10_000, at_inference=True)
    draws: int = ui(
        3,
        "Volumes drawn beside the best one; how they differ from it is a part of the uncertainty. Without them it has "
        "only what the prior cannot describe.",
        ge=0,
        le=64,
        at_inference=True,
    )
    correct: bool = ui(
        True, "Changes the fitted volume where it is uncertain, until it agrees with the X-rays.", at_inference=True
    )
    prior_weight: float = ui(
        3.0,
        "How strongly the volume is held to what the prior has seen; less follows the X-rays more closely.",
        gt=0.0,
        le=1000.0,
        step=0.5,
        advanced=True,
        at_inference=True,
    )
    shift_mm: float = ui(
        5.0,
        "Typical shift of the patient along each axis; 0 fits none.",
        unit="mm",
        ge=0,
        le=80,
        advanced=True,
        at_inference=True,
    )
    turn_deg: float = ui(
        2.0,
        "Typical turn of the patient about each axis; 0 fits none.",
        unit="°",
        ge=0,
        le=30,
        advanced=True,
        at_inference=True,
    )
    gain: float = ui(
        0.02,
        "Typical relative error of the scale of each X-ray; 0 takes the scale as it is.",
        ge=0,
        le=1,
        step=0.01,
        advanced=True,
        at_inference=True,
    )
    photons: float = ui(
        1e5,
        "Photons per pixel beside the patient, from which the noise of the X-rays follows.",
        ge=1.0,
        le=1e12,
        advanced=True,
        at_inference=True,
    )
    seed: int = ui(0, "Fixes the drawn volumes.", ge=0, le=2**31 - 1, advanced=True, at_inference=True)
    latent_channels: int = ui(16, "Numbers that describe each of 4 x 4 x 4 parts of the cube.", ge=1, le=32)
    divergence_weight: float = ui(
        0.1,
        "How strongly the description of a volume is held to a standard normal one; more makes it coarser.",
        gt=0.0,
        le=100.0,
        step=0.05,
    )
    projection_weight: float = ui(1.0, "Weight of the error of mean projections along the axes.", ge=0.0, step=0.5)
    width: float = ui(
        1.0, "Channels of all layers as a share of the usual ones; less is faster.", ge=0.05, le=8.0, advanced=True
    )
    learning_rate: float = ui(1e-3, "Step size of Adam.", gt=0.0, le=0.1, step=1e-4)
