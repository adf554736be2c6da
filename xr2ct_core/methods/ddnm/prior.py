"""The diffusion prior of axial slices: which slices it learns from, and how it is asked about all of a volume.

The network sees a noisy slice, alone or between its two neighbours, and where it lies; it answers with the velocity of
the middle slice. Beyond the last slice of a volume follows that slice again.

Shape legend: B batch, S samples, N slices of any volumes, K slices a volume, C slices seen at once, Z/Y/X voxels.
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.level_unet import LevelUNet
from xr2ct_core.methods.blocks.positions import positions

BODY_FROM = -0.5
"""What is denser than -500 HU counts as body (in units of the window)."""
_LEAST_BODY = 0.01
"""Share of a slice that the body takes up at least, to be learned from."""
SLICES_AT_ONCE = 64


class SlicePrior(nn.Module):
    """Velocities (N, 1, Y, X) of noisy slices (N, C, Y, X) at levels (N,) and heights (N,) from -1 to 1."""

    def __init__(self, context: int, width: int, grid: WorkingGrid, device: torch.device) -> None:
        super().__init__()
        self.context = context
        self.unet = LevelUNet(2, context + 3, 1, width)
        self._places_2YX = positions(grid.shape_zyx[1:], device)
        self._heights_Z = positions(grid.shape_zyx[:1], device)[0]

    def forward(self, noisy_NCYX: Tensor, height_N: Tensor, level_N: Tensor) -> Tensor:
        count, _, rows, cols = noisy_NCYX.shape
        places = self._places_2YX.expand(count, -1, -1, -1)
        heights = height_N.view(-1, 1, 1, 1).expand(-1, 1, rows, cols)
        inputs_NCYX = torch.cat((noisy_NCYX, places, heights), dim=1)
        # With the channels innermost in memory, 2D convolutions on a processor are a quarter faster.
        velocity: Tensor = self.unet(inputs_NCYX.contiguous(memory_format=torch.channels_last), level_N)
        return velocity

    def training_slices(self, volume_BZYX: Tensor, per_volume: int) -> tuple[Tensor, Tensor]:
        """Random slices with body in them and their neighbours, (B K, C, Y, X), and their heights (B K,).

        Slices without body come only where a volume has too few others.
        """
        has_body_BZ = (volume_BZYX > BODY_FROM).float().mean((2, 3)) > _LEAST_BODY
        rank_BZ = torch.rand(has_body_BZ.shape, device=volume_BZYX.device) + has_body_BZ
        index_BK = rank_BZ.topk(min(per_volume, rank_BZ.shape[1])).indices
        stacks_BZCYX = self._stacks(volume_BZYX)
        stacks_BKCYX = stacks_BZCYX.take_along_dim(index_BK[:, :, None, None, None], dim=1)
        return stacks_BKCYX.flatten(0, 1), self._heights_Z[index_BK].flatten()

    def velocity_of_volumes(self, noisy_SZYX: Tensor, level: int, on_part: Callable[[float], None]) -> Tensor:
        """Velocities of all slices of the volumes, some at once; `on_part` is called with the share done."""
        stacks_NCYX = self._stacks(noisy_SZYX).flatten(0, 1)
        height_N = self._heights_Z.repeat(len(noisy_SZYX))
        level_N = torch.full_like(height_N, level, dtype=torch.long)
        parts = []
        for first in range(0, len(stacks_NCYX), SLICES_AT_ONCE):
            on_part(first / len(stacks_NCYX))
            part = slice(first, first + SLICES_AT_ONCE)
            parts.append(self(stacks_NCYX[part], height_N[part], level_N[part]))
        return torch.cat(parts).reshape(noisy_SZYX.shape)

    def _stacks(self, volume_BZYX: Tensor) -> Tensor:
        """Each slice with its neighbours, (B, Z, C, Y, X)."""
        reach, count = self.context // 2, volume_BZYX.shape[1]
        index_Z = torch.arange(count, device=volume_BZYX.device)
        neighbours = [volume_BZYX[:, (index_Z + offset).clamp(0, count - 1)] for offset in range(-reach, reach + 1)]
        return torch.stack(neighbours, dim=2)
