"""The model card of a network that is given away, from what its checkpoint and its benchmark say.

The text is `resources/checkpoints/MODEL_CARD.template.md`. Invariant: every number comes from the checkpoint, its
calibration, or the table of a benchmark in which a network with the same settings stands; what was not measured is said
to be not measured.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any, Final

from xr2ct_core.errors import BadInputError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.runs.calibration import Calibration
from xr2ct_core.runs.checkpoint_info import BEGUN_WITH, CheckpointInfo
from xr2ct_core.runs.collections import COMPUTED, by_collection

COLUMNS: Final = (
    ("psnr_3d_db", "PSNR-3D (dB)", ".2f"),
    ("rmse_hu", "RMSE (HU)", ".0f"),
    ("mae_hu_body", "body MAE (HU)", ".0f"),
    ("ssim_3d", "SSIM-3D", ".3f"),
    ("dice_lung", "lung Dice", ".3f"),
    ("equivalent_blur_mm", "equivalent blur (mm)", ".1f"),
    ("psnr_unseen_db", "unseen view (dB)", ".1f"),
    ("psnr_inputs_db", "inputs (dB)", ".1f"),
    ("coverage_90", "inside 90 % interval", ".3f"),
)
"""Metric of the table, heading and format."""
NOT_MEASURED: Final = "Not measured by `xr2ct benchmark`."


@dataclass(frozen=True)
class Rounding:
    """How much a volume changes in HU because the weights have 16 bits: on average and at most."""

    mean_hu: float
    largest_hu: float

    @property
    def in_words(self) -> str:
        """Both with two digits."""
        mean, largest = (f"{float(f'{value:.2g}'):g}" for value in (self.mean_hu, self.largest_hu))
        return f"{mean} HU on average and {largest} HU at most"


def read_table(path: Path) -> dict[str, Any]:
    """The `table.json` of a benchmark; raises `BadInputError` for another file."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInputError(f"{path} cannot be read: {error}.", "Give the table.json of a benchmark.") from error
    if not isinstance(table, dict) or table.get("format") != "xr2ct-evaluation" or "benchmark" not in table:
        raise BadInputError(f"{path} is not the table of a benchmark.", "Give a table.json of `xr2ct benchmark`.")
    if table.get("known"):
        raise BadInputError(
            f"{path} was measured on patients that a network learned from.", "Measure without --with-known."
        )
    return table


def model_card(
    name: str,
    info: CheckpointInfo,
    parameters: int,
    rounding: Rounding,
    table: Mapping[str, Any] | None = None,
    calibration: Calibration | None = None,
) -> str:
    """The card as Markdown.

    Raises `BadInputError` if the table holds no row of a network with the settings of this one.
    """
    spec, data = method_spec(info.method), info.data
    patients = data.get("patients") or {}
    taught = sorted(map(str, patients.get("train", ())))
    people = [subject for subject in taught if not subject.startswith(COMPUTED)]
    known = sorted(subject for subject in info.learned_from - set(taught) if not subject.startswith(COMPUTED))
    kinds = ", ".join(f"{count} {kind}" for kind, count in (data.get("kinds") or {}).items())
    network = _network(info, table) if table is not None else None
    fields = {
        "title": spec.title,
        "name": name,
        "method": spec.id,
        "summary": spec.summary,
        "geometry": data.get("geometry", "not told"),
        "grid_size": info.grid_size,
        "spacing_mm": f"{WorkingGrid(info.grid_size).spacing_mm:g}",
        "step": info.step,
        "begun": ", from the weights of a network trained before" if info.data.get(BEGUN_WITH) else "",
        "batch_size": info.train_config.batch_size * info.train_config.accumulate,
        "precision": info.train_config.precision,
        "seed": info.train_config.seed,
        "parameters": f"{parameters:,}",
        "weights_sha256": info.weights_sha256,
        "rounding": rounding.in_words,
        "program": info.program,
        "created": info.created,
        "data_name": data.get("name", "not told"),
        "kinds": kinds or "kinds not told",
        "data_note": data.get("note", ""),
        "patients": _patients(patients, len(people), len(taught) - len(people), len(known)),
        "licences": licences_in_words([*people, *known]),
        "folds": _folds(info, network),
        "numbers": _numbers(table, network) if table is not None and network is not None else NOT_MEASURED,
        "calibration": _calibration(calibration),
        "people": len(people) + len(known),
        "settings": "\n".join(f"* `{name}`: {_shown(value)}" for name, value in info.method_config.items()),
    }
    template = Path(str(files("xr2ct_resources"))) / "checkpoints" / "MODEL_CARD.template.md"
    return Template(template.read_text(encoding="utf-8")).substitute(fields)


