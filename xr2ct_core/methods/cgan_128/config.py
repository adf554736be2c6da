"""Settings of cGAN-128, made for 128³ voxels; smaller grids are for trials."""

from typing import Literal

from xr2ct_core.config.base import ui
from xr2ct_core.config.train import LearnedConfig, TrainingGrid


class Cgan128Config(LearnedConfig):
    """What teaches the network, which losses, how wide it is."""

    grid_size: TrainingGrid = ui(128, "Voxels along each edge of the working cube the network is made for.")
    teacher: Literal["CT", "X-rays"] = ui(
        "CT", "CT compares volumes and discriminates them; X-rays compares and discriminates projections alone."
    )
    learning_rate: float = ui(1e-4, "Step size of Adam for both networks.", gt=0.0, le=0.1, step=1e-4)
    beta1: float = ui(0.5, "Momentum of Adam.", ge=0.0, lt=1.0, advanced=True)
    beta2: float = ui(0.999, "Memory of Adam for the size of gradients.", ge=0.0, lt=1.0, advanced=True)
    reconstruction_weight: float = ui(10.0, "Weight of the error of the volume, with CTs.", gt=0.0, step=1.0)
    projection_weight: float = ui(10.0, "Weight of the error of the projections in both views.", gt=0.0, step=1.0)
    smoothness_weight: float = ui(0.2, "Weight of the total variation, without CTs.", gt=0.0, step=0.1)
    adversarial_weight: float = ui(0.05, "Weight of the adversarial loss; 0 leaves it out.", ge=0.0, step=0.01)
    turn_deg: float = ui(
        10.0, "Largest turn of the patient in views for the discriminator, without CTs.", unit="°", ge=0.0, le=45.0
    )
    width: float = ui(1.0, "Channels of all layers as a share of the usual ones; less is faster.", ge=0.1, le=4.0)
