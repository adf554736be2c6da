"""The 2D encoder that both views share: ConvNeXt blocks (Liu et al., CVPR 2022) at strides 1, 2 and 4.

Down-sampling takes whole blocks of 2 x 2 pixels, so a pixel of each level lies exactly over its pixels of the finest
one and features can be laid back along the rays. Normalisation is over the channels of each pixel: absolute line
integrals survive beside it.
Shape legend: B batch, C channels, R detector rows, K detector columns.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, layer_norm

MULTIPLES = (1, 2, 4)
BLOCKS = (1, 2, 3)
EXPANSION = 3
STRIDE = 4
"""Rows and columns are a multiple of this."""


class ChannelNorm(nn.Module):
    """Layer normalisation over the channels of each pixel."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x_BCRK: Tensor) -> Tensor:
        x = layer_norm(x_BCRK.permute(0, 2, 3, 1), self.weight.shape, self.weight, self.bias)
        return x.permute(0, 3, 1, 2)


class ConvNextBlock(nn.Module):
    """Depth-wise 7 x 7, then two dense layers a pixel, around an identity."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.depthwise = nn.Conv2d(channels, channels, 7, padding=3, groups=channels)
        self.norm = ChannelNorm(channels)
        self.widen = nn.Conv2d(channels, EXPANSION * channels, 1)
        self.narrow = nn.Conv2d(EXPANSION * channels, channels, 1)

    def forward(self, x_BCRK: Tensor) -> Tensor:
        inner = self.narrow(gelu(self.widen(self.norm(self.depthwise(x_BCRK)))))
        joined: Tensor = x_BCRK + inner
        return joined


class ViewEncoder(nn.Module):
    """(B, channels, R, K) to features at strides 1, 2, 4."""

    def __init__(self, in_channels: int, width: int) -> None:
        super().__init__()
        self.widths = tuple(width * multiple for multiple in MULTIPLES)
        self.stem = nn.Conv2d(in_channels, width, 3, padding=1)
        self.levels = nn.ModuleList(
            nn.Sequential(*(ConvNextBlock(channels) for _ in range(count)))
            for channels, count in zip(self.widths, BLOCKS, strict=True)
        )
        self.downs = nn.ModuleList(
            nn.Sequential(ChannelNorm(fine), nn.Conv2d(fine, coarse, 2, stride=2))
            for fine, coarse in zip(self.widths, self.widths[1:], strict=False)
        )

    def forward(self, image_BCRK: Tensor) -> tuple[Tensor, ...]:
        features = self.stem(image_BCRK)
        found = []
        for level, block in enumerate(self.levels):
            if level:
                features = self.downs[level - 1](features)
            features = block(features)
            found.append(features)
        return tuple(found)
