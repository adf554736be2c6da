"""Several runs side by side: their curves, how good they became, and only those settings in which they differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xr2ct_core.runs.compare import config_differences
from xr2ct_core.runs.record import RunRecord
from xr2ct_core.runs.store import RunFolder
from xr2ct_viewer.models.curves import RunCurves
from xr2ct_viewer.models.jobs import duration_in_words
from xr2ct_viewer.models.marked import filled, marked
from xr2ct_viewer.models.run_list import STATES
from xr2ct_viewer.models.series import WITHOUT_BEST, best_score, describe, in_words, ordered


@dataclass(frozen=True)
class ComparisonRow:
    """A line of the table: what it is, and its words for each run. `best` is the place of the best one, if any is."""

    title: str
    values: tuple[str, ...]
    best: int | None = None


@dataclass(frozen=True, eq=False)
class Comparison:
    """What there is to see of some runs, in their order."""

    names: tuple[str, ...]
    curves: tuple[RunCurves, ...]
    results: tuple[ComparisonRow, ...]
    settings: tuple[ComparisonRow, ...]


def compare(paths: Sequence[Path]) -> Comparison:
    """Read runs and set them side by side. Takes a while: not for the window's thread."""
    runs = [RunFolder.open(path) for path in paths]
    records = [run.record() for run in runs]
    curves = []
    for run in runs:
        curves.append(RunCurves())
        curves[-1].add(run.metrics())
    settings = tuple(
        ComparisonRow(one.name, tuple(_setting_in_words(value) for value in one.values))
        for one in config_differences(runs)
    )
    return Comparison(tuple(path.name for path in paths), tuple(curves), _results(records), settings)


def _results(records: Sequence[RunRecord]) -> tuple[ComparisonRow, ...]:
    """State and length of the runs, then the metrics of the best validation of each."""
    done = marked("{step:,} of {total:,}")
    steps = tuple(filled(done, step=record.step, total=record.total_steps) for record in records)
    rows = [
        ComparisonRow(marked("Method"), tuple(record.method for record in records)),
        ComparisonRow(marked("State"), tuple(STATES[record.shown_state] for record in records)),
        ComparisonRow(marked("Steps"), steps),
        ComparisonRow(marked("Trained for"), tuple(duration_in_words(record.seconds) for record in records)),
    ]
    whose = tuple(marked("cases held out") if one.holds_out else marked("cases learned from") for one in records)
    rows.append(ComparisonRow(marked("Measured on"), whose))
    scores = [best_score(record.best) for record in records]
    best_steps = tuple(filled("{step:,}", step=score.step) if score is not None else "–" for score in scores)
    rows.append(ComparisonRow(marked("Step of the best validation"), best_steps))
    names = {name: None for record in records for name in record.best if name != "step"}
    for series in ordered(f"validation/{name}" for name in names):
        name = series.key.removeprefix("validation/")
        values = [record.best.get(name) for record in records]
        words = tuple(in_words(value, series.unit) if value is not None else "–" for value in values)
        judged = [value if record.holds_out else None for value, record in zip(values, records, strict=True)]
        rows.append(ComparisonRow(series.title, words, _place_of_best(series.key, judged)))
    return tuple(rows)


def _place_of_best(key: str, values: Sequence[float | None]) -> int | None:
    """Where the best value is, if any of several is. Errors and distances are better small."""
    known = [(value, at) for at, value in enumerate(values) if value is not None]
    if len(known) < 2 or key in WITHOUT_BEST:
        return None
    return (min if describe(key).unit in ("HU", "mm") else max)(known)[1]


def _setting_in_words(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return marked("yes") if value else marked("no")
    return f"{value:g}" if isinstance(value, float) else str(value)
