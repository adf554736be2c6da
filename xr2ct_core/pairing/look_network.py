"""The small network that says how much a look is that of a correctly stored frontal or lateral chest.

An image is held against all hypotheses at once: both views times eight ways of storing it wrongly, put right first.
So mirror, turn and inversion are exactly equivariant, and every CT teaches all of them. "No chest" has the score 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.pairing.looks import VARIANTS, variants

HYPOTHESES: Final = 2 * len(VARIANTS)
NAMES: Final = ("hidden_weight", "hidden_bias", "out_weight", "out_bias")
Array = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class LookNetwork:
    """Weights: hidden (576, h) and out (h, 2), with their biases."""

    hidden_weight: Array
    hidden_bias: Array
    out_weight: Array
    out_bias: Array

    def scores(self, looks: Array) -> Array:
        """Scores (n, 16) of looks (n, 24, 24): variant-major, frontal and lateral of each."""
        hidden = np.maximum(variants(looks) @ self.hidden_weight + self.hidden_bias, 0.0)
        found: Array = (hidden @ self.out_weight + self.out_bias).reshape(len(looks), HYPOTHESES)
        return found

    def beliefs(self, looks: Array) -> Array:
        """Probabilities (n, 8, 2) of variant and view; what is missing to 1 is "no chest"."""
        scores = np.concatenate([self.scores(looks), np.zeros((len(looks), 1), np.float32)], axis=1)
        grown = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: Array = grown / grown.sum(axis=1, keepdims=True)
        return shares[:, :-1].reshape(len(looks), len(VARIANTS), 2)

    def arrays(self) -> dict[str, NDArray[np.float16]]:
        """Half-precision weights by name, as they are stored."""
        return {name: getattr(self, name).astype(np.float16) for name in NAMES}


def beliefs_of(networks: Sequence[LookNetwork], looks: Array) -> Array:
    """The mean of what all networks believe."""
    return np.asarray(np.mean([network.beliefs(looks) for network in networks], axis=0), dtype=np.float32)


def ways_of(beliefs: Array) -> Array:
    """How likely n chests are mirrored, upside down and inverted (n, 3), of beliefs (n, 8, 2)."""
    ways = beliefs.sum(axis=2)
    found: Array = ways @ np.array(VARIANTS, dtype=np.float32) / np.maximum(ways.sum(axis=1, keepdims=True), 1e-12)
    return found


def network_of(arrays: dict[str, NDArray[np.floating]]) -> LookNetwork:
    """The network of stored weights."""
    return LookNetwork(*(np.asarray(arrays[name], dtype=np.float32) for name in NAMES))
