"""The worker's tasks `learn-lungs` and `measure-lungs`: teach the lung network, and measure it on patients left out."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from xr2ct_core.data.folds import RELEASE, folds_path, read_folds
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.io import write_png
from xr2ct_core.io.files import write_text
from xr2ct_core.lungmask.benchmark import Measured, Person, markdown_of, networks_of, people_of, scores_of, summary_of
from xr2ct_core.lungmask.bodies import patients_of
from xr2ct_core.lungmask.card import CARD, TABLE, TABLE_FORMAT, lungmask_card, read_lung_table
from xr2ct_core.lungmask.learning import Lessons, taught
from xr2ct_core.lungmask.mask import find_lungs
from xr2ct_core.lungmask.overlay import overlay
from xr2ct_core.lungmask.weights import DESCRIPTION, WEIGHTS, LungInfo, write_lungmask
from xr2ct_core.protocol.lungs import LearnLungsTask, MeasureLungsTask
from xr2ct_core.worker.job import JobContext


def run_learn_lungs(config: LearnLungsTask, job: JobContext) -> dict[str, Any]:
    """Learn; the artifacts and the summary are those of `LearnLungsTask`."""
    table = read_lung_table(Path(config.table)) if config.table else None
    left_out = _left_out(config)
    patients = patients_of(Path(config.data_path), job.work, bodies=config.bodies, seed=config.seed)
    taken = sorted(set(patients) - left_out)
    if not taken:
        raise BadInputError("Nobody is left to learn from.", "Give more CTs, or another fold.")
    lessons = Lessons(config.steps, config.batch_size, config.seed)
    network = taught(
        [patients[subject] for subject in taken],
        lessons,
        job.work,
        state=job.out_dir,
        on_step=lambda step, loss: job.scalars(step, {"loss": loss}),
    )
    info = LungInfo(
        steps=config.steps,
        batch_size=config.batch_size,
        bodies=config.bodies,
        seed=config.seed,
        fold=config.fold,
        patients=tuple(taken),
    )
    info = write_lungmask(job.out_dir, network, info)
    write_text(job.out_dir / CARD, lungmask_card(info, network, table))
    for role, name in (("weights", WEIGHTS), ("description", DESCRIPTION), ("card", CARD)):
        job.announce(role, job.out_dir / name)
    return info.model_dump(mode="json")


def run_measure_lungs(config: MeasureLungsTask, job: JobContext) -> dict[str, Any]:
    """Measure; the artifacts and the summary are those of `MeasureLungsTask`."""
    folds = read_folds(folds_path(config.folds))
    networks = networks_of(Path(config.checkpoints), folds)
    measured = {subject for network in networks.values() for subject in network.out}
    people = people_of(Path(config.data_path), folds.patients, measured, config.seed, job.work)
    scores: list[Measured] = []
    pictures = []
    for fold, network in networks.items():
        others = sorted(set(people) - set(network.out))
        for subject in sorted(set(network.out) & set(people)):
            job.work.progress(0.8, f"Measuring {subject}, fold {fold}")
            scores += scores_of(network.folder, subject, people, others)
            pictures.append(_picture(people[subject], network.folder, job.out_dir / f"{subject}.png"))
    rows = summary_of(scores)
    table = {
        "format": TABLE_FORMAT,
        "folds": {fold: {"patients": list(each.out), "steps": each.steps} for fold, each in networks.items()},
        "rows": rows,
        "scores": [asdict(one) for one in scores],
    }
    write_text(job.out_dir / "lungmask.md", markdown_of(rows))
    write_text(job.out_dir / TABLE, json.dumps(table, indent=1) + "\n")
    job.announce("table_md", job.out_dir / "lungmask.md")
    job.announce("table_json", job.out_dir / TABLE)
    for path in pictures:
        job.announce("picture", path)
    return {name: table[name] for name in ("folds", "rows")}


def _picture(person: Person, folder: Path, path: Path) -> Path:
    """Both views of the hardest kind of image with what was found."""
    pair = person.pairs["whole-film"]
    masks = find_lungs(pair, folder=folder)
    views = zip(pair.radiographs, masks.views, masks.paths_mm, strict=True)
    return write_png(path, np.concatenate([overlay(one.image, lung, path_mm) for one, lung, path_mm in views], axis=1))


def _left_out(config: LearnLungsTask) -> set[str]:
    """Whom the fold tests. Nothing is chosen on its validation part, so that is learned from."""
    if config.fold == RELEASE:
        return set()
    if not config.folds:
        raise BadConfigError(f"A fold {config.fold!r} needs folds.", "Give them with --folds, for example shared-cts.")
    return set(read_folds(folds_path(config.folds)).split(config.fold).parts["test"])
