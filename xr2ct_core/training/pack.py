"""A trained network made ready to be given away: what `runs.bundled` finds and what anybody can reconstruct with.

    checkpoint.json   weights.safetensors (16 bit)   MODEL_CARD.md   [calibration.json]

Invariants: the folder appears whole or not at all; nothing in it names a path of the machine that trained; its volume
of a computed thorax is the one of the full precision within `LARGEST_MEAN_CHANGE_HU`. Units: HU.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, Final

import numpy as np
import torch
from pydantic import ValidationError
from safetensors.torch import save_file
from torch import Tensor

from xr2ct_core.config.base import inference_settings
from xr2ct_core.config.words import settings_in_words
from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io.files import file_sha256, write_error, write_text
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.runs.bundled import CARD_NAME, LARGEST_BYTES
from xr2ct_core.runs.calibration import CALIBRATION_NAME, Calibration, read_calibration, write_calibration
from xr2ct_core.runs.checkpoint_info import DESCRIPTION, WEIGHTS, CheckpointInfo
from xr2ct_core.runs.model_card import Rounding, model_card
from xr2ct_core.training.checkpoint import load_method

LARGEST_MEAN_CHANGE_HU: Final = 1.0
"""Of the volume of the thorax below, on average over its voxels."""
THORAX_SEED: Final = 2024
_JOINED: Final = " + "


def pack(
    checkpoint: Path,
    folder: Path,
    name: str,
    table: Mapping[str, Any] | None = None,
    calibration: Calibration | None = None,
    context: WorkContext | None = None,
    *,
    changes: Mapping[str, Any] | None = None,
) -> tuple[CheckpointInfo, Rounding]:
    """Write the packed form of a checkpoint into a new or empty folder.

    `table` is that of a benchmark, for the model card (`runs.model_card`); `calibration` takes the place of the one
    beside the weights; `changes` are settings at inference with which it is given away. Raises `BadInputError` for a
    folder with something in it, weights that are too large or do not bear 16 bits, and a table without this network,
    `BadConfigError` for other changes, and what `load_method` raises.
    """
    context = context or WorkContext()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInputError(f"{folder} is not an empty folder.", "Choose a new folder.")
    context.progress(0.0, "Rounding the weights")
    method, info = load_method(checkpoint)
    used = _changed(info, changes or {})
    weights = {key: _rounded(key, value) for key, value in method.inference_weights().items()}
    size = sum(value.numel() * value.element_size() for value in weights.values())
    if size > LARGEST_BYTES:
        raise BadInputError(
            f"The weights take {size / 2**20:.1f} MiB in 16 bit; at most {LARGEST_BYTES / 2**20:g} MiB are allowed.",
            "Train a network with less width.",
        )
    part = folder.with_name(f".{folder.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        save_file(weights, part / WEIGHTS)
        packed = info.model_copy(
            update={
                "weights_sha256": file_sha256(part / WEIGHTS),
                "training_sha256": "",
                "data": without_paths(info.data),
            }
        )
        write_text(part / DESCRIPTION, packed.model_dump_json(indent=2) + "\n")
        calibration = calibration or read_calibration(checkpoint)
        if calibration is not None:
            write_calibration(calibration, part / CALIBRATION_NAME)
        context.progress(0.2, "Comparing with the full precision")
        rounding = measured_rounding(checkpoint, part)
        if not rounding.mean_hu < LARGEST_MEAN_CHANGE_HU:
            raise BadInputError(
                f"With 16 bits a volume changes by {rounding.mean_hu:.2g} HU on average.",
                "This network needs its full precision; use its checkpoint as it is.",
            )
        packed = packed.model_copy(update={"method_config": used})
        write_text(part / DESCRIPTION, packed.model_dump_json(indent=2) + "\n")
        parameters = sum(value.numel() for value in weights.values() if value.is_floating_point())
        write_text(part / CARD_NAME, model_card(name, packed, parameters, rounding, table, calibration))
        _require_size(part)
        if folder.exists():
            folder.rmdir()
        part.replace(folder)
    except OSError as error:
        raise write_error(folder, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    context.progress(1.0, "Written")
    context.finish()
    return packed, rounding


def _changed(info: CheckpointInfo, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a checkpoint with `changes`."""
    config_type = method_spec(info.method).config_type()
    fixed = sorted(set(changes) - set(inference_settings(config_type)))
    if fixed:
        raise BadConfigError(f"{', '.join(fixed)} cannot be changed after training.", "Leave it out.")
    try:
        values = config_type.model_validate({**info.method_config, **changes}).model_dump(mode="json")
    except ValidationError as error:
        raise BadConfigError(settings_in_words(error), "Correct the settings.") from error
    return {**info.method_config, **{name: values[name] for name in changes}}


def measured_rounding(full: Path, packed: Path) -> Rounding:
    """How far the volumes of two checkpoints of one network are apart, on a computed thorax at the `x2ct` geometry.

    Settings at inference are at their defaults: a registration of templates beside the network takes another way
    after the smallest change, which says nothing of the weights.
    """
    volumes = []
    for folder in (full, packed):
        method, info = load_method(folder, at_defaults=True)
        grid = WorkingGrid(info.grid_size)
        pair = simulate_pair(make_thorax(THORAX_SEED, grid), BiplanarGeometry.preset("x2ct"))
        torch.manual_seed(THORAX_SEED)
        volumes.append(method.reconstruct(pair, grid, WorkContext()).hu)
    change_hu = np.abs(volumes[0] - volumes[1])
    return Rounding(float(change_hu.mean()), float(change_hu.max()))


def without_paths(value: Any) -> Any:
    """The value with names in place of absolute paths, all the way down; `A + B` is two sources joined."""
    if isinstance(value, dict):
        return {key: without_paths(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [without_paths(inner) for inner in value]
    if not isinstance(value, str):
        return value
    return _JOINED.join(_name(part) for part in value.split(_JOINED))


def _name(text: str) -> str:
    kinds = (PurePosixPath(text), PureWindowsPath(text))
    return next((path.name for path in kinds if path.is_absolute()), text)


def _rounded(name: str, value: Tensor) -> Tensor:
    value = value.detach().cpu().contiguous()
    if not value.is_floating_point():
        return value
    half = value.half()
    if not torch.isfinite(half).all():
        raise BadInputError(
            f"The weights {name} are too large for 16 bits, or not numbers.", "Use its checkpoint as it is."
        )
    return half


def _require_size(folder: Path) -> None:
    for path in folder.iterdir():
        if path.stat().st_size > LARGEST_BYTES:
            raise BadInputError(f"{path.name} is larger than {LARGEST_BYTES / 2**20:g} MiB.", "Train with less width.")
