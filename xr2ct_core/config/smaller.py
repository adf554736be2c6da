"""The next smaller settings of a training that did not fit into memory.

In this order: half the batch with twice the accumulation, which changes next to nothing; half the width of the
networks, down to a quarter of the usual one; half the grid.
"""

from collections.abc import Mapping
from typing import Any, Final, cast

from pydantic import ValidationError

from xr2ct_core.config.base import ConfigBase
from xr2ct_core.config.train import LearnedConfig, TrainConfig
from xr2ct_core.errors import BadConfigError
from xr2ct_core.methods.registry import method_spec

LEAST_WIDTH_SHARE: Final = 0.25
_WIDTH: Final = "width"
_GRID: Final = "grid_size"


def smaller(
    method_id: str, method_config: Mapping[str, Any], train: TrainConfig
) -> tuple[dict[str, Any], TrainConfig, str] | None:
    """Settings that need less memory, and what is different in words; None if these are the smallest.

    Raises `BadConfigError` if the settings given are not valid.
    """
    config_type = method_spec(method_id).config_type()
    config = _validated(config_type, method_config)
    if config is None:
        raise BadConfigError("The settings of the method are not right.", "Correct them first.")
    settings = dict(method_config)
    if train.batch_size > 1:
        return settings, *_half_batch(train)
    for name, value in (*_half_width(config), *_half_grid(config)):
        changed = settings | {name: value}
        if _validated(config_type, changed) is not None:
            old = getattr(config, name)
            text = f"grid {value}³ instead of {old}³" if name == _GRID else f"width {value:g} instead of {old:g}"
            return changed, train, text
    return None


def _half_batch(train: TrainConfig) -> tuple[TrainConfig, str]:
    size = train.batch_size // 2
    times = train.accumulate * train.batch_size // size
    changed = TrainConfig.model_validate(train.model_dump() | {"batch_size": size, "accumulate": min(times, 256)})
    return changed, f"batch {size} instead of {train.batch_size}, {changed.accumulate} batches a step"


def _half_width(config: ConfigBase) -> list[tuple[str, Any]]:
    field = type(config).model_fields.get(_WIDTH)
    if field is None:
        return []
    width = getattr(config, _WIDTH)
    half = width // 2 if isinstance(width, int) else width / 2
    return [(_WIDTH, half)] if half >= LEAST_WIDTH_SHARE * field.default else []


def _half_grid(config: ConfigBase) -> list[tuple[str, Any]]:
    return [(_GRID, cast(LearnedConfig, config).grid_size // 2)]


def _validated(config_type: type[ConfigBase], settings: Mapping[str, Any]) -> ConfigBase | None:
    try:
        return config_type.model_validate(dict(settings))
    except ValidationError:
        return None
