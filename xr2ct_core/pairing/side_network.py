"""The small convolutional network that says on which side of a frontal chest the heart is.

It looks at 32 x 32 ranks of grey, at what lies where: heart, aortic arch, domes of the diaphragm, stomach. Its score is
that of the image minus that of the mirrored image, so mirroring turns the sign, exactly, and every CT teaches both
sides. Images are upright and not inverted.
Shape legend: n images, K rows and columns of a kernel, C and D channels in and out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from xr2ct_core.pairing.looks import content_box, crops_of, ranked, shrunk

SIDE: Final = 32
KERNELS: Final = (5, 3, 3)
STRIDE: Final = 2
CHANNELS: Final = (3, 16, 32, 32)
"""In and after each convolution; the first are the ranks and where a pixel lies, across and down."""
HIDDEN: Final = 48
FEATURES: Final = CHANNELS[-1] * (SIDE // STRIDE ** len(KERNELS)) ** 2
WEIGHTS: Final = 2 * len(KERNELS) + 3
Array = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class SideNetwork:
    """`weights`: of each convolution (K * K * C, D) and (D), hidden (features, h) and (h), out (h, 1)."""

    weights: tuple[Array, ...]

    def scores(self, looks: Array) -> Array:
        """Scores (n) of looks (n, 32, 32): above 0 the heart is where it belongs, below 0 the image looks mirrored."""
        found: Array = one_sided(self.weights, looks)[-1][:, 0] - one_sided(self.weights, looks[..., ::-1])[-1][:, 0]
        return found


def side_look_of(image: Array) -> Array:
    """What is looked at (32, 32) of an image (row, col): ranks of grey without plain borders."""
    return ranked(shrunk(image[content_box(image)], SIDE, SIDE))


def mirrored_of(networks: Sequence[SideNetwork], image: Array) -> float:
    """How likely a frontal (row, col) is mirrored, by the mean score of all networks for several crops of it."""
    looks = np.stack([side_look_of(crop) for crop in crops_of(image)])
    return float(1.0 / (1.0 + np.exp(np.mean([network.scores(looks) for network in networks]))))


def one_sided(weights: Sequence[Array], looks: Array, kept: Array | float = 1.0) -> list[Array]:
    """The input of every layer, patches of the convolutions (n, rows, cols, K * K * C), and the answer (n, 1).

    `kept` (n, features) are factors of the features.
    """
    values = _with_places(looks)
    seen = []
    for layer, kernel in enumerate(KERNELS):
        patches = _patches(values, kernel)
        seen.append(patches)
        values = np.maximum(patches @ weights[2 * layer] + weights[2 * layer + 1], 0.0)
    flat = values.reshape(len(looks), -1) * kept
    hidden = np.maximum(flat @ weights[-3] + weights[-2], 0.0)
    return [*seen, flat, hidden, hidden @ weights[-1]]


def _with_places(looks: Array) -> Array:
    """Looks with two channels more, (n, 32, 32, 3): where a pixel lies, from -1 to 1."""
    places = np.linspace(-1.0, 1.0, SIDE, dtype=np.float32)
    across, down = np.broadcast_to(places, looks.shape), np.broadcast_to(places[:, None], looks.shape)
    return np.stack((looks, across, down), axis=-1)


def _patches(values: Array, kernel: int) -> Array:
    """What each output of a convolution with stride 2 looks at; zeros lie around the image."""
    reach = kernel // 2
    padded = np.pad(values, ((0, 0), (reach, reach), (reach, reach), (0, 0)))
    windows = sliding_window_view(padded, (kernel, kernel), axis=(1, 2))[:, ::STRIDE, ::STRIDE]
    found: Array = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return found
