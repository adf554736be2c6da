"""Patch discriminator for projections (Isola et al., CVPR 2017), with the losses of `patch_discriminator`."""

from torch import Tensor, nn

from xr2ct_core.methods.blocks.normalisation import InstanceNorm


class PatchDiscriminator2d(nn.Module):
    """(B, C, N, N) to unbounded scores of overlapping patches, (B, 1, n, n); at least 16 pixels along each edge."""

    def __init__(self, in_channels: int, width: int = 64) -> None:
        super().__init__()
        layers: list[nn.Module] = [nn.Conv2d(in_channels, width, 4, 2, padding=2), nn.LeakyReLU(0.2, inplace=True)]
        for factor, stride in ((1, 2), (2, 2), (4, 1)):
            layers += [
                nn.Conv2d(factor * width, 2 * factor * width, 4, stride, padding=2, bias=False),
                InstanceNorm(),
                nn.LeakyReLU(0.2, inplace=True),
            ]
        layers.append(nn.Conv2d(8 * width, 1, 4, 1, padding=2))
        self.layers = nn.Sequential(*layers)

    def forward(self, x_BCHW: Tensor) -> Tensor:
        scores: Tensor = self.layers(x_BCHW)
        return scores.float()
