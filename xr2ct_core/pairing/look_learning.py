"""Teaches the look network: simulated views of many bodies, and pictures that are no chest.

Cross-entropy over the 16 hypotheses and "no chest", whose score is 0; two minutes on one core.
"""

from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, pad

from xr2ct_core.control import ProgressCallback
from xr2ct_core.pairing.look_network import HYPOTHESES, LookNetwork
from xr2ct_core.pairing.looks import SIDE, VARIANTS, variants
from xr2ct_core.pairing.picture_learning import taught_network, with_places
from xr2ct_core.pairing.variation import shaded

BATCH: Final = 128
_DECAY: Final = 2e-2
_DROPPED: Final = 0.3
"""Share of the features that are dropped."""
_KNOTS: Final = (4, 4)
_SHADES, _GRAIN = 0.3, 0.15
"""Spreads of grey, in ranks of [-1, 1]: of parts as large as a quarter of the side, and of pixels. The first keeps the
network from being sure of the heart where a tumour or a collapsed lobe shades one side."""
_LARGEST_MOVE: Final = 2

Array = NDArray[np.float32]


def taught_looks(
    looks: Array,
    kinds: NDArray[np.int64],
    *,
    steps: int,
    seed: int = 0,
    on_progress: ProgressCallback | None = None,
) -> LookNetwork:
    """The network after `steps` batches of looks (n, 24, 24) of these kinds."""
    random = np.random.default_rng(seed)

    def loss_of(network: nn.Module) -> Tensor:
        chosen = random.integers(0, len(looks), BATCH)
        stored = torch.from_numpy(variants(_varied(looks[chosen], random))).reshape(-1, SIDE, SIDE)
        scores = network(with_places(stored)).reshape(BATCH, HYPOTHESES)
        loss: Tensor = cross_entropy(pad(scores, (0, 1)), torch.from_numpy(kinds[chosen]))
        return loss

    shape, outputs, phase = (SIDE, SIDE), HYPOTHESES // len(VARIANTS), "Learning looks"
    weights = taught_network(
        shape,
        outputs,
        loss_of,
        dropped=_DROPPED,
        decay=_DECAY,
        steps=steps,
        seed=seed,
        phase=phase,
        on_progress=on_progress,
    )
    return LookNetwork(weights)


def _varied(looks: Array, random: np.random.Generator) -> Array:
    """Moved by up to two pixels, with grey values that vary."""
    moves = tuple(random.integers(-_LARGEST_MOVE, _LARGEST_MOVE + 1, 2))
    return shaded(np.roll(looks, moves, axis=(1, 2)), random, knots=_KNOTS, shades=_SHADES, grain=_GRAIN)
