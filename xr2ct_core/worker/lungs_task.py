"""The worker's task `lungs`: the lungs on both radiographs of a pair."""

from pathlib import Path
from time import perf_counter
from typing import Any

from xr2ct_core.inference.device import choose_device
from xr2ct_core.io import read_pair
from xr2ct_core.lungmask.mask import find_lungs
from xr2ct_core.lungmask.masks import THRESHOLD
from xr2ct_core.lungmask.weights import bundled_lungmask, described, ready_lungmask
from xr2ct_core.protocol.lungs import LungsSummary, LungsTask
from xr2ct_core.worker.job import JobContext


def run_lungs(config: LungsTask, job: JobContext) -> dict[str, Any]:
    """Find the lungs; the artifacts and the summary are those of `LungsTask`."""
    started = perf_counter()
    job.work.progress(0.0, "Reading")
    pair = read_pair(Path(config.pair_path))
    device = choose_device(config.device)
    folder = Path(config.checkpoint) if config.checkpoint else bundled_lungmask()
    job.work.progress(0.2, "Finding the lungs")
    masks = find_lungs(pair, device=device, folder=folder)
    for name, lung, path_mm in zip(("frontal", "lateral"), masks.views, masks.paths_mm, strict=True):
        job.save_array(f"lung_{name}", lung)
        job.save_array(f"lung_path_{name}", path_mm)
    frontal, lateral = (float((lung > THRESHOLD).mean()) for lung in masks.views)
    return LungsSummary(
        share_frontal=frontal,
        share_lateral=lateral,
        quality=masks.quality,
        hints=masks.hints,
        network=described(ready_lungmask(str(folder), device)[1]),
        seconds=perf_counter() - started,
    ).model_dump(mode="json")
