"""Teaches the row network: of the lateral images of a batch, that of the same body is to be nearest to a frontal.

Cross-entropy in both directions, AdamW. What says nothing about heights is varied: frontals are mirrored, columns
moved, large parts shaded, grain added, both views made taller. Half of the bodies are two: the upper rows of one and
the lower of another, in both views, so that every height has to be told by what is there. Eight minutes on one core;
torch learns, numpy is enough to ask.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from xr2ct_core.arithmetic import learning_arithmetic
from xr2ct_core.control import ProgressCallback
from xr2ct_core.pairing.row_network import CHANNELS, KERNELS, PADS, STEPS, Codes, RowNetwork, padded, widened
from xr2ct_core.pairing.rows import ROWS, RowLesson, moved_rows
from xr2ct_core.pairing.simulated import GEOMETRIES
from xr2ct_core.pairing.variation import shaded

BODIES: Final = 64
"""Bodies in a batch."""
STRANGERS: Final = 128
_RATE: Final = 4e-3
_DECAY: Final = 2e-2
_GRAIN, _SHADES = 0.06, 0.06
"""Spreads of grey, in ranks of [-1, 1]: of pixels, and of parts as large as an eighth of the height."""
_KNOTS: Final = (8, 4)
_LARGEST_ROLL: Final = 3
_STRETCH: Final = 0.06
"""Spread of the logarithm of how tall all bodies of a batch are: pixel sizes are not always known. Bodies of different
sizes would be told apart by them."""
_LARGEST_MOVE: Final = 2
_CUT_SHARE: Final = 0.5
_CUT_ROWS: Final = (16, 49)
_FAR: Final = 1e9
Array = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Batch:
    """Padded rows of both views (n, 80, 32, 2), which are seen (n, 64), and numbers of the bodies and breaths (n)."""

    inputs: tuple[Array, Array]
    seen: tuple[Array, Array]
    bodies: NDArray[np.int64]


def taught_rows(
    lessons: Sequence[RowLesson], *, steps: int, seed: int = 0, on_progress: ProgressCallback | None = None
) -> RowNetwork:
    """The network after `steps` batches of the lessons of some patients, who are its strangers."""
    random = np.random.default_rng(seed)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        sides = [side_network(), side_network()]
    log_factor = nn.Parameter(torch.tensor(1.0))
    weights = [*sides[0].parameters(), *sides[1].parameters(), log_factor]
    optimiser = torch.optim.AdamW(weights, lr=_RATE, weight_decay=_DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / steps / 0.1, 0.5 * (1.0 + np.cos(np.pi * step / steps)))
    )
    for step in range(1, steps + 1):
        loss = loss_of(sides, log_factor, batch_of(lessons, random))
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
        if on_progress is not None and step % 20 == 0:
            on_progress(step / steps, "Learning rows")
    frontal, lateral = (weights_of(side) for side in sides)
    unmet = Codes(np.zeros((0, ROWS, CHANNELS[-1]), np.float32), np.zeros((0, ROWS), np.bool_))
    network = RowNetwork(frontal, lateral, float(log_factor.detach().exp()), (unmet, unmet))
    return replace(network, strangers=(_strangers(network, lessons, 0), _strangers(network, lessons, 1)))


def side_network() -> nn.Sequential:
    """The convolutions of one view: (n, 2, 80, 32) to (n, k, 64, 1)."""
    layers: list[nn.Module] = []
    for layer, (kernel, step, pad) in enumerate(zip(KERNELS, STEPS, PADS, strict=True)):
        convolution = nn.Conv2d(CHANNELS[layer], CHANNELS[layer + 1], kernel, (1, step), (0, pad))
        convolution.weight.data = convolution.weight.data.contiguous(memory_format=torch.channels_last)
        layers += [convolution, nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def weights_of(side: nn.Sequential) -> tuple[Array, ...]:
    """Weights and biases as `RowNetwork` has them."""
    found: list[Array] = []
    for layer in side:
        if isinstance(layer, nn.Conv2d):
            weight = layer.weight.detach().permute(2, 3, 1, 0)
            found += [weight.reshape(-1, weight.shape[-1]).numpy().copy()]
            found += [np.zeros(0, np.float32) if layer.bias is None else layer.bias.detach().numpy().copy()]
    return tuple(found)


def loss_of(sides: Sequence[nn.Module], log_factor: Tensor, batch: Batch) -> Tensor:
    """Mean cross-entropy of both directions; another image of the same body and breath is no wrong answer."""
    with learning_arithmetic():
        seen_by_sides = [
            side(torch.from_numpy(inputs).permute(0, 3, 1, 2)) for side, inputs in zip(sides, batch.inputs, strict=True)
        ]
    codes = [each[..., 0].transpose(1, 2).float() for each in seen_by_sides]
    seen = [torch.from_numpy(mask) for mask in batch.seen]
    flat = [(code * mask[..., None]).flatten(1) for code, mask in zip(codes, seen, strict=True)]
    powers = [(code**2).sum(-1) * mask for code, mask in zip(codes, seen, strict=True)]
    shared = (seen[0] @ seen[1].T).clamp(min=1.0) * codes[0].shape[-1]
    apart = (powers[0] @ seen[1].T + seen[0] @ powers[1].T - 2.0 * flat[0] @ flat[1].T) / shared
    same = torch.from_numpy(batch.bodies[:, None] == batch.bodies[None])
    own = torch.eye(len(same), dtype=torch.bool)
    logits = (-log_factor.exp() * apart).masked_fill(same & ~own, -_FAR)
    wanted = torch.arange(len(logits))
    return (nn.functional.cross_entropy(logits, wanted) + nn.functional.cross_entropy(logits.T, wanted)) / 2.0


def batch_of(lessons: Sequence[RowLesson], random: np.random.Generator) -> Batch:
    """64 bodies, all taken alike, varied by what says nothing about heights."""
    greys: tuple[list[Array], list[Array]] = ([], [])
    seen: tuple[list[Mask], list[Mask]] = ([], [])
    bodies = []
    geometry = int(random.integers(GEOMETRIES))
    for place in range(BODIES):
        takes = random.choice(lessons[0].frontal.shape[2], 2, replace=False)
        upper, body = _chosen(lessons, geometry, takes, random)
        if random.random() < _CUT_SHARE:
            lower, body = _chosen(lessons, geometry, takes, random)[0], -1 - place
            cut = int(random.integers(*_CUT_ROWS))
            upper = [np.concatenate([above[:cut], below[cut:]]) for above, below in zip(upper, lower, strict=True)]
        is_mirrored = random.random() < 0.5
        for view in range(2):
            aside = int(random.integers(-_LARGEST_MOVE, _LARGEST_MOVE + 1))
            image = np.roll(upper[2 * view].astype(np.float32), aside, axis=1)
            greys[view].append(image[:, ::-1] if view == 0 and is_mirrored else image)
            seen[view].append(upper[2 * view + 1])
        bodies.append(body)
    by = np.full(BODIES, float(random.integers(-_LARGEST_ROLL, _LARGEST_ROLL + 1)))
    stretch = np.full(BODIES, np.exp(_STRETCH * random.standard_normal()))
    moved = [
        moved_rows(np.stack(images), np.stack(masks), by, stretch) for images, masks in zip(greys, seen, strict=True)
    ]
    varied = (shaded(grey, random, knots=_KNOTS, shades=_SHADES, grain=_GRAIN) for grey, _ in moved)
    frontal, lateral = (padded(widened(each)) for each in varied)
    frontal_seen, lateral_seen = (shown.astype(np.float32) for _, shown in moved)
    return Batch((frontal, lateral), (frontal_seen, lateral_seen), np.array(bodies))


def _chosen(
    lessons: Sequence[RowLesson], geometry: int, takes: NDArray[np.int64], random: np.random.Generator
) -> tuple[list[NDArray[Any]], int]:
    """Grey and seen of the frontal, and of the lateral, of any body taken so, in any breath; and its number."""
    number = int(random.integers(len(lessons)))
    lesson = lessons[number]
    alike = np.arange(geometry % len(lesson.frontal), len(lesson.frontal), GEOMETRIES)
    body, breath = int(random.choice(alike)), int(random.integers(2))
    parts = [each[body, breath, take] for side, take in zip(lesson.views, takes, strict=True) for each in side]
    return parts, (number * 10_000 + body) * 2 + breath


def _strangers(network: RowNetwork, lessons: Sequence[RowLesson], view: int) -> Codes:
    """Codes of display images of the bodies learned from, all patients in turn."""
    greys, seens = [], []
    for number in range(STRANGERS):
        grey, seen = lessons[number % len(lessons)].views[view]
        turn = number // len(lessons)
        place = (turn % len(grey), turn % 2, 1 + turn % (grey.shape[2] - 1))
        greys.append(grey[place])
        seens.append(seen[place])
    return network.codes(np.stack(greys), np.stack(seens), view)
