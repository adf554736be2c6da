"""The 3D U-Net: residual blocks, features of the views joined at three resolutions, attention at the coarsest.

The full resolution is kept cheap: it has one block, on the way up, and features are narrowed before they are enlarged
and added to those of the way down. Groups of channels are normalised within one sample.
Shape legend: B batch, C channels, Z/Y/X voxels, T voxels in a row.
"""

from collections.abc import Sequence
from itertools import pairwise

from torch import Tensor, nn
from torch.nn.functional import interpolate, scaled_dot_product_attention, silu

from xr2ct_core.methods.blocks.normalisation import group_norm

MULTIPLES = (1, 3, 6, 10)
HEAD_CHANNELS = 32


class ResidualBlock(nn.Module):
    """Two convolutions with a direct way around them."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first_norm, self.second_norm = group_norm(channels), group_norm(channels)
        self.first = nn.Conv3d(channels, channels, 3, padding=1)
        self.second = nn.Conv3d(channels, channels, 3, padding=1)

    def forward(self, x_BCZYX: Tensor) -> Tensor:
        inner = self.first(silu(self.first_norm(x_BCZYX)))
        joined: Tensor = x_BCZYX + self.second(silu(self.second_norm(inner)))
        return joined


class GlobalContext(nn.Module):
    """Every voxel looks at every other one."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norm = group_norm(channels)
        self.heads = max(1, channels // HEAD_CHANNELS)
        self.ask = nn.Linear(channels, 3 * channels)
        self.answer = nn.Linear(channels, channels)

    def forward(self, x_BCZYX: Tensor) -> Tensor:
        batch, channels, *shape = x_BCZYX.shape
        tokens_BTC = self.norm(x_BCZYX).flatten(2).transpose(1, 2)
        parts = self.ask(tokens_BTC).view(batch, -1, 3, self.heads, channels // self.heads).permute(2, 0, 3, 1, 4)
        seen = scaled_dot_product_attention(*parts.unbind(0))
        answer: Tensor = self.answer(seen.transpose(1, 2).flatten(2)).transpose(1, 2)
        return x_BCZYX + answer.reshape(batch, channels, *shape)


class VolumeNet(nn.Module):
    """(B, in_channels, Z, Y, X) and, for each of the finest levels, features of the views, to (B, out, Z, Y, X)."""

    def __init__(
        self, in_channels: int, lifted_channels: Sequence[int], width: int, out_channels: int, attention: bool
    ) -> None:
        super().__init__()
        widths = [width * multiple for multiple in MULTIPLES]
        self.stem = nn.Conv3d(in_channels, width, 3, padding=1)
        self.joins = nn.ModuleList(nn.Conv3d(more, own, 1) for more, own in zip(lifted_channels, widths, strict=False))
        self.downs = nn.ModuleList(ResidualBlock(channels) for channels in widths[1:])
        self.shrinks = nn.ModuleList(nn.Conv3d(fine, coarse, 2, stride=2) for fine, coarse in pairwise(widths))
        self.context = GlobalContext(widths[-1]) if attention else nn.Identity()
        self.deepest = ResidualBlock(widths[-1])
        self.narrows = nn.ModuleList(nn.Conv3d(coarse, fine, 1) for fine, coarse in pairwise(widths))
        self.ups = nn.ModuleList(ResidualBlock(channels) for channels in widths[:-1])
        self.norm = group_norm(width)
        self.head = nn.Conv3d(width, out_channels, 1)
        for parameter in self.head.parameters():
            nn.init.zeros_(parameter)

    def forward(self, x_BCZYX: Tensor, lifted: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
        """The answer, and the features (B, width, Z, Y, X) that it is a sum of."""
        features = self._joined(self.stem(x_BCZYX), lifted, 0)
        skips = []
        for level, (shrink, block) in enumerate(zip(self.shrinks, self.downs, strict=True), start=1):
            skips.append(features)
            features = block(self._joined(shrink(features), lifted, level))
        features = self.deepest(self.context(features))
        for level in reversed(range(len(self.ups))):
            larger = interpolate(self.narrows[level](features), scale_factor=2.0, mode="trilinear")
            features = self.ups[level](larger + skips.pop())
        features = silu(self.norm(features))
        return self.head(features).float(), features

    def _joined(self, features: Tensor, lifted: Sequence[Tensor], level: int) -> Tensor:
        return features + self.joins[level](lifted[level]) if level < len(lifted) else features
