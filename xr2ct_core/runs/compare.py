"""Where the settings of runs differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from xr2ct_core.runs.store import RunFolder

_DATA: Final = ("name", "geometry", "seed", "fold")


@dataclass(frozen=True)
class Difference:
    """A setting ("train.steps") and its value in each run, None where a run has no such setting."""

    name: str
    values: tuple[Any, ...]


def config_differences(runs: Sequence[RunFolder]) -> list[Difference]:
    """The settings of method, training and augmentation and the names of the data, where they are not equal in all
    runs; in the order of the files."""
    return settings_differences([_settings(run) for run in runs])


def settings_differences(settings: Sequence[Mapping[str, Any]]) -> list[Difference]:
    """The named values that are not equal in all, in the order in which they first appear."""
    names = dict.fromkeys(name for one in settings for name in one)
    rows = [Difference(name, tuple(one.get(name) for one in settings)) for name in names]
    return [row for row in rows if any(value != row.values[0] for value in row.values)]


def _settings(run: RunFolder) -> dict[str, Any]:
    tables = run.config()
    data = run.record().data
    named = {f"data.{key}": data[key] for key in _DATA if key in data}
    return named | {f"{table}.{key}": value for table, values in tables.items() for key, value in values.items()}
