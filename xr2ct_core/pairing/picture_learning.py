"""Teaching networks of pictures: the same network in torch, its weights for numpy, and the steps of learning."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn

from xr2ct_core.control import ProgressCallback
from xr2ct_core.pairing.picture_network import CHANNELS, NORM_EPS, SMALL, Form, Weights

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
    form: Form = SMALL,
    on_progress: ProgressCallback | None = None,
) -> Weights:
    """Weights of a network of pictures (row, col) of `shape` and `form`.

    They are those after `steps` of AdamW with a rate that falls to nothing. `loss_of` says the loss of a batch of its
    own; of the features, `dropped` are left out in learning.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = picture_network(shape, outputs, dropped, form)
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
    return weights_of(network, form)


def picture_network(shape: tuple[int, int], outputs: int, dropped: float = 0.0, form: Form = SMALL) -> nn.Sequential:
    """What `picture_network.answers` computes, of (n, 3, row, col)."""
    layers: list[nn.Module] = []
    before, active = CHANNELS, nn.SiLU if form.groups else nn.ReLU
    for each in form.convolutions:
        layers += [nn.Conv2d(before, each.channels, each.kernel, each.stride, each.kernel // 2)]
        layers += [nn.GroupNorm(form.groups, each.channels, NORM_EPS)] if form.groups else []
        layers += [active()]
        before = each.channels
    layers += [nn.Flatten(), nn.Dropout(dropped), nn.Linear(form.features(*shape), form.hidden), active()]
    return nn.Sequential(*layers, nn.Linear(form.hidden, outputs))


def with_places(pictures: Tensor) -> Tensor:
    """Pictures (n, row, col) with where a pixel lies, across and down, from -1 to 1: (n, 3, row, col)."""
    down, across = (torch.linspace(-1.0, 1.0, length) for length in pictures.shape[1:])
    return torch.stack((pictures, across.expand_as(pictures), down[:, None].expand_as(pictures)), dim=1)


def weights_of(network: nn.Sequential, form: Form = SMALL) -> Weights:
    """Weights as numpy asks for them, where channels come last."""
    hidden, out = (layer for layer in network if isinstance(layer, nn.Linear))
    found: list[Tensor] = []
    for layer in network:
        if isinstance(layer, nn.Conv2d) and layer.bias is not None:
            found += [layer.weight.permute(2, 3, 1, 0).flatten(0, 2), layer.bias]
        elif isinstance(layer, nn.GroupNorm):
            found += [layer.weight, layer.bias]
    last = form.convolutions[-1].channels
    features = hidden.weight.reshape(form.hidden, last, -1).transpose(1, 2).flatten(1)
    weights = (*found, features.T, hidden.bias, out.weight.T, out.bias)
    return tuple(np.array(each.detach().numpy()) for each in weights)
