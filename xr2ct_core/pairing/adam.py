"""AdamW (Loshchilov and Hutter, ICLR 2019) for the networks of looks and of sides, which need no torch."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
_FIRST, _SECOND, _LEAST = 0.9, 0.999, 1e-8


class Adam:
    """Steps `weights`, which it holds, against gradients; weights of two axes decay, biases do not."""

    def __init__(self, weights: Iterable[Array], decay: float) -> None:
        self.weights = list(weights)
        self._decay = decay
        self._first = [np.zeros_like(weight) for weight in self.weights]
        self._second = [np.zeros_like(weight) for weight in self.weights]
        self._steps = 0

    def step(self, gradients: Iterable[Array], rate: float) -> None:
        """One step at a learning rate."""
        self._steps += 1
        for index, gradient in enumerate(gradients):
            weight = self.weights[index]
            self._first[index] = _FIRST * self._first[index] + (1 - _FIRST) * gradient
            self._second[index] = _SECOND * self._second[index] + (1 - _SECOND) * gradient**2
            mean = self._first[index] / (1 - _FIRST**self._steps)
            spread = np.sqrt(self._second[index] / (1 - _SECOND**self._steps))
            decay = self._decay * weight if weight.ndim == 2 else 0.0
            self.weights[index] = (weight - rate * (mean / (spread + _LEAST) + decay)).astype(np.float32)
