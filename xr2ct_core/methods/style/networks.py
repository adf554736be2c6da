"""The networks of `style`: generators that change grey values and move nothing, discriminators, and a lung outliner.

A generator does not paint an image. At each place of a coarse grid it chooses a rising curve from the old to the new
line integral, as piecewise slopes; between places the slopes are interpolated. So a maker's tone curve, scatter and
local equalisation (whose tiles have curves of their own) can be undone or put on, while an edge stays where it is and
none is made: what has the same value as its surroundings keeps it. A free residual can be allowed on top.

Images are (B, 1, N, N) line integrals without unit, rows growing to the head; `side_B` is 0 for a frontal and 1 for a
lateral view, given to all networks as a second channel.
"""

from itertools import pairwise
from math import log
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate, leaky_relu

from xr2ct_core.methods.blocks.normalisation import init_kaiming

KNOTS: Final = 8
"""Pieces of a curve, one line integral wide each; the last goes on."""
MOST_SLOPE: Final = 4.0
PLACES: Final = 8
"""Places along an edge of the image that have a curve of their own."""
SEEN: Final = (2.5, 1.5)
"""Mean and standard deviation of chests' line integrals: what the networks see is relative to them."""
JUDGED: Final = 4
"""Scores of a discriminator along an edge: each sees half a chest, because a style shows in how its parts compare."""
LEAK: Final = 0.2
_HEAD_SHARE: Final = 0.02


def marked(image_B1NN: Tensor, side_B: Tensor) -> Tensor:
    """The images as the networks see them with a channel that says which view they are, (B, 2, N, N)."""
    side = side_B.to(image_B1NN.dtype).view(-1, 1, 1, 1).expand_as(image_B1NN)
    return torch.cat(((image_B1NN - SEEN[0]) / SEEN[1], 2.0 * side - 1.0), dim=1)


def through_curves(image_B1NN: Tensor, slopes_BKNN: Tensor) -> Tensor:
    """Each pixel through the curve of its place: rising, and zero where the image is zero."""
    count = slopes_BKNN.shape[1]
    knots = torch.arange(count, dtype=image_B1NN.dtype, device=image_B1NN.device).view(1, -1, 1, 1)
    above = image_B1NN - knots
    lengths = torch.cat((above[:, :-1].clamp(0.0, 1.0), above[:, -1:].clamp_min(0.0)), dim=1)
    return (lengths * slopes_BKNN).sum(1, keepdim=True)


def _down(low: int, high: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(low, high, 4, 2, padding=1), nn.GroupNorm(2, high), nn.LeakyReLU(LEAK))


