"""Starting a training in a new run folder, and going on with an old one."""

import os
import platform
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from lightning_fabric import Fabric

import xr2ct_core
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import ControlToken
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.errors import BadConfigError, BadInputError, Xr2ctError
from xr2ct_core.inference.device import choose_device
from xr2ct_core.methods.trainable import TrainableMethod
from xr2ct_core.runs.record import ProcessStamp, RunRecord
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.training.checkpoint import build_method
from xr2ct_core.training.events import TrainingEvents
from xr2ct_core.training.loop import Training, TrainingData
from xr2ct_core.training.processes import joined_fabric, own_device
from xr2ct_core.training.seeding import seed_weights

DIGEST = "digest"
"""Key of the data's description that must not change between start and resume."""


def start_training(
    method_id: str,
    method_config: Mapping[str, Any],
    config: TrainConfig,
    data: TrainingData,
    out: Path,
    *,
    device: str = "auto",
    control: ControlToken | None = None,
    events: TrainingEvents | None = None,
) -> RunRecord:
    """Train a method from its first weights in the new folder `out`; returns the finished record.

    Raises `BadConfigError` and `BadInputError` before anything is written, `CancelledError` after a stop, and an error
    of code `nan_loss` if the training diverged.
    """
    torch_device = own_device(choose_device(device))
    fabric = joined_fabric(torch_device, config.precision)
    seed_weights(config.seed)
    method = build_method(method_id, method_config, torch_device)
    record = RunRecord(
        method=method_id,
        total_steps=config.steps,
        data=data.description,
        process=ProcessStamp.of_this_process(),
    )
    tables = {
        "run": {"method": method_id},
        "train": config.model_dump(mode="json"),
        "method": method.config.model_dump(mode="json"),
    }
    if data.augment is not None:
        tables["augment"] = data.augment.model_dump(mode="json")
    if fabric.is_global_zero:
        RunFolder.create(out, record, tables, _environment(torch_device))
    fabric.barrier()
    return _training(RunFolder.open(out), data, config, control, events, method, fabric).train()


def resume_training(
    path: Path,
    data: TrainingData,
    *,
    device: str = "auto",
    control: ControlToken | None = None,
    events: TrainingEvents | None = None,
) -> RunRecord:
    """Go on with a run from its newest checkpoint, or from the start if it has none, with its own settings.

    Of `data` the cases and their digest count; how they are varied is kept with the run.

    Raises `BadInputError` if the run is still running or finished, or if the data are not those it began with.
    """
    torch_device = own_device(choose_device(device))
    run = RunFolder.open(path)
    record = run.record()
    if record.shown_state in ("running", "paused"):
        raise BadInputError(f"The run in {path} is still running.", "Stop it first, or choose another run.")
    if record.shown_state == "finished":
        raise BadInputError(f"The run in {path} is finished.", "Start a new run for a longer training.")
    if record.data.get(DIGEST) != data.description.get(DIGEST):
        raise BadInputError("The data are not those the run began with.", "Give the same cases, or start a new run.")
    tables = run.config()
    try:
        config, settings = TrainConfig.model_validate(tables["train"]), tables["method"]
        augment = AugmentConfig.model_validate(tables["augment"]) if "augment" in tables else None
    except KeyError as error:
        raise BadConfigError(f"config.toml of the run lacks its table {error}.", "Restore it from a copy.") from error
    fabric = joined_fabric(torch_device, config.precision)
    seed_weights(config.seed)
    method = build_method(record.method, settings, torch_device)
    fabric.barrier()
    if fabric.is_global_zero:
        stamp = ProcessStamp.of_this_process()
        run.write_record(record.model_copy(update={"state": "running", "error": "", "process": stamp}))
    fabric.barrier()
    training = _training(run, replace(data, augment=augment), config, control, events, method, fabric)
    try:
        training.restore()
    except Xr2ctError as error:
        run.write_record(record.model_copy(update={"state": "failed", "error": str(error)}))
        raise
    return training.train()


def _training(
    run: RunFolder,
    data: TrainingData,
    config: TrainConfig,
    control: ControlToken | None,
    events: TrainingEvents | None,
    method: TrainableMethod,
    fabric: Fabric,
) -> Training:
    return Training(method, data, config, run, control or ControlToken(), events or TrainingEvents(), fabric)


def _environment(device: str) -> dict[str, Any]:
    """What the training runs on, for comparing runs later."""
    is_cuda = device.startswith("cuda")
    return {
        "xr2ct": xr2ct_core.__version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "torch": torch.__version__,
        "device": torch.cuda.get_device_name(device) if is_cuda else platform.processor() or "cpu",
        "threads": torch.get_num_threads(),
        "processors": os.cpu_count(),
    }
