"""An evaluation without a truth from settings to files.

Invariant: a cancel writes what was measured so far, never over a whole table, and is then raised as `CancelledError`.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from xr2ct_core.control import WorkContext
from xr2ct_core.data.pair_folder import subject_in
from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.candidates import candidates
from xr2ct_core.evaluation.contenders import contenders
from xr2ct_core.evaluation.radiographs.measure import Plausibility, Row, measure_all
from xr2ct_core.evaluation.radiographs.report import Announce, summary_of, write_report
from xr2ct_core.evaluation.report_place import cancelled, report_folder
from xr2ct_core.inference.device import choose_device
from xr2ct_core.protocol.tasks import EvaluateTask


def evaluate_radiographs(
    task: EvaluateTask, pairs: Sequence[Path], out_dir: Path, context: WorkContext, announce: Announce
) -> dict[str, Any]:
    """Measure what `task` names on the pair files `pairs`; returns the summary.

    Networks come first, then the methods. Pairs that a network learned from are left out where there are others.
    Raises `BadInputError` if no pair can be used, `BadConfigError`, `CudaUnavailableError`, and `CancelledError` after
    writing partial results.
    """
    device = choose_device(task.device)
    networks = contenders([Path(path) for path in task.checkpoints], task.grid_size)
    rows = [
        *(Row(network.candidate(device), network) for network in networks),
        *(Row(one) for one in candidates(task.methods, with_baselines=False, device=device)),
    ]
    judge = Plausibility(Path(task.plausibility), device) if task.plausibility else None
    new = [path for path in pairs if not any(row.knows(subject_in(path)) for row in rows)]
    found = measure_all((new or list(pairs))[: task.limit], rows, task.grid_size, device, context, judge)
    found = replace(found, learned_from=len(pairs) - len(new) if new else 0)
    if not found.cases and found.complete:
        raise BadInputError(f"There is nothing to evaluate. {found.problems[0].message}", "Choose other pairs.")
    folder = report_folder(out_dir, complete=found.complete)
    document = write_report(found, folder, announce)
    if not found.complete:
        raise cancelled("The evaluation", out_dir, folder)
    context.progress(1.0, "written")
    context.finish()
    return summary_of(document)
