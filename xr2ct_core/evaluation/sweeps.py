"""Several networks that differ in one number only: the score against that number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xr2ct_core.evaluation.contender import Contender
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.runs.compare import settings_differences


@dataclass(frozen=True)
class SweepPoint:
    """A value of the setting, how it is written, and the row measured with it."""

    value: float
    label: str
    row_id: str


@dataclass(frozen=True)
class Sweep:
    """Networks of one method whose settings are equal but for `setting`; points in the order of its values."""

    method: str
    setting: str
    title: str
    points: tuple[SweepPoint, ...]


def sweeps(networks: Sequence[Contender]) -> tuple[Sweep, ...]:
    """One for each method of which at least two networks differ in exactly one numeric setting."""
    found = []
    for method in dict.fromkeys(network.info.method for network in networks):
        group = [network for network in networks if network.info.method == method]
        differing = settings_differences([network.settings for network in group])
        if len(differing) != 1 or not all(_is_number(value) for value in differing[0].values):
            continue
        name, values = differing[0].name, differing[0].values
        points = [_point(name, value, network.id) for network, value in zip(group, values, strict=True)]
        shown = name.partition(".")[2]
        ordered = tuple(sorted(points, key=lambda point: point.value))
        found.append(Sweep(method, shown, f"{method_spec(method).title}: {shown.replace('_', ' ')}", ordered))
    return tuple(found)


def _point(name: str, value: float, row_id: str) -> SweepPoint:
    if name == "method.true_cts" and value < 0:
        return SweepPoint(float("inf"), "all", row_id)
    return SweepPoint(float(value), f"{value:g}", row_id)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
