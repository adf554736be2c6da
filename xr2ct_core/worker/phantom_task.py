"""The worker's task `phantom`: random procedural thoraxes as NIfTI files."""

from typing import Any

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.device import choose_device
from xr2ct_core.io import write_volume
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.protocol.tasks import PhantomTask
from xr2ct_core.worker.job import JobContext


def run_phantom(config: PhantomTask, job: JobContext) -> dict[str, Any]:
    """Write `config.count` phantoms with consecutive seeds; the artifacts are those of `PhantomTask`."""
    device = choose_device(config.device)
    grid = WorkingGrid(config.grid_size)
    paths = []
    for index in range(config.count):
        job.work.progress(index / config.count, "Making phantoms")
        seed = config.seed + index
        volume = make_thorax(seed, grid, device=device)
        path = job.out_dir / f"phantom-{seed:05d}.nii.gz"
        write_volume(volume, path)
        job.announce("volume", path)
        paths.append(str(path))
    job.work.progress(1.0, "Making phantoms")
    job.work.finish()
    return {"count": config.count, "seed": config.seed, "grid_size": config.grid_size, "volumes": paths}
