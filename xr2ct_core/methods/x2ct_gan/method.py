"""X2CT-GAN (Ying et al., CVPR 2019): supervised by CTs, one network pass a volume.

As published but for the input, which is brought to the plane of the isocentre first. Each view is divided by its own
maximum, as in the paper.
"""

from xr2ct_core.methods.blocks.supervised_gan import SupervisedGanMethod
from xr2ct_core.methods.x2ct_gan.config import X2ctGanConfig
from xr2ct_core.methods.x2ct_gan.networks import BiplanarGenerator, SingleViewGenerator


class X2ctGanMethod(SupervisedGanMethod):
    """The published network for two views or for the frontal one, with or without its discriminator."""

    title = "X2CT-GAN"
    bytes_per_voxel = 350.0

    def __init__(self, config: X2ctGanConfig, device: str = "cpu") -> None:
        is_biplanar = config.views == "biplanar"
        generator_type = BiplanarGenerator if is_biplanar else SingleViewGenerator
        super().__init__(config, device, generator_type(config.grid_size, config.width), 2 if is_biplanar else 1)
