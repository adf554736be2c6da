"""Teaches the network on films of simulated bodies: cross-entropy and Dice of the lungs, and the paths through them.

The one loop of the methods (`training.loop`) trains what makes volumes out of pairs: its cases, pictures and scores are
volumes, its runs are listed and resumed as such. This network makes masks of single films, so it has a loop of its own.

Which films a step shows follows from the seed and the step alone, and the state is written now and then, so a training
that was stopped goes on to the same weights. What is kept is the running average of the weights.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, isfinite, pi
from pathlib import Path
from typing import Final

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadInputError, Xr2ctError
from xr2ct_core.io.files import writing
from xr2ct_core.lungmask.bodies import Patient
from xr2ct_core.lungmask.films import Film, plain_film, random_crop, random_film
from xr2ct_core.lungmask.frame import channels
from xr2ct_core.lungmask.network import PATH_MM, LungNet

LEARNING_RATE: Final = 3e-3
WEIGHT_DECAY: Final = 1e-2
WARM_UP: Final = 40
AVERAGE: Final = 0.99
PATH_WEIGHT: Final = 0.5
PLAIN_SHARE: Final = 0.1
"""Share of the films that are clean line integrals."""
SAVE_EVERY: Final = 50
STATE: Final = "training.safetensors"
_FILMS: Final = 1
_BEGUN: Final = "begun"

OnStep = Callable[[int, float], None]


@dataclass(frozen=True)
class Lessons:
    """How long and on what: `steps` batches of `batch_size` films; `seed` fixes all that is random."""

    steps: int = 800
    batch_size: int = 8
    seed: int = 0


@dataclass(frozen=True, eq=False)
class Batch:
    """Channels (B, C, H, W) and what they show (B, H, W): inside, share of lung, path in mm."""

    x_BCHW: Tensor
    inside_BHW: Tensor
    lung_BHW: Tensor
    path_mm_BHW: Tensor


def taught(
    patients: Sequence[Patient],
    lessons: Lessons,
    context: WorkContext,
    *,
    state: Path | None = None,
    on_step: OnStep = lambda step, loss: None,
) -> LungNet:
    """The network after all lessons.

    With `state`, a folder, the training is kept there every so often and goes on from there; `on_step` hears of each
    step and its loss. Raises `BadInputError` if another training was begun there, with other people or lessons, and an
    error of code `nan_loss` if the loss is no number.
    """
    begun = _told(patients, lessons)
    torch.manual_seed(lessons.seed)
    network = LungNet()
    average = {name: value.detach().clone() for name, value in network.state_dict().items()}
    optimiser = torch.optim.AdamW(network.parameters(), LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    first = _restored(state, begun, network, average, optimiser)
    for step in range(first, lessons.steps):
        context.progress(step / lessons.steps, "Learning")
        for group in optimiser.param_groups:
            group["lr"] = _rate(step, lessons.steps)
        batch = batch_of(patients, lessons, step)
        optimiser.zero_grad(set_to_none=True)
        loss = loss_of(network(batch.x_BCHW), batch)
        if not isfinite(float(loss.detach())):
            raise Xr2ctError("The loss is no number any more.", "Use another seed.", code="nan_loss")
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        with torch.no_grad():
            share = min(AVERAGE, (step + 1) / (step + 10))
            for name, value in network.state_dict().items():
                average[name].lerp_(value, 1.0 - share)
        on_step(step + 1, float(loss.detach()))
        if state is not None and ((step + 1) % SAVE_EVERY == 0 or step + 1 == lessons.steps):
            _keep(state, begun, step + 1, network, average, optimiser)
    network.load_state_dict(average)
    network.eval()
    return network


def batch_of(patients: Sequence[Patient], lessons: Lessons, step: int) -> Batch:
    """The films of one step: patients as often as each other, both views alternating."""
    random = np.random.default_rng([lessons.seed, _FILMS, step])
    films, stacks = [], []
    for number in range(lessons.batch_size):
        paths = patients[int(random.integers(len(patients)))].paths
        is_frontal = (step + number) % 2 == 0
        view = paths[int(random.integers(len(paths))), 0 if is_frontal else 1]
        film = (
            plain_film(view, random_crop(random))
            if random.random() < PLAIN_SHARE
            else random_film(view, is_frontal=is_frontal, random=random)
        )
        films.append(film)
        stacks.append(channels(film.image, film.inside, is_frontal=is_frontal))
    return Batch(torch.from_numpy(np.stack(stacks)), *_targets(films))


def loss_of(output: tuple[Tensor, Tensor], batch: Batch) -> Tensor:
    """Cross-entropy inside, Dice film by film, and the absolute error of the paths in units of `PATH_MM`."""
    logits, paths_mm = output
    inside, lung = batch.inside_BHW, batch.lung_BHW
    entropy = nn.functional.binary_cross_entropy_with_logits(logits, lung, weight=inside, reduction="sum")
    probability = logits.sigmoid() * inside
    both, each = (probability * lung).sum((1, 2)), (probability + lung).sum((1, 2))
    dice = 1.0 - (2.0 * both + 1.0) / (each + 1.0)
    path = ((paths_mm - batch.path_mm_BHW).abs() * inside).sum() / PATH_MM
    total: Tensor = (entropy + PATH_WEIGHT * path) / inside.sum() + dice.mean()
    return total


def _targets(films: Sequence[Film]) -> tuple[Tensor, Tensor, Tensor]:
    inside, lung, path_mm = (
        torch.from_numpy(np.stack([getattr(film, name) for film in films]).astype(np.float32))
        for name in ("inside", "lung", "lung_mm")
    )
    return inside, lung, path_mm


def _rate(step: int, steps: int) -> float:
    warm = min(1.0, (step + 1) / WARM_UP)
    return LEARNING_RATE * warm * (0.02 + 0.98 * 0.5 * (1.0 + cos(pi * step / steps)))


def _told(patients: Sequence[Patient], lessons: Lessons) -> str:
    """From whom and how a training learns: what must be the same to go on with it."""
    return f"{lessons}, bodies of each: {', '.join(f'{len(each.paths)} {each.subject}' for each in patients)}"


def _keep(
    folder: Path,
    begun: str,
    step: int,
    network: LungNet,
    average: Mapping[str, Tensor],
    optimiser: torch.optim.Optimizer,
) -> None:
    state = {f"network.{name}": value.contiguous() for name, value in network.state_dict().items()}
    state |= {f"average.{name}": value.contiguous() for name, value in average.items()}
    for index, moments in optimiser.state_dict()["state"].items():
        state |= {f"moment.{index}.{name}": value.contiguous() for name, value in moments.items()}
    folder.mkdir(parents=True, exist_ok=True)
    with writing(folder / STATE) as part:
        save_file({**state, "step": torch.tensor(step)}, part, metadata={_BEGUN: begun})


def _restored(
    folder: Path | None, begun: str, network: LungNet, average: dict[str, Tensor], optimiser: torch.optim.Optimizer
) -> int:
    """The step to go on with; networks and optimiser are put into its state."""
    if folder is None or not (folder / STATE).is_file():
        return 0
    with safe_open(folder / STATE, "pt") as file:
        same = (file.metadata() or {}).get(_BEGUN) == begun
    if not same:
        raise BadInputError(
            f"Another training was begun in {folder}, from other people or with other settings.",
            "Give another folder, or go on with the same CTs, fold, steps and seed.",
        )
    state = load_file(folder / STATE)
    network.load_state_dict(_within(state, "network."))
    for name, value in _within(state, "average.").items():
        average[name].copy_(value)
    moments: dict[int, dict[str, Tensor]] = {}
    for key, value in _within(state, "moment.").items():
        index, _, name = key.partition(".")
        moments.setdefault(int(index), {})[name] = value
    optimiser.load_state_dict({"state": moments, "param_groups": optimiser.state_dict()["param_groups"]})
    return int(state["step"])


def _within(state: Mapping[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): value for name, value in state.items() if name.startswith(prefix)}
