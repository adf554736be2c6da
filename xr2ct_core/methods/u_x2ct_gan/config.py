"""Settings of u-X2CT-GAN. As they stand, nothing but the two radiographs of each case is used."""

from typing import Literal

from xr2ct_core.config.base import ui
from xr2ct_core.config.train import LearnedConfig


class UX2ctGanConfig(LearnedConfig):
    """What the network is judged by, what else it may see, how wide it is."""

    learning_rate: float = ui(2e-4, "Step size of Adam for both networks.", gt=0.0, le=0.1, step=1e-4)
    beta1: float = ui(0.5, "Momentum of Adam.", ge=0.0, lt=1.0, advanced=True)
    beta2: float = ui(0.999, "Memory of Adam for the size of gradients.", ge=0.0, lt=1.0, advanced=True)
    weight_decay: float = ui(1e-4, "Pulls the weights of the generator to zero (L2).", ge=0.0, le=1.0, advanced=True)
    weighting: Literal["fixed", "inverse"] = ui(
        "fixed",
        "Fixed uses the weights below. Inverse divides each loss by its own size, which favours what is small already.",
    )
    projection_weight: float = ui(10.0, "Weight of the error of the projections in both views.", gt=0.0, step=1.0)
    lung_emphasis: float = ui(
        0.0,
        "Counts the error of rays through the lungs more: by this much again where their way through lung is longest.",
        ge=0.0,
        le=100.0,
        step=0.5,
    )
    lung_region: Literal["volume", "radiographs"] = ui(
        "volume",
        "Where the lungs are known from: the network's own volume as it learns, or what the lung network that comes "
        "with the program finds on the X-rays themselves, from the first step on.",
    )
    smoothness_weight: float = ui(0.2, "Weight of the total variation.", ge=0.0, step=0.1)
    adversarial_weight: float = ui(
        0.05, "Weight of the adversarial loss; 0 trains no discriminator.", ge=0.0, step=0.01
    )
    turn_deg: float = ui(
        10.0, "Largest turn of the patient in the views that only the discriminator sees.", unit="°", ge=0.0, le=45.0
    )
    true_cts: int = ui(0, "Patients whose CT is shown as well: 0 for none, -1 for all.", ge=-1, le=100_000)
    ct_weight: float = ui(5.0, "Weight of the error of the volume where the CT is shown.", gt=0.0, step=1.0)
    prior: Literal["none", "phantoms"] = ui(
        "none", "Volumes of nobody, with their own projections, that show the network what a thorax looks like."
    )
    prior_volumes: int = ui(16, "Number of different volumes in the prior.", ge=1, le=10_000, advanced=True)
    prior_weight: float = ui(1.0, "Weight of the error of the volume for the prior.", gt=0.0, step=0.1)
    width: float = ui(1.0, "Channels of all layers as a share of the usual ones; less is faster.", ge=0.1, le=4.0)
