"""The worker's task `reconstruct`: one pair file in, a volume and its evidence out."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.reconstruct import Reconstruction, reconstruct
from xr2ct_core.io import read_pair
from xr2ct_core.protocol.tasks import ReconstructSummary, ReconstructTask
from xr2ct_core.worker.job import JobContext


def run_reconstruct(config: ReconstructTask, job: JobContext) -> dict[str, Any]:
    """Reconstruct `config.pair_path`; the artifacts are those of `ReconstructTask`."""
    job.work.progress(0.0, "Reading")
    pair = read_pair(Path(config.pair_path))
    grid = WorkingGrid(config.grid_size, pair.cube_mm)
    result = reconstruct(
        pair,
        config.method,
        grid,
        method_config=config.method_config,
        checkpoint=Path(config.checkpoint) if config.checkpoint else None,
        members=[Path(member) for member in config.members],
        fallback=config.fallback,
        fit_display=config.fit_display,
        device=config.device,
        context=job.work,
    )
    for name, image, radiograph in zip(
        ("frontal", "lateral"), result.reprojections, result.pair.radiographs, strict=True
    ):
        job.save_array(f"input_{name}", radiograph.image)
        job.save_array(f"reprojection_{name}", image)
    if result.uncertainty_hu is not None:
        job.save_array("uncertainty", _int16(result.uncertainty_hu))
    job.save_array("volume", result.volume.as_int16().hu)
    summary = summarise(result, grid).model_dump(mode="json")
    job.save_json("result", summary)
    return summary


def summarise(result: Reconstruction, grid: WorkingGrid) -> ReconstructSummary:
    """What the front end shows beside the volume."""
    return ReconstructSummary(
        subject=result.provenance.subject,
        method=result.method_id,
        grid_size=grid.size,
        cube_mm=grid.cube_mm,
        device=result.device,
        seconds=result.seconds,
        timings_s=result.timings_s,
        peak_memory_bytes=result.peak_memory_bytes,
        metrics=result.metrics,
        notes=result.notes,
        calibration=result.calibration,
        provenance=result.provenance.model_dump(mode="json"),
    )


def _int16(values: NDArray[np.float32]) -> NDArray[np.int16]:
    return np.rint(np.clip(values, -32768, 32767)).astype(np.int16)
