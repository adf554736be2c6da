"""The worker's task `benchmark`: networks, methods and baselines measured on patients no network was trained on."""

from typing import Any

from xr2ct_core.evaluation.benchmark import run_benchmark_task
from xr2ct_core.protocol.tasks import BenchmarkTask
from xr2ct_core.worker.job import JobContext


def run_benchmark(config: BenchmarkTask, job: JobContext) -> dict[str, Any]:
    """Measure; the artifacts are those of `BenchmarkTask`."""
    return run_benchmark_task(config, job.out_dir, job.work, job.announce)
