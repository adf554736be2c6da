"""Teaches the network of sides: every look is one of a rightly stored frontal, and its mirror image is not.

Logistic loss, Adam, weight decay; two minutes on one core. Parts are hidden and shaded at random, so that more than the
heart is looked at, where a tumour, a collapsed lobe or an effusion lies over it.
Shape legend: n images, K rows and columns of a kernel, C channels.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from xr2ct_core.control import ProgressCallback
from xr2ct_core.pairing.adam import Adam
from xr2ct_core.pairing.side_network import (
    CHANNELS,
    FEATURES,
    HIDDEN,
    KERNELS,
    SIDE,
    STRIDE,
    SideNetwork,
    one_sided,
)

BATCH: Final = 64
RATE: Final = 2e-3
_DECAY: Final = 0.05
_KEPT: Final = 0.6
"""Share of the features that are not dropped."""
_KNOTS: Final = 4
_SHADES, _GRAIN, _SCALE, _TURN_RAD, _SHIFT = 0.35, 0.1, 0.06, 0.06, 1.0
"""Spreads: of grey over large parts and of pixels, of size, turn, and place in pixels."""
_HIDES: Final = 0.4
Array = NDArray[np.float32]


def taught_sides(
    looks: Array, *, steps: int, seed: int = 0, on_progress: ProgressCallback | None = None
) -> SideNetwork:
    """The network after `steps` batches of looks (n, 32, 32) of frontals that are stored rightly."""
    random = np.random.default_rng(seed)
    adam = Adam(_first_weights(random), _DECAY)
    for step in range(1, steps + 1):
        batch = _varied(looks[random.integers(0, len(looks), BATCH)], random)
        kept = (random.random((2 * BATCH, FEATURES)) < _KEPT).astype(np.float32) / np.float32(_KEPT)
        rate = RATE * 0.5 * (1.0 + np.cos(np.pi * step / steps))
        adam.step(gradients(adam.weights, batch, kept), rate)
        if on_progress is not None and step % 50 == 0:
            on_progress(step / steps, "Learning sides")
    return SideNetwork(tuple(adam.weights))


def gradients(weights: Sequence[Array], looks: Array, kept: Array) -> list[Array]:
    """Gradients of the mean logistic loss; `kept` (2 n, features) are factors of features, mirrored ones last."""
    both = np.concatenate((looks, looks[..., ::-1]))
    *patches, flat, hidden, answer = one_sided(weights, both, kept)
    count = len(looks)
    score = answer[:count, 0] - answer[count:, 0]
    error = -1.0 / (1.0 + np.exp(score)) / count
    error_out = np.concatenate((error, -error))[:, None]
    error_hidden: Array = (error_out @ weights[-1].T) * (hidden > 0)
    last: list[Array] = [flat.T @ error_hidden, error_hidden.sum(axis=0), hidden.T @ error_out]
    error_values: Array = error_hidden @ weights[-3].T * kept * (flat > 0)
    found: list[Array] = []
    for layer in reversed(range(len(KERNELS))):
        seen = patches[layer]
        error_values = error_values.reshape(*seen.shape[:3], -1)
        pixels = error_values.reshape(-1, error_values.shape[-1])
        found = [seen.reshape(len(pixels), -1).T @ pixels, pixels.sum(axis=0), *found]
        if layer:
            below = _spread(error_values @ weights[2 * layer].T, KERNELS[layer])
            shown = patches[layer - 1] @ weights[2 * layer - 2] + weights[2 * layer - 1]
            error_values = below * (shown > 0)
    return [*found, *last]


def _spread(error_patches: Array, kernel: int) -> Array:
    """Errors of the patches of a convolution (n, rows, cols, K * K * C) gathered at what they looked at."""
    count, rows, cols, _ = error_patches.shape
    parts = error_patches.reshape(count, rows, cols, kernel, kernel, -1)
    reach = kernel // 2
    shape = (count, STRIDE * rows + 2 * reach, STRIDE * cols + 2 * reach, parts.shape[-1])
    padded = np.zeros(shape, error_patches.dtype)
    for down in range(kernel):
        for across in range(kernel):
            rows_seen = slice(down, down + STRIDE * rows, STRIDE)
            padded[:, rows_seen, across : across + STRIDE * cols : STRIDE] += parts[:, :, :, down, across]
    return padded[:, reach:-reach, reach:-reach]


def _first_weights(random: np.random.Generator) -> list[Array]:
    sizes = [
        (kernel**2 * before, after) for kernel, before, after in zip(KERNELS, CHANNELS, CHANNELS[1:], strict=False)
    ]
    weights = []
    for inputs, outputs in [*sizes, (FEATURES, HIDDEN)]:
        weights += [(random.standard_normal((inputs, outputs)) * np.sqrt(2.0 / inputs)), np.zeros(outputs)]
    weights.append(0.1 * random.standard_normal((HIDDEN, 1)))
    return [weight.astype(np.float32) for weight in weights]


def _varied(looks: Array, random: np.random.Generator) -> Array:
    """A little larger, turned and moved, shaded over large parts, grainy; a rectangle hidden on some."""
    count = len(looks)
    shades = np.stack(
        [
            ndimage.zoom(one, SIDE / _KNOTS, order=3, mode="nearest", grid_mode=True)
            for one in random.standard_normal((count, _KNOTS, _KNOTS))
        ]
    )
    moved = np.stack([_moved(look, random) for look in looks])
    varied: Array = (moved + _SHADES * shades + _GRAIN * random.standard_normal(looks.shape)).astype(np.float32)
    for index in np.flatnonzero(random.random(count) < _HIDES):
        height, width = random.integers(SIDE // 8, SIDE // 3, 2)
        row, col = random.integers(0, SIDE - height), random.integers(0, SIDE - width)
        varied[index, row : row + height, col : col + width] = random.uniform(-1.0, 1.0)
    return varied


def _moved(look: Array, random: np.random.Generator) -> Array:
    angle = _TURN_RAD * random.standard_normal()
    scale = 1.0 + _SCALE * random.standard_normal(2)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]) * scale[:, None]
    middle = np.full(2, (SIDE - 1) / 2.0)
    offset = middle - turn @ middle + _SHIFT * random.standard_normal(2)
    moved: Array = ndimage.affine_transform(look, turn, offset, order=1, mode="nearest")
    return moved
