"""One step of the optimisers of a method, over one or several batches and processes.

Gradients of several processes are averaged once a turn, not layer by layer by a wrapper around the network: that holds
for networks that are called several times a step, or frozen in some turns, as those of GANs are.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import cast

import torch
from lightning_fabric import Fabric
from torch import Tensor, nn

from xr2ct_core.data.batch import PairBatch
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.methods.trainable import TrainableMethod, Turn, TurnSpec


class StepRunner:
    """Runs the turns of a method's step. Nothing is stepped by a loss or gradient that is not a finite number."""

    def __init__(self, fabric: Fabric, method: TrainableMethod, gradient_clip: float) -> None:
        self._fabric = fabric
        self._method = method
        self._clip = gradient_clip if gradient_clip > 0 else float("inf")
        self._turns = method.turns()
        self.optimisers = {spec.name: self._optimiser(spec) for spec in self._turns}

    def run(self, batches: Iterable[PairBatch], count: int, rate_factor: float) -> dict[str, float]:
        """One step on the mean gradient of `count` batches; returns the scalars to log, by `turn/term`."""
        sums: defaultdict[str, Tensor] = defaultdict(lambda: torch.zeros((), device=self._method.device))
        norms: dict[str, Tensor] = {}
        self._method.networks.train()
        for number, batch in enumerate(batches, 1):
            steps = self._method.training_step(batch)
            for spec in self._turns:
                self._own(spec)
                with self._fabric.autocast():
                    turn = next(steps)
                if turn.name != spec.name:
                    raise ValueError(f"The step gave the turn {turn.name!r} where {spec.name!r} was due.")
                total = turn.total / count
                _require_finite(self._mean(total.detach()), f"loss of the {spec.name}")
                if number == 1:
                    self.optimisers[spec.name].zero_grad(set_to_none=True)
                self._fabric.backward(total)
                for key, value in _scalars(turn).items():
                    sums[key] += value.detach().float() / count
                if number == count:
                    norms[f"{spec.name}/gradient_norm"] = self._step(spec, rate_factor)
            if next(steps, None) is not None:
                raise ValueError("The step gave more turns than the method names.")
        self._method.networks.requires_grad_(True)
        rates = {f"{spec.name}/learning_rate": spec.learning_rate * rate_factor for spec in self._turns}
        means = self._mean(torch.stack(list(sums.values()))).tolist()
        scalars = dict(zip(sums, means, strict=True)) | {key: float(value) for key, value in norms.items()}
        return scalars | rates

    def _own(self, spec: TurnSpec) -> None:
        for name, network in self._method.networks.items():
            network.requires_grad_(name in spec.networks)

    def _step(self, spec: TurnSpec, rate_factor: float) -> Tensor:
        optimiser = self.optimisers[spec.name]
        self._average_gradients(spec)
        norm = nn.utils.clip_grad_norm_(self._parameters(spec), self._clip)
        _require_finite(norm, f"gradient of the {spec.name}")
        for group in optimiser.param_groups:
            group["lr"] = spec.learning_rate * rate_factor
        optimiser.step()
        return norm

    def _average_gradients(self, spec: TurnSpec) -> None:
        if self._fabric.world_size == 1:
            return
        gradients = [parameter.grad for parameter in self._parameters(spec) if parameter.grad is not None]
        mean = self._mean(torch.cat([gradient.flatten() for gradient in gradients]))
        parts = torch.split(mean, [gradient.numel() for gradient in gradients])
        for gradient, part in zip(gradients, parts, strict=True):
            gradient.copy_(part.view_as(gradient))

    def _mean(self, value: Tensor) -> Tensor:
        """The mean over all processes."""
        return value if self._fabric.world_size == 1 else cast(Tensor, self._fabric.all_reduce(value, reduce_op="mean"))

    def _parameters(self, spec: TurnSpec) -> list[nn.Parameter]:
        return [parameter for name in spec.networks for parameter in self._method.networks[name].parameters()]

    def _optimiser(self, spec: TurnSpec) -> torch.optim.Optimizer:
        return torch.optim.AdamW(
            self._parameters(spec), lr=spec.learning_rate, betas=spec.betas, weight_decay=spec.weight_decay
        )


def _scalars(turn: Turn) -> dict[str, Tensor]:
    scalars = {f"{turn.name}/loss": turn.total, **{f"{turn.name}/{name}": term for name, term in turn.terms.items()}}
    scalars |= {f"{turn.name}/{name}": measure for name, measure in turn.measures.items()}
    if turn.scores is not None:
        scalars[f"{turn.name}/score_real"], scalars[f"{turn.name}/score_generated"] = turn.scores
    return scalars


def _require_finite(value: Tensor, name: str) -> None:
    if not bool(torch.isfinite(value)):
        raise Xr2ctError(
            f"The training diverged: the {name} is not a finite number.",
            "Start a new run with a lower learning rate or a gradient limit; --start-from takes the weights along.",
            code="nan_loss",
        )
