"""The worker's task `learn-check`: teach the check of a pair, and measure it on patients left out."""

from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from xr2ct_core.control import ProgressCallback
from xr2ct_core.errors import BadConfigError
from xr2ct_core.pairing.benchmark import measure
from xr2ct_core.pairing.known_good import good_pairs_of
from xr2ct_core.pairing.learning import groups_of, model_of
from xr2ct_core.pairing.lessons import cubes_of, lessons_of, phantom_looks
from xr2ct_core.protocol.pair_check import LearnCheckSummary, LearnCheckTask
from xr2ct_core.worker.job import JobContext

FILE: Final = "pair_doctor.npz"


def run_learn_check(config: LearnCheckTask, job: JobContext) -> dict[str, Any]:
    """Learn, measure or both with the same lessons; the artifact and the summary are those of `LearnCheckTask`."""

    def part(first: float, last: float) -> ProgressCallback:
        return lambda fraction, phase: job.work.progress(first + (last - first) * fraction, phase)

    found = cubes_of(Path(config.data_path), part(0.0, 0.01))
    cubes = {name: found[name] for name in sorted(found) if name not in config.without}
    if len(cubes) < 2:
        raise BadConfigError("One patient is too few to learn from.", "Give a folder with more CTs.")
    lessons = lessons_of(cubes, part(0.01, 0.1), seed=config.seed)
    phantoms = {} if config.phantoms_path is None else cubes_of(Path(config.phantoms_path), part(0.1, 0.11))
    more = phantom_looks(phantoms, part(0.11, 0.13), seed=config.seed) if phantoms else None
    good = good_pairs_of(cubes, part(0.13, 0.15), seed=config.seed)
    groups = groups_of(list(lessons.values()), good, part(0.15, 0.85), more_looks=more, seed=config.seed)
    if config.keep:
        model_of(list(lessons.values()), groups).write(job.out_dir / FILE)
        job.announce("model", job.out_dir / FILE)
    rows = measure(cubes, groups, part(0.85, 1.0), bodies=config.bodies, seed=config.seed) if config.bodies else []
    return LearnCheckSummary(
        patients=tuple(cubes),
        folds=len(groups),
        phantoms=len(phantoms),
        rows=tuple({**asdict(row), "share": row.share} for row in rows),
    ).model_dump(mode="json")
