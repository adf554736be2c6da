"""The worker's task `prepare`: a folder of cases made ready to be learned from."""

from typing import Any

from xr2ct_core.data.prepare import run_prepare_task
from xr2ct_core.protocol.tasks import PrepareTask
from xr2ct_core.worker.job import JobContext


def run_prepare(config: PrepareTask, job: JobContext) -> dict[str, Any]:
    """Prepare; the artifacts are those of `PrepareTask`."""
    return run_prepare_task(config, job.out_dir, job.work, job.announce)
