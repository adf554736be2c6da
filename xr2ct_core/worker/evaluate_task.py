"""The worker's task `evaluate`: methods and baselines measured on cases with a known truth."""

from typing import Any

from xr2ct_core.evaluation.task import run_evaluate_task
from xr2ct_core.protocol.tasks import EvaluateTask
from xr2ct_core.worker.job import JobContext


def run_evaluate(config: EvaluateTask, job: JobContext) -> dict[str, Any]:
    """Measure; the artifacts are those of `EvaluateTask`."""
    return run_evaluate_task(config, job.out_dir, job.work, job.announce)
