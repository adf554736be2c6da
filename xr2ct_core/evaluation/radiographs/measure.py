"""Measures methods on pairs without a true CT.

What can be said of a volume without the truth: how well it explains both X-rays; whether the domain gate doubts it; how
much lung it holds; how unsure the method says it is; and, with a network of `continuity`, whether its slices follow
each other as in CTs. None of it is accuracy. A network is not measured on people it learned from: that agreement
flatters.

Units: HU, litres, decibels.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import WorkContext
from xr2ct_core.cube import body_mask_of_cube
from xr2ct_core.data.source import Problem
from xr2ct_core.domain.after import judge_result
from xr2ct_core.enclosed_air import enclosed_air_l
from xr2ct_core.errors import CancelledError, Xr2ctError
from xr2ct_core.evaluation.candidates import Candidate
from xr2ct_core.evaluation.contender import Contender
from xr2ct_core.evaluation.radiographs.cases import RadiographCase, read_cases
from xr2ct_core.evaluation.results import Slices, middle_slices
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.reconstruct import Reconstruction, reconstruct
from xr2ct_core.inference.truth import truth_on_grid
from xr2ct_core.methods.continuity.method import ContinuityMethod
from xr2ct_core.runs.checkpoint_info import JUDGES_NONE, require_method
from xr2ct_core.training.checkpoint import load_method

logger = logging.getLogger(__name__)
LEARNED_FROM = "The network learned from this patient."


@dataclass(frozen=True, eq=False)
class Row:
    """A method, or a network with those of its folds: each person is measured with one that did not learn from him."""

    candidate: Candidate
    network: Contender | None = None

    def knows(self, subject: str) -> bool:
        """Whether every network of the row learned from a person."""
        return self.network is not None and self.network.new_to(subject) is None

    def checkpoint_for(self, subject: str) -> Path | None:
        """The network that a person is measured with; None for a method, or where the row knows him."""
        new = self.network.new_to(subject) if self.network is not None else None
        return new.path if new is not None else None


@dataclass(frozen=True, eq=False)
class Result:
    """One row on one case: its numbers and pictures, or the sentence that says why there are none."""

    case_id: str
    subject: str
    row_id: str
    message: str = ""
    metrics: dict[str, float] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    slices: Slices | None = None
    views: tuple[NDArray[np.float32], NDArray[np.float32]] | None = None


@dataclass(frozen=True, eq=False)
class RadiographEvaluation:
    """Everything that was found; `complete` is False after a cancel.

    `learned_from` is how many pairs were left out because a network had learned from them.
    """

    grid_size: int
    device: str
    rows: tuple[Row, ...]
    cases: tuple[RadiographCase, ...]
    results: tuple[Result, ...]
    problems: tuple[Problem, ...]
    complete: bool
    learned_from: int = 0

    def values(self, row_id: str, metric: str) -> dict[str, float]:
        """One number a patient, where it was measured; the mean over several pairs of one."""
        found: dict[str, list[float]] = {}
        for result in self.results:
            value = result.metrics.get(metric)
            if result.row_id == row_id and value is not None and np.isfinite(value):
                found.setdefault(result.subject, []).append(value)
        return {subject: float(np.mean(values)) for subject, values in found.items()}

    @property
    def metric_names(self) -> list[str]:
        return list(dict.fromkeys(name for result in self.results for name in result.metrics))


class Plausibility:
    """Judges volumes by a network of `continuity`.

    Raises `BadConfigError` for a checkpoint of another method, and an error of code `checkpoint_mismatch` for a network
    that was never trained.
    """

    def __init__(self, checkpoint: Path, device: str) -> None:
        method, info = load_method(checkpoint, device)
        require_method(info, "continuity", JUDGES_NONE)
        assert isinstance(method, ContinuityMethod)
        method.require_trained()
        self._method = method
        self._held_out = info.held_out_metrics.get("continuity_truth") or 1.0

    def relative_error(self, result: Reconstruction, context: WorkContext) -> float:
        """1 is as continuous as CTs are."""
        cube_mm = result.volume.spacing_zyx_mm[0] * result.volume.shape_zyx[0]
        cube = truth_on_grid(result.volume, WorkingGrid(self._method.grid.size, cube_mm))
        hu = cube.hu.astype(np.float32)
        return float(
            self._method.plausibility(hu, WorkContext(context.control), held_out=self._held_out).relative_error
        )


def measure_all(
    paths: Sequence[Path],
    rows: Sequence[Row],
    grid_size: int,
    device: str,
    context: WorkContext,
    plausibility: Plausibility | None = None,
) -> RadiographEvaluation:
    """All rows on the pairs at `paths`. After a cancel the result holds what was measured; nothing is raised."""
    problems: list[Problem] = []
    cases: list[RadiographCase] = []
    results: list[Result] = []
    complete = False
    try:
        for case in read_cases(paths, device, context, problems):
            cases.append(case)
            for number, row in enumerate(rows):
                done = (len(cases) + len(problems) - 1 + number / len(rows)) / len(paths)
                context.progress(done, f"{case.id}: {row.candidate.id}")
                results.append(_result(case, row, grid_size, device, context, plausibility))
        complete = True
    except CancelledError:
        pass
    return RadiographEvaluation(grid_size, device, tuple(rows), tuple(cases), tuple(results), tuple(problems), complete)


def _result(
    case: RadiographCase,
    row: Row,
    grid_size: int,
    device: str,
    context: WorkContext,
    plausibility: Plausibility | None,
) -> Result:
    candidate = row.candidate
    if row.knows(case.subject):
        return Result(case.id, case.subject, candidate.id, LEARNED_FROM)
    try:
        made = reconstruct(
            case.lines,
            candidate.method,
            WorkingGrid(grid_size, case.lines.cube_mm),
            method_config=None if candidate.checkpoint else candidate.settings,
            checkpoint=row.checkpoint_for(case.subject),
            device=device,
            context=WorkContext(context.control),
        )
        metrics = metrics_of(made)
        if plausibility is not None:
            metrics["plausibility"] = plausibility.relative_error(made, context)
    except CancelledError:
        raise
    except Xr2ctError as error:
        return Result(case.id, case.subject, candidate.id, str(error))
    doubts = tuple(reason.sentence for reason in judge_result(case.shown, made))
    return Result(
        case.id,
        case.subject,
        candidate.id,
        metrics=metrics | {"doubts": float(len(doubts))},
        doubts=doubts,
        slices=middle_slices(made.volume.hu),
        views=made.reprojections,
    )


def metrics_of(made: Reconstruction) -> dict[str, float]:
    """Agreement with both X-rays; the lungs in litres and the mean standard deviation in the body where they exist."""
    hu = np.asarray(made.volume.hu, dtype=np.float32)
    body = body_mask_of_cube(made.volume.as_int16())
    metrics = {name: value for name, value in made.metrics.items() if name.endswith(("_db", "_frontal", "_lateral"))}
    inputs = [metrics[name] for name in ("psnr_frontal_db", "psnr_lateral_db") if name in metrics]
    metrics["psnr_inputs_db"] = float(np.mean(inputs)) if inputs else float("nan")
    lung_l = enclosed_air_l(hu, float(np.prod(made.volume.spacing_zyx_mm)))
    if lung_l > 0.0:
        metrics["lung_l"] = lung_l
    if made.uncertainty_hu is not None and body.any():
        metrics["sigma_hu"] = float(made.uncertainty_hu[body].mean())
    return metrics | {"seconds": made.seconds}
