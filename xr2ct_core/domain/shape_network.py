"""What a pair of frames says: how large the body is, how much of the lungs is cut off, whether it is a chest at all.

Small networks, one of each fold of the patients, whose mean is taken; and the subspace of all known pairs, from which
anything unlike them is far away. numpy is enough to ask; torch teaches (`shape_learning`).

Shape legend: n pairs, 1152 values of both frames, 4 outputs.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.domain.frames import LENGTH, SIDE
from xr2ct_core.pairing.picture_network import Weights, answers

OUTPUTS: Final = ("log_size", "cut_frontal", "cut_lateral", "no_chest")
SCALES: Final = np.array([0.25, 0.15, 0.15, 0.4], dtype=np.float32)
"""Usual sizes of the outputs, in which their errors are counted."""
DIRECTIONS: Final = 100
Array = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class ShapeNetwork:
    """`weights` of a network of pictures with four answers; a picture shows both frames beside each other."""

    weights: Weights

    def outputs(self, frames: Array) -> Array:
        """Outputs (n, 4) for frames (n, 1152), named by `OUTPUTS`."""
        found: Array = answers(self.weights, beside(frames)) * SCALES
        return found


def beside(frames: Array) -> Array:
    """Both frames (n, 1152) as one picture (n, 24, 48)."""
    frontal, lateral = frames.reshape(-1, 2, SIDE, SIDE).transpose(1, 0, 2, 3)
    return np.concatenate((frontal, lateral), axis=2)


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
