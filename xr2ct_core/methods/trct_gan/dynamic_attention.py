"""Dynamic attention: features that are gated, features that are not, and a mix of both that depends on the input.

After the attention-in-attention block (Chen et al., 2021): attention helps in some layers and for some inputs and
harms in others, so its share is learned.
"""

import torch
from torch import Tensor, nn

from xr2ct_core.methods.blocks.normalisation import InstanceNorm

REDUCTION = 16
GATE_KERNEL = {2: 7, 3: 3}
"""Pixels or voxels along each axis that a spatial gate looks at."""


def _squeezed(channels: int, outputs: int) -> nn.Sequential:
    inner = max(2, channels // REDUCTION)
    return nn.Sequential(nn.Linear(channels, inner), nn.SiLU(), nn.Linear(inner, outputs))


class DynamicAttention(nn.Module):
    """Maps (B, C, H, W) or features (B, C, D, H, W), by `dims`, to the same shape."""

    def __init__(self, channels: int, dims: int) -> None:
        super().__init__()
        conv = {2: nn.Conv2d, 3: nn.Conv3d}[dims]
        kernel = GATE_KERNEL[dims]
        self.channel_gate = _squeezed(channels, channels)
        self.spatial_gate = conv(2, 1, kernel, padding=kernel // 2)
        self.plain = nn.Sequential(conv(channels, channels, 3, padding=1), InstanceNorm(), nn.ReLU(inplace=True))
        self.shares = _squeezed(channels, 2)

    def forward(self, x_BC: Tensor) -> Tensor:
        per_channel = (..., *[None] * (x_BC.ndim - 2))
        means_BC = x_BC.flatten(2).mean(2)
        seen = torch.cat((x_BC.mean(1, keepdim=True), x_BC.amax(1, keepdim=True)), dim=1)
        gated = x_BC * self.channel_gate(means_BC).sigmoid()[per_channel] * self.spatial_gate(seen).sigmoid()
        attending, plain = self.shares(means_BC).softmax(1).unsqueeze(2).unbind(1)
        mixed: Tensor = x_BC + attending[per_channel] * gated + plain[per_channel] * self.plain(x_BC)
        return mixed
