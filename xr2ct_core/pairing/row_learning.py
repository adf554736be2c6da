"""Teaches the row network: of the lateral images of a batch, that of the same body is to be nearest to a frontal.

Cross-entropy in both directions, Adam, weight decay. What says nothing about heights is varied: frontals are mirrored,
columns moved, grain added. Half of the bodies are two: the upper rows of one and the lower of another, in both views,
so that every height has to be told by what is there. Half a minute on one core.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import ProgressCallback
from xr2ct_core.pairing.adam import Adam
from xr2ct_core.pairing.row_network import KERNELS, RowNetwork, encoded, padded, widened, windows
from xr2ct_core.pairing.rows import BANDS

WIDTHS: Final = (2 * BANDS, 64, 48, 12)
BODIES: Final = 64
"""Bodies in a batch."""
_RATE: Final = 3e-3
_DECAY: Final = 1e-2
_GRAIN: Final = 0.25
_LARGEST_ROLL: Final = 3
_CUT_SHARE: Final = 0.5
_CUT_ROWS: Final = (16, 49)
_FAR: Final = 1e9
Array = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class RowLesson:
    """Rows of one patient's bodies: grey (bodies, 2 breaths, takes, 64, 16) and seen (..., 64) of both views.

    The first take shows line integrals, the others display images.
    """

    frontal: NDArray[np.float16]
    lateral: NDArray[np.float16]
    frontal_seen: NDArray[np.bool_]
    lateral_seen: NDArray[np.bool_]


def taught_rows(
    lessons: Sequence[RowLesson], *, steps: int, seed: int = 0, on_progress: ProgressCallback | None = None
) -> RowNetwork:
    """The network after `steps` batches of the lessons of some patients."""
    random = np.random.default_rng(seed)
    sides = [_first_weights(random), _first_weights(random)]
    adam = Adam([*sides[0], *sides[1], np.array([1.0], dtype=np.float32)], _DECAY)
    for step in range(1, steps + 1):
        greys, seen, bodies = _batch(lessons, random)
        share = step / steps
        rate = float(_RATE * min(share / 0.1, 0.5 * (1.0 + np.cos(np.pi * share))))
        adam.step(_gradients(adam.weights, greys, seen, bodies), rate)
        if on_progress is not None and step % 50 == 0:
            on_progress(share, "Learning rows")
    count, weights = 2 * len(KERNELS), adam.weights
    return RowNetwork(tuple(weights[:count]), tuple(weights[count:-1]), float(np.exp(weights[-1][0])))


def _first_weights(random: np.random.Generator) -> list[Array]:
    weights: list[Array] = []
    for kernel, inputs, outputs in zip(KERNELS, WIDTHS[:-1], WIDTHS[1:], strict=True):
        spread = np.sqrt(2.0 / (kernel * inputs))
        weights += [(spread * random.standard_normal((kernel * inputs, outputs))).astype(np.float32)]
        weights += [np.zeros(outputs, np.float32)]
    return weights


def _batch(
    lessons: Sequence[RowLesson], random: np.random.Generator
) -> tuple[list[Array], list[Array], NDArray[np.int64]]:
    """Grey (n, rows, 16) and seen (n, 64) of both views, and the number of each pair's body and breath."""
    greys: list[list[Array]] = [[], []]
    seen: list[list[NDArray[np.bool_]]] = [[], []]
    keys = []
    for place in range(BODIES):
        takes = random.integers(0, lessons[0].frontal.shape[2], 2)
        upper, key = _chosen(lessons, takes, random)
        if random.random() < _CUT_SHARE:
            lower, key = _chosen(lessons, takes, random)[0], -1 - place
            cut = int(random.integers(*_CUT_ROWS))
            upper = [np.concatenate([above[:cut], below[cut:]]) for above, below in zip(upper, lower, strict=True)]
        is_mirrored = random.random() < 0.5
        for view in range(2):
            image = np.roll(upper[2 * view].astype(np.float32), int(random.integers(-1, 2)), axis=1)
            greys[view].append(image[:, ::-1] if view == 0 and is_mirrored else image)
            seen[view].append(upper[2 * view + 1])
        keys.append(key)
    roll = int(random.integers(-_LARGEST_ROLL, _LARGEST_ROLL + 1))
    rolled = [np.roll(np.stack(each), roll, axis=1) for each in greys]
    grained = [
        padded(widened(each + np.float32(_GRAIN) * random.standard_normal(each.shape, np.float32))) for each in rolled
    ]
    return grained, [np.roll(np.stack(each), roll, axis=1).astype(np.float32) for each in seen], np.array(keys)


