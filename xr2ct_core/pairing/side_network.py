"""The convolutional networks that say whether a view is mirrored: on which side of a frontal the heart is, of a lateral
the spine.

One for each view. It looks at 32 x 32 ranks of grey, at what lies where: of a frontal heart, aortic arch, domes of the
diaphragm, stomach. Its score is that of the image minus that of the mirrored image, so mirroring turns the sign,
exactly, and every CT teaches both sides. Images are upright and not inverted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.pairing.looks import content_box, crops_of, ranked, shrunk
from xr2ct_core.pairing.picture_network import DEEP, Weights, answers

SIDE: Final = 32
Array = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class SideNetwork:
    """`weights` of a network of pictures with one answer."""

    weights: Weights

    def scores(self, looks: Array) -> Array:
        """Scores (n) of looks (n, 32, 32) of its view: below 0 the image looks mirrored."""
        right, mirrored = (answers(self.weights, each, DEEP)[:, 0] for each in (looks, looks[..., ::-1]))
        found: Array = right - mirrored
        return found


Sides = tuple[tuple[SideNetwork, ...], tuple[SideNetwork, ...]]
"""Of the frontal, and of the lateral; those of a view are asked together."""


def side_look_of(image: Array) -> Array:
    """What is looked at (32, 32) of an image (row, col): ranks of grey without plain borders."""
    return ranked(shrunk(image[content_box(image)], SIDE, SIDE))


def mirrored_of(networks: Sequence[SideNetwork], image: Array) -> float:
    """How likely an image (row, col) is mirrored, by the mean score of all networks of its view for several crops."""
    looks = np.stack([side_look_of(crop) for crop in crops_of(image)])
    return float(1.0 / (1.0 + np.exp(np.mean([network.scores(looks) for network in networks]))))
