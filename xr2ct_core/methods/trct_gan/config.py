"""Settings of TRCT-GAN. Losses and their weights are those of X2CT-GAN; the attention has its own."""

from typing import Literal

from xr2ct_core.config.base import ui
from xr2ct_core.config.supervised_gan import SupervisedGanConfig


class TrctGanConfig(SupervisedGanConfig):
    """How much the two views tell each other, beside which losses and how wide."""

    transformer_layers: int = ui(4, "Layers in which the parts of both views look at each other.", ge=2, le=6)
    token_map: Literal[8, 16] = ui(8, "Parts along each edge of a view that look at each other.", advanced=True)