def _chosen(
    lessons: Sequence[RowLesson], takes: NDArray[np.int64], random: np.random.Generator
) -> tuple[list[NDArray[Any]], int]:
    """Grey and seen of the frontal, and of the lateral, of any body and breath; and the number of these."""
    number = int(random.integers(len(lessons)))
    lesson = lessons[number]
    body, breath = int(random.integers(len(lesson.frontal))), int(random.integers(2))
    sides = ((lesson.frontal, lesson.frontal_seen), (lesson.lateral, lesson.lateral_seen))
    parts = [each[body, breath, take] for side, take in zip(sides, takes, strict=True) for each in side]
    return parts, (number * 10_000 + body) * 2 + breath


def _gradients(
    weights: Sequence[Array], greys: Sequence[Array], seen: Sequence[Array], keys: NDArray[np.int64]
) -> list[Array]:
    """Gradients of the mean cross-entropy of both directions; the last is that of the factor's logarithm."""
    count = 2 * len(KERNELS)
    sides = (weights[:count], weights[count : 2 * count])
    layers = [encoded(grey, side) for grey, side in zip(greys, sides, strict=True)]
    codes = [layer[-1] for layer in layers]
    size = codes[0].shape[-1]
    masked = [(code * mask[..., None]).reshape(len(code), -1) for code, mask in zip(codes, seen, strict=True)]
    powers = [(code**2).sum(axis=-1) * mask for code, mask in zip(codes, seen, strict=True)]
    shared = np.maximum(seen[0] @ seen[1].T, 1.0) * size
    apart = (powers[0] @ seen[1].T + seen[0] @ powers[1].T - 2.0 * masked[0] @ masked[1].T) / shared
    factor = float(np.exp(weights[-1][0]))
    logits = -factor * apart
    same = keys[:, None] == keys[None]
    logits[same & ~np.eye(len(keys), dtype=bool)] = -_FAR
    error = (_softmax(logits, 1) + _softmax(logits, 0)) / 2.0 - np.eye(len(keys), dtype=np.float32)
    error /= len(keys)
    pull = (-factor * error / shared).astype(np.float32)
    by_code = [
        2.0
        * ((pull @ seen[1])[..., None] * codes[0] - (pull @ masked[1]).reshape(codes[0].shape))
        * seen[0][..., None],
        2.0
        * ((pull.T @ seen[0])[..., None] * codes[1] - (pull.T @ masked[0]).reshape(codes[1].shape))
        * seen[1][..., None],
    ]
    found: list[Array] = []
    for grey, side, layer, gradient in zip(greys, sides, layers, by_code, strict=True):
        found += _backwards(grey, side, layer, gradient)
    return [*found, np.array([float((error * logits).sum(where=logits > -_FAR / 2))], dtype=np.float32)]


def _backwards(grey: Array, side: Sequence[Array], layers: Sequence[Array], gradient: Array) -> list[Array]:
    """Gradients of one view's weights and biases from that of its codes."""
    found: list[Array] = []
    for index in reversed(range(len(KERNELS))):
        kernel, weight = KERNELS[index], side[2 * index]
        before = layers[index - 1] if index else grey
        if index < len(KERNELS) - 1:
            gradient = gradient * (layers[index] > 0)
        flat = gradient.reshape(-1, gradient.shape[-1])
        seen = windows(before, kernel)
        found = [seen.reshape(-1, seen.shape[-1]).T @ flat, flat.sum(axis=0), *found]
        if index:
            spread = (flat @ weight.T).reshape(*gradient.shape[:2], kernel, -1)
            rows = spread.shape[1]
            gradient = np.zeros_like(before)
            for start in range(kernel):
                gradient[:, start : start + rows] += spread[:, :, start]
    return found


def _softmax(logits: Array, axis: int) -> Array:
    grown = np.exp(logits - logits.max(axis=axis, keepdims=True))
    shares: Array = grown / grown.sum(axis=axis, keepdims=True)
    return shares
