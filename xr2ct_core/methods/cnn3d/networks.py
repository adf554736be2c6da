"""The refiner, a 3D U-Net of residual blocks around an identity, and the report's simple classifier of volumes.

All normalisation is over groups of channels of one sample, so a network gives one answer for one input. Volumes are in
units of the HU window, [0, 1].
Shape legend: B batch, C channels, K classes, Z/Y/X voxels.
"""

import math
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate, silu

from xr2ct_core.methods.blocks.normalisation import group_norm
from xr2ct_core.methods.blocks.positions import positions

COARSEST = 4
"""Voxels along an edge where the refiner sees the whole volume at once."""
LARGEST_MULTIPLE = 8
FIRST_RESIDUAL = 0.1
"""Weights of the last layer at the start, as a share of the usual ones: the refiner begins near what it is given."""
CLASSIFIER_CHANNELS = (8, 16)
CLASSIFIER_HIDDEN = 128
CLASSIFIER_COARSEST = 16
"""Largest edge of the feature maps that the dense layers see; finer volumes are pooled further."""


class ResidualBlock(nn.Module):
    """Two convolutions with a direct way around them."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__()
        self.first = nn.Conv3d(in_channels, out_channels, 3, padding=1)
        self.first_norm = group_norm(out_channels)
        self.second = nn.Conv3d(out_channels, out_channels, 3, padding=1)
        self.second_norm = group_norm(out_channels)
        self.around = nn.Conv3d(in_channels, out_channels, 1)

    def forward(self, x_BCZYX: Tensor) -> Tensor:
        inner = silu(self.first_norm(self.first(x_BCZYX)))
        joined: Tensor = silu(self.around(x_BCZYX) + self.second_norm(self.second(inner)))
        return joined


class Refiner(nn.Module):
    """From coarse volumes (B, C, Z, Y, X), the first of them the one that is refined, to one volume (B, 1, Z, Y, X).

    Where a voxel lies is told by three channels of its position, from -1 to 1: a convolution alone could not know.
    """

    def __init__(self, size: int, width: int, coarse_channels: int) -> None:
        super().__init__()
        stages = int(math.log2(size // COARSEST)) + 1
        widths = [width * min(2**stage, LARGEST_MULTIPLE) for stage in range(stages)]
        before = [coarse_channels + 3, *widths]
        self.downs = nn.ModuleList(ResidualBlock(*channels) for channels in zip(before, widths, strict=False))
        self.ups = nn.ModuleList(ResidualBlock(own + below, own) for own, below in reversed(list(pairwise(widths))))
        self.head = nn.Conv3d(width, 1, 1)
        with torch.no_grad():
            for parameter in self.head.parameters():
                parameter.mul_(FIRST_RESIDUAL)

    def forward(self, coarse_BCZYX: Tensor) -> Tensor:
        places = positions(coarse_BCZYX.shape[2:], coarse_BCZYX.device).to(coarse_BCZYX.dtype)
        features = torch.cat((coarse_BCZYX, places.expand(len(coarse_BCZYX), -1, -1, -1, -1)), dim=1)
        skips = []
        for stage, down in enumerate(self.downs):
            if stage:
                features = nn.functional.avg_pool3d(features, 2)
            features = down(features)
            skips.append(features)
        skips.pop()
        for up in self.ups:
            features = interpolate(features, scale_factor=2.0, mode="trilinear")
            features = up(torch.cat((features, skips.pop()), dim=1))
        refined: Tensor = coarse_BCZYX[:, :1].float() + self.head(features).float()
        return refined


class Classifier(nn.Module):
    """Two stages of convolution, rectifier and max-pooling, then dense layers: logits (B, K) of a volume."""

    def __init__(self, size: int, classes: int, width: float = 1.0) -> None:
        super().__init__()
        first, second = (max(1, round(width * channels)) for channels in CLASSIFIER_CHANNELS)
        edge = min(size // 4, CLASSIFIER_COARSEST)
        self.features = nn.Sequential(
            nn.Conv3d(1, first, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool3d(2),
            nn.Conv3d(first, second, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool3d(2 * (size // 4) // edge),
        )
        self.dense = nn.Sequential(
            nn.Flatten(),
            nn.Linear(second * edge**3, CLASSIFIER_HIDDEN),
            nn.ReLU(),
            nn.Linear(CLASSIFIER_HIDDEN, classes),
        )

    def forward(self, volume_B1ZYX: Tensor) -> Tensor:
        logits: Tensor = self.dense(self.features(volume_B1ZYX)).float()
        return logits
