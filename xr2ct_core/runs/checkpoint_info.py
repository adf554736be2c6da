"""What a checkpoint says about itself, readable without torch. How it is made is told in `training.checkpoint`."""

from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

import xr2ct_core
from xr2ct_core.config.train import LearnedConfig, TrainConfig, TrainingGrid
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.errors import BadConfigError, Xr2ctError
from xr2ct_core.io.files import MAX_RECORD_BYTES, read_text
from xr2ct_core.runs.record import now
from xr2ct_core.runs.store import RunFolder

WEIGHTS: Final = "weights.safetensors"
DESCRIPTION: Final = "checkpoint.json"
JUDGES_NONE: Final = "judges no volumes"
TRANSLATES_NONE: Final = "translates no radiographs"

BEGUN_WITH = "begun_with_patients"
"""Key of the data's description: whom the weights at the start of the training knew."""
BEGUN_SHA256 = "begun_with_sha256"
"""Key of the table [run] of a run: the hash of these weights, where they are those of another training."""


class CheckpointInfo(BaseModel):
    """What a checkpoint says about itself; enough to rebuild its method."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: Literal["xr2ct-checkpoint"] = "xr2ct-checkpoint"
    version: Literal[1] = 1
    method: str
    method_config: dict[str, Any]
    train_config: TrainConfig
    augment: AugmentConfig | None = None
    step: int
    metrics: dict[str, float] = Field(default_factory=dict)
    data: dict[str, Any] = Field(default_factory=dict)
    weights_sha256: str = ""
    training_sha256: str = ""
    program: str = f"xr2ct {xr2ct_core.__version__}"
    created: str = Field(default_factory=now)

    @property
    def grid_size(self) -> TrainingGrid:
        """Voxels along each edge of the grid the network is made for."""
        return LearnedConfig.model_validate({"grid_size": self.method_config.get("grid_size")}).grid_size

    @property
    def held_out_metrics(self) -> dict[str, float]:
        """Measures of the newest validation; none where those who were measured were learned from as well."""
        return self.metrics if self.data.get("independent", True) else {}

    @property
    def learned_from(self) -> frozenset[str]:
        """Everybody these weights learned from, also in the training whose weights they began with."""
        return self._named("train") | frozenset(map(str, self.data.get(BEGUN_WITH, ())))

    @property
    def chosen_on(self) -> frozenset[str]:
        """Everybody on whom these weights may have been chosen among those of their training."""
        return self._named("validation")

    @property
    def tested(self) -> frozenset[str]:
        """Whom the fold of these weights keeps for testing: neither learned from nor chosen on."""
        return self._named("test") - self.learned_from - self.chosen_on

    def _named(self, part: str) -> frozenset[str]:
        return frozenset(map(str, (self.data.get("patients") or {}).get(part, ())))


def read_info(folder: Path) -> CheckpointInfo:
    """The description of a checkpoint; an error of code `checkpoint_mismatch` if the folder holds none."""
    try:
        return CheckpointInfo.model_validate_json(read_text(folder / DESCRIPTION, MAX_RECORD_BYTES))
    except (Xr2ctError, ValidationError) as error:
        raise Xr2ctError(
            f"{folder} is not a checkpoint of this program.",
            "Choose a folder with checkpoint.json and weights.safetensors in it.",
            code="checkpoint_mismatch",
        ) from error


def chosen_checkpoint(path: Path) -> Path:
    """The checkpoint in a folder: itself, or the best (else the newest) one of a run."""
    path = path.expanduser().absolute()
    if (path / DESCRIPTION).is_file() or not (path / "run.json").is_file():
        return path
    run = RunFolder.open(path)
    steps = run.checkpoint_steps()
    if not steps:
        raise Xr2ctError(f"The run in {path} has no checkpoint yet.", "Train it longer.", code="checkpoint_mismatch")
    best = int(run.record().best.get("step", -1))
    return run.checkpoint_path(best if best in steps else steps[-1])


def require_method(info: CheckpointInfo, method: str, lacks: str) -> None:
    """Raise `BadConfigError` for the checkpoint of another method, which lacks something (`JUDGES_NONE`)."""
    if info.method != method:
        raise BadConfigError(
            f"The checkpoint belongs to the method {info.method}, which {lacks}.", f"Choose one of the method {method}."
        )
