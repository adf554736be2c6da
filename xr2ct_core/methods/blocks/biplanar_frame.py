"""The frame of X2CT-GAN (Ying et al., CVPR 2019) that other networks are built on, and its discriminator's condition.

Every view has its own encoder and 3D decoder in its own frame; with two views a third, the fusion decoder, works in
the frame of the volume. At each resolution the features of the views are rotated into the volume's frame and averaged
(Connection-C); the mean goes back to both and into the fusion decoder. Volumes are (B, 1, Z, Y, X) in units of the HU
window, at least 0 and not bounded above.

The published network also ends each view's decoder in a volume of its own, which no loss reaches. These last layers
are kept, so that weights and their number correspond, and are not computed when there are two views.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn

from xr2ct_core.methods.blocks.dense_encoder import DenseEncoder
from xr2ct_core.methods.blocks.frames import extruded, to_view_frame, to_volume_frame
from xr2ct_core.methods.blocks.lift import MapLift, VectorLift
from xr2ct_core.methods.blocks.normalisation import InstanceNorm

LEVELS = 5
DENSE_LAYERS = (6, 12, 24, 16, 6)
STEM, GROWTH = 64, 32
VECTOR_WIDTH = 256
DECODER_WIDTHS = (128, 64, 32, 16, 16)
"""Channels of the 3D features from 1/16 to the full resolution."""


def scaled(channels: int, width: float) -> int:
    return max(2, 2 * round(channels * width / 2))


def _conv(in_channels: int, out_channels: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv3d(in_channels, out_channels, 3, padding=1), InstanceNorm(), nn.ReLU(inplace=True))


def _up(in_channels: int, out_channels: int) -> nn.Sequential:
    layer = nn.ConvTranspose3d(in_channels, out_channels, 3, stride=2, padding=1, output_padding=1)
    return nn.Sequential(layer, InstanceNorm(), nn.ReLU(inplace=True))


class Decoder(nn.Module):
    """3D features from 1/32 to full resolution: `rise`, then at each of five resolutions `join`, `refine`, `up`."""

    def __init__(self, widths: Sequence[int], vector_width: int, extra: Sequence[int]) -> None:
        super().__init__()
        self.rise = _up(vector_width, widths[0])
        self.joins = nn.ModuleList(_conv(2 * width, width) for width in widths)
        self.refines = nn.ModuleList(
            nn.Sequential(*(_conv(width, width) for _ in range(count)))
            for width, count in zip(widths, extra, strict=True)
        )
        # A stage takes the width of the next before it joins the skip, so the widths fall on the way up.
        self.ups = nn.ModuleList(_up(low, high) for low, high in pairwise(widths))
        self.head = nn.Sequential(nn.Conv3d(widths[-1], 1, 7, padding=3), nn.ReLU())

    def join(self, stage: int, features: Tensor, skip: Tensor) -> Tensor:
        joined: Tensor = self.joins[stage](torch.cat((features, skip), dim=1))
        return joined

    def advance(self, stage: int, joined: Tensor) -> Tensor:
        """To the next resolution, from the last one to the volume."""
        follow = self.head if stage == len(self.ups) else self.ups[stage]
        result: Tensor = follow(self.refines[stage](joined))
        return result


class ViewBranch(nn.Module):
    """One view: its encoder, the lifts of its features to 3D, and its decoder, all in the frame of the view."""

    def __init__(self, grid_size: int, width: float) -> None:
        super().__init__()
        widths, vector_width = [scaled(channels, width) for channels in DECODER_WIDTHS], scaled(VECTOR_WIDTH, width)
        self.encoder = DenseEncoder(scaled(STEM, width), scaled(GROWTH, width), DENSE_LAYERS)
        self.vector_lift = VectorLift(self.encoder.vector_channels, vector_width, grid_size >> LEVELS)
        deepest_first = reversed(self.encoder.level_channels)
        self.map_lifts = nn.ModuleList(MapLift(c, w) for c, w in zip(deepest_first, widths, strict=True))
        self.decoder = Decoder(widths, vector_width, extra=(2, 2, 2, 2, 1))

    def forward(self, image_B1HW: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Features at 1/32 and the skips, deepest first."""
        return self.lifted(*self.encoder(image_B1HW))

    def lifted(self, levels: list[Tensor], vector_BC: Tensor) -> tuple[Tensor, list[Tensor]]:
        """What the encoder found, in 3D: Connection-A of the vector, Connection-B of each level, deepest first."""
        skips = [lift(level) for lift, level in zip(self.map_lifts, reversed(levels), strict=True)]
        return self.vector_lift(vector_BC), skips


class BiplanarFrame(nn.Module):
    """Two view branches that meet at every resolution, and the fusion decoder."""

    def __init__(self, grid_size: int, width: float, branch: Callable[[int, float], ViewBranch] = ViewBranch) -> None:
        super().__init__()
        self.frontal = branch(grid_size, width)
        self.lateral = branch(grid_size, width)
        widths = [scaled(channels, width) for channels in DECODER_WIDTHS]
        self.fusion = Decoder(widths, scaled(VECTOR_WIDTH, width), extra=(1, 1, 1, 1, 1))

    def decode(
        self,
        frontal: Tensor,
        lateral: Tensor,
        skips: Sequence[tuple[Tensor, Tensor]],
        refine: Callable[[int, Tensor], Tensor] | None = None,
    ) -> Tensor:
        """Features at 1/32 of both views and their skips, deepest first, to the volume.

        `refine` may change what the views have in common, (B, C, Z, Y, X), at each stage from 1/16 to full resolution.
        """
        common = _common(frontal, lateral)
        frontal, lateral = _back(common)
        frontal, lateral = self.frontal.decoder.rise(frontal), self.lateral.decoder.rise(lateral)
        fused = self.fusion.rise(common)
        for stage, (frontal_skip, lateral_skip) in enumerate(skips):
            common = _common(
                self.frontal.decoder.join(stage, frontal, frontal_skip),
                self.lateral.decoder.join(stage, lateral, lateral_skip),
            )
            if refine is not None:
                common = refine(stage, common)
            if stage < LEVELS - 1:
                frontal, lateral = _back(common)
                frontal = self.frontal.decoder.advance(stage, frontal)
                lateral = self.lateral.decoder.advance(stage, lateral)
            fused = self.fusion.advance(stage, self.fusion.join(stage, common, fused))
        volume: Tensor = fused.float()
        return volume


def _common(frontal: Tensor, lateral: Tensor) -> Tensor:
    """Connection-C: the mean of both views' features in the frame of the volume."""
    return (to_volume_frame(frontal, is_frontal=True) + to_volume_frame(lateral, is_frontal=False)) / 2.0


def _back(common: Tensor) -> tuple[Tensor, Tensor]:
    return to_view_frame(common, is_frontal=True), to_view_frame(common, is_frontal=False)


def conditioned(volume_B1ZYX: Tensor, images: Sequence[Tensor]) -> Tensor:
    """The volume with the images it belongs to, frontal first, extruded along their rays: the discriminator's input."""
    extrusions = [extruded(image, is_frontal) for image, is_frontal in zip(images, (True, False), strict=False)]
    return torch.cat((volume_B1ZYX, *extrusions), dim=1)
