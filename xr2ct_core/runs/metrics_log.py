"""The curves of a run: `metrics.jsonl`, one JSON object a line, `{"step": …, "time": …, "values": {…}}`.

Appended and flushed line by line, so a reader may follow it and a crash costs at most the last line. On a resume the
lines after the checkpoint are dropped, because those steps are done again.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from time import time
from typing import Any

from xr2ct_core.io.files import write_error, write_text


@dataclass(frozen=True)
class MetricsRow:
    """Scalars by name at one step; `time` in seconds since the epoch."""

    step: int
    time: float
    values: dict[str, float]


def append_metrics(path: Path, step: int, values: Mapping[str, float]) -> None:
    """Add a row; values that are not finite are left out, JSON has no word for them."""
    finite = {name: float(value) for name, value in values.items() if isfinite(value)}
    append_line(path, {"step": step, "time": time(), "values": finite})


def append_line(path: Path, row: Mapping[str, Any]) -> None:
    """Add one JSON object as a line; one that a crash left half-written is closed first."""
    line = json.dumps(row, ensure_ascii=False).encode() + b"\n"
    try:
        with path.open("ab+") as file:
            if file.tell():
                file.seek(-1, os.SEEK_END)
                line = line if file.read(1) == b"\n" else b"\n" + line
            file.write(line)
    except OSError as error:
        raise write_error(path, error) from error


def read_metrics(path: Path) -> list[MetricsRow]:
    """All whole rows, oldest first; a half-written or damaged line is passed over."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return [row for line in lines if (row := metrics_row(line)) is not None]


def drop_metrics_after(path: Path, step: int) -> None:
    """Remove the rows of later steps."""
    rows = [row for row in read_metrics(path) if row.step <= step]
    lines = [json.dumps({"step": row.step, "time": row.time, "values": row.values}) + "\n" for row in rows]
    write_text(path, "".join(lines))


def metrics_row(line: str) -> MetricsRow | None:
    """The row in a line; None if it holds none."""
    try:
        found = json.loads(line)
        return MetricsRow(int(found["step"]), float(found["time"]), dict(found["values"]))
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
