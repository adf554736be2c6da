"""Settings of `style`."""

from typing import Literal

from xr2ct_core.config.base import ui
from xr2ct_core.config.train import LearnedConfig


class StyleConfig(LearnedConfig):
    """How much each loss counts, how free the generators are, how wide the networks."""

    image_size: Literal[64, 128] = ui(
        64, "Pixels along each edge of the images that the networks look at; results have those of the detector."
    )
    coarse: Literal["backprojection", "tv", "template"] = ui(
        "backprojection",
        "What makes the volume where this network reconstructs by itself; in front of a method, that method does.",
        at_inference=True,
    )
    supervision: Literal["unpaired", "drawn"] = ui(
        "unpaired",
        "Learn from X-rays and CTs of different people, or from machines drawn by chance that show the CTs: those need "
        "no X-rays, and the truth is known, so that neither discriminators nor cycles are needed.",
    )
    learning_rate: float = ui(1e-3, "Step size of Adam for both generators.", gt=0.0, le=0.1, step=1e-4)
    judge_rate: float = ui(3e-4, "Step size of Adam for both discriminators.", gt=0.0, le=0.1, step=1e-4)
    lung_rate: float = ui(1e-3, "Step size of Adam for the network that outlines lungs.", gt=0.0, le=0.1, step=1e-4)
    beta1: float = ui(0.5, "Momentum of Adam.", ge=0.0, lt=1.0, advanced=True)
    adversarial_weight: float = ui(1.0, "Weight of the adversarial losses of both discriminators.", gt=0.0, step=0.1)
    cycle_weight: float = ui(5.0, "Weight of there and back again, in both directions.", gt=0.0, step=1.0)
    identity_weight: float = ui(3.0, "Weight of leaving alone what is of the wanted style already.", ge=0.0, step=1.0)
    structure_weight: float = ui(
        3.0, "Weight of the lungs found in the image that went there and back (focal Tversky).", ge=0.0, step=0.5
    )
    residual: float = ui(
        0.0,
        "Largest change, in line integrals, that is free of the grey value; with 0 nothing can be drawn that the image "
        "does not hold.",
        ge=0.0,
        le=2.0,
        step=0.1,
        advanced=True,
    )
    remembered: int = ui(32, "Earlier images kept for the discriminators.", ge=1, le=512, advanced=True)
    width: int = ui(16, "Channels of the first layers; less is faster.", ge=2, le=64, advanced=True)
