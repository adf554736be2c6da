"""TRCT-GAN: supervised by CTs, one network pass a volume; losses and discriminator as in X2CT-GAN."""

from xr2ct_core.methods.blocks.supervised_gan import SupervisedGanMethod
from xr2ct_core.methods.trct_gan.config import TrctGanConfig
from xr2ct_core.methods.trct_gan.networks import TransformerGenerator


class TrctGanMethod(SupervisedGanMethod):
    """The transformer network for two views, with or without its discriminator."""

    title = "TRCT-GAN"
    bytes_per_voxel = 430.0

    def __init__(self, config: TrctGanConfig, device: str = "cpu") -> None:
        generator = TransformerGenerator(config.grid_size, config.width, config.transformer_layers, config.token_map)
        super().__init__(config, device, generator, view_count=2)
