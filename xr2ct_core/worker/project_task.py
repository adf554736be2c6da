"""The worker's task `project`: a CT in, a pair of radiographs with its truth out."""

import json
from pathlib import Path
from typing import Any

from xr2ct_core.cube import ct_to_cube
from xr2ct_core.data.find import subject_of
from xr2ct_core.evaluation.taken_pair import Taking, take_pair
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import read_volume, write_pair
from xr2ct_core.protocol.tasks import ProjectTask
from xr2ct_core.worker.job import JobContext
from xr2ct_core.worker.threads import set_free_threads


def run_project(config: ProjectTask, job: JobContext) -> dict[str, Any]:
    """Project `config.ct_path`; the artifacts are those of `ProjectTask`."""
    job.work.progress(0.0, "Reading")
    how = _taking(config)
    volume = read_volume(Path(config.ct_path))
    job.work.progress(0.3, "Finding the body")
    cube = ct_to_cube(volume, WorkingGrid(config.grid_size))
    job.work.progress(0.6, "Projecting")
    if how.needs_torch:
        set_free_threads()
    pair = take_pair(cube, how, subject=subject_of(Path(config.ct_path)))
    job.work.progress(0.8, "Writing")
    pair_path = write_pair(pair, job.out_dir, truth=cube)
    parts = json.loads(pair_path.read_text(encoding="utf-8"))
    truth_path = pair_path.parent / parts["truth"]
    job.announce("input_frontal", pair_path.parent / parts["frontal"]["image"])
    job.announce("input_lateral", pair_path.parent / parts["lateral"]["image"])
    job.announce("truth", truth_path)
    job.announce("pair", pair_path)
    job.work.progress(1.0, "Writing")
    job.work.finish()
    return {
        "subject": pair.subject,
        "pair": str(pair_path),
        "truth": str(truth_path),
        "geometry": pair.geometry.name,
        "grid_size": config.grid_size,
        "notes": list(dict.fromkeys(note for radiograph in pair.radiographs for note in radiograph.assumptions)),
    }


def _taking(config: ProjectTask) -> Taking:
    named = BiplanarGeometry.preset(config.geometry)
    geometry = BiplanarGeometry.from_record(config.taken) if config.taken else named
    return Taking(geometry, config.told, config.breath_mm, config.shown, config.photons, config.seed)
