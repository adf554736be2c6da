"""Teaching networks of pictures: the same network in torch, its weights for numpy, and the steps of learning."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn

from xr2ct_core.control import ProgressCallback
from xr2ct_core.pairing.picture_network import CHANNELS, HIDDEN, KERNELS, STRIDE, Weights, features_of

_RATE = 2e-3
_TELL = 50


def taught_network(
    shape: tuple[int, int],
    outputs: int,
    loss_of: Callable[[nn.Module], Tensor],
    *,
    dropped: float,
    decay: float,
    steps: int,
    seed: int,
    phase: str,
    on_progress: ProgressCallback | None = None,
) -> Weights:
    """Weights of a network of pictures (row, col) of `shape` after `steps` of AdamW with a rate that falls to nothing.

    `loss_of` says the loss of a batch of its own; of the features, `dropped` are left out in learning.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = picture_network(shape, outputs, dropped)
        optimiser = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=decay)
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
        for step in range(1, steps + 1):
            loss = loss_of(network)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
            if on_progress is not None and step % _TELL == 0:
                on_progress(step / steps, phase)
    return weights_of(network)


def picture_network(shape: tuple[int, int], outputs: int, dropped: float = 0.0) -> nn.Sequential:
    """What `picture_network.answers` computes, of (n, 3, row, col)."""
    layers: list[nn.Module] = []
    for kernel, before, after in zip(KERNELS, CHANNELS, CHANNELS[1:], strict=False):
        layers += [nn.Conv2d(before, after, kernel, STRIDE, kernel // 2), nn.ReLU()]
    layers += [nn.Flatten(), nn.Dropout(dropped), nn.Linear(features_of(*shape), HIDDEN), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(HIDDEN, outputs))


def with_places(pictures: Tensor) -> Tensor:
    """Pictures (n, row, col) with where a pixel lies, across and down, from -1 to 1: (n, 3, row, col)."""
    down, across = (torch.linspace(-1.0, 1.0, length) for length in pictures.shape[1:])
    return torch.stack((pictures, across.expand_as(pictures), down[:, None].expand_as(pictures)), dim=1)


def weights_of(network: nn.Sequential) -> Weights:
    """Weights as numpy asks for them, where channels come last."""
    hidden, out = (layer for layer in network if isinstance(layer, nn.Linear))
    found: list[Tensor] = []
    for layer in network:
        if isinstance(layer, nn.Conv2d) and layer.bias is not None:
            found += [layer.weight.permute(2, 3, 1, 0).flatten(0, 2), layer.bias]
    features = hidden.weight.reshape(HIDDEN, CHANNELS[-1], -1).transpose(1, 2).flatten(1)
    weights = (*found, features.T, hidden.bias, out.weight.T, out.bias)
    return tuple(np.array(each.detach().numpy()) for each in weights)
