"""Checkpoints: what a trained network is, and what its training needs to go on. Nothing is ever unpickled.

    <step>/checkpoint.json        method, settings, step, metrics, data, hashes
    <step>/weights.safetensors    the networks that reconstruct (their average where one is kept); enough to use it
    <step>/training.safetensors   all networks as they are, and the moments of the optimisers; enough to go on

A checkpoint appears whole or not at all: it is written beside its place and renamed. Random numbers and the order of
the cases follow from seed and step (`seeding`), so they need no place here.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from xr2ct_core.config.base import inference_settings
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.io.files import file_sha256, write_error
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.methods.trainable import TrainableMethod
from xr2ct_core.runs.checkpoint_info import DESCRIPTION, WEIGHTS, CheckpointInfo, read_info

TRAINING = "training.safetensors"
USE_ANOTHER = "Use another checkpoint."
"""What is to be done about one whose files are not what was written."""
Optimisers = Mapping[str, torch.optim.Optimizer]


def write_checkpoint(
    folder: Path, info: CheckpointInfo, weights: Mapping[str, Tensor], method: TrainableMethod, optimisers: Optimisers
) -> CheckpointInfo:
    """Write the folder whole; returns `info` with the hashes. A full disk is an error of code `disk_full`."""
    part = folder.with_name(f".{folder.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        save_file(_on_cpu(weights), part / WEIGHTS)
        save_file(_on_cpu(_training_state(method, optimisers)), part / TRAINING)
        hashes = {"weights_sha256": file_sha256(part / WEIGHTS), "training_sha256": file_sha256(part / TRAINING)}
        info = info.model_copy(update=hashes)
        (part / DESCRIPTION).write_text(info.model_dump_json(indent=2) + "\n", encoding="utf-8")
        for name in (WEIGHTS, TRAINING, DESCRIPTION):
            with (part / name).open("rb") as file:
                os.fsync(file.fileno())
        if folder.exists():
            shutil.rmtree(folder)
        part.replace(folder)
    except OSError as error:
        raise write_error(folder, error) from error
    except SafetensorError as error:
        raise Xr2ctError(f"The checkpoint cannot be written: {error}.", "Check the disk and its free space.") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return info


def load_method(
    folder: Path, device: str = "cpu", *, at_defaults: bool = False
) -> tuple[TrainableMethod, CheckpointInfo]:
    """Rebuild the trained method of a checkpoint, ready to reconstruct.

    With `at_defaults` settings that are open at inference are as the method has them, not as the checkpoint does.
    """
    info = read_info(folder)
    settings = info.method_config
    if at_defaults:
        is_open = inference_settings(method_spec(info.method).config_type())
        settings = {name: value for name, value in settings.items() if name not in is_open}
    method = build_method(info.method, settings, device)
    method.load_inference_weights(read_weights(folder, info))
    method.networks.eval()
    return method, info


def read_weights(folder: Path, info: CheckpointInfo) -> dict[str, Tensor]:
    """The weights that reconstruct; raises an error of code `checkpoint_mismatch` if the file is not what it was."""
    return _read(folder / WEIGHTS, info.weights_sha256)


def build_method(method_id: str, settings: Mapping[str, Any], device: str) -> TrainableMethod:
    """A learned method with its first weights; raises `BadConfigError` if it is none."""
    spec = method_spec(method_id)
    method = spec.build(spec.config_type().model_validate(dict(settings)), device)
    if not isinstance(method, TrainableMethod):
        raise Xr2ctError(f"{spec.title} has nothing to learn.", "Use it without training.", code="bad_config")
    return method


def restore_training(
    folder: Path, info: CheckpointInfo, method: TrainableMethod, optimisers: Optimisers
) -> dict[str, Tensor]:
    """Put networks and optimisers into the state of the checkpoint; returns its inference weights."""
    state = _read(folder / TRAINING, info.training_sha256)
    networks = {key.removeprefix("networks."): value for key, value in state.items() if key.startswith("networks.")}
    try:
        method.networks.load_state_dict(networks)
        for name, optimiser in optimisers.items():
            _restore_optimiser(optimiser, f"optimisers.{name}.", state)
    except (RuntimeError, ValueError, KeyError) as error:
        raise Xr2ctError(
            f"The state of the training in {folder} does not fit its method: {error}",
            "Resume with the program that made it, or start anew.",
            code="checkpoint_mismatch",
        ) from error
    return read_weights(folder, info)


def _training_state(method: TrainableMethod, optimisers: Optimisers) -> dict[str, Tensor]:
    state = {f"networks.{key}": value for key, value in method.networks.state_dict().items()}
    for name, optimiser in optimisers.items():
        for index, moments in optimiser.state_dict()["state"].items():
            for key, value in moments.items():
                state[f"optimisers.{name}.{index}.{key}"] = value
    return state


def _restore_optimiser(optimiser: torch.optim.Optimizer, prefix: str, state: Mapping[str, Tensor]) -> None:
    moments: dict[int, dict[str, Tensor]] = {}
    for key, value in state.items():
        if key.startswith(prefix):
            index, _, name = key.removeprefix(prefix).partition(".")
            moments.setdefault(int(index), {})[name] = value
    optimiser.load_state_dict({"state": moments, "param_groups": optimiser.state_dict()["param_groups"]})


def _on_cpu(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {key: value.detach().cpu().contiguous() for key, value in tensors.items()}


def _read(path: Path, sha256: str) -> dict[str, Tensor]:
    try:
        if file_sha256(path) == sha256:
            return load_file(path)
        reason = "its content is not what was written"
    except (OSError, SafetensorError) as error:
        reason = str(error)
    raise Xr2ctError(f"The checkpoint file {path} cannot be used: {reason}.", USE_ANOTHER, code="checkpoint_mismatch")
