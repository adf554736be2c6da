"""Runs every candidate on every case and measures it.

Invariants: a candidate that fails on a case is recorded with its sentence and the rest goes on; a cancel keeps what was
measured so far; no volume is kept, only its numbers and three slices.
"""

import logging
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import CancelledError, Xr2ctError
from xr2ct_core.evaluation.baselines import Surroundings
from xr2ct_core.evaluation.candidates import Candidate, Made
from xr2ct_core.evaluation.cases import Case, CaseSet
from xr2ct_core.evaluation.journal import MAIN, Journal
from xr2ct_core.evaluation.metrics import resolution_metrics, uncertainty_metrics, volume_metrics
from xr2ct_core.evaluation.projections import EvaluationViews, Image, view_scores
from xr2ct_core.evaluation.results import Evaluation, Outcome, middle_slices

logger = logging.getLogger(__name__)

Measure = Callable[[NDArray[np.float32], tuple[Image, Image, Image], Case], dict[str, float]]
"""More numbers of a volume (HU on the grid), its projections in the three views, and its case."""


def evaluate(
    case_set: CaseSet,
    rows: Sequence[Candidate],
    *,
    device: str = "cpu",
    context: WorkContext | None = None,
    also: Measure | None = None,
    journal: Journal | None = None,
    condition: str = MAIN,
) -> Evaluation:
    """Measure `rows` (see `candidates.candidates`) on all cases; `device` is where projections are computed.

    `also` adds numbers of its own to those of the protocol. What `journal` knows of this condition is not measured
    again, and what is measured is kept there.

    After a cancel the result holds what was measured and has `complete=False`; nothing is raised.
    """
    context = context or WorkContext()
    views = EvaluationViews(case_set.grid, device)
    outcomes: list[Outcome] = []
    jobs = len(case_set.cases) * len(rows)
    complete = False
    try:
        for case in case_set.cases:
            surroundings = Surroundings(case_set.surrounding(case), views)
            *_, unseen_truth = views.project(case.truth.hu, case.pair.geometry)
            for row in rows:
                outcome = journal.found(condition, case, row) if journal is not None else None
                if outcome is None:
                    part = _part(context, len(outcomes), jobs, f"{case.id}: {row.id}")
                    outcome = _outcome(row, case, surroundings, unseen_truth, part, also)
                    if journal is not None:
                        journal.keep(condition, case, row, outcome)
                outcomes.append(outcome)
        context.progress(1.0, "measured")
        complete = True
    except CancelledError:
        pass
    context.finish()
    return Evaluation(case_set, tuple(rows), tuple(outcomes), device, complete)


def measure(
    made: Made, case: Case, views: EvaluationViews, unseen_truth: Image, also: Measure | None = None
) -> dict[str, float]:
    """All numbers of one volume on one case: 3D, structures, resolution, views, uncertainty, cost."""
    truth_hu, spacing_mm = np.asarray(case.truth.hu, dtype=np.float32), views.grid.spacing_mm
    metrics = volume_metrics(made.hu, truth_hu, spacing_mm=spacing_mm, body_mask=case.body_mask)
    metrics |= resolution_metrics(made.hu, truth_hu, spacing_mm)
    images = views.project(made.hu, case.pair.geometry)
    metrics |= view_scores(images, case.pair, unseen_truth)
    if also is not None:
        metrics |= also(made.hu, images, case)
    if made.uncertainty_hu is not None:
        metrics |= uncertainty_metrics(made.hu, made.uncertainty_hu, truth_hu, case.body_mask)
    return metrics | {"seconds": made.seconds, "peak_memory_bytes": float(made.peak_memory_bytes)}


def _outcome(
    row: Candidate,
    case: Case,
    surroundings: Surroundings,
    unseen_truth: Image,
    context: WorkContext,
    also: Measure | None,
) -> Outcome:
    refusal = row.refusal(case)
    if refusal:
        return Outcome(case.id, case.subject, row.id, "excluded", refusal)
    context.progress(0.0, "starting")
    try:
        made = row.run(case, surroundings, context)
        metrics = measure(made, case, surroundings.views, unseen_truth, also)
    except CancelledError:
        raise
    except Xr2ctError as error:
        return Outcome(case.id, case.subject, row.id, "failed", str(error))
    except Exception as error:
        logger.exception("%s failed on %s", row.id, case.id)
        reason = str(error).partition("\n")[0]
        return Outcome(case.id, case.subject, row.id, "failed", f"It stopped with {type(error).__name__}: {reason}.")
    return Outcome(case.id, case.subject, row.id, "measured", metrics=metrics, slices=middle_slices(made.hu))


def _part(context: WorkContext, done: int, jobs: int, phase: str) -> WorkContext:
    """A context for one job, whose progress fills its share of the whole under one phase name."""
    return WorkContext(context.control, lambda fraction, _phase: context.on_progress((done + fraction) / jobs, phase))
