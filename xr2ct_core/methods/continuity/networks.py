"""The generator, a 2D U-Net that continues a stack of slices, and the critic that scores such continuations.

The generator normalises over groups of channels of one sample and the critic not at all, as its gradient penalty is
one of single samples (Gulrajani et al., NeurIPS 2017). Slices are in units of the HU window, [0, 1].

Shape legend: N stacks, C channels, 3 the slices of a half stack, H/W pixels, multiples of 8.
"""

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d, interpolate, silu

from xr2ct_core.methods.blocks.normalisation import group_norm

MULTIPLES = (1, 2, 4, 4)
"""Channels of the generator at 1, 1/2, 1/4 and 1/8 of the resolution, as multiples of the width."""
CRITIC_MULTIPLES = (1, 2, 4, 4)
SLICES = 3
"""Slices that are shown, and slices that are predicted."""
LAYERS_ALIVE = 8
"""Feature maps of the width and of full resolution that are held at once without gradients."""
_FIRST_RESIDUAL = 0.1
"""Weights of the last layer at the start, as a share of the usual ones: at first a stack goes on nearly as it ended."""


class ConvolutionPair(nn.Module):
    """Two convolutions, each normalised and rectified."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(in_channels, out_channels, 3, padding=1)
        self.first_norm = group_norm(out_channels)
        self.second = nn.Conv2d(out_channels, out_channels, 3, padding=1)
        self.second_norm = group_norm(out_channels)

    def forward(self, x_NCHW: Tensor) -> Tensor:
        inner = silu(self.first_norm(self.first(x_NCHW)))
        features: Tensor = silu(self.second_norm(self.second(inner)))
        return features


class Continuation(nn.Module):
    """The next three slices (N, 3, H, W) after three shown ones (N, 3, H, W), in the order in which they follow.

    It is told where the last shown slice lies (N,), from -1 to 1 along the axis, and whether the stack goes up (1) or
    down (-1). The answer is a change of the last shown slice.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        widths = [width * multiple for multiple in MULTIPLES]
        self.downs = nn.ModuleList(ConvolutionPair(*pair) for pair in pairwise([SLICES + 2, *widths]))
        self.ups = nn.ModuleList(ConvolutionPair(own + below, own) for own, below in reversed(list(pairwise(widths))))
        self.head = nn.Conv2d(width, SLICES, 1)
        with torch.no_grad():
            for parameter in self.head.parameters():
                parameter.mul_(_FIRST_RESIDUAL)

    def forward(self, shown_N3HW: Tensor, height_N: Tensor, direction_N: Tensor) -> Tensor:
        told_N2 = torch.stack((height_N, direction_N), dim=1).to(shown_N3HW.dtype)
        told_N2HW = told_N2[:, :, None, None].expand(-1, -1, *shown_N3HW.shape[2:])
        # With the channels innermost in memory, 2D convolutions on a processor are a quarter faster.
        features = torch.cat((shown_N3HW, told_N2HW), dim=1).contiguous(memory_format=torch.channels_last)
        skips = []
        for stage, down in enumerate(self.downs):
            features = down(avg_pool2d(features, 2) if stage else features)
            skips.append(features)
        skips.pop()
        for up in self.ups:
            features = up(torch.cat((interpolate(features, scale_factor=2.0, mode="nearest"), skips.pop()), dim=1))
        following: Tensor = shown_N3HW[:, -1:].float() + self.head(features).float()
        return following


class Critic(nn.Module):
    """Scores (N,), unbounded, of three shown slices and three that follow, (N, 3, H, W) each."""

    def __init__(self, width: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for before, after in pairwise([2 * SLICES, *(width * multiple for multiple in CRITIC_MULTIPLES)]):
            layers += [nn.Conv2d(before, after, 4, stride=2, padding=1), nn.LeakyReLU(0.2)]
        # Without a bias, which no comparison of scores would ever see.
        self.layers = nn.Sequential(*layers, nn.Conv2d(width * CRITIC_MULTIPLES[-1], 1, 1, bias=False))

    def forward(self, shown_N3HW: Tensor, following_N3HW: Tensor) -> Tensor:
        scores: Tensor = self.layers(torch.cat((shown_N3HW, following_N3HW), dim=1))
        return scores.float().mean((1, 2, 3))
