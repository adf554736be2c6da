"""The worker's task `views`: a known CT in, volumes from more and more X-rays of it and what they are worth out."""

from pathlib import Path
from typing import Any

from xr2ct_core.errors import BadConfigError
from xr2ct_core.evaluation.more_views import FromViews, XrayBench, views_around, views_of_pair
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.device import choose_device
from xr2ct_core.inference.stored_cube import stored_cube
from xr2ct_core.protocol.xray_bench import ViewsRow, ViewsSummary, ViewsTask
from xr2ct_core.volume import Volume
from xr2ct_core.worker.job import JobContext


def run_views(config: ViewsTask, job: JobContext) -> dict[str, Any]:
    """Reconstruct and measure each set of X-rays; the artifacts are those of `ViewsTask`."""
    job.work.progress(0.0, "Reading")
    geometry = BiplanarGeometry.from_record(config.geometry)
    sets = [views_around(geometry.frontal, count) for count in dict.fromkeys(config.counts)]
    sets += [views_of_pair(geometry)] if config.pair else []
    if not sets:
        raise BadConfigError("No number of X-rays was given.", "Give at least one, from 1 to 32.")
    hu = stored_cube(Path(config.cube_path), "CT")
    cube = Volume.on_grid(hu, WorkingGrid(hu.shape[0], config.cube_mm))
    grid = WorkingGrid(config.grid_size or hu.shape[0], config.cube_mm)
    bench = XrayBench(cube, grid, choose_device(config.device))
    job.save_array("views_truth", bench.truth.hu)
    rows = []
    for made in bench.measured(sets, job.work):
        job.save_array(f"views_{made.views.name}", made.hu)
        rows.append(_row(made))
    job.work.progress(1.0, "Measured")
    job.work.finish()
    return ViewsSummary(rows=tuple(rows)).model_dump(mode="json")


def _row(made: FromViews) -> ViewsRow:
    views = made.views
    return ViewsRow(
        count=len(views.views),
        is_pair=views.is_pair,
        angles_deg=views.angles_deg,
        metrics=made.metrics,
        seconds=made.seconds,
    )
