"""An evaluation from settings to files: cases read, everything measured, table and pictures written.

Pairs of which none names a true CT are measured by what can be said without one (`radiographs`).

Invariant: a cancel writes what was measured so far, never over a whole table, and is then raised as `CancelledError`.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from xr2ct_core.control import WorkContext
from xr2ct_core.evaluation.candidates import candidates
from xr2ct_core.evaluation.cases import Case, load_cases
from xr2ct_core.evaluation.contenders import contenders
from xr2ct_core.evaluation.held_out import held_out
from xr2ct_core.evaluation.markdown import as_markdown
from xr2ct_core.evaluation.pictures import write_case_picture
from xr2ct_core.evaluation.radiographs.cases import pairs_without_truth
from xr2ct_core.evaluation.radiographs.task import evaluate_radiographs
from xr2ct_core.evaluation.report import as_document, write_csv, write_json
from xr2ct_core.evaluation.report_place import cancelled, report_folder
from xr2ct_core.evaluation.results import Evaluation
from xr2ct_core.evaluation.runner import evaluate
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.inference.device import choose_device
from xr2ct_core.io.files import write_text
from xr2ct_core.protocol.tasks import EvaluateTask

LOADING_SHARE: Final = 0.1
MEASURING_SHARE: Final = 0.87

Announce = Callable[[str, Path], None]
"""Receives the role and the path of each finished file."""


def run_evaluate_task(task: EvaluateTask, out_dir: Path, context: WorkContext, announce: Announce) -> dict[str, Any]:
    """Measure what `task` asks for and write table.json, table.csv, table.md and a picture per case to `out_dir`.

    Returns the summary: grid, geometry, subjects, and for each row its means. Raises `BadInputError`,
    `BadConfigError`, `CudaUnavailableError`, and `CancelledError` after writing partial results.
    """
    radiographs = pairs_without_truth([Path(path) for path in (*task.pair_paths, *task.ct_paths)])
    if radiographs:
        return evaluate_radiographs(task, radiographs, out_dir, context, announce)
    device = choose_device(task.device)
    networks = contenders([Path(path) for path in task.checkpoints], task.grid_size)
    loading = context.part(0.0, LOADING_SHARE)
    case_set = load_cases(
        [Path(path) for path in task.pair_paths],
        [Path(path) for path in task.ct_paths],
        task.grid_size,
        BiplanarGeometry.preset(task.geometry),
        loading,
    )
    if networks:
        case_set = held_out(case_set, networks)
    trained = bool(case_set.learned_from)
    rows = (
        *(network.candidate(device) for network in networks),
        *candidates(task.methods, with_baselines=task.baselines, device=device, trained=trained),
    )
    measuring = context.part(LOADING_SHARE, MEASURING_SHARE)
    evaluation = evaluate(case_set, rows, device=device, context=measuring)
    folder = report_folder(out_dir, complete=evaluation.complete)
    document = write_report(evaluation, folder, announce)
    if not evaluation.complete:
        raise cancelled("The evaluation", out_dir, folder)
    context.progress(1.0, "written")
    context.finish()
    return summary_of(document)


def write_report(
    evaluation: Evaluation,
    out_dir: Path,
    announce: Announce,
    *,
    more: Mapping[str, Any] | None = None,
    more_markdown: str = "",
) -> dict[str, Any]:
    """Write all files of an evaluation, announce each, and return the content of table.json.

    `more` and `more_markdown` are added to table.json and table.md.
    """
    document = as_document(evaluation, more)
    out_dir.mkdir(parents=True, exist_ok=True)
    write_json(out_dir / "table.json", document)
    announce("table_json", out_dir / "table.json")
    write_csv(out_dir / "table.csv", evaluation)
    announce("table_csv", out_dir / "table.csv")
    write_text(out_dir / "table.md", as_markdown(evaluation) + more_markdown)
    announce("table_md", out_dir / "table.md")
    for number, case in enumerate(evaluation.case_set.cases):
        if any(outcome.case_id == case.id for outcome in evaluation.outcomes):
            path = picture_path(out_dir, number, case)
            write_case_picture(path, evaluation, case)
            announce("picture", path)
    return document


def summary_of(document: dict[str, Any]) -> dict[str, Any]:
    """What the front end shows of table.json: the grid, the patients, and the means of each row."""
    keep = ("complete", "device", "geometry", "grid", "subjects", "unusable_cases")
    rows = [
        {
            **{key: row[key] for key in ("id", "title", "kind", "verdict", "verdict_reason") if key in row},
            "n": row["metrics"].get("psnr_3d_db", {}).get("n", 0),
            "means": {name: summary["mean"] for name, summary in row["metrics"].items()},
        }
        for row in document["rows"]
    ]
    return {**{key: document[key] for key in keep}, "rows": rows}


def picture_path(out_dir: Path, number: int, case: Case) -> Path:
    """The file of the picture of the case at a position in the list."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", case.id).strip("-.")[:60]
    return out_dir / f"case-{number + 1:03d}-{name}.png"
