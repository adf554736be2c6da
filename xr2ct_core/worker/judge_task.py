"""The worker's task `judge`: what the judgements of `continuity` are worth, on true CTs, torn ones and made ones."""

from typing import Any

from xr2ct_core.evaluation.judgements import run_judge_task
from xr2ct_core.protocol.tasks import JudgeTask
from xr2ct_core.worker.job import JobContext


def run_judge(config: JudgeTask, job: JobContext) -> dict[str, Any]:
    """Judge; the artifacts are those of `JudgeTask`."""
    return run_judge_task(config, job.out_dir, job.work, job.announce)
