"""What `continuity` says of volumes that are known to be real, made, or torn: what its judgement is worth.

Rows: the true CT, the same with neighbouring slices swapped and with slices in random order, the mean CT of other
patients, and reconstructions. Invariants: only patients the network was neither trained nor chosen on; every patient is
judged in all rows.
"""

from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

import xr2ct_core
from xr2ct_core.control import WorkContext
from xr2ct_core.errors import CancelledError
from xr2ct_core.evaluation.baselines import BASELINES, MEAN_VOLUME, Baseline, Hu, Surroundings
from xr2ct_core.evaluation.candidates import Candidate, baseline_candidate, candidates
from xr2ct_core.evaluation.cases import Case, cases_in
from xr2ct_core.evaluation.contenders import contenders
from xr2ct_core.evaluation.held_out import held_out
from xr2ct_core.evaluation.report import plain, write_json
from xr2ct_core.evaluation.results import Evaluation
from xr2ct_core.evaluation.runner import evaluate
from xr2ct_core.evaluation.statistics import Summary, summarise
from xr2ct_core.evaluation.task import Announce
from xr2ct_core.evaluation.verdict import MAIN_METRIC
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.inference.device import choose_device
from xr2ct_core.inference.truth import truth_on_grid
from xr2ct_core.io.files import write_text
from xr2ct_core.methods.continuity.method import ContinuityMethod
from xr2ct_core.protocol.tasks import JudgeTask
from xr2ct_core.provenance import SYNTHETIC_BANNER
from xr2ct_core.runs.checkpoint_info import JUDGES_NONE, read_info, require_method
from xr2ct_core.training.checkpoint import load_method
from xr2ct_core.volume import Volume

CONTINUITY: Final = "continuity"
"""The change between slices that is unforeseen, as a multiple of that of CTs."""
_AXES: Final = {"axial": 0, "coronal": 1, "sagittal": 2}
_LOADING_SHARE, _JUDGING_SHARE = 0.1, 0.87


