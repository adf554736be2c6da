"""The worker's task `pack`: a trained network made ready to be given away."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from xr2ct_core.protocol.tasks import PackTask
from xr2ct_core.runs.calibration import read_calibration_file
from xr2ct_core.runs.model_card import read_table
from xr2ct_core.training.pack import pack
from xr2ct_core.worker.job import JobContext


def run_pack(config: PackTask, job: JobContext) -> dict[str, Any]:
    """Pack into the job's folder; the artifacts are those of `PackTask`."""
    table = read_table(Path(config.table)) if config.table else None
    calibration = read_calibration_file(Path(config.calibration)) if config.calibration else None
    info, rounding = pack(
        Path(config.checkpoint), job.out_dir, config.name, table, calibration, job.work, changes=config.changes
    )
    for path in sorted(job.out_dir.iterdir()):
        job.announce("packed", path)
    return {
        "name": config.name,
        "folder": str(job.out_dir),
        "method": info.method,
        "weights_sha256": info.weights_sha256,
        "rounding": asdict(rounding),
    }
