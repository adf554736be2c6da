"""The generator of cGAN-128: a 2D U-Net for each view, whose output channels are slices along the rays of that view.

Both views share the rows, not the columns. So the U-Nets exchange the mean of each row at their deepest level, and
their slices meet only after they were rotated into the frame of the volume, in two 3D convolutions. Volumes are
attenuation in units of water, (B, 1, Z, Y, X), never negative.
"""

from itertools import pairwise

import torch
from torch import Tensor, nn

from xr2ct_core.methods.blocks.frames import to_volume_frame
from xr2ct_core.methods.blocks.normalisation import InstanceNorm

WIDTHS = (32, 64, 128, 256, 256)
"""Channels of the U-Nets from the full resolution to 1/16."""
MIXING_WIDTH = 8
LEAK = 0.2
FIRST_BIAS = -2.0
"""The first volume is about an eighth of water everywhere, near the mean of a cube with a chest in it."""


def _double_conv(in_channels: int, out_channels: int) -> nn.Sequential:
    layers: list[nn.Module] = []
    for channels in (in_channels, out_channels):
        layers += [nn.Conv2d(channels, out_channels, 3, padding=1), InstanceNorm(), nn.LeakyReLU(LEAK, True)]
    return nn.Sequential(*layers)


class SliceUNet(nn.Module):
    """One view: `encode` its image (B, 1, N, N), then `decode` to (B, N, N, N), depth, row, column."""

    def __init__(self, grid_size: int, widths: list[int]) -> None:
        super().__init__()
        self.encoders = nn.ModuleList(_double_conv(low, high) for low, high in pairwise([1, *widths]))
        self.meet = _double_conv(2 * widths[-1], widths[-1])
        deepest_first = widths[::-1]
        self.ups = nn.ModuleList(nn.ConvTranspose2d(low, high, 2, 2) for low, high in pairwise(deepest_first))
        self.decoders = nn.ModuleList(_double_conv(2 * width, width) for width in deepest_first[1:])
        # Normalised features know no absolute attenuation, so the slices are also made from the image itself.
        self.slices = nn.Conv2d(widths[0] + 1, grid_size, 3, padding=1)

    def encode(self, image_B1HW: Tensor) -> list[Tensor]:
        levels = [self.encoders[0](image_B1HW)]
        for encoder in list(self.encoders)[1:]:
            levels.append(encoder(nn.functional.max_pool2d(levels[-1], 2)))
        return levels

    def decode(self, image_B1HW: Tensor, levels: list[Tensor], other_rows_BCH1: Tensor) -> Tensor:
        deepest = levels[-1]
        features = self.meet(torch.cat((deepest, other_rows_BCH1.expand_as(deepest)), dim=1))
        for up, decoder, skip in zip(self.ups, self.decoders, levels[-2::-1], strict=True):
            features = decoder(torch.cat((up(features), skip), dim=1))
        slices: Tensor = self.slices(torch.cat((features, image_B1HW), dim=1))
        return slices


class Generator(nn.Module):
    """Frontal and lateral image (B, 1, N, N), rows growing to the head, to attenuation in units of water."""

    def __init__(self, grid_size: int, width: float = 1.0) -> None:
        super().__init__()
        widths = [max(2, round(channels * width)) for channels in WIDTHS]
        self.frontal = SliceUNet(grid_size, widths)
        self.lateral = SliceUNet(grid_size, widths)
        self.mix = nn.Conv3d(2, MIXING_WIDTH, 3, padding=1)
        self.last = nn.Conv3d(MIXING_WIDTH, 1, 3, padding=1)
        for layer in self.modules():
            if isinstance(layer, (nn.Conv2d, nn.ConvTranspose2d, nn.Conv3d)):
                nn.init.kaiming_normal_(layer.weight, LEAK)
                if layer.bias is not None:
                    nn.init.constant_(layer.bias, FIRST_BIAS if layer is self.last else 0.0)

    def forward(self, frontal_B1HW: Tensor, lateral_B1HW: Tensor) -> Tensor:
        frontal, lateral = self.frontal.encode(frontal_B1HW), self.lateral.encode(lateral_B1HW)
        frontal_rows, lateral_rows = (levels[-1].mean(3, keepdim=True) for levels in (frontal, lateral))
        views = (
            self.frontal.decode(frontal_B1HW, frontal, lateral_rows),
            self.lateral.decode(lateral_B1HW, lateral, frontal_rows),
        )
        volumes = [
            to_volume_frame(slices.unsqueeze(1), is_frontal)
            for slices, is_frontal in zip(views, (True, False), strict=True)
        ]
        mixed = nn.functional.leaky_relu(self.mix(torch.cat(volumes, dim=1)), LEAK)
        volume: Tensor = nn.functional.softplus(self.last(mixed).float())
        return volume
