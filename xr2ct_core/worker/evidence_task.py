"""The worker's task `evidence`: a volume and its pair in, the part that the X-rays determine out."""

from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from xr2ct_core.control import WorkContext
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.device import choose_device
from xr2ct_core.inference.evidence import find_evidence
from xr2ct_core.inference.fit_display import physical_pair
from xr2ct_core.inference.made_with import as_made_with
from xr2ct_core.inference.stored_cube import stored_cube
from xr2ct_core.inference.styled import read_style
from xr2ct_core.io import read_pair
from xr2ct_core.protocol.tasks import EvidenceSummary, EvidenceTask
from xr2ct_core.worker.job import JobContext


def run_evidence(config: EvidenceTask, job: JobContext) -> dict[str, Any]:
    """Split `config.volume_path`; the artifact is that of `EvidenceTask`."""
    started = perf_counter()
    job.work.progress(0.0, "Reading")
    device = choose_device(config.device)
    quiet = WorkContext(job.work.control)
    style = read_style(Path(config.style), device) if config.style else None
    pair = physical_pair(read_pair(Path(config.pair_path)), device, quiet, fit=config.fit_display, style=style).pair
    pair = as_made_with(pair, config.geometry)
    hu = stored_cube(Path(config.volume_path), "volume")
    found = find_evidence(hu, pair, WorkingGrid(hu.shape[0], pair.cube_mm), device, job.work)
    job.save_array("determined", np.rint(np.clip(found.determined_hu, -32768, 32767)).astype(np.int16))
    return EvidenceSummary(
        unknowns=found.unknowns,
        measurements=found.measurements,
        rank=found.rank,
        determined_share=found.determined_share,
        energy_share=found.energy_share,
        seconds=perf_counter() - started,
    ).model_dump(mode="json")
