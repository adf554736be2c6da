"""What may be shown beside radiographs: the CTs of a few patients, and volumes of nobody.

Invariant: what is shown follows from the training's seed and the order of its cases, and survives a checkpoint.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.precision import full_precision
from xr2ct_core.methods.blocks.projected_views import in_water
from xr2ct_core.phantom.thorax import make_thorax

FIRST_PHANTOM_SEED = 1_000_000
"""Far from the seeds of phantoms that serve as cases."""


class KnownPatients(nn.Module):
    """The first `limit` different patients of a training, whose CTs may be used; -1 means all.

    A module, so that the names (as numbers) are kept with the checkpoints of the training.
    """

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit
        self.register_buffer("numbers", torch.zeros(max(limit, 0), dtype=torch.int64))
        self.numbers: Tensor

    def are_known(self, subjects: Sequence[str], has_ct_B: Tensor) -> Tensor:
        """For each case whether its CT is there and may be used, (B,) bool; one without a CT takes no place."""
        if self.limit <= 0 or self.numbers.is_meta:
            return has_ct_B & (self.limit != 0)
        known = [has_ct and self._takes(subject) for subject, has_ct in zip(subjects, has_ct_B.tolist(), strict=True)]
        return torch.tensor(known, device=has_ct_B.device)

    def _takes(self, subject: str) -> bool:
        """True if the patient's CT may be used; takes a new patient in while there is room."""
        number = _number(subject)
        known: list[int] = self.numbers.tolist()
        if number in known:
            return True
        if 0 not in known:
            return False
        self.numbers[known.index(0)] = number
        return True


def _number(subject: str) -> int:
    """A number of 62 bits, not 0, that stands for a name."""
    return int.from_bytes(hashlib.sha256(subject.encode()).digest()[:8]) >> 2 | 1


def phantom_in_water(index: int, grid: WorkingGrid, device: torch.device) -> Tensor:
    """Volume (1, 1, Z, Y, X) of the prior with this index, in units of water."""
    if device.type == "meta":
        return torch.empty((1, 1, *grid.shape_zyx), device=device)
    hu = torch.from_numpy(_phantom(index, grid).copy()).to(device).float()
    return in_water(hu)[None, None]


@lru_cache(maxsize=256)
def _phantom(index: int, grid: WorkingGrid) -> NDArray[np.int16]:
    with full_precision(torch.device("cpu")):
        return np.asarray(make_thorax(FIRST_PHANTOM_SEED + index, grid).hu, dtype=np.int16)
