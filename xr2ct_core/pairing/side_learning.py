"""Teaches the network of sides of a view: every look is one of a rightly stored image, and its mirror image is not.

Logistic loss; a minute on one core. Parts are hidden and shaded at random, so that more than the heart is looked at,
where a tumour, a collapsed lobe or an effusion lies over it.
"""

from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import affine_grid, grid_sample, softplus

from xr2ct_core.control import ProgressCallback
from xr2ct_core.pairing.picture_learning import taught_network, with_places
from xr2ct_core.pairing.picture_network import DEEP
from xr2ct_core.pairing.side_network import SIDE, SideNetwork
from xr2ct_core.pairing.variation import shaded

BATCH: Final = 64
_DECAY: Final = 0.05
_DROPPED: Final = 0.4
"""Share of the features that are dropped."""
_KNOTS: Final = (4, 4)
_SHADES, _GRAIN, _SCALE, _TURN_RAD, _SHIFT = 0.35, 0.1, 0.06, 0.06, 1.0
"""Spreads: of grey over large parts and of pixels, of size, turn, and place in pixels."""
_HIDES: Final = 0.4
Array = NDArray[np.float32]


def taught_sides(
    looks: Array, *, steps: int, seed: int = 0, on_progress: ProgressCallback | None = None
) -> SideNetwork:
    """The network after `steps` batches of looks (n, 32, 32) of a view that is stored rightly."""
    random = np.random.default_rng(seed)

    def loss_of(network: nn.Module) -> Tensor:
        batch = torch.from_numpy(_varied(looks[random.integers(0, len(looks), BATCH)], random))
        return softplus(network(with_places(batch.flip(-1))) - network(with_places(batch))).mean()

    shape, phase = (SIDE, SIDE), "Learning sides"
    weights = taught_network(
        shape,
        1,
        loss_of,
        dropped=_DROPPED,
        decay=_DECAY,
        steps=steps,
        seed=seed,
        phase=phase,
        form=DEEP,
        on_progress=on_progress,
    )
    return SideNetwork(weights)


def _varied(looks: Array, random: np.random.Generator) -> Array:
    """A little larger, turned and moved, shaded over large parts, grainy; a rectangle hidden on some."""
    varied = shaded(_moved(looks, random), random, knots=_KNOTS, shades=_SHADES, grain=_GRAIN)
    for index in np.flatnonzero(random.random(len(looks)) < _HIDES):
        height, width = random.integers(SIDE // 8, SIDE // 3, 2)
        row, col = random.integers(0, SIDE - height), random.integers(0, SIDE - width)
        varied[index, row : row + height, col : col + width] = random.uniform(-1.0, 1.0)
    return varied


def _moved(looks: Array, random: np.random.Generator) -> Array:
    """Each in another size, turned and moved."""
    count = len(looks)
    angles, scales = _TURN_RAD * random.standard_normal(count), 1.0 + _SCALE * random.standard_normal((count, 2, 1))
    turns = np.stack((np.cos(angles), np.sin(angles), -np.sin(angles), np.cos(angles)), axis=1).reshape(count, 2, 2)
    moves = _SHIFT * 2.0 / SIDE * random.standard_normal((count, 2, 1))
    matrices = torch.from_numpy(np.concatenate((turns * scales, moves), axis=2).astype(np.float32))
    grid = affine_grid(matrices, [count, 1, SIDE, SIDE], align_corners=False)
    images = torch.from_numpy(looks)[:, None]
    moved: Array = grid_sample(images, grid, padding_mode="border", align_corners=False).numpy()[:, 0]
    return moved
