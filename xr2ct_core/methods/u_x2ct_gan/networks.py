"""The generator of u-X2CT-GAN: a dense encoder for each view, lifts to 3D, and one decoder in the frame of the volume.

The features of each view are given depth in the frame of the view and rotated into the frame of the volume before they
meet. Normalised features know no absolute attenuation, so the last layers also see the radiographs themselves,
extruded along their rays. Volumes are attenuation in units of water, (B, 1, Z, Y, X), never negative.
"""

from functools import partial
from itertools import pairwise

import torch
from torch import Tensor, nn

from xr2ct_core.methods.blocks.dense_encoder import DenseEncoder
from xr2ct_core.methods.blocks.frames import extruded, to_volume_frame
from xr2ct_core.methods.blocks.lift import MapLift, VectorLift
from xr2ct_core.methods.blocks.normalisation import InstanceNorm, init_normal

DENSE_LAYERS = (4, 4, 4, 4)
"""Layers of the dense blocks at 1/2, 1/4, 1/8 and 1/16 of the resolution."""
STEM, GROWTH = 16, 16
LIFTED_WIDTHS = (48, 32, 16, 8)
"""Channels of the 3D features of each view from 1/8 to the full resolution."""
VECTOR_WIDTH = 48
FIRST_WEIGHTS = 0.02
LEAK = 0.2
FIRST_BIAS = -2.0
"""The first volume is about an eighth of water everywhere, near the mean of a cube with a chest in it."""


def _scaled(channels: int, width: float) -> int:
    return max(2, round(channels * width))


def _conv(in_channels: int, out_channels: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv3d(in_channels, out_channels, 3, padding=1), InstanceNorm(), nn.LeakyReLU(LEAK, True))


class LiftedView(nn.Module):
    """Image of one view to 3D features in the frame of the volume, from 1/16 to the full resolution."""

    def __init__(self, grid_size: int, width: float, is_frontal: bool) -> None:
        super().__init__()
        self.is_frontal = is_frontal
        scaled = partial(_scaled, width=width)
        self.encoder = DenseEncoder(scaled(STEM), scaled(GROWTH), DENSE_LAYERS)
        size = grid_size >> len(DENSE_LAYERS)
        self.vector_lift = VectorLift(self.encoder.vector_channels, scaled(VECTOR_WIDTH), size)
        deepest_first = reversed(self.encoder.level_channels)
        self.map_lifts = nn.ModuleList(
            MapLift(channels, scaled(lifted)) for channels, lifted in zip(deepest_first, LIFTED_WIDTHS, strict=True)
        )

    def forward(self, image_B1HW: Tensor) -> list[Tensor]:
        levels, vector_BC = self.encoder(image_B1HW)
        maps = [lift(level) for lift, level in zip(self.map_lifts, reversed(levels), strict=True)]
        return [to_volume_frame(features, self.is_frontal) for features in (self.vector_lift(vector_BC), *maps)]


class Generator(nn.Module):
    """Frontal and lateral image (B, 1, N, N), rows growing to the head, to attenuation in units of water."""

    def __init__(self, grid_size: int, width: float = 1.0) -> None:
        super().__init__()
        self.frontal = LiftedView(grid_size, width, is_frontal=True)
        self.lateral = LiftedView(grid_size, width, is_frontal=False)
        widths = [_scaled(channels, width) for channels in (VECTOR_WIDTH, *LIFTED_WIDTHS)]
        self.meet = _conv(2 * widths[0], widths[0])
        self.ups = nn.ModuleList(nn.Upsample(scale_factor=2.0) for _ in LIFTED_WIDTHS)
        self.joins = nn.ModuleList(
            nn.Sequential(_conv(low + 2 * high, high), _conv(high, high)) for low, high in pairwise(widths)
        )
        self.mix = nn.Conv3d(widths[-1] + 2, widths[-1], 3, padding=1)
        self.last = nn.Conv3d(widths[-1], 1, 3, padding=1)
        init_normal(self, FIRST_WEIGHTS)
        nn.init.kaiming_normal_(self.mix.weight, LEAK)
        nn.init.kaiming_normal_(self.last.weight, LEAK)
        if self.last.bias is not None:
            nn.init.constant_(self.last.bias, FIRST_BIAS)

    def forward(self, frontal_B1HW: Tensor, lateral_B1HW: Tensor) -> Tensor:
        views = list(zip(self.frontal(frontal_B1HW), self.lateral(lateral_B1HW), strict=True))
        features = self.meet(torch.cat(views[0], dim=1))
        for up, join, lifted in zip(self.ups, self.joins, views[1:], strict=True):
            features = join(torch.cat((up(features), *lifted), dim=1))
        rays = extruded(frontal_B1HW, True), extruded(lateral_B1HW, False)
        mixed = nn.functional.leaky_relu(self.mix(torch.cat((features, *rays), dim=1)), LEAK)
        volume: Tensor = nn.functional.softplus(self.last(mixed).float())
        return volume
