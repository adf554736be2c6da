"""The trained network on disk: a folder with `lungmask.json` and `weights.safetensors`. Nothing is ever unpickled.

It is no checkpoint of a run (`training.checkpoint`): it belongs to no method, has no settings but its widths, and its
training is not kept beside it.
The one that comes with the program lies in `resources/checkpoints/lungmask`, in 16 bit, with its model card.
Networks of the folds lie beside it in `left-out/`, to be asked about the CTs that it learned from (`lungmask_for`).
"""

from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

import xr2ct_core
from xr2ct_core.data.patients import patient_of
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.io.files import file_sha256, read_text, write_text, writing
from xr2ct_core.lungmask.frame import SIDE
from xr2ct_core.lungmask.network import WIDTHS, LungNet
from xr2ct_core.runs.record import now

WEIGHTS: Final = "weights.safetensors"
DESCRIPTION: Final = "lungmask.json"
_LEFT_OUT: Final = "left-out"


class LungInfo(BaseModel):
    """What the network says about itself."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: Literal["xr2ct-lungmask"] = "xr2ct-lungmask"
    version: Literal[1] = 1
    widths: tuple[int, ...] = WIDTHS
    side: int = SIDE
    steps: int
    batch_size: int
    bodies: int
    seed: int
    fold: str = ""
    patients: tuple[str, ...]
    """Everybody who was learned from."""
    weights_sha256: str = ""
    program: str = f"xr2ct {xr2ct_core.__version__}"
    created: str = Field(default_factory=now)


def bundled_lungmask() -> Path:
    """The folder of the network that comes with the program."""
    return Path(str(files("xr2ct_resources"))) / "checkpoints" / "lungmask"


def lungmask_for(subject: str) -> Path | None:
    """The folder of the bundled network to ask about a patient, of whom it must not have learned.

    For a pair made from one of the CTs that were learned from it is one of a fold that left them out, so that
    measurements on stand-ins stay honest; None where there is no such fold.
    """
    bundled = bundled_lungmask()
    folders = (bundled, *sorted((bundled / _LEFT_OUT).glob("*/")))
    patient = patient_of(subject)
    return next((one for one in folders if patient not in _learned_from(one)), None)


@cache
def _learned_from(folder: Path) -> frozenset[str]:
    return frozenset(LungInfo.model_validate_json(read_text(folder / DESCRIPTION)).patients)


def write_lungmask(folder: Path, network: LungNet, info: LungInfo) -> LungInfo:
    """Write the folder's files, weights in 16 bit; returns `info` with their hash."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = {name: value.detach().cpu().half().contiguous() for name, value in network.state_dict().items()}
    with writing(folder / WEIGHTS) as part:
        save_file(weights, part)
    info = info.model_copy(update={"weights_sha256": file_sha256(folder / WEIGHTS)})
    write_text(folder / DESCRIPTION, info.model_dump_json(indent=1) + "\n")
    return info


def read_lungmask(folder: Path) -> tuple[LungNet, LungInfo]:
    """The network in a folder; an error of code `checkpoint_mismatch` if it is none or damaged."""
    try:
        info = LungInfo.model_validate_json(read_text(folder / DESCRIPTION))
        if file_sha256(folder / WEIGHTS) != info.weights_sha256:
            raise _unusable(folder, "its weights are not those that were written")
        weights: dict[str, Tensor] = load_file(folder / WEIGHTS)
        network = LungNet(info.widths)
        network.load_state_dict({name: value.float() for name, value in weights.items()})
    except (OSError, ValidationError, SafetensorError, RuntimeError) as error:
        raise _unusable(folder, str(error)) from error
    return network.eval(), info


@lru_cache(maxsize=2)
def ready_lungmask(folder: str, device: str) -> tuple[LungNet, LungInfo]:
    """The same on a device, kept."""
    network, info = read_lungmask(Path(folder))
    return network.to(device), info


def _unusable(folder: Path, reason: str) -> Xr2ctError:
    return Xr2ctError(
        f"The lung network in {folder} cannot be used: {reason}.",
        "Use the one that comes with the program, or learn it again with `xr2ct lungmask --learn`.",
        code="checkpoint_mismatch",
    )


def described(info: LungInfo) -> dict[str, Any]:
    """What belongs into provenance."""
    return {"lungmask": info.weights_sha256, "learned_from": len(info.patients), "program": info.program}
