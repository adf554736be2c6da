"""Patch discriminator for volumes (Isola et al., CVPR 2017, in 3D) and the least-squares adversarial losses."""

from torch import Tensor, nn

from xr2ct_core.methods.blocks.normalisation import InstanceNorm


class PatchDiscriminator3d(nn.Module):
    """(B, C, N, N, N) to unbounded scores of overlapping patches, (B, 1, n, n, n); 19³ scores for 128³ voxels."""

    def __init__(self, in_channels: int, width: int = 64) -> None:
        super().__init__()
        layers: list[nn.Module] = [nn.Conv3d(in_channels, width, 4, 2, padding=2), nn.LeakyReLU(0.2, inplace=True)]
        for factor, stride in ((1, 2), (2, 2), (4, 1)):
            layers += [
                nn.Conv3d(factor * width, 2 * factor * width, 4, stride, padding=2, bias=False),
                InstanceNorm(),
                nn.LeakyReLU(0.2, inplace=True),
            ]
        layers.append(nn.Conv3d(8 * width, 1, 4, 1, padding=2))
        self.layers = nn.Sequential(*layers)

    def forward(self, x_BCZYX: Tensor) -> Tensor:
        scores: Tensor = self.layers(x_BCZYX)
        return scores.float()


def fooling_loss(scores_of_fake: Tensor) -> Tensor:
    """What the generator minimises: the squared distance of its scores from 1 (Mao et al., ICCV 2017)."""
    return (scores_of_fake - 1.0).square().mean()


def telling_apart_loss(scores_of_real: Tensor, scores_of_fake: Tensor) -> Tensor:
    """What the discriminator minimises: real towards 1, generated towards 0."""
    return (scores_of_real - 1.0).square().mean() + scores_of_fake.square().mean()