def _patients(patients: Mapping[str, Any], people: int, computed: int, known: int) -> str:
    """Whom it learned from; `known` are people whom the weights that it began with knew besides."""
    chosen = ", ".join(map(str, patients.get("validation", ())))
    computed_text = f" and {computed} computed thoraxes" if computed else ""
    chosen_text = f" The checkpoint was chosen on: {chosen}." if chosen else ""
    known_text = f" The weights it began with had learned from {known} more people." if known else ""
    return f"Trained on {people} people{computed_text}.{known_text}{chosen_text}"


def licences_in_words(people: list[str]) -> str:
    """A table of the collections that these people come from, with licences and sources."""
    known, unknown = by_collection(people)
    lines = ["| collection | subjects | licence | source |", "|---|---|---|---|"]
    lines += [
        f"| {one.title} | {', '.join(subjects)} | {one.licence} | <https://doi.org/{one.doi}> |"
        for one, subjects in known.items()
    ]
    if unknown:
        lines.append(f"| of no collection known here | {', '.join(unknown)} | not told | not told |")
    return "\n".join(lines) if people else "No patient data."


def _network(info: CheckpointInfo, table: Mapping[str, Any]) -> Mapping[str, Any]:
    """The network of the table that stands for this one: the same weights, else folds with the same settings."""
    networks = [one for one in table["benchmark"]["networks"] if one["method"] == info.method]
    settings = method_spec(info.method).config_type().model_validate(info.method_config).model_dump(mode="json")
    own = [one for one in networks if one["method_config"] == settings]
    for one in (*(one for one in own if one["weights_sha256"] == info.weights_sha256), *own):
        if one.get("folds") or one["weights_sha256"] == info.weights_sha256:
            return one  # type: ignore[no-any-return]  # parsed JSON
    raise BadInputError(
        f"The benchmark holds no cross-validation of {info.method} with these settings.",
        "Measure it with `xr2ct benchmark --checkpoints`.",
    )


def _folds(info: CheckpointInfo, network: Mapping[str, Any] | None) -> str:
    own = info.data.get("fold")
    text = f"These weights: fold `{own}` of {info.data.get('folds')}." if own is not None else "No cross-validation."
    folds = network.get("folds") if network is not None else None
    if not folds:
        return text
    lines = [f"| {fold['fold']} | {fold['step']} | {', '.join(fold['patients'].get('test', ()))} |" for fold in folds]
    said = "The numbers below are those of networks that never saw the patient measured:"
    return "\n".join([text, "", said, "", "| fold | steps | patients measured |", "|---|---|---|", *lines])


def _numbers(table: Mapping[str, Any], network: Mapping[str, Any]) -> str:
    metrics = {name for row in table["rows"] for name, found in row["metrics"].items() if found["mean"] is not None}
    columns = [column for column in COLUMNS if column[0] in metrics]
    head = "| row | n | " + " | ".join(heading for _, heading, _ in columns) + " |"
    rows = [row for row in table["rows"] if row["id"] == network["row"]]
    rows += [row for row in table["rows"] if row["kind"] == "method" and not row["parameters"]]
    rows += [row for row in table["rows"] if row["kind"] != "method"]
    lines = []
    for row in rows:
        count = row["metrics"].get("psnr_3d_db", {}).get("n", 0)
        mark = "**" if row["id"] == network["row"] else ""
        cells = " | ".join(_cell(row["metrics"].get(name), form, count) for name, _, form in columns)
        lines.append(f"| {mark}{row['title']}{mark} | {count} | {cells} |")
    verdict = next((row.get("verdict_reason", "") for row in table["rows"] if row["id"] == network["row"]), "")
    said = (
        f"Means over {len(table['subjects'])} patients, geometry `{table['geometry']}`, grid {table['grid']['size']}³, "
        f"{table['device']}, {table['program']}; standard deviation between patients after ±. {verdict}"
    )
    return "\n".join([said.strip(), "", head, "|---" * (len(columns) + 2) + "|", *lines])


def _cell(found: Mapping[str, Any] | None, form: str, count: int) -> str:
    """A mean with its spread, and of how many where they are fewer than the row has."""
    if found is None or found.get("mean") is None:
        return "-"
    spread = found.get("sd")
    fewer = f" (n = {found['n']})" if found.get("n", count) < count else ""
    return f"{found['mean']:{form}}" + (f" ± {spread:{form}}" if spread is not None else "") + fewer


def _calibration(calibration: Calibration | None) -> str:
    if calibration is None:
        return "Not calibrated: the standard deviations are what the network says."
    covered = calibration.coverage.values()
    measured = (
        f" On patients left out, {min(covered):.3f} to {max(covered):.3f} of the voxels lay inside." if covered else ""
    )
    return (
        f"Calibrated on {calibration.patients} patients so that {calibration.level:.0%} of the voxels lie within 1.645 "
        f"standard deviations ({calibration.source}).{measured}"
    )


def _shown(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
