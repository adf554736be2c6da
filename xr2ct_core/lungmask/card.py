"""The model card of the lung network: what it learned from, with licences, how good it is, and its limits."""

import json
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any, Final

from xr2ct_core.data.folds import RELEASE
from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import read_text
from xr2ct_core.lungmask.benchmark import markdown_of
from xr2ct_core.lungmask.films import FEW_MM
from xr2ct_core.lungmask.network import LungNet
from xr2ct_core.lungmask.weights import LungInfo
from xr2ct_core.runs.model_card import licences_in_words

CARD: Final = "MODEL_CARD.md"
TABLE: Final = "lungmask.json"
TABLE_FORMAT: Final = "xr2ct-lungmask-table"
NOT_MEASURED: Final = "Not measured by `xr2ct lungmask --benchmark`."


def read_lung_table(path: Path) -> dict[str, Any]:
    """The `lungmask.json` of a benchmark; raises `BadInputError` for another file."""
    try:
        table = json.loads(read_text(path))
    except ValueError as error:
        raise BadInputError(f"{path} cannot be read: {error}.", "Give the lungmask.json of a benchmark.") from error
    if not isinstance(table, dict) or table.get("format") != TABLE_FORMAT:
        raise BadInputError(
            f"{path} is no table of lung masks.", "Give the lungmask.json of `xr2ct lungmask --benchmark`."
        )
    return table


def lungmask_card(info: LungInfo, network: LungNet, table: dict[str, Any] | None) -> str:
    """The card as Markdown."""
    template = Path(str(files("xr2ct_resources"))) / "checkpoints" / "LUNGMASK_CARD.template.md"
    fields = info.model_dump() | {
        "few_mm": f"{FEW_MM:g}",
        "fold": "everybody" if info.fold == RELEASE else f"without the patients of fold {info.fold}",
        "parameters": f"{sum(each.numel() for each in network.parameters()):,}",
        "people": len(info.patients),
        "licences": licences_in_words(list(info.patients)),
        "numbers": _numbers(table) if table is not None else NOT_MEASURED,
    }
    return Template(template.read_text(encoding="utf-8")).substitute(fields)


def _numbers(table: dict[str, Any]) -> str:
    """Of networks that had not seen the patient; each patient once."""
    folds = "\n".join(
        f"* fold {fold}, {each['steps']} steps: {', '.join(each['patients'])}" for fold, each in table["folds"].items()
    )
    return (
        "Mean ± standard deviation over patients, each measured by a network of a fold that had not seen that patient, "
        f"geometry `clinic`:\n\n{markdown_of(table['rows'])}\n{folds}"
    )
