"""Settings shared by networks that learn volumes from CTs with a discriminator beside; the defaults of X2CT-GAN."""

from xr2ct_core.config.base import ui
from xr2ct_core.config.train import LearnedConfig


class SupervisedGanConfig(LearnedConfig):
    """Which losses, how strong, how wide."""

    gan: bool = ui(True, "Trains a discriminator beside the generator; without it the CTs alone teach.")
    learning_rate: float = ui(2e-4, "Step size of Adam for both networks.", gt=0.0, le=0.1, step=1e-4)
    beta1: float = ui(0.5, "Momentum of Adam.", ge=0.0, lt=1.0, advanced=True)
    beta2: float = ui(0.99, "Memory of Adam for the size of gradients.", ge=0.0, lt=1.0, advanced=True)
    reconstruction_weight: float = ui(10.0, "Weight of the squared error of the volume.", gt=0.0, step=1.0)
    projection_weight: float = ui(10.0, "Weight of the error of mean projections along the axes.", ge=0.0, step=1.0)
    adversarial_weight: float = ui(0.1, "Weight of the adversarial losses.", gt=0.0, step=0.1)
    width: float = ui(
        1.0, "Channels of all layers as a share of the published ones; less is faster.", ge=0.05, le=2.0, advanced=True
    )
