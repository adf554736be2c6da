"""What the gate learns from lessons, and limits that hold for people it did not learn from.

Patients are dealt into folds. Each fold has networks of the other patients, and scores its own: so every patient is
scored by a gate that does not know him, and limits are quantiles of those scores of known-good pairs. The gate that is
kept has the networks of all folds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import ProgressCallback
from xr2ct_core.domain.lessons import LEARNED_OTHERS, Lesson, Sample
from xr2ct_core.domain.limits import Limits
from xr2ct_core.domain.model import SCALES, GateModel, line_of
from xr2ct_core.domain.others import KINDS as OTHERS
from xr2ct_core.domain.shape_learning import taught
from xr2ct_core.domain.shape_network import known_of
from xr2ct_core.errors import BadInputError

FOLDS: Final = 4
STEPS: Final = 2500
FALSE_ALARMS: Final = {"size": 0.002, "cut": 0.005, "no_chest": 0.002, "distance": 0.002, "metal": 0.005}
"""Shares of known-good pairs beyond each limit; set so that all together stay below one in twenty."""
TURN_DEVIATIONS: Final = 2.6
"""Limit of the turn in standard deviations of straight patients, of whom there are few."""
_TEACHES_CHEST: Final = ("good", "child", "any")
Array = NDArray[np.float32]


@dataclass(frozen=True)
class Scores:
    """What was measured of one pair; None for what was not."""

    log_size: float | None = None
    cut: float | None = None
    no_chest: float | None = None
    distance: float | None = None
    metal: float | None = None
    turn_deg: float | None = None


@dataclass(frozen=True, eq=False)
class Learned:
    """The gate to keep, and for each patient the scores of his samples by the gate of his fold."""

    model: GateModel
    scores: Mapping[str, list[Scores]]
    folds: tuple[tuple[str, ...], ...]


def learned(
    lessons: Mapping[str, Lesson], on_progress: ProgressCallback, *, seed: int = 0, steps: int = STEPS
) -> Learned:
    """Learn from these patients; at least as many as there are folds."""
    names = sorted(lessons)
    if len(names) < FOLDS:
        raise BadInputError(f"{len(names)} patients are too few to leave some out.", f"Give at least {FOLDS} CTs.")
    folds = tuple(tuple(names[fold::FOLDS]) for fold in range(FOLDS))
    scores: dict[str, list[Scores]] = {}
    models = []
    for number, tested in enumerate(folds):
        on_progress(number / FOLDS, f"Learning fold {number + 1}")
        others = [lessons[name] for name in names if name not in tested]
        models.append(_model(others, seed + number, steps))
        for name in tested:
            scores[name] = scored(lessons[name].samples, models[-1])
    everybody = _model(list(lessons.values()), None, steps)
    networks = tuple(network for model in models for network in model.networks)
    return Learned(GateModel(networks, everybody.known, everybody.metal), scores, folds)


def scored(samples: list[Sample], model: GateModel) -> list[Scores]:
    """What a gate measures of samples."""
    framed = [sample.frames for sample in samples if sample.frames is not None]
    outputs = model.shape(np.stack(framed)) if framed else np.zeros((0, 4), np.float32)
    distances = model.known.distance(np.stack(framed)) if framed else np.zeros(0, np.float32)
    shapes = iter(zip(outputs, distances, strict=True))
    found = []
    for sample in samples:
        score = Scores(turn_deg=sample.turn_deg)
        if sample.frames is not None:
            output, distance = next(shapes)
            score = Scores(float(output[0]), float(output[1:3].max()), float(output[3]), float(distance))
        if sample.metal is not None:
            score = Scores(metal=float(model.metal_line(sample.scale).score(sample.metal[None])[0]))
        found.append(score)
    return found


def limits_of(lessons: Mapping[str, Lesson], scores: Mapping[str, list[Scores]], names: Iterable[str]) -> Limits:
    """Limits from the known-good pairs of these patients."""
    good = [
        (sample, score, lessons[name].has_metal)
        for name in names
        for sample, score in zip(lessons[name].samples, scores[name], strict=True)
        if sample.kind == "good"
    ]

    def upper(what: str, values: list[float]) -> float:
        return round(float(np.quantile(values, 1.0 - FALSE_ALARMS[what])), 4)

    shapes = [score for sample, score, _ in good if sample.frames is not None]
    turns = [(sample.scale, score.turn_deg) for sample, score, _ in good if score.turn_deg is not None]
    usual = float(np.mean([degrees for _, degrees in turns]))
    metal = {
        scale: upper(
            "metal", [s.metal for one, s, has in good if s.metal is not None and one.scale == scale and not has]
        )
        for scale in SCALES
    }
    spread = {scale: float(np.std([degrees for of, degrees in turns if of == scale])) for scale in SCALES}
    return Limits(
        least_log_size=-upper("size", [-(s.log_size or 0.0) for s in shapes]),
        most_cut=upper("cut", [s.cut or 0.0 for s in shapes]),
        most_no_chest=upper("no_chest", [s.no_chest or 0.0 for s in shapes]),
        most_distance=upper("distance", [s.distance or 0.0 for s in shapes]),
        most_metal_physical=metal["line_integral"],
        most_metal_display=metal["display"],
        usual_turn_deg=round(usual, 2),
        most_turn_physical_deg=round(TURN_DEVIATIONS * spread["line_integral"], 2),
        most_turn_display_deg=round(TURN_DEVIATIONS * spread["display"], 2),
    )


def _model(lessons: list[Lesson], seed: int | None, steps: int) -> GateModel:
    """The gate of these patients; without a seed it has no networks."""
    samples = [sample for lesson in lessons for sample in lesson.samples]
    framed = [s for s in samples if s.frames is not None and (s.kind not in OTHERS or s.kind in LEARNED_OTHERS)]
    frames = np.stack([sample.frames for sample in framed if sample.frames is not None])
    truths = np.array([sample.truth for sample in framed], dtype=np.float32)
    known = known_of(frames[[sample.kind in _TEACHES_CHEST for sample in framed]])
    networks = () if seed is None else (taught(frames, truths, seed=seed, steps=steps),)
    lines = []
    for scale in SCALES:
        clean = [
            sample.metal
            for lesson in lessons
            if not lesson.has_metal
            for sample in lesson.samples
            if sample.metal is not None and sample.scale == scale and sample.kind == "good"
        ]
        dirty = [s.metal for s in samples if s.metal is not None and s.scale == scale and s.kind != "good"]
        lines.append(line_of(clean, dirty))
    return GateModel(networks, known, (lines[0], lines[1]))
