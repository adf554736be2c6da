"""The network: a 2D U-Net for both views, told apart by a channel. About 0.7 million weights.

Works at half the resolution of the square inside, which is four times cheaper; the last layer draws four pixels at each
place: the logit of lung, and the length of the ray's path through lung. Ronneberger et al., MICCAI 2015:234; pixel
shuffle: Shi et al., CVPR 2016:1874.
Shape legend: B batch, C channels, H/W pixels.
"""

from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate, pixel_shuffle, pixel_unshuffle, softplus

from xr2ct_core.lungmask.frame import CHANNELS

WIDTHS: Final = (12, 24, 48, 96, 128)
PATH_MM: Final = 100.0
"""What an output of one stands for; a ray passes through 100 to 300 mm of lung."""
_GROUPS: Final = 8


class LungNet(nn.Module):
    """Channels (B, CHANNELS, H, W) in; out logits and paths in mm, (B, H, W) each. H and W: multiples of 2^widths."""

    def __init__(self, widths: Sequence[int] = WIDTHS) -> None:
        super().__init__()
        self.widths = tuple(widths)
        inputs = (4 * CHANNELS, *widths[:-1])
        self.down = nn.ModuleList(_block(one, other) for one, other in zip(inputs, widths, strict=True))
        self.across = nn.ModuleList(
            nn.Conv2d(deep, shallow, 1) for deep, shallow in zip(widths[1:], widths[:-1], strict=True)
        )
        self.up = nn.ModuleList(_block(2 * width, width) for width in widths[:-1])
        self.last = nn.Conv2d(widths[0], 8, 3, padding=1)
        for layer in self.modules():  # twice as fast on a CPU
            if isinstance(layer, nn.Conv2d):
                layer.weight.data = layer.weight.data.contiguous(memory_format=torch.channels_last)

    def forward(self, x_BCHW: Tensor) -> tuple[Tensor, Tensor]:
        x = pixel_unshuffle(x_BCHW, 2).contiguous(memory_format=torch.channels_last)
        kept = []
        for depth, block in enumerate(self.down):
            x = block(x)
            if depth < len(self.down) - 1:
                kept.append(x)
                x = nn.functional.avg_pool2d(x, 2)
        for across, block, beside in zip(reversed(self.across), reversed(self.up), reversed(kept), strict=True):
            x = interpolate(across(x), scale_factor=2, mode="bilinear", align_corners=False)
            x = block(torch.cat((x, beside), 1))
        both = pixel_shuffle(self.last(x), 2)
        return both[:, 0], PATH_MM * softplus(both[:, 1])


def _block(inputs: int, outputs: int) -> nn.Sequential:
    groups = min(_GROUPS, outputs // 2)
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1, bias=False),
        nn.GroupNorm(groups, outputs),
        nn.SiLU(),
        nn.Conv2d(outputs, outputs, 3, padding=1, bias=False),
        nn.GroupNorm(groups, outputs),
        nn.SiLU(),
    )
