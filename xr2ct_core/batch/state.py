"""`batch.json`: the cases of a batch, the settings they are reconstructed with, and how far each one is.

Invariants: the file is replaced in one step after every change, so it survives whatever ends the program; a case is
done only while its volume is there and was made from the same files with the same settings, which `key` tells. A case
whose record says running while nobody works on the batch waits again. Metrics as in `ReconstructSummary`.
"""

from datetime import UTC, datetime
from typing import Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from xr2ct_core.config.base import ConfigBase, ui
from xr2ct_core.corrections import NOTHING, PairCorrection
from xr2ct_core.errors import ErrorCode
from xr2ct_core.protocol.tasks import DeviceChoice
from xr2ct_core.provenance import SYNTHETIC_BANNER
from xr2ct_core.runs.record import ProcessStamp

FORMAT: Final = "xr2ct-batch"
VERSION: Final = 1
STATE_NAME: Final = "batch.json"
VolumeSuffix = Literal[".nii.gz", ".nrrd", ".mha", ".npz"]
ItemState = Literal["waiting", "running", "done", "failed"]


class BatchSettings(ConfigBase):
    """What every case is reconstructed with and what is written of it."""

    method: str
    method_config: dict[str, Any] = ui({}, "Settings of the method, by field name.")
    checkpoint: str | None = None
    fallback: bool = ui(False, "Use another bundled network or template where the checkpoint is damaged, and say so.")
    style: str | None = ui(None, "Folder of a checkpoint of the method style, which translates display images first.")
    grid_size: Literal[32, 64, 128] = 128
    device: DeviceChoice = "auto"
    suffix: VolumeSuffix = ui(".nii.gz", "Format of the volumes.")
    correction: PairCorrection = ui(NOTHING, "What is put right of both X-rays of every case.")
    anyway: bool = ui(False, "Make volumes even of X-rays that are refused; they then say so.")
    uncertainty: bool = ui(False, "Write the standard deviation of each voxel too, where the method has one.")


class BatchSource(ConfigBase):
    """Where the X-rays of a case are: a pair file, or two images. Absolute paths, or tokens (`private_paths`)."""

    pair: str | None = None
    frontal: str | None = None
    lateral: str | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.pair is None) == (self.frontal is None or self.lateral is None):
            raise ValueError("A case is a pair file, or a frontal and a lateral image.")
        return self


class BatchItem(ConfigBase):
    """One case. `error` is a sentence where it failed, `hint` what to do; `warnings` say why the volume is to be
    doubted and are among the notes; `volume` is relative to the batch."""

    name: str = Field(pattern=r"^[\w.-]{1,120}$")
    source: BatchSource
    state: ItemState = "waiting"
    key: str = ""
    volume: str = ""
    uncertainty: str = ""
    method: str = ""
    grid_size: int = 0
    device: str = ""
    seconds: float = 0.0
    metrics: dict[str, float | None] = Field(default_factory=dict)
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    error_code: ErrorCode | None = None
    error: str = ""
    hint: str = ""
    ended: str = ""


class BatchState(BaseModel):
    """The content of `batch.json`; keys of later programs are ignored. `process` works on it now, if it is alive."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    format: Literal["xr2ct-batch"] = FORMAT
    version: Literal[1] = VERSION
    notice: str = SYNTHETIC_BANNER
    created: datetime = Field(default_factory=lambda: datetime.now(UTC))
    settings: BatchSettings
    items: tuple[BatchItem, ...] = ()
    process: ProcessStamp | None = None

    def count(self, state: ItemState) -> int:
        """How many cases are in a state."""
        return sum(item.state == state for item in self.items)
