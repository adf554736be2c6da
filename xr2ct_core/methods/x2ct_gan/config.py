"""Settings of X2CT-GAN. The defaults are the published ones; `grid_size` 128 gives the published network."""

from typing import Literal

from xr2ct_core.config.base import ui
from xr2ct_core.config.supervised_gan import SupervisedGanConfig


class X2ctGanConfig(SupervisedGanConfig):
    """Which views, which losses, how wide."""

    views: Literal["biplanar", "frontal"] = ui("biplanar", "Radiographs the network sees.")
    gan: bool = ui(True, "Trains a discriminator beside the generator; without it this is X2CT-CNN.")
