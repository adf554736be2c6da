"""The denoiser: a 3D U-Net of residual blocks that sees the noisy volume, the coarse one and the noise level.

Skips carry the features of each resolution as they are to the way up. All normalisation is over groups of channels of
one sample, so a network gives one answer for one input. Input and output are (B, 1, Z, Y, X); the output is the
velocity of `schedule`.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate, silu

MULTIPLES = (1, 2, 4, 4)
"""Channels at 1, 1/2, 1/4 and 1/8 of the resolution, as multiples of the width."""
GROUPS = 8


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

    def __init__(self, in_channels: int, out_channels: int, level_width: int) -> None:
        super().__init__()
        self.first_norm = _norm(in_channels)
        self.first = nn.Conv3d(in_channels, out_channels, 3, padding=1)
        self.scale_and_shift = nn.Linear(level_width, 2 * out_channels)
        self.second_norm = _norm(out_channels)
        self.second = nn.Conv3d(out_channels, out_channels, 3, padding=1)
        self.around = nn.Identity() if in_channels == out_channels else nn.Conv3d(in_channels, out_channels, 1)

    def forward(self, x_BCZYX: Tensor, level_BC: Tensor) -> Tensor:
        scale, shift = self.scale_and_shift(silu(level_BC))[:, :, None, None, None].chunk(2, dim=1)
        inner = self.first(silu(self.first_norm(x_BCZYX)))
        inner = self.second(silu(self.second_norm(inner) * (1.0 + scale) + shift))
        joined: Tensor = self.around(x_BCZYX) + inner
        return joined


class Denoiser(nn.Module):
    """U-Net with one residual block a resolution on the way down, two in the depth, one a resolution on the way up."""

    def __init__(self, width: int) -> None:
        super().__init__()
        widths = [width * multiple for multiple in MULTIPLES]
        level_width = 4 * width
        self.embedding = LevelEmbedding(level_width)
        self.stem = nn.Conv3d(2, width, 3, padding=1)
        self.downs = nn.ModuleList(
            ResidualBlock(before, after, level_width) for before, after in zip([width, *widths], widths, strict=False)
        )
        self.shrinks = nn.ModuleList(nn.Conv3d(channels, channels, 3, stride=2, padding=1) for channels in widths[:-1])
        self.depth = nn.ModuleList(ResidualBlock(widths[-1], widths[-1], level_width) for _ in range(2))
        below = [*widths[1:], widths[-1]]
        self.ups = nn.ModuleList(
            ResidualBlock(own + lower, own, level_width)
            for own, lower in reversed(list(zip(widths, below, strict=True)))
        )
        self.grows = nn.ModuleList(nn.Conv3d(channels, channels, 3, padding=1) for channels in reversed(widths[1:]))
        self.head = nn.Sequential(_norm(width), nn.SiLU(), nn.Conv3d(width, 1, 3, padding=1))

    def forward(self, noisy_B1ZYX: Tensor, coarse_B1ZYX: Tensor, level_B: Tensor) -> Tensor:
        level_BC = self.embedding(level_B)
        features = self.stem(torch.cat((noisy_B1ZYX, coarse_B1ZYX), dim=1))
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
        velocity: Tensor = self.head(features).float()
        return velocity


def _norm(channels: int) -> nn.GroupNorm:
    return nn.GroupNorm(math.gcd(GROUPS, channels), channels)
