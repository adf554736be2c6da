"""The command that starts a training: what a window runs as a process of its own, and what *copy as command* shows.

Invariant: parsed by `xr2ct train`, the command gives the same training; it names only settings that are not defaults.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xr2ct_core.config.base import ConfigBase
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.protocol.training import TrainTask


def training_command(task: TrainTask, out: Path) -> list[str]:
    """The command line, one item an argument, of a training into the new folder `out`.

    Raises `pydantic.ValidationError` if the settings of the method are not valid.
    """
    config = method_spec(task.method).config_type().model_validate(task.method_config)
    defaults = TrainTask(data=task.data)
    command = [sys.executable, "-m", "xr2ct_core.cli", "train"]
    command += [*_flag("method", task.method), *_flag("data", task.data), *_flag("out", str(out))]
    for name in ("split", "folds", "fold", "geometry", "start_from", "device"):
        if getattr(task, name) != getattr(defaults, name):
            command += _flag(name, getattr(task, name))
    command += _flags("method", changed_settings(config)) + _flags("train", changed_settings(task.train))
    command += ["--no-augment"] if task.augment is None else _flags("augment", changed_settings(task.augment))
    return [*command, "--json"]


def resume_command(run: Path, device: str = "auto") -> list[str]:
    """The command line that goes on with a run."""
    command = [sys.executable, "-m", "xr2ct_core.cli", "resume", str(run)]
    return [*command, *(_flag("device", device) if device != "auto" else []), "--json"]


def changed_settings(config: ConfigBase) -> dict[str, Any]:
    """The values of a configuration that are not its class's defaults."""
    defaults = type(config)()
    return {name: value for name, value in config if value != getattr(defaults, name)}


def configs_by_table(method: str) -> dict[str, type[ConfigBase]]:
    """The configuration of each table of a training's settings, by the first part of its flags."""
    return {"method": method_spec(method).config_type(), "train": TrainConfig, "augment": AugmentConfig}


def _flags(table: str, values: Mapping[str, Any]) -> list[str]:
    return [part for name, value in values.items() for part in _flag(f"{table}.{name}", value)]


def _flag(name: str, value: Any) -> list[str]:
    table, dot, key = name.replace("_", "-").rpartition(".")
    if isinstance(value, bool):
        return [f"--{table}{dot}{key}" if value else f"--{table}{dot}no-{key}"]
    text = repr(value) if isinstance(value, float) else str(value)
    flag = f"--{table}{dot}{key}"
    return [f"{flag}={text}"] if text.startswith("-") else [flag, text]
