"""The worker's task `calibrate`: standard deviations of a network held against its errors on held-out patients."""

from typing import Any

from xr2ct_core.evaluation.calibrate import run_calibrate_task
from xr2ct_core.protocol.tasks import CalibrateTask
from xr2ct_core.worker.job import JobContext


def run_calibrate(config: CalibrateTask, job: JobContext) -> dict[str, Any]:
    """Reconstruct and calibrate; the artifact is that of `CalibrateTask`."""
    return run_calibrate_task(config, job.out_dir, job.work, job.announce)
