"""The worker's task `alternatives`: a volume, its uncertainty and its pair in, others with the same X-rays out."""

from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.alternatives import draw_alternatives
from xr2ct_core.inference.device import choose_device
from xr2ct_core.inference.reconstruct import reproject, view_metrics
from xr2ct_core.inference.stored_cube import stored_cube
from xr2ct_core.protocol.results import Agreement, AlternativesSummary, AlternativesTask
from xr2ct_core.worker.job import JobContext
from xr2ct_core.worker.result_pair import result_pair


def run_alternatives(config: AlternativesTask, job: JobContext) -> dict[str, Any]:
    """Draw around `config.volume_path`; the artifacts are those of `AlternativesTask`."""
    started = perf_counter()
    job.work.progress(0.0, "Reading")
    device = choose_device(config.device)
    pair = result_pair(config, job, device)
    hu = stored_cube(Path(config.volume_path), "volume")
    uncertainty_hu = stored_cube(Path(config.uncertainty_path), "uncertainty")
    grid = WorkingGrid(hu.shape[0], pair.cube_mm)
    own = view_metrics(reproject(hu, pair.geometry, grid, device), pair)
    found = draw_alternatives(
        hu, uncertainty_hu, pair, grid, config.count, seed=config.seed, device=device, context=job.work
    )
    for number, alternative in enumerate(found):
        job.save_array(f"alternative_{number}", np.rint(np.clip(alternative.hu, -32768, 32767)).astype(np.int16))
    return AlternativesSummary(
        volume=_agreement(own),
        alternatives=tuple(_agreement(alternative.metrics, alternative.difference_hu) for alternative in found),
        seed=config.seed,
        seconds=perf_counter() - started,
    ).model_dump(mode="json")


def _agreement(metrics: Mapping[str, float], difference_hu: float = 0.0) -> Agreement:
    known = {name: value if isfinite(value) else None for name, value in metrics.items()}
    return Agreement(
        psnr_frontal_db=known["psnr_frontal_db"],
        psnr_lateral_db=known["psnr_lateral_db"],
        ncc_frontal=known["ncc_frontal"],
        ncc_lateral=known["ncc_lateral"],
        difference_hu=difference_hu,
    )
