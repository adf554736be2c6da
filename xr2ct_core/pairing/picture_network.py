"""The small convolutional network that looks at a whole picture: what views look like, on which side the heart is, and
how large a body is.

Three convolutions that halve the picture, one hidden layer, a few answers. numpy is enough to ask; torch teaches it
(`picture_learning`).
Shape legend: n pictures, K rows and columns of a kernel, C and D channels in and out.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

KERNELS: Final = (5, 3, 3)
STRIDE: Final = 2
CHANNELS: Final = (3, 16, 32, 32)
"""In and after each convolution; the first are the grey values and where a pixel lies, across and down."""
HIDDEN: Final = 48
WEIGHTS: Final = 2 * len(KERNELS) + 4
Array = NDArray[np.float32]
Weights = tuple[Array, ...]
"""Of each convolution (K * K * C, D) and (D), hidden (features, h) and (h), out (h, answers) and (answers)."""


def stored_weights(kind: str, networks: Sequence[Weights]) -> dict[str, NDArray[np.float16]]:
    """Half-precision weights of networks by name, as files keep them."""
    return {
        f"{kind}.{number}.{index}": weight.astype(np.float16)
        for number, weights in enumerate(networks)
        for index, weight in enumerate(weights)
    }


def read_weights(arrays: Mapping[str, NDArray[np.floating]], kind: str) -> list[Weights]:
    """The weights of the networks of a kind; raises `KeyError` where one is missing."""
    count = len({key.split(".")[1] for key in arrays if key.startswith(f"{kind}.")})
    return [
        tuple(np.asarray(arrays[f"{kind}.{number}.{index}"], dtype=np.float32) for index in range(WEIGHTS))
        for number in range(count)
    ]


def features_of(rows: int, cols: int) -> int:
    """How many numbers are left of a picture."""
    shrunk: int = STRIDE ** len(KERNELS)
    return CHANNELS[-1] * (rows // shrunk) * (cols // shrunk)


def answers(weights: Sequence[Array], pictures: Array) -> Array:
    """Answers (n, answers) to pictures (n, row, col)."""
    values = _with_places(pictures)
    for layer, kernel in enumerate(KERNELS):
        values = np.maximum(_patches(values, kernel) @ weights[2 * layer] + weights[2 * layer + 1], 0.0)
    hidden = np.maximum(values.reshape(len(pictures), -1) @ weights[-4] + weights[-3], 0.0)
    found: Array = hidden @ weights[-2] + weights[-1]
    return found


def _with_places(pictures: Array) -> Array:
    """Pictures with two channels more, (n, row, col, 3): where a pixel lies, from -1 to 1."""
    down, across = (np.linspace(-1.0, 1.0, length, dtype=np.float32) for length in pictures.shape[1:])
    places = (np.broadcast_to(each, pictures.shape) for each in (across, down[:, None]))
    return np.stack((pictures, *places), axis=-1)


def _patches(values: Array, kernel: int) -> Array:
    """What each output of a convolution looks at; zeros lie around the picture."""
    reach = kernel // 2
    padded = np.pad(values, ((0, 0), (reach, reach), (reach, reach), (0, 0)))
    windows = sliding_window_view(padded, (kernel, kernel), axis=(1, 2))[:, ::STRIDE, ::STRIDE]
    found: Array = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return found
