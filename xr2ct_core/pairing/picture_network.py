"""The small convolutional network that looks at a whole picture: what views look like, on which side the heart is, and
how large a body is.

Convolutions that halve the picture three times, one hidden layer, a few answers. numpy is enough to ask; torch teaches
it (`picture_learning`).
Shape legend: n pictures, K rows and columns of a kernel, C and D channels in and out, g groups of channels.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.special import expit

CHANNELS: Final = 3
"""That go in: the grey values, and where a pixel lies, across and down."""
NORM_EPS: Final = 1e-5
Array = NDArray[np.float32]
Weights = tuple[Array, ...]
"""Of each convolution (K * K * C, D) and (D), if it is normed also scales and shifts (D), then of the hidden layer
(features, h) and (h), and out (h, answers) and (answers)."""


@dataclass(frozen=True)
class Convolution:
    """Kernel and stride, in pixels, and how many channels come out."""

    kernel: int
    stride: int
    channels: int


@dataclass(frozen=True)
class Form:
    """What a network consists of. With `groups` each convolution is normed (group normalisation) and followed by SiLU,
    without by ReLU."""

    convolutions: tuple[Convolution, ...]
    hidden: int
    groups: int = 0

    @property
    def weights(self) -> int:
        """How many arrays of weights there are."""
        return (4 if self.groups else 2) * len(self.convolutions) + 4

    def features(self, rows: int, cols: int) -> int:
        """How many numbers are left of a picture."""
        for each in self.convolutions:
            rows, cols = (-(-length // each.stride) for length in (rows, cols))
        return self.convolutions[-1].channels * rows * cols


SMALL: Final = Form((Convolution(5, 2, 16), Convolution(3, 2, 32), Convolution(3, 2, 32)), hidden=48)
DEEP: Final = Form(
    (
        Convolution(3, 2, 16),
        Convolution(3, 1, 16),
        Convolution(3, 2, 32),
        Convolution(3, 1, 32),
        Convolution(3, 2, 64),
        Convolution(3, 1, 64),
        Convolution(1, 1, 12),
    ),
    hidden=64,
    groups=4,
)


def stored_weights(kind: str, networks: Sequence[Weights]) -> dict[str, NDArray[np.float16]]:
    """Half-precision weights of networks by name, as files keep them."""
    return {
        f"{kind}.{number}.{index}": weight.astype(np.float16)
        for number, weights in enumerate(networks)
        for index, weight in enumerate(weights)
    }


def read_weights(arrays: Mapping[str, NDArray[np.floating]], kind: str, form: Form = SMALL) -> list[Weights]:
    """The weights of the networks of a kind; raises `KeyError` where one is missing, or all are."""
    return [
        tuple(np.asarray(arrays[f"{kind}.{number}.{index}"], dtype=np.float32) for index in range(form.weights))
        for number in range(network_count(arrays, kind))
    ]


def network_count(arrays: Mapping[str, NDArray[np.floating]], kind: str) -> int:
    """How many networks of a kind there are; raises `KeyError` where there is none."""
    numbers = {key.split(".")[1] for key in arrays if key.startswith(f"{kind}.")}
    if not numbers:
        raise KeyError(kind)
    return len(numbers)


def answers(weights: Sequence[Array], pictures: Array, form: Form = SMALL) -> Array:
    """Answers (n, answers) to pictures (n, row, col)."""
    values, left = _with_places(pictures), iter(weights)
    for each in form.convolutions:
        values = _patches(values, each.kernel, each.stride) @ next(left) + next(left)
        if form.groups:
            values = _normed(values, form.groups) * next(left) + next(left)
        values = _active(values, form)
    hidden = _active(values.reshape(len(pictures), -1) @ next(left) + next(left), form)
    found: Array = hidden @ next(left) + next(left)
    return found


def _normed(values: Array, groups: int) -> Array:
    """Values (n, row, col, C) with mean 0 and variance 1 over each picture's rows, columns and channels of a group."""
    apart = values.reshape(*values.shape[:3], groups, -1)
    away = apart - apart.mean((1, 2, 4), keepdims=True)
    spread = np.sqrt((away**2).mean((1, 2, 4), keepdims=True) + np.float32(NORM_EPS))
    normed: Array = (away / spread).reshape(values.shape)
    return normed


def _active(values: Array, form: Form) -> Array:
    if not form.groups:
        return np.maximum(values, 0.0)
    found: Array = values * expit(values)
    return found


def _with_places(pictures: Array) -> Array:
    """Pictures with two channels more, (n, row, col, 3): where a pixel lies, from -1 to 1."""
    down, across = (np.linspace(-1.0, 1.0, length, dtype=np.float32) for length in pictures.shape[1:])
    places = (np.broadcast_to(each, pictures.shape) for each in (across, down[:, None]))
    return np.stack((pictures, *places), axis=-1)


def _patches(values: Array, kernel: int, stride: int) -> Array:
    """What each output of a convolution looks at; zeros lie around the picture."""
    reach = kernel // 2
    padded = np.pad(values, ((0, 0), (reach, reach), (reach, reach), (0, 0)))
    windows = sliding_window_view(padded, (kernel, kernel), axis=(1, 2))[:, ::stride, ::stride]
    found: Array = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return found
