"""Several networks that differ in one number only: the score against that number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xr2ct_core.evaluation.contenders import Contender
from xr2ct_core.methods.registry import method_spec


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
        settings = [_settings(network) for network in group]
        differing = [name for name in settings[0] if any(other.get(name) != settings[0][name] for other in settings)]
        if len(differing) != 1 or not all(_is_number(own.get(differing[0])) for own in settings):
            continue
        (name,) = differing
        points = [_point(name, own[name], network.id) for network, own in zip(group, settings, strict=True)]
        shown = name.partition(".")[2]
        ordered = tuple(sorted(points, key=lambda point: point.value))
        found.append(Sweep(method, shown, f"{method_spec(method).title}: {shown.replace('_', ' ')}", ordered))
    return tuple(found)


def _settings(network: Contender) -> dict[str, Any]:
    """All settings of method and training, by table and name, and the patients trained on."""
    info = network.info
    tables = {"method": info.method_config, "train": info.train_config.model_dump(mode="json")}
    flat = {f"{table}.{name}": value for table, values in tables.items() for name, value in values.items()}
    augment = info.augment.model_dump(mode="json") if info.augment is not None else None
    return flat | {"data": info.data.get("patients"), "augment": augment}


def _point(name: str, value: float, row_id: str) -> SweepPoint:
    if name == "method.true_cts" and value < 0:
        return SweepPoint(float("inf"), "all", row_id)
    return SweepPoint(float(value), f"{value:g}", row_id)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
