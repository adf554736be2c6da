"""The two generators of the CycleGANs: views to a volume, and a volume to views.

Views are (B, V, N, N), frontal first, rows growing to the head; volumes (B, 1, Z, Y, X) in [0, 1] over the HU window.
"""

from typing import Final

import torch
from torch import Tensor, nn

from xr2ct_core.methods.blocks.frames import extruded, to_view_frame, to_volume_frame
from xr2ct_core.methods.blocks.normalisation import InstanceNorm, init_kaiming

STEM: Final = 64
PROJECTION_STEM: Final = 16
RESIDUAL_BLOCKS: Final = 6
DOWN: Final = 4
"""The volume is built at a quarter of the resolution, in all three axes."""
SLOPE: Final = 0.2
_HEAD_SHARE: Final = 0.1
_AIR_BIAS: Final = -1.0


def scaled(channels: int, width: float) -> int:
    """The channels of a layer at a share of the published width."""
    return max(2, round(channels * width))


def _normalised(layer: nn.Module, dropout: float = 0.0) -> nn.Sequential:
    return nn.Sequential(layer, InstanceNorm(), nn.ReLU(inplace=True), nn.Dropout(dropout))


class LiftedView(nn.Module):
    """One image (B, 1, N, N) to 3D features (B, C, Z, Y, X) of N / 4 voxels an axis, in the frame of the volume.

    Each plane of the depth has weights of its own, so depth is a real axis from the first 3D layer on.
    """

    def __init__(self, stem: int, size: int, dropout: float, is_frontal: bool) -> None:
        super().__init__()
        self.is_frontal, self.depth, self.channels = is_frontal, size // DOWN, 4 * stem
        self.encoder = nn.Sequential(
            nn.ReflectionPad2d(3),
            _normalised(nn.Conv2d(1, stem, 7, bias=False), dropout),
            _normalised(nn.Conv2d(stem, 2 * stem, 3, 2, padding=1, bias=False)),
            _normalised(nn.Conv2d(2 * stem, 4 * stem, 3, 2, padding=1, bias=False)),
        )
        self.lift = nn.Conv2d(self.channels, self.channels * self.depth, 1)

    def forward(self, image_B1HW: Tensor) -> Tensor:
        planes = self.lift(self.encoder(image_B1HW))
        return to_volume_frame(planes.unflatten(1, (self.channels, self.depth)), self.is_frontal)


class ResidualBlock(nn.Module):
    """Two 3³ convolutions whose result is added to their input."""

    def __init__(self, channels: int, dropout: float) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            _normalised(nn.Conv3d(channels, channels, 3, padding=1, bias=False), dropout),
            nn.Conv3d(channels, channels, 3, padding=1, bias=False),
            InstanceNorm(),
        )

    def forward(self, x_BCZYX: Tensor) -> Tensor:
        result: Tensor = x_BCZYX + self.layers(x_BCZYX)
        return result


class VolumeGenerator(nn.Module):
    """One or two views to a volume.

    The last layer also sees the views extruded along their rays: the norms before it forget how much was absorbed.
    It starts near air, so that the first volumes project to something of the size of a radiograph.
    """

    def __init__(self, size: int, view_count: int, width: float, dropout: float) -> None:
        super().__init__()
        stem = scaled(STEM, width)
        channels = 4 * stem
        self.views = nn.ModuleList(LiftedView(stem, size, dropout, index == 0) for index in range(view_count))
        self.fuse = _normalised(nn.Conv3d(view_count * channels, channels, 1, bias=False))
        self.residual = nn.Sequential(*(ResidualBlock(channels, dropout) for _ in range(RESIDUAL_BLOCKS)))
        self.up = nn.Sequential(
            _normalised(nn.ConvTranspose3d(channels, 2 * stem, 4, 2, padding=1, bias=False), dropout),
            _normalised(nn.ConvTranspose3d(2 * stem, stem, 4, 2, padding=1, bias=False)),
        )
        self.head = nn.Conv3d(stem + view_count, 1, 7, padding=3)
        init_kaiming(self, SLOPE)
        with torch.no_grad():
            self.head.weight *= _HEAD_SHARE
            if self.head.bias is not None:
                self.head.bias.fill_(_AIR_BIAS)

    def forward(self, views_BVNN: Tensor) -> Tensor:
        images = views_BVNN.chunk(len(self.views), dim=1)
        lifted = [view(image) for view, image in zip(self.views, images, strict=True)]
        features = self.up(self.residual(self.fuse(torch.cat(lifted, dim=1))))
        rays = [extruded(image, index == 0) for index, image in enumerate(images)]
        volume: Tensor = self.head(torch.cat((features, *rays), dim=1)).float()
        return (volume.tanh() + 1.0) / 2.0


class ViewGenerator(nn.Module):
    """A volume to one or two views, at full resolution in the image, the depth folded into channels.

    Without norms, because the absolute size of a line integral is what it has to say.
    """

    def __init__(self, size: int, view_count: int, width: float) -> None:
        super().__init__()
        stem = scaled(PROJECTION_STEM, width)
        self.views = nn.ModuleList(self._one_view(size, stem) for _ in range(view_count))
        init_kaiming(self, SLOPE)

    @staticmethod
    def _one_view(size: int, stem: int) -> nn.Sequential:
        layers: list[nn.Module] = []
        for low, high in ((1, stem), (stem, 2 * stem), (2 * stem, 4 * stem)):
            layers += [
                nn.Conv3d(low, high, (4, 3, 3), (2, 1, 1), padding=1),
                nn.LeakyReLU(SLOPE, inplace=True),
            ]
        return nn.Sequential(*layers, nn.Flatten(1, 2), nn.Conv2d(4 * stem * (size // 8), 1, 1))

    def forward(self, volume_B1ZYX: Tensor) -> Tensor:
        images = [view(to_view_frame(volume_B1ZYX, index == 0)) for index, view in enumerate(self.views)]
        return torch.cat(images, dim=1).float()
