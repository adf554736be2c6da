"""Settings of the CycleGANs `cyclegan-b` and `cyclegan-f`."""

from typing import Literal

from xr2ct_core.config.base import ui
from xr2ct_core.config.train import LearnedConfig


class CycleGanConfig(LearnedConfig):
    """How volumes become radiographs again, how much each loss counts, how wide the networks are."""

    projection: Literal["physical", "network"] = ui(
        "physical", "From a volume back to radiographs: by the physics of X-rays, or by a network that learns it."
    )
    learning_rate: float = ui(2e-4, "Step size of Adam for all networks.", gt=0.0, le=0.1, step=1e-4)
    beta1: float = ui(0.5, "Momentum of Adam.", ge=0.0, lt=1.0, advanced=True)
    beta2: float = ui(0.999, "Memory of Adam for the size of gradients.", ge=0.0, lt=1.0, advanced=True)
    view_cycle_weight: float = ui(15.0, "Weight of radiograph to volume to radiograph.", gt=0.0, step=1.0)
    volume_cycle_weight: float = ui(15.0, "Weight of volume to radiograph to volume.", gt=0.0, step=1.0)
    adversarial_weight: float = ui(0.1, "Weight of the adversarial losses of both discriminators.", gt=0.0, step=0.1)
    dropout: float = ui(0.1, "Share of features left out at random during training.", ge=0.0, le=0.9, advanced=True)
    remembered: int = ui(
        16,
        "Earlier cases kept, so that a volume of somebody else is at hand even in a batch of one.",
        ge=1,
        le=256,
        advanced=True,
    )
    width: float = ui(
        1.0, "Channels of all layers as a share of the published ones; less is faster.", ge=0.05, le=2.0, advanced=True
    )
