"""The worker's task `learn-calibration`: a folder of chest CTs in, what the numbers of a calibration mean out."""

from pathlib import Path
from typing import Any

from xr2ct_core.errors import BadInputError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.calibration.experience import FILE_NAME, as_text
from xr2ct_core.inference.calibration.learning import lessons_of
from xr2ct_core.io.files import write_text
from xr2ct_core.pairing.lessons import cubes_of
from xr2ct_core.protocol.calibration import LearnCalibrationTask
from xr2ct_core.volume import Volume
from xr2ct_core.worker.job import JobContext


def run_learn_calibration(config: LearnCalibrationTask, job: JobContext) -> dict[str, Any]:
    """Learn from `config.data_path`; the artifact is that of `LearnCalibrationTask`."""
    read = cubes_of(Path(config.data_path), lambda share, phase: job.work.progress(0.1 * share, phase))
    cubes = {name: Volume.on_grid(hu, WorkingGrid(len(hu))) for name, hu in read.items() if name not in config.without}
    if len(cubes) < 2:
        raise BadInputError("One patient is too few to learn from.", "Give a folder with more CTs.")
    lessons = lessons_of(cubes, lambda share, phase: job.work.progress(0.1 + 0.9 * share, phase))
    known = {way: lesson.experience for way, lesson in lessons.items()}
    known["display"] = known["long"].doubted()
    path = job.out_dir / FILE_NAME
    write_text(path, as_text(known, f"{len(cubes)} chest CTs: {', '.join(sorted(cubes))}"))
    job.announce("experience", path)
    return {"patients": sorted(cubes), "mean_absolute": {way: one.mean_absolute for way, one in known.items()}}
