"""The worker's task `alternatives`: a volume, its uncertainty and its pair in, others with the same X-rays out."""

from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from xr2ct_core.control import WorkContext
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.alternatives import draw_alternatives
from xr2ct_core.inference.device import choose_device
from xr2ct_core.inference.fit_display import physical_pair
from xr2ct_core.inference.made_with import as_made_with
from xr2ct_core.inference.reconstruct import reproject, view_metrics
from xr2ct_core.inference.stored_cube import stored_cube
from xr2ct_core.inference.styled import read_style
from xr2ct_core.io import read_pair
from xr2ct_core.protocol.tasks import Agreement, AlternativesSummary, AlternativesTask
from xr2ct_core.worker.job import JobContext


def run_alternatives(config: AlternativesTask, job: JobContext) -> dict[str, Any]:
    """Draw around `config.volume_path`; the artifacts are those of `AlternativesTask`."""
    started = perf_counter()
    job.work.progress(0.0, "Reading")
    device = choose_device(config.device)
    quiet = WorkContext(job.work.control)
    style = read_style(Path(config.style), device) if config.style else None
    pair = physical_pair(read_pair(Path(config.pair_path)), device, quiet, fit=config.fit_display, style=style).pair
    pair = as_made_with(pair, config.geometry)
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
