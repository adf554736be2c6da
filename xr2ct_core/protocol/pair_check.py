"""Configuration and summary of the worker's task about the check of a pair: learn it, measure it on others."""

from typing import Any

from xr2ct_core.config.base import ConfigBase, ui


class LearnCheckTask(ConfigBase):
    """Teach the check of a pair with the CTs of a folder, and measure it on patients that it did not learn from.

    Artifact: `model` (.npz), where `keep` asks for it. The summary is a `LearnCheckSummary`.
    """

    data_path: str = ui(..., "Folder of chest CTs.")
    without: tuple[str, ...] = ui((), "Patients that take no part.")
    phantoms_path: str | None = ui(None, "Folder of phantoms: more chests for how views look, never measured.")
    keep: bool = ui(True, "Keep what was learned from all patients.")
    bodies: int = ui(4, "Bodies of each patient that are measured; 0 leaves the measurement out.", ge=0, le=1000)
    seed: int = ui(0, "The same seed makes the same check.", ge=0)


class LearnCheckSummary(ConfigBase):
    """The patients, the number of folds and phantoms, and the rows of the table.

    A row: what is wrong, geometry, how it is shown, count, flagged, named, share.
    """

    patients: tuple[str, ...]
    folds: int
    phantoms: int
    rows: tuple[dict[str, Any], ...]
