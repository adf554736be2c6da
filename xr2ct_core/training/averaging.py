"""The running average of the weights (Polyak and Juditsky 1992), calmer than the weights themselves."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import torch
from torch import Tensor

from xr2ct_core.methods.trainable import TrainableMethod


class WeightAverage:
    """Exponential average of the inference weights; with `decay` 0 it is the weights themselves.

    At the start the decay is lower, (1 + n) / (10 + n) after n updates, so the first weights are soon forgotten.
    """

    def __init__(self, method: TrainableMethod, decay: float) -> None:
        self._method = method
        self._decay = decay
        self._average = {key: value.clone() for key, value in method.inference_weights().items()} if decay > 0 else {}

    @torch.no_grad()
    def update(self, step: int) -> None:
        """Take in the weights after `step` steps."""
        if not self._average:
            return
        decay = min(self._decay, (1 + step) / (10 + step))
        for key, value in self._method.inference_weights().items():
            if value.is_floating_point():
                self._average[key].lerp_(value, 1.0 - decay)
            else:
                self._average[key].copy_(value)

    def weights(self) -> dict[str, Tensor]:
        """What a checkpoint is to hold."""
        return self._average or self._method.inference_weights()

    def restore(self, weights: Mapping[str, Tensor]) -> None:
        """Go on from the average of a checkpoint."""
        for key, value in self._average.items():
            value.copy_(weights[key])

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Within the block the method reconstructs with the average."""
        if not self._average:
            yield
            return
        own = {key: value.clone() for key, value in self._method.inference_weights().items()}
        self._method.load_inference_weights(self._average)
        try:
            yield
        finally:
            self._method.load_inference_weights(own)
