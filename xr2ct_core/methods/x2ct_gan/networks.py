"""The generators of X2CT-GAN (Ying et al., CVPR 2019), for one and for two views."""

from torch import Tensor, nn

from xr2ct_core.methods.blocks.biplanar_frame import BiplanarFrame, ViewBranch
from xr2ct_core.methods.blocks.frames import to_volume_frame
from xr2ct_core.methods.blocks.normalisation import init_normal


class SingleViewGenerator(nn.Module):
    """Frontal image (B, 1, N, N), rows growing to the head, to a volume."""

    def __init__(self, grid_size: int, width: float = 1.0) -> None:
        super().__init__()
        self.frontal = ViewBranch(grid_size, width)
        init_normal(self)

    def forward(self, frontal_B1HW: Tensor) -> Tensor:
        features, skips = self.frontal(frontal_B1HW)
        decoder = self.frontal.decoder
        features = decoder.rise(features)
        for stage, skip in enumerate(skips):
            features = decoder.advance(stage, decoder.join(stage, features, skip))
        return to_volume_frame(features, is_frontal=True).float()


class BiplanarGenerator(BiplanarFrame):
    """Frontal and lateral image (B, 1, N, N), rows growing to the head, to one volume."""

    def __init__(self, grid_size: int, width: float = 1.0) -> None:
        super().__init__(grid_size, width)
        init_normal(self)

    def forward(self, frontal_B1HW: Tensor, lateral_B1HW: Tensor) -> Tensor:
        frontal, frontal_skips = self.frontal(frontal_B1HW)
        lateral, lateral_skips = self.lateral(lateral_B1HW)
        return self.decode(frontal, lateral, list(zip(frontal_skips, lateral_skips, strict=True)))
