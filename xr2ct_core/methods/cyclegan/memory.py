"""Earlier cases of a training, so that what a discriminator sees as real never belongs to the case being rebuilt.

Volumes and views are remembered apart, because a case may have only one of them. Invariants: a partner is a volume, or
the views, of another subject than the sample it is given to, from this batch or an earlier one; a sample without a
possible partner (the very first batch) gets an empty one that is marked as not known. All state lies in buffers, is
saved with the training, and random choices follow the seed of the step.

Shape legend: B batch, K slots, M slots and batch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import torch
from torch import Tensor, nn

_NOBODY = -1


@dataclass(frozen=True, eq=False)
class Partners:
    """For each sample something of somebody else; `known_B` is 1 where there is one, else 0 and `values` are 0."""

    values: Tensor
    known_B: Tensor


class CaseMemory(nn.Module):
    """The last `slots` things of one shape and type, and whose they are."""

    values: Tensor
    subjects_K: Tensor
    seen: Tensor

    def __init__(self, slots: int, shape: tuple[int, ...], dtype: torch.dtype = torch.float32) -> None:
        super().__init__()
        self.register_buffer("values", torch.zeros((slots, *shape), dtype=dtype))
        self.register_buffer("subjects_K", torch.full((slots,), _NOBODY, dtype=torch.int64))
        self.register_buffer("seen", torch.zeros((), dtype=torch.int64))

    @torch.no_grad()
    def exchange(self, values: Tensor, subjects: Sequence[str], has_one_B: Tensor) -> Partners:
        """Partners for the samples of a batch, whose own things, where they have one, are then remembered."""
        own = _as_type(values, self.values.dtype)
        subjects_B = torch.tensor([crc32(name.encode()) for name in subjects], device=values.device)
        offered_B = torch.where(has_one_B, subjects_B, _NOBODY)
        offered_M = torch.cat((self.subjects_K, offered_B))
        allowed_BM = (offered_M != subjects_B[:, None]) & (offered_M != _NOBODY)
        known_B = allowed_BM.any(1)
        lots_BM = torch.rand(allowed_BM.shape, device=values.device)
        chosen_B = lots_BM.masked_fill(~allowed_BM, -1.0).argmax(1)
        chosen = torch.cat((self.values, own))[chosen_B].float()
        self._remember(own, offered_B)
        # Selected and not multiplied, so that nothing of an empty place can come through.
        is_known = known_B.view(-1, *(1 for _ in chosen.shape[1:]))
        return Partners(torch.where(is_known, chosen, 0.0), known_B.float())

    def _remember(self, own: Tensor, offered_B: Tensor) -> None:
        for value, subject in zip(own, offered_B, strict=True):
            place = (self.seen % len(self.subjects_K)).view(1)
            is_new = subject != _NOBODY
            self.values[place] = torch.where(is_new, value, self.values[place])
            self.subjects_K[place] = torch.where(is_new, subject, self.subjects_K[place])
            self.seen += is_new


def _as_type(values: Tensor, dtype: torch.dtype) -> Tensor:
    if dtype.is_floating_point:
        return values.to(dtype)
    limits = torch.iinfo(dtype)
    return values.clamp(limits.min, limits.max).round().to(dtype)
