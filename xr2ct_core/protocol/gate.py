"""Configuration and summary of the worker's task about the domain gate: learn it, measure it on patients left out."""

from typing import Any

from xr2ct_core.config.base import ConfigBase, ui


class LearnDomainTask(ConfigBase):
    """Teach the domain gate with the CTs of a folder, each patient scored by a gate that does not know him.

    Artifacts: `gate` (.npz), `limits` (.json) and `table` (.json). The summary is a `LearnDomainSummary`.
    """

    data_path: str = ui(..., "Folder of chest CTs.")
    bodies: int = ui(60, "Bodies made of each CT.", ge=10, le=10_000)
    with_metal: tuple[str, ...] = ui((), "Patients who carry hardware, which keeps them from counting as clean.")
    without: tuple[str, ...] = ui((), "Patients that take no part.")
    seed: int = ui(0, "The same seed makes the same gate.", ge=0)


class LearnDomainSummary(ConfigBase):
    """The patients in their folds, the limits, and the rows of the table: what is wrong, how shown, count, flagged."""

    folds: tuple[tuple[str, ...], ...]
    limits: dict[str, Any]
    rows: tuple[dict[str, Any], ...]
