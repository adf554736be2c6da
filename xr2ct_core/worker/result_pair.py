"""The X-rays that a task about a finished reconstruction is asked with: as its method saw them."""

from pathlib import Path

from xr2ct_core.control import WorkContext
from xr2ct_core.inference.fit_display import physical_pair
from xr2ct_core.inference.made_with import as_made_with
from xr2ct_core.inference.styled import read_style
from xr2ct_core.io import read_pair
from xr2ct_core.protocol.results import ResultTask
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.worker.job import JobContext


def result_pair(config: ResultTask, job: JobContext, device: str) -> RadiographPair:
    """Line integrals, where the method took the views to stand."""
    quiet = WorkContext(job.work.control)
    style = read_style(Path(config.style), device) if config.style else None
    seen = physical_pair(read_pair(Path(config.pair_path)), device, quiet, fit=config.fit_display, style=style)
    return as_made_with(seen.pair, config.geometry)
