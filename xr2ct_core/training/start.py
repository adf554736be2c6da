"""Starting a training in a new run folder, and going on with an old one."""

import os
import platform
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from time import time
from typing import Any

import torch
from lightning_fabric import Fabric

import xr2ct_core
from xr2ct_core.config.train import ASKED_PRECISION, TrainConfig
from xr2ct_core.control import ControlToken
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.inference.device import choose_device
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.methods.suitable import require_suitable
from xr2ct_core.methods.trainable import TrainableMethod
from xr2ct_core.runs.checkpoint_info import BEGUN_SHA256, BEGUN_WITH
from xr2ct_core.runs.record import ProcessStamp, RunRecord
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.runs.watch import watched_requests
from xr2ct_core.training.begin_with import begin_with
from xr2ct_core.training.checkpoint import build_method
from xr2ct_core.training.events import TrainingEvents
from xr2ct_core.training.loop import Training, TrainingData
from xr2ct_core.training.processes import arithmetic_on, joined_fabric, own_device
from xr2ct_core.training.reporting import record_failure
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
    start_from: Path | None = None,
    device: str = "auto",
    control: ControlToken | None = None,
    events: TrainingEvents | None = None,
    asked_since: float | None = None,
) -> RunRecord:
    """Train a method in the new folder `out`, from its first weights or from those of the checkpoint `start_from`.

    Returns the finished record. Raises `BadInputError` if that checkpoint learned from somebody who is held out now,
    and an error of code `checkpoint_mismatch` if its weights do not fit.

    Requests in the run folder are obeyed beside those to `control`; of those in an old one, the ones made since
    `asked_since` (seconds since the epoch, by default now). Raises `CancelledError` after a stop, and an error of code
    `nan_loss` if the training diverged.
    """
    since = time() if asked_since is None else asked_since
    torch_device = own_device(choose_device(device))
    asked, config = config.precision, _computed_on(torch_device, config)
    fabric = joined_fabric(torch_device, config.precision)
    seed_weights(config.seed)
    method = build_method(method_id, method_config, torch_device)
    _show_data(method_id, method, data)
    begun = {}
    if start_from is not None:
        begun[BEGUN_SHA256], known = begin_with(method, method_id, start_from, data.description)
        data = replace(data, description={**data.description, BEGUN_WITH: list(known)})
    method.begin(is_trained=start_from is not None)
    record = RunRecord(
        method=method_id,
        total_steps=config.steps,
        data=data.description,
        process=ProcessStamp.of_this_process(),
    )
    told = {ASKED_PRECISION: asked} if config.precision != asked else {}
    tables = {
        "run": {"method": method_id, "varied": data.augment is not None} | told | begun,
        "train": config.model_dump(mode="json"),
        "method": method.config.model_dump(mode="json"),
    }
    if data.augment is not None:
        tables["augment"] = data.augment.model_dump(mode="json")
    if fabric.is_global_zero:
        run = RunFolder.create(out, record, tables, _environment(torch_device))
        if config.precision != asked:
            run.log("info", f"{asked} is for graphics cards and CPUs with AMX; here this training computes in 32 bit.")
        elif config.precision != "32-true":
            run.log("info", f"This training computes in mixed precision ({config.precision}).")
    fabric.barrier()
    return _trained(RunFolder.open(out), data, config, control, events, method, fabric, since, is_begun=bool(begun))


def resume_training(
    path: Path,
    data: TrainingData,
    *,
    device: str = "auto",
    control: ControlToken | None = None,
    events: TrainingEvents | None = None,
    asked_since: float | None = None,
) -> RunRecord:
    """Go on with a run from its newest checkpoint, or from the start if it has none, with its own settings.

    Of `data` the cases and their digest count; how they are varied is kept with the run.

    Raises `BadInputError` if the run is still running or finished, if the data are not those it began with, or if it
    began with the weights of another training and has no checkpoint.
    """
    since = time() if asked_since is None else asked_since
    torch_device = own_device(choose_device(device))
    run = RunFolder.open(path)
    record = run.record()
    _require_at_rest(record, path)
    if record.data.get(DIGEST) != data.description.get(DIGEST):
        raise BadInputError("The data are not those the run began with.", "Give the same cases, or start a new run.")
    tables = run.config()
    try:
        config, settings = TrainConfig.model_validate(tables["train"]), tables["method"]
        augment = AugmentConfig.model_validate(tables["augment"]) if "augment" in tables else None
    except KeyError as error:
        raise BadConfigError(f"config.toml of the run lacks its table {error}.", "Restore it from a copy.") from error
    if tables.get("run", {}).get(BEGUN_SHA256) and not run.checkpoint_steps():
        raise BadInputError(
            f"The run in {path} began with the weights of another training and holds no checkpoint.", "Start it anew."
        )
    config = _computed_on(torch_device, config)
    fabric = joined_fabric(torch_device, config.precision)
    seed_weights(config.seed)
    method = build_method(record.method, settings, torch_device)
    _show_data(record.method, method, data)
    fabric.barrier()
    if fabric.is_global_zero:
        record = run.record()
        _require_at_rest(record, path)  # another process may have taken it since it was looked at
        stamp = ProcessStamp.of_this_process()
        fresh = {"state": "running", "error": "", "error_code": "", "error_hint": "", "process": stamp}
        run.write_record(record.model_copy(update=fresh))
    fabric.barrier()
    return _trained(run, replace(data, augment=augment), config, control, events, method, fabric, since)


def _require_at_rest(record: RunRecord, path: Path) -> None:
    """Raise `BadInputError` for a run that is under way or finished."""
    if record.shown_state in ("running", "paused"):
        raise BadInputError(f"The run in {path} is still running.", "Stop it first, or choose another run.")
    if record.shown_state == "finished":
        raise BadInputError(f"The run in {path} is finished.", "Start a new run for a longer training.")


def _trained(
    run: RunFolder,
    data: TrainingData,
    config: TrainConfig,
    control: ControlToken | None,
    events: TrainingEvents | None,
    method: TrainableMethod,
    fabric: Fabric,
    asked_since: float,
    *,
    is_begun: bool = False,
) -> RunRecord:
    """Train from the newest checkpoint of the run, if there is one, to the end.

    `is_begun` says that the weights are those of another training, which are kept with the run first.
    """
    control = control or ControlToken()
    leads = fabric.is_global_zero
    with watched_requests(run, control, asked_since) if leads else nullcontext():
        try:
            training = Training(method, data, config, run, control, events or TrainingEvents(), fabric)
            training.restore()
            if is_begun:
                training.keep_start()
        except Exception as error:
            record_failure(run, error, leads=leads)
            raise
        return training.train()


def _show_data(method_id: str, method: TrainableMethod, data: TrainingData) -> None:
    """Raise `BadInputError` if the method cannot learn from such cases."""
    kinds = data.train.kinds
    require_suitable(method_spec(method_id), kinds)
    method.expect(frozenset(kinds))


def _computed_on(device: str, config: TrainConfig) -> TrainConfig:
    return config.model_copy(update={"precision": arithmetic_on(device, config.precision)})


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
