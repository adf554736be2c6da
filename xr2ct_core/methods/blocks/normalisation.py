"""Normalisation of instances and of groups of channels, and the first weights of the GAN family.

Statistics are always those of the sample itself, in training and afterwards, so a network gives one answer for one
input, whatever it was shown before.
"""

import math

import torch
from torch import Tensor, nn

EPSILON = 1e-5
MOST_GROUPS = 8


class InstanceNorm(nn.Module):
    """(B, C, ...) with mean 0 and variance 1 over each channel of each sample; without parameters.

    A channel of a single element has no statistics and passes unchanged. The result never shares memory with the input,
    so what follows may work in place.
    """

    def forward(self, x_BC: Tensor) -> Tensor:
        if x_BC[0, 0].numel() == 1:
            return x_BC.clone()
        return nn.functional.instance_norm(x_BC, eps=EPSILON)


def group_norm(channels: int) -> nn.GroupNorm:
    """Over eight groups of channels, or as many as divide both eight and the channels."""
    return nn.GroupNorm(math.gcd(MOST_GROUPS, channels), channels)


@torch.no_grad()
def init_normal(module: nn.Module, std: float = 0.02) -> None:
    """Weights of all layers from N(0, std²), biases zero."""
    for layer in module.modules():
        if isinstance(layer, (nn.Conv2d, nn.Conv3d, nn.ConvTranspose3d, nn.Linear)):
            nn.init.normal_(layer.weight, 0.0, std)
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)


@torch.no_grad()
def init_kaiming(module: nn.Module, slope: float = 0.2) -> None:
    """Weights of all convolutions from N(0, 2 / ((1 + slope²) fan-in)), biases zero (He et al., ICCV 2015).

    `slope` is that of the leaky ReLUs between them. For networks without norms: there the usual first weights let a
    signal fade from layer to layer, and a discriminator starts blind.
    """
    for layer in module.modules():
        if isinstance(layer, (nn.Conv2d, nn.Conv3d, nn.ConvTranspose3d)):
            nn.init.kaiming_normal_(layer.weight, a=slope)
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
