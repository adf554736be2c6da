"""The table of a batch (`batch.csv`): one row a case, for spreadsheets."""

import csv
import io
from typing import Final

from xr2ct_core.batch.state import BatchItem, BatchState

TABLE_NAME: Final = "batch.csv"
METRICS: Final = (
    "psnr_frontal_db",
    "psnr_lateral_db",
    "ssim_frontal",
    "ssim_lateral",
    "ncc_frontal",
    "ncc_lateral",
    "psnr_3d_db",
    "mae_hu",
)
COLUMNS: Final = (
    "name",
    "state",
    "method",
    "grid_size",
    "device",
    "seconds",
    *METRICS,
    "synthetic",
    "volume",
    "uncertainty",
    "error",
    "warnings",
    "notes",
    "source",
)


def table_text(state: BatchState) -> str:
    """The table as CSV. The metrics of the re-projections need no truth, those in 3D are there where one is known."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for item in state.items:
        writer.writerow(_row(item))
    return stream.getvalue()


def _row(item: BatchItem) -> dict[str, object]:
    is_done = item.state == "done"
    metrics = {name: _number(item.metrics.get(name)) for name in METRICS}
    return {
        "name": item.name,
        "state": item.state,
        "method": item.method,
        "grid_size": item.grid_size or "",
        "device": item.device,
        "seconds": f"{item.seconds:.1f}" if is_done else "",
        **metrics,
        "synthetic": "yes" if is_done else "",
        "volume": item.volume if is_done else "",
        "uncertainty": item.uncertainty if is_done else "",
        "error": item.error,
        "warnings": " ".join(item.warnings),
        "notes": " ".join(note for note in item.notes if note not in item.warnings),
        "source": item.source.pair or f"{item.source.frontal} + {item.source.lateral}",
    }


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"
