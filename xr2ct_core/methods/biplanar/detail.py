"""What a grid of twice as many voxels adds to the volume of the network: a shallow block at the full resolution.

Two radiographs determine the shape of organs, which half the resolution holds; what is finer lies in the radiographs
themselves. So the volume of the network is enlarged, and a few convolutions that see it, the features it came from,
what both radiographs still miss, and pixels laid back along their rays, correct it. The block begins as no change.
Shape legend: B batch, C channels, R detector rows, K detector columns, Z/Y/X voxels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate, silu

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.biplanar.consistency import log_factors
from xr2ct_core.methods.biplanar.encoder import ConvNextBlock
from xr2ct_core.methods.biplanar.network import LINE_INTEGRAL_SCALE, TISSUES, NetworkOutput
from xr2ct_core.methods.biplanar.physics import known_views
from xr2ct_core.methods.biplanar.volume_net import ResidualBlock
from xr2ct_core.methods.blocks.normalisation import group_norm
from xr2ct_core.methods.blocks.precision import full_precision
from xr2ct_core.methods.blocks.projected_views import Views
from xr2ct_core.methods.blocks.ray_lift import lifted, places_of
from xr2ct_core.projection.measured import MeasuredView
from xr2ct_core.units import MU_WATER_PER_MM

CARRIED: Final = 6
"""Features of the network that are enlarged."""
PIXEL_FEATURES: Final = 4
_IMAGE_WIDTH: Final = 12


@dataclass(frozen=True, eq=False)
class Detail:
    """`water_B1ZYX` may lie a little below zero, `log_sigma_B1ZYX` is of HU/1000; measured views of each sample."""

    water_B1ZYX: Tensor
    log_sigma_B1ZYX: Tensor
    views: tuple[dict[int, MeasuredView], ...]


class DetailNet(nn.Module):
    """Enlarges the volume of the network twofold and corrects it."""

    def __init__(self, core_channels: int, channels: int) -> None:
        super().__init__()
        self.pixels = nn.Sequential(
            nn.Conv2d(2, _IMAGE_WIDTH, 3, padding=1),
            ConvNextBlock(_IMAGE_WIDTH),
            nn.Conv2d(_IMAGE_WIDTH, PIXEL_FEATURES, 1),
        )
        self.carry = nn.Conv3d(core_channels, CARRIED, 1)
        self.stem = nn.Conv3d(2 + len(TISSUES) + CARRIED + 2 + 2 * PIXEL_FEATURES, channels, 3, padding=1)
        self.block = ResidualBlock(channels)
        self.norm = group_norm(channels)
        self.head = nn.Conv3d(channels, 2, 1)
        for parameter in self.head.parameters():
            nn.init.zeros_(parameter)

    def forward(
        self,
        water_B1zyx: Tensor,
        core: NetworkOutput,
        images: Views,
        known: Sequence[tuple[bool, bool]],
        grid: WorkingGrid,
    ) -> Detail:
        """From `water_B1zyx`, the network's consistent volume on half of `grid`; `images` on fine detectors."""
        small = torch.cat(
            (water_B1zyx, core.log_sigma_B1ZYX, core.tissue_B4ZYX, self.carry(core.features_BCZYX)), dim=1
        )
        large = interpolate(small.float(), scale_factor=2.0, mode="trilinear")
        water, log_sigma = large[:, :1], large[:, 1:2]
        with full_precision(large.device):
            views = tuple(
                known_views(image_RK, geometry, shown, grid)
                for *image_RK, geometry, shown in zip(*images.images, images.geometries, known, strict=True)
            )
            missed = _missed(water, views)
        inputs = (large, missed, *self._laid_back(images, known, grid))
        change = self.head(silu(self.norm(self.block(self.stem(torch.cat(inputs, dim=1)))))).float()
        return Detail(water + change[:, :1], log_sigma + change[:, 1:], views)

    def _laid_back(self, images: Views, known: Sequence[tuple[bool, bool]], grid: WorkingGrid) -> list[Tensor]:
        """Features of the pixels of both views, (B, C, Z, Y, X) each; zero where a view may not be looked at."""
        found = []
        for index, image_BRK in enumerate(images.images):
            scaled = LINE_INTEGRAL_SCALE * image_BRK.unsqueeze(1)
            features = self.pixels(torch.cat((scaled, torch.full_like(scaled, float(index))), dim=1))
            is_known = torch.tensor([float(shown[index]) for shown in known], device=image_BRK.device)
            views = [geometry.views[index] for geometry in images.geometries]
            found.append(lifted(is_known.view(-1, 1, 1, 1) * features, places_of(views, grid, image_BRK.device)))
        return found


@torch.no_grad()
def _missed(water_B1ZYX: Tensor, views: Sequence[dict[int, MeasuredView]]) -> Tensor:
    """(B, 2, Z, Y, X): logarithms of the factors by which each view would change the volume; zero without it."""
    missed = torch.zeros_like(water_B1ZYX).repeat(1, 2, 1, 1, 1)
    for sample, (water_1ZYX, own) in enumerate(zip(water_B1ZYX, views, strict=True)):
        for index, view in own.items():
            missed[sample, index] = log_factors(MU_WATER_PER_MM * water_1ZYX.clamp_min(0.0), view)[0]
    return missed
