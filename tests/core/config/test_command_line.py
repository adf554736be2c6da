"""The command that starts a training means the same training when it is parsed, for every method and setting."""

from pathlib import Path
from typing import Any

import pytest
import tyro

from xr2ct_core.cli.train import Train
from xr2ct_core.cli.training_flags import train_arguments, train_type
from xr2ct_core.config.base import ConfigBase
from xr2ct_core.config.command_line import resume_command, training_command
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.config.tree import form_nodes
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.methods.registry import learned_method_specs
from xr2ct_core.protocol.training import TrainTask

METHODS = list(learned_method_specs())


def parsed(command: list[str]) -> tuple[TrainTask, Path]:
    arguments = train_arguments(command[command.index("train") + 1 :])
    found = tyro.cli(train_type(Train, arguments), args=arguments)
    return found.task(), found.out


def others(config_type: type[ConfigBase]) -> dict[str, Any]:
    """For every setting a valid value that is not its default, as far as the settings allow each other."""
    values: dict[str, Any] = {}
    for node in form_nodes(config_type):
        match node.kind:
            case "bool":
                candidates: list[Any] = [not node.default]
            case "choice":
                candidates = [choice for choice in node.choices if choice != node.default]
            case "int":
                found = (node.limits[0], node.default + 1, node.default - 1)
                candidates = [value for value in found if value not in (None, node.default)]
            case "float":
                candidates = [node.default / 3 + 1e-7, node.limits[1]]
            case _:
                candidates = ["other text"]
        for value in candidates:
            try:
                config_type.model_validate(values | {node.name: value})
            except ValueError:
                continue
            values[node.name] = value
            break
    return values


def test_the_fold_of_a_training_comes_back_the_same(tmp_path: Path) -> None:
    task = TrainTask(data="phantoms:4", folds="shared-cts", fold="all", augment=None)
    assert parsed(training_command(task, tmp_path))[0] == task


@pytest.mark.parametrize("method", METHODS)
def test_a_training_with_every_setting_changed_comes_back_the_same(method: str) -> None:
    settings = others(learned_method_specs()[method].config_type())
    assert len(settings) > 3
    task = TrainTask(
        data="-odd name/ + phantoms:200",
        method=method,
        method_config=settings,
        train=TrainConfig(**others(TrainConfig)),
        split="a split.json",
        augment=AugmentConfig(**others(AugmentConfig)),
        geometry="clinic",
        start_from="/runs/begun with/checkpoints/00000007",
        device="cpu",
    )
    command = training_command(task, Path("/runs/a b"))
    assert parsed(command) == (task, Path("/runs/a b"))
    assert command[-1] == "--json"


@pytest.mark.parametrize("method", METHODS)
def test_the_command_of_a_training_by_default_names_no_setting(method: str) -> None:
    task = TrainTask(data="phantoms:8", method=method)
    command = training_command(task, Path("run"))
    assert command[4:] == ["--method", method, "--data", "phantoms:8", "--out", "run", "--json"]
    assert parsed(command)[0] == task


def test_a_training_without_augmentation_comes_back_without() -> None:
    task = TrainTask(data="phantoms:8", method="x2ct-gan", augment=None, method_config={"gan": False})
    command = training_command(task, Path("run"))
    assert {"--no-augment", "--method.no-gan"} <= set(command)
    assert parsed(command)[0] == task


def test_settings_that_equal_their_defaults_are_left_out() -> None:
    task = TrainTask(data="phantoms:8", method="x2ct-gan", method_config={"width": 1.0, "grid_size": 32})
    assert training_command(task, Path("run"))[-3:] == ["--method.grid-size", "32", "--json"]


def test_the_command_to_resume_names_the_run_and_a_chosen_device() -> None:
    assert resume_command(Path("run"))[3:] == ["resume", "run", "--json"]
    assert resume_command(Path("run"), "cpu")[3:] == ["resume", "run", "--device", "cpu", "--json"]