def _channels(width: int, size: int, smallest: int) -> list[int]:
    """Channels from an image of `size` pixels an edge down to `smallest`, one number for each halving."""
    return [width * min(2**level, 4) for level in range((size // smallest).bit_length() - 1)]


class Generator(nn.Module):
    """An image of one style to the same anatomy in the other; near the identity before it has learned."""

    def __init__(self, width: int, size: int, residual: float = 0.0) -> None:
        super().__init__()
        self.residual = residual
        channels = _channels(width, size, PLACES)
        last = channels[-1]
        self.trunk = nn.Sequential(
            nn.Conv2d(2, width, 4, 2, padding=1),
            nn.LeakyReLU(LEAK),
            *(_down(low, high) for low, high in pairwise(channels)),
            nn.Conv2d(last, last, 3, padding=1),
            nn.LeakyReLU(LEAK),
        )
        self.whole = nn.Conv2d(last, last, 1)
        self.head = nn.Conv2d(last, KNOTS, 3, padding=1)
        if residual > 0.0:
            self.detail_in = nn.Conv2d(2 + KNOTS, width, 3, padding=1)
            self.detail_out = nn.Conv2d(width, 1, 3, padding=1)
        with torch.no_grad():
            for layer in (self.head, *((self.detail_out,) if residual > 0.0 else ())):
                layer.weight *= _HEAD_SHARE
                if layer.bias is not None:
                    layer.bias.zero_()

    def forward(self, image_B1NN: Tensor, side_B: Tensor) -> Tensor:
        return self.apply_to(image_B1NN, *self.change(image_B1NN, side_B))

    def change(self, image_B1NN: Tensor, side_B: Tensor) -> tuple[Tensor, Tensor | None]:
        """What is to be done to an image: slopes (B, K, n, n) on the coarse grid, and the residual where allowed."""
        seen = marked(image_B1NN, side_B)
        features = self.trunk(seen)
        features = features + self.whole(features.mean((2, 3), keepdim=True))
        limit = log(MOST_SLOPE)
        logs = limit * torch.tanh(self.head(leaky_relu(features, LEAK)) / limit)
        slopes_BKnn = logs.float().exp()
        if self.residual <= 0.0:
            return slopes_BKnn, None
        fine = interpolate(logs, size=seen.shape[-2:], mode="bilinear", align_corners=False)
        drawn = self.detail_out(leaky_relu(self.detail_in(torch.cat((seen, fine), dim=1)), LEAK))
        return slopes_BKnn, self.residual * torch.tanh(drawn.float())

    @staticmethod
    def apply_to(image_B1NN: Tensor, slopes_BKnn: Tensor, residual_B1NN: Tensor | None) -> Tensor:
        """The change done to the image, on whatever pixels it has; never below zero."""
        size = image_B1NN.shape[-2:]
        made = through_curves(
            image_B1NN.float(), interpolate(slopes_BKnn, size=size, mode="bilinear", align_corners=False)
        )
        if residual_B1NN is None:
            return made
        # Air stays air: the residual grows with what is there.
        there = (image_B1NN.float() / 0.2).clamp(0.0, 1.0)
        return (made + there * interpolate(residual_B1NN, size=size, mode="bilinear", align_corners=False)).clamp_min(
            0.0
        )


class Discriminator(nn.Module):
    """Scores of overlapping patches. Without norms, because the absolute level is part of a style."""

    def __init__(self, width: int, size: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for low, high in pairwise([2, *_channels(width, size, JUDGED)]):
            layers += [nn.Conv2d(low, high, 4, 2, padding=1), nn.LeakyReLU(LEAK)]
        self.layers = nn.Sequential(*layers, nn.Conv2d(4 * width, 1, 3, padding=1))
        init_kaiming(self, LEAK)

    def forward(self, image_B1NN: Tensor, side_B: Tensor) -> Tensor:
        scores: Tensor = self.layers(marked(image_B1NN, side_B))
        return scores.float()


class LungOutliner(nn.Module):
    """Logits (B, 1, N/2, N/2) of lung in an image: a small U-Net."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(2, width, 4, 2, padding=1), nn.GroupNorm(2, width), nn.LeakyReLU(LEAK))
        self.lower = _down(width, 2 * width)
        self.lowest = nn.Sequential(
            _down(2 * width, 4 * width), nn.Conv2d(4 * width, 2 * width, 3, padding=1), nn.LeakyReLU(LEAK)
        )
        self.join_lower = nn.Sequential(nn.Conv2d(4 * width, width, 3, padding=1), nn.LeakyReLU(LEAK))
        self.join = nn.Sequential(nn.Conv2d(2 * width, width, 3, padding=1), nn.LeakyReLU(LEAK))
        self.head = nn.Conv2d(width, 1, 1)
        init_kaiming(self, LEAK)

    def forward(self, image_B1NN: Tensor, side_B: Tensor) -> Tensor:
        first = self.stem(marked(image_B1NN, side_B))
        second = self.lower(first)
        third = interpolate(self.lowest(second), scale_factor=2, mode="nearest")
        joined = interpolate(self.join_lower(torch.cat((second, third), dim=1)), scale_factor=2, mode="nearest")
        logits: Tensor = self.head(self.join(torch.cat((first, joined), dim=1)))
        return logits.float()
