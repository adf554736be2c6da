"""Settings of the prediction of slices from their neighbours."""

from typing import Literal

from xr2ct_core.config.base import ui
from xr2ct_core.config.train import LearnedConfig


class ContinuityConfig(LearnedConfig):
    """Along which axis, how the networks learn, and what is made consistent."""

    coarse: Literal["tv", "backprojection", "template"] = ui(
        "tv",
        "Reconstruction whose slices are made consistent. It is also made of some training cases, to learn its error.",
    )
    blend: float = ui(
        0.5,
        "Share of what its neighbours lead to expect in each slice; 0 leaves the reconstruction as it is.",
        ge=0.0,
        le=1.0,
        step=0.1,
        at_inference=True,
    )
    axis: Literal["axial", "coronal", "sagittal"] = ui("axial", "Slices that follow each other.")
    direction: Literal["both", "up", "down"] = ui(
        "both",
        "Slices are predicted from those below, from those above, or both; up is to the head, the back or the left.",
    )
    slices_per_volume: int = ui(
        8, "Stacks of six slices drawn from each volume of a training batch, where there is body.", ge=1, le=128
    )
    l1_weight: float = ui(100.0, "Weight of the absolute error of the predicted slices.", gt=0.0, step=10.0)
    adversarial_weight: float = ui(
        0.1,
        "Weight of the score that the critic gives them; 1 is that of the paper, at which few cases teach the critic "
        "nothing.",
        ge=0.0,
        step=0.1,
    )
    penalty_weight: float = ui(
        10.0, "Weight of the penalty on gradients of the critic that differ from 1.", gt=0.0, step=1.0, advanced=True
    )
    width: int = ui(16, "Channels of the generator at full resolution; less is faster.", ge=4, le=128, advanced=True)
    critic_width: int = ui(16, "Channels of the first layer of the critic.", ge=4, le=128, advanced=True)
    learning_rate: float = ui(1e-3, "Step size of Adam for the generator.", gt=0.0, le=0.1, step=1e-4)
    critic_learning_rate: float = ui(2e-3, "Step size of Adam for the critic.", gt=0.0, le=0.1, step=1e-4)
