"""The autoencoder: a volume to its latent on 4 x 4 x 4 places, and back to attenuation with a variance per voxel.

The latent keeps its places in the cube, so that few patients teach many combinations of local anatomy; what all have in
common lies in a constant of the decoder. All normalisation is over groups of channels of one sample, so a network gives
one answer for one input.

Shape legend: B batch, C latent channels, K = 4 places along an axis, Z/Y/X voxels.
"""

import math
from itertools import pairwise
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate, softplus

LATENT_EDGE = 4
BASE_CHANNELS = 12
LARGEST_MULTIPLE = 8
GROUPS = 8
SMALLEST_DEVIATION, LARGEST_DEVIATION = 0.02, 1.0
"""Limits of the standard deviation of a voxel, in units of water: 20 and 1000 HU."""
_SHARPNESS = 5.0
"""Of the smooth bend at zero, below which there is no attenuation."""
_LOG_VARIANCE_LIMITS = (-12.0, 3.0)


class Decoded(NamedTuple):
    """Attenuation (B, 1, Z, Y, X) in units of water and the logarithm of its variance."""

    mean: Tensor
    log_variance: Tensor


class Encoder(nn.Module):
    """Attenuation (B, 1, Z, Y, X) to mean and log-variance of the latent, (B, C, K, K, K) each."""

    def __init__(self, size: int, latent_channels: int, width: float) -> None:
        super().__init__()
        channels = level_channels(size, width)
        layers: list[nn.Module] = [_convolution(1, channels[1], stride=2)]
        for own, coarser in pairwise(channels[1:]):
            layers += [ResidualBlock(own), _convolution(own, coarser, stride=2)]
        layers += [ResidualBlock(channels[-1]), _norm(channels[-1]), nn.SiLU()]
        layers.append(nn.Conv3d(channels[-1], 2 * latent_channels, 1))
        self.layers = nn.Sequential(*layers)

    def forward(self, volume_B1ZYX: Tensor) -> tuple[Tensor, Tensor]:
        mean, log_variance = self.layers(volume_B1ZYX).float().chunk(2, dim=1)
        return mean, log_variance.clamp(*_LOG_VARIANCE_LIMITS)


class Decoder(nn.Module):
    """Latents (B, C, K, K, K) to what the volume is and how sure that is."""

    def __init__(self, size: int, latent_channels: int, width: float) -> None:
        super().__init__()
        *finer, coarsest = level_channels(size, width)
        self.stem = nn.Conv3d(latent_channels, coarsest, 1)
        self.anatomy = nn.Parameter(0.5 * torch.randn(coarsest, *(LATENT_EDGE,) * 3))
        self.depth = nn.Sequential(ResidualBlock(coarsest), ResidualBlock(coarsest))
        self.narrows = nn.ModuleList()
        self.blocks = nn.ModuleList()
        coarser = coarsest
        for own in reversed(finer):
            self.narrows.append(nn.Conv3d(coarser, own, 1))
            self.blocks.append(ResidualBlock(own))
            coarser = own
        self.head = nn.Sequential(_norm(coarser), nn.SiLU(), _convolution(coarser, 2))

    def forward(self, latent_BCKKK: Tensor) -> Decoded:
        features = self.depth(self.stem(latent_BCKKK) + self.anatomy)
        for narrow, block in zip(self.narrows, self.blocks, strict=True):
            features = block(interpolate(narrow(features), scale_factor=2.0, mode="trilinear"))
        mean, log_deviation = self.head(features).float().chunk(2, dim=1)
        low, high = math.log(SMALLEST_DEVIATION), math.log(LARGEST_DEVIATION)
        log_variance = 2.0 * (low + (high - low) * torch.sigmoid(log_deviation))
        return Decoded(softplus(mean, beta=_SHARPNESS), log_variance)


class ResidualBlock(nn.Module):
    """Two convolutions with a direct way around them."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            _norm(channels),
            nn.SiLU(),
            _convolution(channels, channels),
            _norm(channels),
            nn.SiLU(),
            _convolution(channels, channels),
        )

    def forward(self, x: Tensor) -> Tensor:
        joined: Tensor = x + self.layers(x)
        return joined


def level_channels(size: int, width: float) -> tuple[int, ...]:
    """Channels at the resolutions from `size` voxels along an edge down to those of the latent."""
    levels = int(math.log2(size // LATENT_EDGE)) + 1
    return tuple(max(4, round(BASE_CHANNELS * width * min(2**level, LARGEST_MULTIPLE))) for level in range(levels))


def _convolution(in_channels: int, out_channels: int, stride: int = 1) -> nn.Conv3d:
    return nn.Conv3d(in_channels, out_channels, 3, stride=stride, padding=1)


def _norm(channels: int) -> nn.GroupNorm:
    """Over groups of at least two channels: alone in its group, a channel would lose its level."""
    return nn.GroupNorm(math.gcd(GROUPS, channels, channels // 2), channels)
