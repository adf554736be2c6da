"""What a pair of frames says: how large the body is, how much of the lungs is cut off, whether it is a chest at all.

Small networks, one of each fold of the patients, whose mean is taken; and the subspace of all known pairs, from which
anything unlike them is far away. Inference and learning in numpy; a second or two for thousands of pairs.

Shape legend: n pairs, 1152 values of both frames, h hidden, 4 outputs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.domain.frames import LENGTH, SIDE

HIDDEN: Final = 48
OUTPUTS: Final = ("log_size", "cut_frontal", "cut_lateral", "no_chest")
SCALES: Final = np.array([0.25, 0.15, 0.15, 0.4], dtype=np.float32)
"""Usual sizes of the outputs, in which their errors are counted."""
DIRECTIONS: Final = 30
_DECAY, _RATE = 1e-2, 3e-3
Array = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class ShapeNetwork:
    """Weights: hidden (1152, h), out (h, 4), with their biases."""

    hidden_weight: Array
    hidden_bias: Array
    out_weight: Array
    out_bias: Array

    def outputs(self, frames: Array) -> Array:
        """Outputs (n, 4) for frames (n, 1152), named by `OUTPUTS`."""
        hidden = np.maximum(frames @ self.hidden_weight + self.hidden_bias, 0.0)
        found: Array = (hidden @ self.out_weight + self.out_bias) * SCALES
        return found


@dataclass(frozen=True, eq=False)
class Known:
    """The mean (1152) and the leading directions (k, 1152) of frames of chests."""

    mean: Array
    directions: Array

    def distance(self, frames: Array) -> Array:
        """Root mean square of what known chests cannot explain of frames (n, 1152)."""
        away = frames - self.mean
        inside = away @ self.directions.T
        rest = (away**2).sum(axis=1) - (inside**2).sum(axis=1)
        found: Array = np.sqrt(np.maximum(rest, 0.0) / LENGTH).astype(np.float32)
        return found


def known_of(frames: Array) -> Known:
    """The subspace of these chests (n, 1152)."""
    mean = frames.mean(axis=0)
    away = (frames - mean).astype(np.float64)
    _, axes = np.linalg.eigh(away.T @ away)
    return Known(mean.astype(np.float32), axes[:, ::-1][:, :DIRECTIONS].T.astype(np.float32))


def taught(frames: Array, truths: Array, *, steps: int, seed: int = 0, batch: int = 128) -> ShapeNetwork:
    """The network after `steps` of Adam on frames (n, 1152) and truths (n, 4); what is no number does not count.

    Robust errors (Huber, of half the scale), weight decay, a step that falls to nothing.
    """
    random = np.random.default_rng(seed)
    weights = [
        random.standard_normal((2 * SIDE * SIDE, HIDDEN)).astype(np.float32) * np.float32(np.sqrt(2.0 / LENGTH)),
        np.zeros(HIDDEN, np.float32),
        random.standard_normal((HIDDEN, len(OUTPUTS))).astype(np.float32) * np.float32(0.1),
        np.zeros(len(OUTPUTS), np.float32),
    ]
    first = [np.zeros_like(weight) for weight in weights]
    second = [np.zeros_like(weight) for weight in weights]
    wanted = truths / SCALES
    for step in range(1, steps + 1):
        chosen = random.integers(0, len(frames), batch)
        rate = _RATE * 0.5 * (1.0 + np.cos(np.pi * step / steps))
        for index, gradient in enumerate(_gradients(weights, frames[chosen], wanted[chosen])):
            first[index] = 0.9 * first[index] + 0.1 * gradient
            second[index] = 0.999 * second[index] + 0.001 * gradient**2
            change = (first[index] / (1 - 0.9**step)) / (np.sqrt(second[index] / (1 - 0.999**step)) + 1e-8)
            decay = _DECAY * weights[index] if weights[index].ndim == 2 else 0.0
            weights[index] = (weights[index] - rate * (change + decay)).astype(np.float32)
    return ShapeNetwork(*weights)


def _gradients(weights: Sequence[Array], inputs: Array, wanted: Array) -> tuple[Array, ...]:
    """Gradients of the mean Huber loss."""
    before = inputs @ weights[0] + weights[1]
    hidden = np.maximum(before, 0.0)
    error = hidden @ weights[2] + weights[3] - wanted
    error = np.where(np.isfinite(wanted), np.clip(error, -0.5, 0.5), 0.0).astype(np.float32) / len(inputs)
    error_hidden = np.asarray((error @ weights[2].T) * (before > 0), dtype=np.float32)
    return (inputs.T @ error_hidden, error_hidden.sum(axis=0), hidden.T @ error, error.sum(axis=0))
