"""Randomness as a function of the seed and the step.

Invariant: nothing random depends on what happened before. The order of the cases and the state of torch's generator at
the start of a step follow from the seed, the step and the rank alone, so a resumed training goes on as if it had never
stopped, and a validation or a preview in between changes nothing.
"""

from functools import lru_cache
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from xr2ct_core.data.augment import Draw

_ORDER: Final = 1
_STEP: Final = 2
_WEIGHTS: Final = 3


def seed_weights(seed: int) -> None:
    """Seed torch for the first weights, equal in all processes."""
    torch.manual_seed(_number(seed, _WEIGHTS))


def seed_step(seed: int, step: int, rank: int = 0) -> None:
    """Seed torch for one step of one process."""
    torch.manual_seed(_number(seed, _STEP, step, rank))


def draw_at(position: int, count: int, seed: int) -> Draw:
    """Which of `count` cases, in which epoch, comes at `position` of the endless sequence of shuffled epochs."""
    epoch, place = divmod(position, count)
    return Draw(epoch, int(_epoch_order(epoch, count, seed)[place]))


@lru_cache(maxsize=4)
def _epoch_order(epoch: int, count: int, seed: int) -> NDArray[np.int64]:
    return np.random.default_rng([seed, _ORDER, epoch]).permutation(count)


def _number(*parts: int) -> int:
    return int(np.random.SeedSequence(parts).generate_state(1, np.uint64)[0] >> 1)
