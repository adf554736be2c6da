"""What a training tells whoever started it. The same is kept in the run folder."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path


def _ignore(*_: object) -> None:
    return None


@dataclass(frozen=True)
class TrainingEvents:
    """Called from the training's own thread, between steps.

    `scalars(step, values)`, `progress(step, total, steps_per_s, remaining_s)`, `file(role, path)` with the roles
    `checkpoint` and `preview`, `paused(is_paused)`, `warning(text)`.
    """

    scalars: Callable[[int, Mapping[str, float]], None] = _ignore
    progress: Callable[[int, int, float, float], None] = _ignore
    file: Callable[[str, Path], None] = _ignore
    paused: Callable[[bool], None] = _ignore
    warning: Callable[[str], None] = _ignore
