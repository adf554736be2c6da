"""The worker's task `evidence`: a volume and its pair in, the part that the X-rays determine out."""

from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.device import choose_device
from xr2ct_core.inference.evidence import find_evidence
from xr2ct_core.inference.stored_cube import stored_cube
from xr2ct_core.protocol.results import EvidenceSummary, EvidenceTask
from xr2ct_core.worker.job import JobContext
from xr2ct_core.worker.result_pair import result_pair


def run_evidence(config: EvidenceTask, job: JobContext) -> dict[str, Any]:
    """Split `config.volume_path`; the artifact is that of `EvidenceTask`."""
    started = perf_counter()
    job.work.progress(0.0, "Reading")
    device = choose_device(config.device)
    pair = result_pair(config, job, device)
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
