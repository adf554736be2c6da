"""What a loss of a method teaches: where gradients other than zero arrive."""

import torch
from torch import Tensor

from xr2ct_core.methods.trainable import TrainableMethod, Turn


def reached_parameters(method: TrainableMethod, loss: Tensor) -> set[str]:
    """Names of the parameters that get a gradient other than zero from a loss."""
    parameters = dict(method.networks.named_parameters())
    gradients = torch.autograd.grad(loss, list(parameters.values()), retain_graph=True, allow_unused=True)
    return {name for name, grad in zip(parameters, gradients, strict=True) if grad is not None and bool(grad.any())}


def reached_networks(method: TrainableMethod, loss: Tensor) -> set[str]:
    """Names of the networks whose every weight gets a gradient other than zero from a loss; none may get it in part."""
    found = set()
    for name, network in method.networks.items():
        weights = [parameter for parameter in network.parameters() if parameter.ndim > 1]
        if weights:
            gradients = torch.autograd.grad(loss, weights, retain_graph=True, allow_unused=True)
            reaching = [gradient is not None and bool(gradient.any()) for gradient in gradients]
            assert all(reaching) or not any(reaching), f"a part of {name} is left out"
            found |= {name} if all(reaching) else set()
    return found


def reached_by_term(method: TrainableMethod, turn: Turn) -> dict[str, set[str]]:
    """The networks that each loss of a turn reaches."""
    return {name: reached_networks(method, term) for name, term in turn.terms.items()}


def teaches_a_judge_alone(method: TrainableMethod, turn: Turn) -> bool:
    """Whether a turn reaches the discriminator it is named after and nothing else, and tells its scores."""
    return reached_networks(method, turn.total) == {turn.name} and turn.scores is not None
