"""Teaches the shape network: robust errors (Huber) of half the usual size of each output; a minute on one core.

Noise on the ranks keeps it from learning the few patients by heart.
"""

from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import huber_loss

from xr2ct_core.domain.frames import SIDE
from xr2ct_core.domain.shape_network import OUTPUTS, SCALES, ShapeNetwork, beside
from xr2ct_core.pairing.picture_learning import taught_network, with_places

BATCH: Final = 128
_DECAY: Final = 1e-2
_DROPPED: Final = 0.3
_NOISE: Final = 0.1
_ROBUST: Final = 0.5
Array = NDArray[np.float32]


def taught(frames: Array, truths: Array, *, steps: int, seed: int = 0) -> ShapeNetwork:
    """The network after `steps` batches of frames (n, 1152) and truths (n, 4); what is no number does not count."""
    random = np.random.default_rng(seed)
    pictures, wanted = beside(frames), (truths / SCALES).astype(np.float32)

    def loss_of(network: nn.Module) -> Tensor:
        chosen = random.integers(0, len(frames), BATCH)
        noise = _NOISE * random.standard_normal((BATCH, *pictures.shape[1:]), np.float32)
        found, true = network(with_places(torch.from_numpy(pictures[chosen] + noise))), torch.from_numpy(wanted[chosen])
        counts = torch.isfinite(true)
        return huber_loss(found[counts], true[counts], reduction="sum", delta=_ROBUST) / BATCH

    shape, outputs, phase = (SIDE, 2 * SIDE), len(OUTPUTS), "Learning shapes"
    weights = taught_network(
        shape, outputs, loss_of, dropped=_DROPPED, decay=_DECAY, steps=steps, seed=seed, phase=phase
    )
    return ShapeNetwork(weights)
