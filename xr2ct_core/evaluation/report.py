"""The files of an evaluation: table.json with everything, table.csv with one line per case and row, table.md to read.

Invariants: n stands beside every mean; what failed or was left out is listed with its reason; a method that does not
beat the mean volume and two-view least squares is marked. Numbers that do not exist are null, empty or "-".
"""

import csv
import io
import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import xr2ct_core
from xr2ct_core.evaluation.baselines import MEAN_VOLUME
from xr2ct_core.evaluation.candidates import Candidate
from xr2ct_core.evaluation.cases import PROJECTED_GRID_SIZE, Case
from xr2ct_core.evaluation.metrics import STRUCTURES_HU
from xr2ct_core.evaluation.projections import UNSEEN_VIEW_DEG
from xr2ct_core.evaluation.results import Evaluation
from xr2ct_core.evaluation.statistics import COVERAGE, RESAMPLES, paired_difference, summarise
from xr2ct_core.evaluation.verdict import HURDLES, LEAST_SQUARES, verdict
from xr2ct_core.io.files import write_text
from xr2ct_core.units import HU_MAX, HU_MIN

REPORT_FORMAT: Final = "xr2ct-evaluation"


def as_document(evaluation: Evaluation, more: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Everything that was found and how, and `more`, ready for JSON (numbers that do not exist are None)."""
    case_set = evaluation.case_set
    document = {
        "format": REPORT_FORMAT,
        "version": 1,
        "program": f"xr2ct {xr2ct_core.__version__}",
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "complete": evaluation.complete,
        "device": evaluation.device,
        "grid": {**asdict(case_set.grid), "spacing_mm": case_set.grid.spacing_mm},
        "geometry": geometry_name(evaluation),
        "settings": {
            "window_hu": [HU_MIN, HU_MAX],
            "structures_hu": {name: list(limits) for name, limits in STRUCTURES_HU.items()},
            "unseen_view_deg": UNSEEN_VIEW_DEG,
            "interval": {"coverage": COVERAGE, "resamples": RESAMPLES, "over": "patients"},
            "peak_memory_bytes": "of the whole process, the evaluation's own data included; of the card on a GPU",
            "projected_from": f"CTs are projected from {PROJECTED_GRID_SIZE}³ voxels; pair files bring their images",
        },
        "subjects": subjects(evaluation),
        "cases": [_case(case) for case in case_set.cases],
        "learned_from": sorted({case.subject for case in case_set.learned_from}),
        "learned_for": {patient: sorted(others) for patient, others in sorted(case_set.learned_for.items())},
        "chosen_on": sorted(case_set.chosen_on),
        "known": sorted(case_set.known),
        "unusable_cases": [asdict(problem) for problem in case_set.problems],
        "rows": [_row(evaluation, row) for row in evaluation.candidates],
        "outcomes": [
            {
                "case": outcome.case_id,
                "subject": outcome.subject,
                "row": outcome.candidate_id,
                "status": outcome.status,
                "message": outcome.message,
                "metrics": outcome.metrics,
            }
            for outcome in evaluation.outcomes
        ],
    }
    finite: dict[str, Any] = plain(document | dict(more or {}))
    return finite


def write_json(path: Path, document: dict[str, Any]) -> None:
    write_text(path, json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n")


def write_csv(path: Path, evaluation: Evaluation) -> None:
    """One line per case and row, every metric a column."""
    names = evaluation.metric_names
    rows = {row.id: row for row in evaluation.candidates}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["case", "subject", "row", "kind", "status", "message", *names])
    for outcome in evaluation.outcomes:
        numbers = [_number(outcome.metrics.get(name)) for name in names]
        kind = rows[outcome.candidate_id].kind
        writer.writerow(
            [outcome.case_id, outcome.subject, outcome.candidate_id, kind, outcome.status, outcome.message, *numbers]
        )
    write_text(path, text.getvalue())


def subjects(evaluation: Evaluation) -> list[str]:
    """The patients, each once, in the order of the cases."""
    return list(dict.fromkeys(case.subject for case in evaluation.case_set.cases))


def geometry_name(evaluation: Evaluation) -> str:
    """The name of the geometry, or of all that occur."""
    return ", ".join(sorted({case.pair.geometry.name for case in evaluation.case_set.cases}))


def _case(case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "subject": case.subject,
        "source": "/".join(Path(case.source).parts[-2:]),
        "inputs_sha256": case.inputs_sha256,
        "geometry": asdict(case.pair.geometry),
        "assumptions": [text for radiograph in case.pair.radiographs for text in radiograph.assumptions],
    }


def _row(evaluation: Evaluation, row: Candidate) -> dict[str, Any]:
    names = evaluation.metric_names
    own = {name: evaluation.values(row.id, name) for name in names}
    found: dict[str, Any] = {
        "id": row.id,
        "title": row.title,
        "kind": row.kind,
        "method": row.method,
        "method_settings": row.settings,
        "parameters": row.parameters,
        "metrics": {name: asdict(summarise(own[name])) for name in names},
        "difference_to": {
            reference: {
                name: asdict(paired_difference(own[name], evaluation.values(reference, name))) for name in names
            }
            for reference in (MEAN_VOLUME, LEAST_SQUARES)
            if reference != row.id and any(other.id == reference for other in evaluation.candidates)
        },
    }
    if row.kind == "method":
        found["verdict"], found["verdict_reason"] = verdict(evaluation, row.id)
        found["hurdles"] = list(HURDLES)
    return found


def plain(value: Any) -> Any:
    """The value with infinite and missing numbers as None, all the way down."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _number(value: float | None) -> str:
    return "" if value is None or math.isnan(value) else f"{value:.6g}"
