"""Teaches the look network: simulated views of many bodies, and pictures that are no chest.

Cross-entropy over the 16 hypotheses and "no chest", Adam, weight decay; about a minute on one core.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from xr2ct_core.control import ProgressCallback
from xr2ct_core.pairing.adam import Adam
from xr2ct_core.pairing.look_network import HYPOTHESES, LookNetwork
from xr2ct_core.pairing.looks import SIDE, variants
from xr2ct_core.pairing.simulated import displayed, framed, noisy

HIDDEN: Final = 48
NO_CHEST: Final = HYPOTHESES
_DECAY: Final = 2e-2
_KNOTS: Final = 4
_SHADES, _GRAIN = 0.3, 0.15
"""Spreads of the changes of grey, in ranks of [-1, 1]: of parts as large as a quarter of the side, and of pixels."""

Array = NDArray[np.float32]


def shown(image: Array, random: np.random.Generator) -> Array:
    """A view as it may be stored: noise, tone, frame, each on some of the images."""
    if random.random() < 0.8:
        image = noisy(image, random)
    if random.random() < 0.7:
        image = displayed(image, random)
    return framed(image, random) if random.random() < 0.8 else image


def no_chest(image: Array, random: np.random.Generator) -> Array:
    """A picture that is no chest: part of one, pieces in the wrong order, clouds, or noise."""
    kind = random.integers(4)
    rows, cols = image.shape
    if kind == 0:
        row, col = random.integers(0, rows // 2), random.integers(0, cols // 2)
        part = image[row : row + rows // 3, col : col + cols // 3]
        return np.ascontiguousarray(part if part.std() > 0 else image[rows // 3 : rows // 2, cols // 3 : cols // 2])
    if kind == 1:
        strip = cols // 4
        order = random.permutation(4).repeat(strip) * strip + np.tile(np.arange(strip), 4)
        return np.concatenate([image[rows // 2 :], image[: rows // 2]])[:, order]
    clouds = random.standard_normal((rows, cols)).astype(np.float32)
    if kind == 2:
        return np.asarray(ndimage.gaussian_filter(clouds, random.uniform(0.0, 4.5) ** 2), dtype=np.float32)
    down, right = np.mgrid[-1 : 1 : rows * 1j, -1 : 1 : cols * 1j]
    shape = np.hypot((down - random.uniform(-0.4, 0.4)) * random.uniform(0.8, 2.5), right - random.uniform(-0.4, 0.4))
    return np.asarray(np.maximum(0.8 - shape, 0) + 0.05 * clouds, dtype=np.float32)


def taught(
    looks: Array,
    kinds: NDArray[np.int64],
    *,
    steps: int = 3000,
    seed: int = 0,
    on_progress: ProgressCallback | None = None,
) -> LookNetwork:
    """The network after `steps` batches of 128 looks (n, 24, 24) of these kinds."""
    random = np.random.default_rng(seed)
    inputs = SIDE * SIDE
    weights = [
        random.standard_normal((inputs, HIDDEN)).astype(np.float32) * np.float32(np.sqrt(2.0 / inputs)),
        np.zeros(HIDDEN, np.float32),
        random.standard_normal((HIDDEN, 2)).astype(np.float32) * np.float32(0.1),
        np.zeros(2, np.float32),
    ]
    adam = Adam(weights, _DECAY)
    for step in range(1, steps + 1):
        chosen = random.integers(0, len(looks), 128)
        moved = _jittered(looks[chosen], random)
        rate = 2e-3 * 0.5 * (1.0 + np.cos(np.pi * step / steps))
        adam.step(_gradients(adam.weights, variants(moved), kinds[chosen]), rate)
        if on_progress is not None and step % 100 == 0:
            on_progress(step / steps, "Learning looks")
    return LookNetwork(*adam.weights)


def _jittered(looks: Array, random: np.random.Generator) -> Array:
    """Moved by up to two pixels, with grey values that vary: each by itself, and large parts together.

    The second keeps the network from being sure of the heart where a tumour or a collapsed lobe shades one side.
    """
    moved = np.roll(looks, tuple(random.integers(-2, 3, 2)), axis=(1, 2))
    knots = random.standard_normal((len(looks), _KNOTS, _KNOTS)).astype(np.float32)
    up = _upsampling()
    shades = np.einsum("nij,ai,bj->nab", knots, up, up, optimize=True)
    changed: Array = (moved + _SHADES * shades + _GRAIN * random.standard_normal(moved.shape)).astype(np.float32)
    return changed


def _upsampling() -> Array:
    """Weights (24, knots) of smooth interpolation between knots."""
    knots = np.eye(_KNOTS, dtype=np.float32)
    smooth = [ndimage.zoom(one, SIDE // _KNOTS, order=3, mode="nearest", grid_mode=True) for one in knots]
    weights: Array = np.stack(smooth, axis=1).astype(np.float32)
    return weights


def _gradients(weights: Sequence[Array], inputs: Array, kinds: NDArray[np.int64]) -> tuple[Array, ...]:
    """Gradients of the mean cross-entropy for inputs (n, 8, 576)."""
    count = len(inputs)
    before = inputs @ weights[0] + weights[1]
    hidden = np.maximum(before, 0.0)
    scores = (hidden @ weights[2] + weights[3]).reshape(count, HYPOTHESES)
    scores = np.concatenate([scores, np.zeros((count, 1), np.float32)], axis=1)
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    error = grown / grown.sum(axis=1, keepdims=True)
    error[np.arange(count), kinds] -= 1.0
    error_out = (error[:, :-1] / count).reshape(count, -1, 2)
    error_hidden = (error_out @ weights[2].T) * (before > 0)
    flat = error_hidden.reshape(-1, HIDDEN)
    return (
        inputs.reshape(-1, inputs.shape[-1]).T @ flat,
        flat.sum(axis=0),
        hidden.reshape(-1, HIDDEN).T @ error_out.reshape(-1, 2),
        error_out.reshape(-1, 2).sum(axis=0),
    )
