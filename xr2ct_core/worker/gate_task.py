"""The worker's task `learn-domain`: teach the domain gate, and measure it on patients left out."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import WorkContext
from xr2ct_core.data.ct_folder import CtFolder
from xr2ct_core.domain.benchmark import rows_of
from xr2ct_core.domain.learning import FALSE_ALARMS, TURN_DEVIATIONS, learned, limits_of
from xr2ct_core.domain.lessons import FINE, lessons_of
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.inference.patient_turn import patient_turn
from xr2ct_core.io.files import write_text
from xr2ct_core.protocol.gate import LearnDomainSummary, LearnDomainTask
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.radiography.restore import restored
from xr2ct_core.worker.job import JobContext

_READING, _LESSONS = 0.1, 0.85


def run_learn_domain(config: LearnDomainTask, job: JobContext) -> dict[str, Any]:
    """Learn and measure; the artifacts and the summary are those of `LearnDomainTask`."""
    cubes = _cubes(config, job.work)

    def lessons_done(fraction: float, phase: str) -> None:
        job.work.progress(_READING + (_LESSONS - _READING) * fraction, phase)

    lessons = lessons_of(
        cubes, _turn_deg, lessons_done, with_metal=config.with_metal, bodies=config.bodies, seed=config.seed
    )
    found = learned(
        lessons, lambda fraction, phase: job.work.progress(_LESSONS + 0.15 * fraction, phase), seed=config.seed
    )
    patients = ", ".join(sorted(lessons))
    made_by = (
        f"xr2ct check --learn-domain, {config.bodies} bodies of each of {len(lessons)} patients ({patients}), shares "
        f"of known-good pairs beyond each limit: {FALSE_ALARMS}; turns beyond {TURN_DEVIATIONS} standard deviations"
    )
    limits = limits_of(lessons, found.scores, lessons).model_copy(update={"made_by": made_by})
    summary = LearnDomainSummary(
        folds=found.folds,
        limits=limits.model_dump(mode="json"),
        rows=tuple({**asdict(row), "share": row.share} for row in rows_of(lessons, found)),
    ).model_dump(mode="json")
    found.model.write(job.out_dir / "gate.npz")
    write_text(job.out_dir / "limits.json", limits.model_dump_json(indent=1) + "\n")
    write_text(job.out_dir / "table.json", json.dumps(summary, indent=1) + "\n")
    for role, name in (("gate", "gate.npz"), ("limits", "limits.json"), ("table", "table.json")):
        job.announce(role, job.out_dir / name)
    return summary


def _cubes(config: LearnDomainTask, work: WorkContext) -> dict[str, NDArray[np.int16]]:
    """The CTs on the 128-voxel cube, by patient; the first one of each."""
    cts = CtFolder([Path(config.data_path)], FINE, BiplanarGeometry.preset("x2ct"))
    cubes: dict[str, NDArray[np.int16]] = {}
    for index, subject in enumerate(cts.subjects):
        work.progress(_READING * index / len(cts), f"Reading {subject}")
        if subject not in cubes and subject not in config.without:
            cubes[subject] = cts[index].cube_hu
    return cubes


def _turn_deg(pair: RadiographPair) -> float:
    return patient_turn(pair if pair.is_physical else restored(pair).pair).degrees
