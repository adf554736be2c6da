"""The denoiser of diffusion models, in 2D or 3D: a U-Net of residual blocks that is told the noise level.

Skips carry the features of each resolution as they are to the way up. All normalisation is over groups of channels of
one sample, so a network gives one answer for one input. The head starts at zero, and so does the output.

Shape legend: B batch, C channels, ... the two or three axes of space, multiples of `COARSEST`.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate, silu

from xr2ct_core.methods.blocks.normalisation import group_norm

MULTIPLES = (1, 2, 4, 4)
"""Channels at 1, 1/2, 1/4 and 1/8 of the resolution, as multiples of the width."""
COARSEST = 2 ** (len(MULTIPLES) - 1)
LAYERS_ALIVE = 6
"""Feature maps of the width and of full resolution that are held at once without gradients."""


class LevelEmbedding(nn.Module):
    """A level (B,) in 0 ... T as a vector, from sines and cosines of falling frequency (Vaswani et al., 2017)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self._half = width // 2
        self.layers = nn.Sequential(nn.Linear(2 * self._half, width), nn.SiLU(), nn.Linear(width, width))

    def forward(self, level_B: Tensor) -> Tensor:
        exponents = torch.arange(self._half, device=level_B.device) / self._half
        angles = level_B[:, None].float() * torch.exp(-math.log(10_000.0) * exponents)
        embedding: Tensor = self.layers(torch.cat((angles.sin(), angles.cos()), dim=1))
        return embedding


class ResidualBlock(nn.Module):
    """Two convolutions with a direct way around them; the level scales and shifts the features between the two."""

    def __init__(self, axes: int, in_channels: int, out_channels: int, level_width: int) -> None:
        super().__init__()
        self.first_norm = group_norm(in_channels)
        self.first = _convolution(axes, in_channels, out_channels)
        self.scale_and_shift = nn.Linear(level_width, 2 * out_channels)
        self.second_norm = group_norm(out_channels)
        self.second = _convolution(axes, out_channels, out_channels)
        self.around = nn.Identity() if in_channels == out_channels else _convolution(axes, in_channels, out_channels, 1)

    def forward(self, x: Tensor, level_BC: Tensor) -> Tensor:
        scale_and_shift = self.scale_and_shift(silu(level_BC))
        scale, shift = scale_and_shift.view(*scale_and_shift.shape, *(1,) * (x.dim() - 2)).chunk(2, dim=1)
        inner = self.first(silu(self.first_norm(x)))
        inner = self.second(silu(self.second_norm(inner) * (1.0 + scale) + shift))
        joined: Tensor = self.around(x) + inner
        return joined


class LevelUNet(nn.Module):
    """(B, C, ...) and levels (B,) to (B, out_channels, ...), with `axes` axes of space.

    One residual block a resolution on the way down, two in the depth, one a resolution on the way up.
    """

    def __init__(self, axes: int, in_channels: int, out_channels: int, width: int) -> None:
        super().__init__()
        widths = [width * multiple for multiple in MULTIPLES]
        level_width = 4 * width
        self.embedding = LevelEmbedding(level_width)
        self.stem = _convolution(axes, in_channels, width)
        self.downs = nn.ModuleList(
            ResidualBlock(axes, before, after, level_width)
            for before, after in zip([width, *widths], widths, strict=False)
        )
        self.shrinks = nn.ModuleList(_convolution(axes, channels, channels, stride=2) for channels in widths[:-1])
        self.depth = nn.ModuleList(ResidualBlock(axes, widths[-1], widths[-1], level_width) for _ in range(2))
        below = [*widths[1:], widths[-1]]
        self.ups = nn.ModuleList(
            ResidualBlock(axes, own + lower, own, level_width)
            for own, lower in reversed(list(zip(widths, below, strict=True)))
        )
        self.grows = nn.ModuleList(_convolution(axes, channels, channels) for channels in reversed(widths[1:]))
        last = _convolution(axes, width, out_channels)
        for parameter in last.parameters():
            nn.init.zeros_(parameter)
        self.head = nn.Sequential(group_norm(width), nn.SiLU(), last)

    def forward(self, x: Tensor, level_B: Tensor) -> Tensor:
        level_BC = self.embedding(level_B)
        features = self.stem(x)
        skips = []
        for stage, down in enumerate(self.downs):
            if stage:
                features = self.shrinks[stage - 1](features)
            features = down(features, level_BC)
            skips.append(features)
        for block in self.depth:
            features = block(features, level_BC)
        for stage, up in enumerate(self.ups):
            if stage:
                features = self.grows[stage - 1](interpolate(features, scale_factor=2.0, mode="nearest"))
            features = up(torch.cat((features, skips.pop()), dim=1), level_BC)
        answer: Tensor = self.head(features).float()
        return answer


def _convolution(
    axes: int, in_channels: int, out_channels: int, size: int = 3, stride: int = 1
) -> nn.Conv2d | nn.Conv3d:
    kind = nn.Conv2d if axes == 2 else nn.Conv3d
    return kind(in_channels, out_channels, size, stride=stride, padding=size // 2)
