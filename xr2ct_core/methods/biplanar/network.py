"""The whole network: encoder, lift along the rays, learned atlas, 3D U-Net, and what its outputs mean.

Outputs per voxel: the change of the coarse volume, the logarithm of the standard deviation in HU/1000, and the logits
of four tissues. Values are in units of water (0 air, 1 water), which makes HU/1000 = value - 1.
Shape legend: B batch, C channels, R detector rows, K detector columns, Z/Y/X voxels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool3d, grid_sample, pad

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.biplanar.config import BiplanarConfig
from xr2ct_core.methods.biplanar.encoder import MULTIPLES, STRIDE, ViewEncoder
from xr2ct_core.methods.biplanar.physics import channel_count
from xr2ct_core.methods.biplanar.volume_net import VolumeNet
from xr2ct_core.methods.blocks.ray_lift import lifted, places_of

TISSUES: Final = ("air", "lung", "soft tissue", "bone")
LIFTED_FINEST: Final = 6
"""Channels of each view that are lifted at full resolution; coarser levels have twice and four times as many."""
ATLAS_SIZE: Final = 32
LINE_INTEGRAL_SCALE: Final = 0.25
"""Brings the line integrals of a chest, up to about 8, near 1."""
FIRST_LOG_SIGMA: Final = -2.0
_LARGEST_LOG: Final = 2.0


@dataclass(frozen=True, eq=False)
class NetworkOutput:
    """`water_B1ZYX` may lie a little below zero; `log_sigma_B1ZYX` is of HU/1000; `tissue_B4ZYX` are logits.

    `features_BCZYX` are what all of them are made from.
    """

    water_B1ZYX: Tensor
    log_sigma_B1ZYX: Tensor
    tissue_B4ZYX: Tensor
    features_BCZYX: Tensor


class BiplanarNetwork(nn.Module):
    """Everything that is learned."""

    def __init__(self, config: BiplanarConfig) -> None:
        super().__init__()
        self._config = config
        in_channels = channel_count(config.physics) + config.atlas_channels
        lifted_channels: list[int] = []
        if config.lifted_features:
            self.encoder = ViewEncoder(2, config.image_width)
            widths = [LIFTED_FINEST * multiple for multiple in MULTIPLES]
            self.narrow = nn.ModuleList(
                nn.Conv2d(before, after, 1) for before, after in zip(self.encoder.widths, widths, strict=True)
            )
            lifted_channels = [2 * width for width in widths]
        if config.atlas_channels:
            self.atlas = nn.Parameter(0.1 * torch.randn(1, config.atlas_channels, *(ATLAS_SIZE,) * 3))
        self.volume = VolumeNet(in_channels, lifted_channels, config.width, 2 + len(TISSUES), config.attention)

    def forward(
        self,
        coarse_B1ZYX: Tensor,
        channels_BCZYX: Tensor,
        body_BZYX3: Tensor,
        images_BRK: tuple[Tensor, Tensor],
        views: tuple[Sequence[ViewGeometry], Sequence[ViewGeometry]],
        known_B2: Tensor,
        grid: WorkingGrid,
    ) -> NetworkOutput:
        """`images_BRK` are line integrals of both views, `known_B2` 1 where a view may be looked at."""
        inputs = [channels_BCZYX]
        if self._config.atlas_channels:
            atlas = self.atlas.expand(len(body_BZYX3), -1, -1, -1, -1)
            inputs.append(grid_sample(atlas, body_BZYX3, align_corners=False, padding_mode="border"))
        features = self._lifted(images_BRK, views, known_B2, grid) if self._config.lifted_features else []
        stacked = torch.cat(inputs, dim=1)
        answer, last_features = self.volume(stacked, features)
        change, log_sigma, tissue = answer.split((1, 1, len(TISSUES)), dim=1)
        if self._config.residual == "additive":
            water = coarse_B1ZYX + change
        else:
            water = coarse_B1ZYX * change.clamp(-_LARGEST_LOG, _LARGEST_LOG).exp()
        return NetworkOutput(water, log_sigma + FIRST_LOG_SIGMA, tissue, last_features)

    def _lifted(
        self,
        images_BRK: tuple[Tensor, Tensor],
        views: tuple[Sequence[ViewGeometry], Sequence[ViewGeometry]],
        known_B2: Tensor,
        grid: WorkingGrid,
    ) -> list[Tensor]:
        """Features of both views at full, half and quarter resolution of the grid, (B, C, Z, Y, X)."""
        both: list[list[Tensor]] = []
        for index, (image_BRK, geometries) in enumerate(zip(images_BRK, views, strict=True)):
            known_B = known_B2[:, index].view(-1, 1, 1, 1)
            scaled = LINE_INTEGRAL_SCALE * image_BRK.unsqueeze(1)
            kind = torch.full_like(scaled, float(index))
            rows, cols = image_BRK.shape[1:]
            more = (0, -cols % STRIDE, 0, -rows % STRIDE)
            found = self.encoder(pad(torch.cat((scaled, kind), dim=1), more))
            stretch = torch.tensor([cols / (cols + more[1]), rows / (rows + more[3])], device=image_BRK.device)
            levels = []
            for level, (features, narrow) in enumerate(zip(found, self.narrow, strict=True)):
                coarser = WorkingGrid(grid.size >> level, grid.cube_mm)
                places = (places_of(geometries, coarser, image_BRK.device) + 1.0) * stretch - 1.0
                levels.append(lifted(known_B * narrow(features), places))
            both.append(levels)
        return [torch.cat(pair, dim=1) for pair in zip(*both, strict=True)]


def tissues_of(hu_B1ZYX: Tensor, body_B1ZYX: Tensor) -> Tensor:
    """Class of each voxel (B, Z, Y, X): air outside the body, and by HU inside it lung, soft tissue, bone."""
    inside = torch.where(hu_B1ZYX < -400.0, 1, torch.where(hu_B1ZYX < 200.0, 2, 3))
    return torch.where(body_B1ZYX, inside, 0)[:, 0]


def body_of(hu_B1ZYX: Tensor) -> Tensor:
    """Voxels, bool, in or between tissue: a box blur of tissue finds them, also in the lungs."""
    size = hu_B1ZYX.shape[-1]
    reach = 2 * (size // 32) + 1
    tissue = (hu_B1ZYX > -400.0).float()
    rows = tissue.cumsum(-1), tissue.flip(-1).cumsum(-1).flip(-1)
    cols = tissue.cumsum(-2), tissue.flip(-2).cumsum(-2).flip(-2)
    enclosed = torch.stack((*rows, *cols)).amin(0) > 0
    smooth = avg_pool3d(enclosed.float(), reach, stride=1, padding=reach // 2)
    return (smooth > 0.5) & enclosed | (tissue > 0)
