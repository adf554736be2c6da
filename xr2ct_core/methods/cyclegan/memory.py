"""Earlier cases of a training, so that what a discriminator sees as real never belongs to the case being rebuilt.

Invariants: a partner is a case of another subject than the sample it is given to, from this batch or an earlier one;
a sample without a possible partner (the very first batch) gets an empty one that is marked as not known. All state
lies in buffers, is saved with the training, and random choices follow the seed of the step.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import torch
from torch import Tensor, nn

_NOBODY = -1


@dataclass(frozen=True, eq=False)
class Partners:
    """For each sample a volume in HU and the views of somebody else; `known_B` is 1 where there is one, else 0."""

    cube_hu_BZYX: Tensor
    views_BVNN: Tensor
    known_B: Tensor


class CaseMemory(nn.Module):
    """The last `slots` cases: volumes in whole HU and their views, one pixel a voxel."""

    cubes_KZYX: Tensor
    views_KVNN: Tensor
    subjects_K: Tensor
    seen: Tensor

    def __init__(self, slots: int, view_count: int, size: int) -> None:
        super().__init__()
        self.register_buffer("cubes_KZYX", torch.zeros((slots, size, size, size), dtype=torch.int16))
        self.register_buffer("views_KVNN", torch.zeros((slots, view_count, size, size)))
        self.register_buffer("subjects_K", torch.full((slots,), _NOBODY, dtype=torch.int64))
        self.register_buffer("seen", torch.zeros((), dtype=torch.int64))

    @torch.no_grad()
    def exchange(self, cube_hu_BZYX: Tensor, views_BVNN: Tensor, subjects: Sequence[str]) -> Partners:
        """Partners for the cases of a batch, which are then remembered themselves."""
        subjects_B = torch.tensor([crc32(name.encode()) for name in subjects], device=cube_hu_BZYX.device)
        whole_hu_BZYX = cube_hu_BZYX.clamp(-32768, 32767).round().to(torch.int16)
        subjects_M = torch.cat((self.subjects_K, subjects_B))
        allowed_BM = (subjects_M != subjects_B[:, None]) & (subjects_M != _NOBODY)
        known_B = allowed_BM.any(1)
        lots_BM = torch.rand(allowed_BM.shape, device=subjects_B.device)
        chosen_B = lots_BM.masked_fill(~allowed_BM, -1.0).argmax(1)
        cubes = torch.cat((self.cubes_KZYX, whole_hu_BZYX))[chosen_B].float()
        views = torch.cat((self.views_KVNN, views_BVNN.float()))[chosen_B]
        self._remember(whole_hu_BZYX, views_BVNN, subjects_B)
        return Partners(cubes * known_B[:, None, None, None], views * known_B[:, None, None, None], known_B.float())

    def _remember(self, cubes_BZYX: Tensor, views_BVNN: Tensor, subjects_B: Tensor) -> None:
        slots = len(self.subjects_K)
        count = min(slots, len(subjects_B))
        places = (self.seen + torch.arange(count, device=subjects_B.device)) % slots
        self.cubes_KZYX[places] = cubes_BZYX[-count:]
        self.views_KVNN[places] = views_BVNN[-count:].float()
        self.subjects_K[places] = subjects_B[-count:]
        self.seen += count
