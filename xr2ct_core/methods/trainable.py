"""What a learned method adds to `Method`: networks, turns of optimisation, and a training step.

A step is a generator that yields one `Turn` for each optimiser, in the order of `turns()`:

    def training_step(self, batch):
        fake = self.generator(...)
        yield Turn("generator", {"reconstruction": mse(fake, real)}, {"reconstruction": 10.0})
        yield Turn("discriminator", ...)          # runs after the generator has been updated

Between two turns the loop takes the gradient and lets that turn's optimiser step. Parameters of networks that are not
of the turn are frozen while its losses are computed, so a loss reaches exactly the networks of its turn.
"""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import ClassVar, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from xr2ct_core.config.train import LearnedConfig
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.data.source import CaseKind
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import Method
from xr2ct_core.radiograph import RadiographPair

SAME_CUBE_MM: Final = 1e-3
"""Cubes whose edges differ by less are the same."""
_MISMATCH: Final = "checkpoint_mismatch"
_ELSEWHERE: Final = "Reconstruct with the command or in the window, which bring its volume to other grids and cubes."


@dataclass(frozen=True)
class TurnSpec:
    """One optimiser (AdamW; with `weight_decay` 0 it is Adam): its name and the networks it updates."""

    name: str
    networks: tuple[str, ...]
    learning_rate: float
    betas: tuple[float, float] = (0.9, 0.999)
    weight_decay: float = 0.0


@dataclass(frozen=True, eq=False)
class Turn:
    """Losses of one optimiser: raw `terms`, each a scalar with a gradient, and the weight of each.

    `scores` are the mean discriminator outputs of real and generated samples, where there is a discriminator.
    `measures` are logged with the terms and not learned from; every step of a turn has the same ones.
    """

    name: str
    terms: Mapping[str, Tensor]
    weights: Mapping[str, float]
    scores: tuple[Tensor, Tensor] | None = field(default=None)
    measures: Mapping[str, Tensor] = field(default_factory=dict)

    @property
    def total(self) -> Tensor:
        """The weighted sum, what the optimiser minimises."""
        if self.terms.keys() != self.weights.keys():
            raise ValueError(f"Turn {self.name!r} has terms {set(self.terms)} and weights {set(self.weights)}.")
        return torch.stack([self.weights[name] * term for name, term in self.terms.items()]).sum()


class TrainableMethod(Method):
    """A method that learns. `networks` holds all that is trained or kept, by name; nothing else has state.

    `inference_networks` names those that `reconstruct` uses: they make a checkpoint, and the average of the weights is
    taken over them.
    """

    networks: nn.ModuleDict
    inference_networks: tuple[str, ...]
    takes_any_cube: ClassVar[bool] = False
    """Whether it knows of millimetres, so that it may be asked for a cube of another size than it learned."""

    def __init__(self, config: LearnedConfig, device: str = "cpu") -> None:
        self.config = config
        self.device = torch.device(device)
        self.grid = WorkingGrid(config.grid_size)

    def expect(self, kinds: AbstractSet[CaseKind]) -> None:
        """Learn what a training will show; raises `BadInputError` if the settings cannot use it. By default nothing."""

    def begin(self, *, is_trained: bool) -> None:
        """Told once, at the start of a new training, that its weights are there; `is_trained` those of another one.

        Raises `BadConfigError` if the settings cannot begin so. By default nothing.
        """

    @abstractmethod
    def turns(self) -> tuple[TurnSpec, ...]:
        """The optimisers in the order in which each step uses them."""

    @abstractmethod
    def training_step(self, batch: PairBatch) -> Iterator[Turn]:
        """The losses of one batch, turn by turn."""

    def extra_metrics(
        self, truth_hu: NDArray[np.float32], output_hu: NDArray[np.float32], pair: RadiographPair
    ) -> dict[str, float]:
        """What validation reports of a case beside its accuracy in 3D; by default nothing more."""
        return {}

    def parameter_count(self) -> int:
        return sum(parameter.numel() for parameter in self.networks.parameters())

    def inference_weights(self) -> dict[str, Tensor]:
        """Named weights and buffers of the networks that `reconstruct` uses."""
        return {
            f"{name}.{key}": value
            for name in self.inference_networks
            for key, value in self.networks[name].state_dict().items()
        }

    def load_inference_weights(self, weights: Mapping[str, Tensor]) -> None:
        """The inverse of `inference_weights`; raises an error of code `checkpoint_mismatch` if they do not fit."""
        own = self.inference_weights()
        misfits = [key for key in own if key not in weights or weights[key].shape != own[key].shape]
        if misfits or weights.keys() - own.keys():
            raise Xr2ctError(
                "The weights do not fit the network: "
                f"{len(misfits)} are missing or of another size, {len(weights.keys() - own.keys())} are unknown.",
                "Use the checkpoint with the method and settings it was made with.",
                code="checkpoint_mismatch",
            )
        with torch.no_grad():
            for key, value in own.items():
                value.copy_(weights[key])

    def grid_for(self, asked: WorkingGrid) -> WorkingGrid:
        """The grid on which it reconstructs when `asked` is wanted: its own, over the asked cube if it takes any."""
        return WorkingGrid(self.grid.size, asked.cube_mm if self.takes_any_cube else self.grid.cube_mm)

    def require_grid(self, grid: WorkingGrid) -> None:
        """Raise unless `grid` is the one the network is made for; `inference.own_grid` gives results on others."""
        if grid.size != self.grid.size:
            raise Xr2ctError(
                f"This network works on {self.grid.size}³ voxels, not on {grid.size}³.", _ELSEWHERE, code=_MISMATCH
            )
        if not self.takes_any_cube and abs(grid.cube_mm - self.grid.cube_mm) > SAME_CUBE_MM:
            raise Xr2ctError(
                f"This network works in a cube of {self.grid.cube_mm:g} mm, not of {grid.cube_mm:g} mm.",
                _ELSEWHERE,
                code=_MISMATCH,
            )
