"""An evaluation without a truth from settings to files.

Invariant: a cancel writes what was measured so far and is then raised as `CancelledError`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadInputError, CancelledError
from xr2ct_core.evaluation.candidates import candidates
from xr2ct_core.evaluation.contenders import contenders
from xr2ct_core.evaluation.radiographs.measure import Plausibility, Row, measure_all
from xr2ct_core.evaluation.radiographs.report import Announce, summary_of, write_report
from xr2ct_core.inference.device import choose_device
from xr2ct_core.protocol.tasks import EvaluateTask


def evaluate_radiographs(
    task: EvaluateTask, pairs: Sequence[Path], out_dir: Path, context: WorkContext, announce: Announce
) -> dict[str, Any]:
    """Measure what `task` names on the pair files `pairs`; returns the summary.

    Networks come first, then the methods. Raises `BadInputError` if no pair can be used, `BadConfigError`,
    `CudaUnavailableError`, and `CancelledError` after writing partial results.
    """
    device = choose_device(task.device)
    networks = contenders([Path(path) for path in task.checkpoints], task.grid_size)
    rows = [
        *(Row(network.candidate(device), network.patients("train")) for network in networks),
        *(Row(one) for one in candidates(task.methods, with_baselines=False, device=device)),
    ]
    judge = Plausibility(Path(task.plausibility), device) if task.plausibility else None
    chosen = list(pairs)[: task.limit]
    found = measure_all(chosen, rows, task.grid_size, device, context, judge)
    if not found.cases and found.complete:
        raise BadInputError(f"There is nothing to evaluate. {found.problems[0].message}", "Choose other pairs.")
    document = write_report(found, out_dir, announce)
    if not found.complete:
        raise CancelledError("The evaluation was cancelled.", "What was measured so far is in its folder.")
    context.progress(1.0, "written")
    context.finish()
    return summary_of(document)
