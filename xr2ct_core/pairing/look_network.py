"""The small network that says how much a look is that of a correctly stored frontal or lateral chest.

An image is held against all hypotheses at once: both views times eight ways of storing it wrongly, put right first.
So mirror, turn and inversion are exactly equivariant, and every CT teaches all of them. "No chest" has the score 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.pairing.looks import SIDE, VARIANTS, variants
from xr2ct_core.pairing.picture_network import Weights, answers

HYPOTHESES: Final = 2 * len(VARIANTS)
NO_CHEST: Final = HYPOTHESES
"""The kind of a picture that is no chest, after those of the hypotheses."""
Array = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class LookNetwork:
    """`weights` of a network of pictures with two answers: how much a look is that of a frontal, and of a lateral."""

    weights: Weights

    def scores(self, looks: Array) -> Array:
        """Scores (n, 16) of looks (n, 24, 24): variant-major, frontal and lateral of each."""
        stored = variants(looks).reshape(-1, SIDE, SIDE)
        return answers(self.weights, stored).reshape(len(looks), HYPOTHESES)

    def beliefs(self, looks: Array) -> Array:
        """Probabilities (n, 8, 2) of variant and view; what is missing to 1 is "no chest"."""
        scores = np.concatenate([self.scores(looks), np.zeros((len(looks), 1), np.float32)], axis=1)
        grown = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: Array = grown / grown.sum(axis=1, keepdims=True)
        return shares[:, :-1].reshape(len(looks), len(VARIANTS), 2)


def lies_on_its_side(networks: Sequence[LookNetwork], look: Array) -> float:
    """How much likelier a look (24, 24) is a chest once it is turned by a quarter than as it is, between 0 and 1.

    The networks never saw an image on its side; they find a chest in it far less than in the same image put right.
    """
    both = np.stack([look, look.T])
    found = [np.logaddexp.reduce(network.scores(both), axis=1) for network in networks]
    as_it_is, turned = np.mean(found, axis=0)
    return float(np.exp(turned - np.logaddexp(turned, as_it_is)))


def beliefs_of(networks: Sequence[LookNetwork], looks: Array) -> Array:
    """The mean of what all networks believe."""
    return np.asarray(np.mean([network.beliefs(looks) for network in networks], axis=0), dtype=np.float32)


def ways_of(beliefs: Array) -> Array:
    """How likely n chests are mirrored, upside down and inverted (n, 3), of beliefs (n, 8, 2)."""
    ways = beliefs.sum(axis=2)
    found: Array = ways @ np.array(VARIANTS, dtype=np.float32) / np.maximum(ways.sum(axis=1, keepdims=True), 1e-12)
    return found
