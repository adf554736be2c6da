"""Every configuration becomes a form: what it offers is valid, what is just beyond its limits is not."""

from typing import Any

import pytest
from pydantic import ValidationError

from xr2ct_core.config.base import ConfigBase, inference_settings, ui
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.config.tree import FormNode, form_nodes
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.errors import BadConfigError
from xr2ct_core.methods.registry import method_specs

CONFIGS = [TrainConfig, AugmentConfig, *(spec.config_type() for spec in method_specs().values())]


def node(config_type: type[ConfigBase], name: str) -> FormNode:
    return next(node for node in form_nodes(config_type) if node.name == name)


@pytest.mark.parametrize("config_type", CONFIGS, ids=lambda config_type: config_type.__name__)
def test_defaults_and_choices_are_valid_and_every_setting_is_explained(config_type: type[ConfigBase]) -> None:
    nodes = form_nodes(config_type)
    assert [node.name for node in nodes] == list(config_type.model_fields)
    defaults: dict[str, Any] = {node.name: node.default for node in nodes}
    assert config_type.model_validate(defaults) == config_type()
    for found in nodes:
        assert found.help.endswith("."), found.name
        assert (found.kind == "choice") == bool(found.choices)
        for choice in found.choices:
            assert getattr(config_type.model_validate(defaults | {found.name: choice}), found.name) == choice


@pytest.mark.parametrize("config_type", CONFIGS, ids=lambda config_type: config_type.__name__)
def test_limits_are_the_last_values_that_are_valid(config_type: type[ConfigBase]) -> None:
    for found in form_nodes(config_type):
        for limit, direction in zip(found.limits, (-1, 1), strict=True):
            if limit is None:
                continue
            field = {found.name: limit}
            try:
                config_type.model_validate(field)
            except ValidationError as error:
                # A rule about several settings may still forbid it; the limit of the field itself does not.
                assert all(found.name not in item["loc"] for item in error.errors())
            beyond = limit + direction * (1 if found.kind == "int" else max(abs(limit), 1.0) * 1e-6)
            with pytest.raises(ValidationError):
                config_type.model_validate({found.name: beyond})


def test_a_node_tells_what_a_form_needs() -> None:
    shift = node(AugmentConfig, "shift_mm")
    assert (shift.title, shift.kind, shift.unit, shift.limits) == ("Shift", "float", "mm", (0, 80))
    assert node(AugmentConfig, "stretch").step == 0.01
    assert node(AugmentConfig, "mirror").advanced
    precision = node(TrainConfig, "precision")
    assert (precision.kind, precision.choices) == ("choice", ("32-true", "bf16-mixed"))
    assert node(TrainConfig, "ema_decay").title == "EMA decay"


def test_what_no_form_can_show_is_said_by_its_name() -> None:
    class Odd(ConfigBase):
        many: tuple[int, ...] = ui((), "Several.")

    class Open(ConfigBase):
        name: str

    with pytest.raises(BadConfigError, match="many"):
        form_nodes(Odd)
    with pytest.raises(BadConfigError, match="name"):
        form_nodes(Open)


def test_settings_open_at_inference_are_told_apart_from_those_a_network_was_made_with() -> None:
    class Settings(ConfigBase):
        width: int = ui(8, "Channels.", ge=1)
        passes: int = ui(2, "Runs that are averaged.", ge=1, at_inference=True)
        name: str = "plain"

    assert inference_settings(Settings) == ("passes",)
    assert {node.name: node.at_inference for node in form_nodes(Settings)} == {
        "width": False,
        "passes": True,
        "name": False,
    }
