"""Configurations of the worker's tasks about trainings: to train, to resume, and to look before one is started.

The run is the `out_dir` of the start message. Artifacts while it learns: `checkpoint` (the `checkpoint.json` of each)
and `preview` (NPZ volumes). The summary of the result is the record of the run.
"""

from typing import Any

from pydantic import model_validator

from xr2ct_core.config.base import ConfigBase, ui
from xr2ct_core.config.train import TrainConfig, TrainingGrid
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.protocol.tasks import DeviceChoice, GeometryName


class TrainTask(ConfigBase):
    """Train a method in a new run folder, from its first weights or from those of a checkpoint."""

    data: str = ui(
        ..., 'Folders of CTs, of X-ray pairs or prepared, and phantoms:NUMBER for computed thoraxes, joined by " + ".'
    )
    method: str = "biplanar"
    method_config: dict[str, Any] = ui({}, "Settings of the method, by field name.")
    train: TrainConfig = TrainConfig()
    split: str = ui("", "File that says which patients are held out; empty deals them out by the seed.")
    folds: str = ui("", "File of folds, or the program's own of that name; in place of a split.")
    fold: str = ui("", 'Number of the fold to train, or "all" to learn from everybody.')
    augment: AugmentConfig | None = ui(AugmentConfig(), "How cases are varied; none shows them as they are.")
    geometry: GeometryName = ui("x2ct", "Where source and detector stand in the simulated radiographs.")
    start_from: str = ui("", "Checkpoint of the same method whose weights the training begins with.")
    device: DeviceChoice = "auto"

    @model_validator(mode="after")
    def _one_way_to_hold_out(self) -> "TrainTask":
        if self.folds and self.split:
            raise ValueError("a training has either a split or folds, not both")
        if bool(self.folds) != bool(self.fold):
            raise ValueError("folds and the fold to train are named together")
        return self


class ResumeTask(ConfigBase):
    """Go on with an interrupted, stopped or failed run, with its own settings and data."""

    device: DeviceChoice = "auto"


class EstimateTask(ConfigBase):
    """How much memory and time a training will take; nothing is trained and no data are read.

    The summary is `{"parameters", "memory_bytes", "free_bytes", "step_s", "total_s", "device"}`.
    """

    method: str
    method_config: dict[str, Any] = ui({}, "Settings of the method, by field name.")
    train: TrainConfig = TrainConfig()
    device: DeviceChoice = "auto"


class InspectTask(ConfigBase):
    """What lies in the data for a training, told from names and tables; only the previewed cases are read.

    Artifacts: `preview_frontal_<i>` and `preview_lateral_<i>`, `.npy` float32, white where dense. The summary is
    `{"kind", "cases", "patients", "parts", "problems", "has_truth", "grid_size"}`; `parts` counts the cases for
    training, validation and test, `problems` names what cannot be used with `source` and `message`, `has_truth` is
    whether any case has a CT, and `grid_size` is set where the data have a grid of their own. A split that does not fit
    leaves all parts at 0 and is a problem with the `split` as its source.
    """

    data: str
    geometry: GeometryName = "x2ct"
    grid_size: TrainingGrid = 64
    method: str = ui("", "Method the data are meant for; empty for any.")
    previews: int = ui(2, "Pairs to show.", ge=0, le=16)
    seed: int = ui(0, "Seed by which patients are dealt into the parts.", ge=0, le=2**31 - 1)
    split: str = ui("", "File that says which patients are held out; empty deals them out by the seed.")
