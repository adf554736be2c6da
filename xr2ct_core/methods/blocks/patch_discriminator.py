"""Patch discriminator of images and volumes (Isola et al., CVPR 2017) and the least-squares adversarial losses."""

from typing import Literal

from torch import Tensor, nn

from xr2ct_core.methods.blocks.normalisation import InstanceNorm


class PatchDiscriminator(nn.Module):
    """Images (B, C, N, N) or volumes (B, C, N, N, N) to unbounded scores of overlapping patches, one channel.

    `dimensions` is 2 or 3; an edge has at least 16 pixels or voxels, 128 of them give 19 scores.
    """

    def __init__(self, in_channels: int, width: int = 64, *, dimensions: Literal[2, 3]) -> None:
        super().__init__()
        convolution = nn.Conv2d if dimensions == 2 else nn.Conv3d
        layers: list[nn.Module] = [convolution(in_channels, width, 4, 2, padding=2), nn.LeakyReLU(0.2, inplace=True)]
        for factor, stride in ((1, 2), (2, 2), (4, 1)):
            layers += [
                convolution(factor * width, 2 * factor * width, 4, stride, padding=2, bias=False),
                InstanceNorm(),
                nn.LeakyReLU(0.2, inplace=True),
            ]
        layers.append(convolution(8 * width, 1, 4, 1, padding=2))
        self.layers = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        scores: Tensor = self.layers(x)
        return scores.float()


def fooling_loss(scores_of_fake: Tensor) -> Tensor:
    """What the generator minimises: the squared distance of its scores from 1 (Mao et al., ICCV 2017)."""
    return (scores_of_fake - 1.0).square().mean()


def telling_apart_loss(scores_of_real: Tensor, scores_of_fake: Tensor) -> Tensor:
    """What the discriminator minimises: real towards 1, generated towards 0."""
    return (scores_of_real - 1.0).square().mean() + scores_of_fake.square().mean()