def run_judge_task(task: JudgeTask, out_dir: Path, context: WorkContext, announce: Announce) -> dict[str, Any]:
    """Write judgements.json and judgements.md to `out_dir`, and return what the first holds.

    Raises `BadConfigError` for a network of another method, and what reading the cases raises.
    """
    device = choose_device(task.device)
    require_method(read_info(Path(task.checkpoint)), "continuity", JUDGES_NONE)
    (network,) = contenders([Path(task.checkpoint)], task.grid_size)
    method, info = load_method(network.path, device)
    assert isinstance(method, ContinuityMethod)
    geometry, loading = BiplanarGeometry.preset(task.geometry), context.part(0.0, _LOADING_SHARE)
    case_set = held_out(cases_in(Path(task.data_path), task.grid_size, geometry, loading), [network])
    judge = Judge(method, info.held_out_metrics.get("continuity_truth"))
    axis = _AXES[str(method.config.model_dump()["axis"])]
    rows = (
        *real_rows(axis, max(1, task.grid_size // method.grid.size)),
        *candidates(task.methods, with_baselines=False, device=device),
    )
    judging = context.part(_LOADING_SHARE, _JUDGING_SHARE)
    evaluation = evaluate(case_set, rows, device=device, context=judging, also=judge.measure)
    if not evaluation.complete:
        raise CancelledError("Judging was cancelled.", "Start it again.")
    document: dict[str, Any] = plain(_document(evaluation, judge))
    out_dir.mkdir(parents=True, exist_ok=True)
    write_json(out_dir / "judgements.json", document)
    announce("judgements_json", out_dir / "judgements.json")
    write_text(out_dir / "judgements.md", as_markdown(document))
    announce("judgements_md", out_dir / "judgements.md")
    context.progress(1.0, "written")
    context.finish()
    return document


def real_rows(axis: int, thickness: int) -> tuple[Candidate, ...]:
    """The true CT, whole and with its slices across `axis` in another order, and the mean CT of other patients.

    `thickness` is that of a slice of the network, in voxels of the case.
    """
    swapped, shuffled = (partial(torn, axis=axis, thickness=thickness) for torn in (_swapped, _shuffled))
    rows = (
        Baseline("true-ct", "True CT", _true, sees_truth=True),
        Baseline(
            "swapped",
            "True CT, neighbouring slices swapped",
            swapped,
            sees_truth=True,
        ),
        Baseline(
            "shuffled",
            "True CT, slices in random order",
            shuffled,
            sees_truth=True,
        ),
        next(one for one in BASELINES if one.id == MEAN_VOLUME),
    )
    return tuple(baseline_candidate(row, trained=True) for row in rows)


class Judge:
    """Judges volumes of an evaluation; `held_out` is what CTs that the network did not learn from have."""

    def __init__(self, method: ContinuityMethod, held_out: float | None) -> None:
        self._method, self._held_out = method, held_out or 1.0
        self.size = method.grid.size
        self.usual_range = (1.0, 1.0)

    def measure(self, hu: Hu, _images: object, case: Case) -> dict[str, float]:
        """The relative error, 1 for usual CTs, and whether it is usual."""
        cube = truth_on_grid(Volume(hu, case.truth.affine), self._method.grid)
        found = self._method.plausibility(cube.hu.astype(np.float32), WorkContext(), held_out=self._held_out)
        self.usual_range = lowest, highest = found.usual_range
        return {CONTINUITY: found.relative_error, "usual": float(lowest <= found.relative_error <= highest)}


def as_markdown(document: dict[str, Any]) -> str:
    """The readable table."""
    lowest, highest = document["usual_range"]
    lines = [
        "| volume | n | unforeseen change (CTs: 1) | usual | PSNR-3D (dB) |",
        "|---|---:|---:|---:|---:|",
    ]
    for row in document["rows"]:
        found, accuracy = row[CONTINUITY], row[MAIN_METRIC]
        if not found["n"]:
            continue
        exact = row["id"] == "true-ct"
        cells = [
            row["title"],
            str(found["n"]),
            f"{found['mean']:.2f}" + (f" ± {found['sd']:.2f}" if found["n"] > 1 else ""),
            f"{row['usual']} of {found['n']}",
            "exact" if exact else f"{accuracy['mean']:.2f}",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return (
        f"# Do slices follow each other as in CTs?\n\n"
        f"* Patients the network did not learn from: {', '.join(document['subjects'])}\n"
        f"* Grid {document['grid_size']}³, judged at {document['judged_size']}³, geometry `{document['geometry']}`. "
        f"Usual is {lowest:.2f} to {highest:.2f}.\n"
        f"* xr2ct {xr2ct_core.__version__}. {SYNTHETIC_BANNER}\n\n" + "\n".join(lines) + "\n"
    )


def _document(evaluation: Evaluation, judge: Judge) -> dict[str, Any]:
    case_set = evaluation.case_set
    return {
        "format": "xr2ct-judgements",
        "subjects": sorted({case.subject for case in case_set.cases}),
        "grid_size": case_set.grid.size,
        "judged_size": judge.size,
        "geometry": case_set.cases[0].pair.geometry.name,
        "usual_range": list(judge.usual_range),
        "unusable_cases": [asdict(problem) for problem in case_set.problems],
        "rows": [_row(evaluation, row) for row in evaluation.candidates],
    }


def _row(evaluation: Evaluation, row: Candidate) -> dict[str, Any]:
    def summary(metric: str) -> Summary:
        return summarise(evaluation.values(row.id, metric))

    return {
        "id": row.id,
        "title": row.title,
        CONTINUITY: asdict(summary(CONTINUITY)),
        MAIN_METRIC: asdict(summary(MAIN_METRIC)),
        "usual": round(sum(evaluation.values(row.id, "usual").values())),
        "patients": evaluation.values(row.id, CONTINUITY),
        "messages": [outcome.message for outcome in evaluation.of(row.id) if outcome.message],
    }


def _true(case: Case, surroundings: Surroundings) -> Hu:
    return case.truth.hu.astype(np.float32)


def _swapped(case: Case, surroundings: Surroundings, *, axis: int, thickness: int) -> Hu:
    count = case.truth.shape_zyx[axis] // thickness
    order = np.arange(count)
    order[: count - count % 2] ^= 1
    return _in_order(case, order, axis, thickness)


def _shuffled(case: Case, surroundings: Surroundings, *, axis: int, thickness: int) -> Hu:
    """In an order that is random but the same each time."""
    random = np.random.default_rng(crc32(case.id.encode()))
    return _in_order(case, random.permutation(case.truth.shape_zyx[axis] // thickness), axis, thickness)


def _in_order(case: Case, order: NDArray[np.integer], axis: int, thickness: int) -> Hu:
    """Slabs of so many voxels in this order; what is left over stays at the end."""
    hu = np.moveaxis(case.truth.hu, axis, 0)
    whole = len(order) * thickness
    slabs = hu[:whole].reshape(len(order), thickness, *hu.shape[1:])[order].reshape(whole, *hu.shape[1:])
    return np.moveaxis(np.concatenate((slabs, hu[whole:])), 0, axis).astype(np.float32)
