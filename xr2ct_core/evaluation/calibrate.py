"""From the folds of a trained method to its `calibration.json`: reconstruct who was left out, and hold sigma to error.

Invariants: every patient is reconstructed by a network that was neither trained nor chosen on him, and without a
template made of him; a network that is
calibrated already is refused, because its factors would be found twice.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.evaluation.baselines import Surroundings
from xr2ct_core.evaluation.candidates import Candidate
from xr2ct_core.evaluation.cases import CaseSet, cases_in
from xr2ct_core.evaluation.conformal import LEAST_PATIENTS, Residuals, calibrate, coverage, left_out_coverage, residuals
from xr2ct_core.evaluation.contender import Contender
from xr2ct_core.evaluation.contenders import contenders
from xr2ct_core.evaluation.ensembles import ensembles
from xr2ct_core.evaluation.held_out import held_out
from xr2ct_core.evaluation.projections import EvaluationViews
from xr2ct_core.evaluation.task import Announce
from xr2ct_core.evaluation.variants import with_variants
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.device import choose_device
from xr2ct_core.protocol.tasks import CalibrateTask
from xr2ct_core.runs.calibration import CALIBRATION_NAME, read_calibration, write_calibration

LOADING_SHARE: Final = 0.1
RECONSTRUCTING_SHARE: Final = 0.8


def run_calibrate_task(task: CalibrateTask, out_dir: Path, context: WorkContext, announce: Announce) -> dict[str, Any]:
    """Write calibration.json to `out_dir` and return the summary of `CalibrateTask`.

    Raises `BadConfigError` for several trainings at once, `BadInputError` for a network that is calibrated already,
    that says no uncertainty, or was tested on fewer than two patients, `CudaUnavailableError` and `CancelledError`.
    """
    device = choose_device(task.device)
    context.progress(0.0, "looking at the checkpoints")
    network = _one_network(task)
    grid_size = network.info.grid_size
    loading = context.part(0.0, LOADING_SHARE)
    cases = cases_in(Path(task.data_path), grid_size, BiplanarGeometry.preset(task.geometry), loading)
    case_set = held_out(cases, [network])
    reconstructing = context.part(LOADING_SHARE, RECONSTRUCTING_SHARE)
    row = network.candidate(device)
    refused = {case.id: reason for case in case_set.cases if (reason := row.refusal(case))}
    case_set = replace(case_set, cases=tuple(case for case in case_set.cases if case.id not in refused))
    found = _residuals(case_set, row, device, reconstructing)
    context.progress(LOADING_SHARE + RECONSTRUCTING_SHARE, "calibrating")
    folds = f"{len(network.folds)} folds of {network.run}" if network.folds else network.run
    method = " ".join((network.info.method, *(f"{name}={value}" for name, value in task.changes.items())))
    source = f"{method}, {folds}, {task.geometry}, {grid_size}³"
    left_out = left_out_coverage(found)
    calibration = calibrate(found, source=source).model_copy(update={"coverage": left_out})
    out_dir.mkdir(parents=True, exist_ok=True)
    write_calibration(calibration, out_dir / CALIBRATION_NAME)
    announce("calibration", out_dir / CALIBRATION_NAME)
    context.progress(1.0, "written")
    context.finish()
    return {
        "calibration": calibration.model_dump(mode="json"),
        "row": network.id,
        "patients": [one.subject for one in found],
        "refused": refused,
        "before": {one.subject: coverage(one) for one in found},
        "left_out": left_out,
        "folds": _of_folds(network, found, source),
    }


def _of_folds(network: Contender, found: list[Residuals], source: str) -> dict[str, dict[str, Any]]:
    """For each fold the calibration by the patients of all others, with which its network is honest about its own."""
    made = {}
    for fold in network.folds:
        others = [one for one in found if one.subject not in fold.info.tested]
        if len({one.subject for one in others}) >= LEAST_PATIENTS:
            number = str(fold.info.data["fold"])
            calibration = calibrate(others, source=f"{source}, without the patients of fold {number}")
            made[number] = calibration.model_dump(mode="json")
    return made


def _one_network(task: CalibrateTask) -> Contender:
    paths = [Path(path) for path in task.checkpoints]
    found = ensembles(paths) if task.together else contenders(paths, WorkingGrid().size)
    if task.changes:
        found = with_variants(found, [task.changes])[1::2]
    if len(found) != 1:
        raise BadConfigError(
            f"These are {len(found)} trainings: {', '.join(one.run for one in found)}.",
            "Give one run, or the folder of one cross-validation.",
        )
    for fold in found[0].networks:
        if read_calibration(fold.path) is not None:
            raise BadInputError(f"{fold.path} is calibrated already.", f"Remove its {CALIBRATION_NAME} first.")
    return found[0]


def _residuals(case_set: CaseSet, row: Candidate, device: str, context: WorkContext) -> list[Residuals]:
    """Those of every case; cases of one patient count as one patient."""
    views = EvaluationViews(case_set.grid, device)
    found = []
    for number, case in enumerate(case_set.cases):
        share = context.part(number / len(case_set.cases), 1.0 / len(case_set.cases))
        share.progress(0.0, f"reconstructing {case.id}")
        made = row.run(case, Surroundings(case_set.surrounding(case), views), share)
        if made.uncertainty_hu is None:
            raise BadInputError(
                f"{row.title} says no uncertainty, so there is nothing to calibrate.",
                "Use a method that gives one, such as biplanar.",
            )
        found.append(residuals(case.subject, made.hu, made.uncertainty_hu, case.truth.hu, case.body_mask))
    return found
