"""From 2D to 3D: the two connections of X2CT-GAN between an encoder and a decoder."""

import torch
from torch import Tensor, nn
from torch.nn.functional import conv2d

from xr2ct_core.methods.blocks.normalisation import EPSILON, InstanceNorm


class VectorLift(nn.Module):
    """Connection-A: a vector (B, C) to features (B, out_channels, size, size, size)."""

    def __init__(self, in_channels: int, out_channels: int, size: int) -> None:
        super().__init__()
        self.shape = (out_channels, size, size, size)
        self.linear = nn.Linear(in_channels, out_channels * size**3)
        self.dropout = nn.Dropout(0.5)

    def forward(self, vector_BC: Tensor) -> Tensor:
        features: Tensor = self.dropout(self.linear(vector_BC)).relu()
        return features.view(-1, *self.shape)


class MapLift(nn.Module):
    """Connection-B: a map (B, C, H, W) to features (B, out_channels, D, H, W) with D = H.

    Defined as 1 x 1 convolution, norm, ReLU, repetition along the depth, 3³ convolution, norm, ReLU. The repeated
    volume is constant in depth, so the 3D convolution has three different planes only: the first, the last, and all
    between. They are computed as one 2D convolution with the kernel summed over the planes it meets, and the norm from
    the three planes with their counts: the same result for a small part of the work and memory.
    """

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__()
        self.flat = nn.Sequential(nn.Conv2d(in_channels, out_channels, 1), InstanceNorm(), nn.ReLU(inplace=True))
        self.conv = nn.Conv3d(out_channels, out_channels, 3, padding=1)

    def forward(self, map_BCHW: Tensor) -> Tensor:
        depth = map_BCHW.shape[2]
        if depth < 2:
            raise ValueError("A map of one row cannot be lifted.")
        kernel_OIDHW = self.conv.weight
        kernels = (kernel_OIDHW[:, :, 1:].sum(2), kernel_OIDHW.sum(2), kernel_OIDHW[:, :, :2].sum(2))
        bias = self.conv.bias.repeat(3) if self.conv.bias is not None else None
        planes_BCHW = conv2d(self.flat(map_BCHW), torch.cat(kernels), bias, padding=1)
        planes_B3CHW = planes_BCHW.view(len(planes_BCHW), 3, -1, *planes_BCHW.shape[2:])
        first, middle, last = _normalised(planes_B3CHW, depth).relu().unsqueeze(3).unbind(1)
        return torch.cat((first, middle.expand(-1, -1, depth - 2, -1, -1), last), dim=2)


def _normalised(planes_B3CHW: Tensor, depth: int) -> Tensor:
    """Instance norm of a volume given by its first, its middle (depth - 2 times) and its last plane."""
    planes = planes_B3CHW.float()
    share_3 = planes.new_tensor((1.0, depth - 2.0, 1.0)).div(depth).view(1, 3, 1, 1, 1)
    mean = (planes * share_3).sum(1, keepdim=True).mean((3, 4), keepdim=True)
    centred = planes - mean
    variance = (centred.square() * share_3).sum(1, keepdim=True).mean((3, 4), keepdim=True)
    return (centred * torch.rsqrt(variance + EPSILON)).to(planes_B3CHW.dtype)
