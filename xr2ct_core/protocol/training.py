"""Configurations of the worker's training tasks. The run is the `out_dir` of the start message.

Artifacts while it learns: `checkpoint` (the `checkpoint.json` of each) and `preview` (NPZ volumes). The summary of the
result is the record of the run.
"""

from typing import Any

from xr2ct_core.config.base import ConfigBase, ui
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.protocol.tasks import DeviceChoice, GeometryName


class TrainTask(ConfigBase):
    """Train a method from its first weights in a new run folder."""

    data: str = ui(..., "A folder of CTs, a prepared folder, or phantoms:NUMBER for computed thoraxes.")
    method: str = "x2ct-gan"
    method_config: dict[str, Any] = ui({}, "Settings of the method, by field name.")
    train: TrainConfig = TrainConfig()
    augment: AugmentConfig | None = ui(AugmentConfig(), "How cases are varied; none shows them as they are.")
    geometry: GeometryName = ui("x2ct", "Where source and detector stand in the simulated radiographs.")
    device: DeviceChoice = "auto"


class ResumeTask(ConfigBase):
    """Go on with an interrupted, stopped or failed run, with its own settings and data."""

    device: DeviceChoice = "auto"
