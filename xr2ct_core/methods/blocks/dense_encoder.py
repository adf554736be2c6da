"""A densely connected 2D encoder (Huang et al., CVPR 2017) with instance normalisation and a feature map a level."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from xr2ct_core.methods.blocks.normalisation import InstanceNorm

BOTTLENECK = 4
"""Channels of the 1 x 1 convolution in a dense layer, in units of the growth."""


def _pre_activated(in_channels: int, out_channels: int, kernel: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        InstanceNorm(),
        nn.ReLU(inplace=True),
        nn.Conv2d(in_channels, out_channels, kernel, stride, padding=kernel // 2),
    )


class DenseBlock(nn.Module):
    """(B, C, H, W) to (B, C + layers * growth, H, W): each layer sees all before it."""

    def __init__(self, channels: int, layers: int, growth: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            nn.Sequential(
                _pre_activated(channels + index * growth, BOTTLENECK * growth, 1),
                _pre_activated(BOTTLENECK * growth, growth, 3),
            )
            for index in range(layers)
        )
        self.out_channels = channels + layers * growth

    def forward(self, x_BCHW: Tensor) -> Tensor:
        for layer in self.layers:
            x_BCHW = torch.cat((x_BCHW, layer(x_BCHW)), dim=1)
        return x_BCHW


class DenseEncoder(nn.Module):
    """One image (B, 1, N, N) to features of N, N/2, ... pixels and one vector.

    `layers[i]` dense layers at N / 2^(i+1) pixels; all levels but the last end in a 1 x 1 convolution that halves the
    channels. `level_channels` are those of the returned maps, `vector_channels` those of the vector.
    """

    def __init__(self, stem: int, growth: int, layers: Sequence[int]) -> None:
        super().__init__()
        self.stem = nn.Sequential(nn.ReflectionPad2d(3), nn.Conv2d(1, stem, 7), InstanceNorm(), nn.ReLU(inplace=True))
        self.level_channels = [stem]
        self.downs, self.blocks, self.compressions = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        channels = stem
        for level, count in enumerate(layers):
            block = DenseBlock(channels, count, growth)
            self.downs.append(_pre_activated(channels, channels, 3, stride=2))
            self.blocks.append(block)
            channels = block.out_channels
            if level < len(layers) - 1:
                self.compressions.append(_pre_activated(channels, channels // 2, 1))
                channels //= 2
                self.level_channels.append(channels)
        self.vector_channels = channels

    def forward(self, image_B1HW: Tensor) -> tuple[list[Tensor], Tensor]:
        return self.onwards(self.until(image_B1HW, 0))

    def until(self, image_B1HW: Tensor, level: int) -> list[Tensor]:
        """The maps of the levels from 0 to `level`; `onwards` takes them, changed or not, to the rest."""
        return self._more([self.stem(image_B1HW)], level)

    def onwards(self, levels: list[Tensor]) -> tuple[list[Tensor], Tensor]:
        levels = self._more(levels, len(self.compressions))
        x_BCHW = self.blocks[-1](self.downs[-1](levels[-1]))
        return levels, x_BCHW.mean(dim=(2, 3))

    def _more(self, levels: list[Tensor], last: int) -> list[Tensor]:
        levels = list(levels)
        for index in range(len(levels) - 1, last):
            levels.append(self.compressions[index](self.blocks[index](self.downs[index](levels[-1]))))
        return levels
